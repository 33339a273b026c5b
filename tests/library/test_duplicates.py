"""Entries that read alike: found among all, shown with their difference, merged or kept apart."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.accounts.permissions import NotAllowed
from speeches.library.actions import NO_SORTING, edit_entry, merge_entry
from speeches.library.actions.comparing import AT_ONCE, compare_entries, compare_new
from speeches.library.choosing import choice_context
from speeches.library.duplicates import connected, duplicate_groups
from speeches.library.indexing import count_stale
from speeches.library.models import Entry, EntryPair
from tests.htmx import HTMX, main_of, soup_of, swap

from .factories import make_entry

URL = "/library/desk/duplicates/all/"
DESK = "/library/desk/duplicates/"
TEXT = (
    "对群众反映强烈的问题，要一件一件查清楚、办到底，办完以后还要回头看一看，群众满意了才算办结，"
    "谁承办、谁回访、谁签字，都要写得明明白白。"
)
NEAR = TEXT.replace("回头看一看", "再去回访一次")
OTHER = "年轻干部刚走上岗位，要把规矩立在前面，把提醒做在平时，不能等出了事才想起来教育。"


@pytest.fixture
def pair(office: Office) -> tuple[Entry, Entry]:
    make_entry(office, "别的事", OTHER)
    return make_entry(office, "办结标准", TEXT), make_entry(office, "回访", NEAR)


def titles(user: User) -> list[list[str]]:
    compare_new()
    return [[entry.title for entry in group] for group in duplicate_groups(user, 10)]


def test_near_entries_are_grouped_and_the_difference_is_shown(client: Client, curator: User, pair):
    client.force_login(curator)
    page = main_of(client.get(URL))
    (group,) = page.select(".duplicate")
    assert [link.get_text() for link in group.select("h2 a, h3 a")] == ["办结标准", "回访"]
    assert "回头看一看" in "".join(one.get_text() for one in group.select(".duplicate-other .compared del"))
    assert "再去回访一次" in "".join(one.get_text() for one in group.select(".duplicate-other .compared ins"))
    assert "别的事" not in page.get_text()


def test_figures_alone_make_no_other_text(curator: User, office: Office):
    make_entry(office, "一", TEXT.replace("一件一件", "12件"))
    make_entry(office, "二", TEXT.replace("一件一件", "【数据】件"))
    assert titles(curator) == [["一", "二"]]


def test_desk_names_groups_and_leads_to_them(client: Client, curator: User, pair):
    client.force_login(curator)
    part = soup_of(client.get(DESK))
    assert "1 组" in part.get_text()
    assert part.select_one(f'a[href="{URL}"]')


def test_empty_page_says_so(client: Client, curator: User, office: Office):
    client.force_login(curator)
    assert "没有文字相同或相近的素材" in main_of(client.get(URL)).get_text()
    assert "没有文字相同或相近的素材" in soup_of(client.get(DESK)).get_text()


def test_two_in_use_are_merged_with_history(client: Client, curator: User, pair):
    first, second = pair
    client.force_login(curator)
    page = main_of(client.get(URL))
    links = [link["href"] for link in page.select(".duplicate-other .actions a")]
    assert links == [
        reverse("entry-merge-into", args=[second.pk, first.pk]),
        reverse("entry-merge-into", args=[first.pk, second.pk]),
    ]
    client.post(links[0], {"text": TEXT + "回访情况要记录在案。"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.state, second.superseded_by) == ("retired", first)
    assert first.text.endswith("记录在案。")
    assert first.version == 2
    assert titles(curator) == []


def test_kept_apart_until_taken_back_or_rewritten(client: Client, curator: User, pair):
    url = reverse("entry-distinct", args=[pair[1].pk])
    assert titles(curator) == [["办结标准", "回访"]]
    client.force_login(curator)
    page = client.post(url, follow=True).content.decode()
    assert titles(curator) == []
    assert "已标为各有各用" in page
    assert ActionLog.objects.filter(verb="keep-apart").exists()
    client.post(url, {"again": "yes"})
    assert titles(curator) == [["办结标准", "回访"]]
    client.post(url)
    edit_entry(pair[1], NEAR + "要快。", by=curator, sorting=NO_SORTING)
    assert titles(curator) == [["办结标准", "回访"]]


def test_rewritten_entry_is_alike_no_more(curator: User, pair):
    assert titles(curator) == [["办结标准", "回访"]]
    edit_entry(
        pair[1],
        "换成了完全不同的一段话，讲的是年底考核怎样打分、怎样公示、怎样运用。",
        by=curator,
        sorting=NO_SORTING,
    )
    assert titles(curator) == []
    assert count_stale() == 0


def test_other_offices_and_retired_ones_stay_out(curator: User, office: Office, pair):
    make_entry(Office.objects.create(name="别的单位"), "外单位的", TEXT, scope="subtree")
    make_entry(office, "停用的", TEXT, state="retired")
    assert titles(curator) == [["办结标准", "回访"]]


def test_many_are_compared_in_the_background(curator: User, office: Office):
    texts = [f"第{n}项工作，{OTHER[n % 20 :]}{TEXT[: n % 30]}{n}" for n in range(AT_ONCE + 1)]
    for text in texts:
        make_entry(office, "段", text)
    assert compare_new(is_asked=True) == AT_ONCE + 1
    compare_entries.func()
    assert count_stale() == 0
    assert EntryPair.objects.exists()


def test_groups_hang_together():
    assert connected([(1, 2), (5, 6), (2, 3), (7, 6)]) == [[1, 2, 3], [7, 5, 6]]


def test_turned_page_equals_reloaded_page(client: Client, curator: User, office: Office):
    for n in range(11):
        for name in "甲乙":
            make_entry(office, f"{n}{name}", f"{OTHER}{'甲乙丙丁戊己庚辛壬癸子'[n] * 60}")
    compare_new()
    # They share a passage, so that all hang together: the equal ones alone make eleven groups.
    EntryPair.objects.exclude(likeness=1).delete()
    client.force_login(curator)
    page = main_of(client.get(URL))
    swap(page, "#duplicate-list", client.get(f"{URL}?page=2", headers=HTMX))
    reloaded = main_of(client.get(f"{URL}?page=2"))
    assert page.prettify() == reloaded.prettify()
    assert len(reloaded.select(".duplicate")) == 1


def test_only_curators_of_the_office(
    client: Client, curator: User, drafter: User, outsider: User, province_curator: User, pair
):
    url = reverse("entry-distinct", args=[pair[1].pk])
    for person, pages, one in ((drafter, 403, 403), (outsider, 403, 404), (province_curator, 200, 404)):
        client.force_login(person)
        assert [client.get(URL).status_code, client.get(DESK).status_code] == [pages, pages]
        assert client.post(url).status_code == one
    client.force_login(province_curator)
    assert "办结标准" not in client.get(URL).content.decode()


def test_query_count(client: Client, curator: User, office: Office, django_assert_max_num_queries):
    for n in range(5):
        make_entry(office, f"{n}甲", f"{OTHER}{'甲乙丙丁戊'[n] * 60}")
        make_entry(office, f"{n}乙", f"{OTHER}{'甲乙丙丁戊'[n] * 60}。。")
    compare_new()
    client.force_login(curator)
    with django_assert_max_num_queries(24):
        client.get(URL)


def test_successor_is_found_among_more_than_the_newest(curator: User, office: Office):
    wanted = make_entry(office, "最像的", NEAR)
    old = make_entry(office, "旧的", TEXT)
    clauses = [f"{a}{b}工作要抓实抓细" for a in "党政军民学" for b in "东西南北中"]
    for n in range(60):
        make_entry(office, f"新的{n}", f"{clauses[n % 25]}，{clauses[(n * 7 + 3) % 25]}。", quality=3)
    compare_new()
    assert choice_context(curator, old, "")["choices"][0] == wanted


def test_merging_into_what_is_out_of_use_is_refused(curator: User, pair):
    merge_entry(pair[1], pair[0], TEXT, by=curator)
    with pytest.raises(NotAllowed, match="只能并入在用的素材"):
        merge_entry(pair[0], pair[1], TEXT, by=curator)
