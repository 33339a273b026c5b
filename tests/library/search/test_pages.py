"""The pages that show what search finds: counts at the filters, near finds, what to try, more like this."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.models import Entry, Theme
from tests.htmx import HTMX, main_of, swap
from tests.library.factories import make_entry

URL = "/library/"


@pytest.fixture
def entries(office: Office) -> list[Entry]:
    entries = [
        make_entry(office, "小切口整治", "从群众身边的事抓起，监督跟上。"),
        make_entry(office, "群众反对什么", "就纠治什么。", kind="slogan", function="要求"),
        make_entry(
            office, "安全生产", "监督走在前面，一刻也不放松。", function="形势", valid_from="2024-05-01"
        ),
    ]
    entries[2].themes.add(Theme.objects.create(name="工作方法"))
    return entries


def titles(client: Client, **asked: str) -> list[str]:
    return [link.get_text() for link in main_of(client.get(URL, asked)).select(".entry-title a")]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "群众"},
        {"q": "群众", "kind": "slogan"},
        {"q": "没有"},
        {"q": "监督走再前面"},
        {"sort": "newest"},
    ],
)
def test_swapped_page_equals_reloaded_page(
    client: Client, drafter: User, entries: list[Entry], asked: dict
) -> None:
    client.force_login(drafter)
    page = main_of(client.get(URL))
    swap(page, "#entries", client.get(URL, asked, headers=HTMX))
    reloaded = main_of(client.get(URL, asked))
    for part in ("#entries", "#filter-choices"):
        assert page.select_one(part).prettify() == reloaded.select_one(part).prettify()


def test_each_choice_says_what_it_would_leave(client: Client, drafter: User, entries: list[Entry]) -> None:
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "群众", "kind": "slogan"}))
    assert [o.get_text() for o in page.select("#filter_kind option")] == [
        "全部类别",
        "段落（1）",
        "金句（1）",
    ]
    assert [o.get_text() for o in page.select("#filter_function option")] == ["全部作用", "要求（1）"]
    assert page.select_one("#filter_kind option[selected]")["value"] == "slogan"


def test_filters_by_year_and_level(client: Client, drafter: User, entries: list[Entry]) -> None:
    client.force_login(drafter)
    assert titles(client, year="2024") == ["安全生产"]
    assert len(titles(client, level="市")) == 3
    Entry.objects.filter(pk=entries[0].pk).update(audience="县")
    assert "小切口整治" not in titles(client, level="市")


def test_wrong_character_finds_what_is_near_and_marks_it(
    client: Client, drafter: User, entries: list[Entry]
) -> None:
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "监督走再前面"}))
    assert "没有一字不差的" in page.get_text()
    assert page.select_one("mark").get_text() == "监督走在前面"


def test_pasted_sentence_finds_its_source_first(client: Client, drafter: User, entries: list[Entry]) -> None:
    client.force_login(drafter)
    assert titles(client, q="从群众身边的事抓起，监督跟上。")[0] == "小切口整治"
    assert titles(client, q="从群众身边的事抓起,监督跟上") == ["小切口整治"]


def test_nothing_found_says_what_to_try(client: Client, drafter: User, entries: list[Entry]) -> None:
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "群众 航天", "kind": "slogan"}))
    links = {link.get_text(): link["href"] for link in page.select(".tries a")}
    assert set(links) == {"去掉筛选条件再找", "只找“群众”", "只找“航天”"}
    assert len(main_of(client.get(links["只找“群众”"])).select(".entry-row")) == 2


def test_newest_and_most_used_first(client: Client, drafter: User, office: Office) -> None:
    make_entry(office, "旧", valid_from="2020-01-01")
    make_entry(office, "新", valid_from="2026-01-01")
    client.force_login(drafter)
    assert titles(client, sort="newest") == ["新", "旧"]
    assert set(titles(client, sort="used")) == {"新", "旧"}


def test_long_lists_go_on_beyond_what_is_counted(client: Client, drafter: User, office: Office) -> None:
    for number in range(205):
        make_entry(office, f"群众工作{number}")
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "群众", "page": "11"}))
    assert "共 200+ 条" in page.get_text()
    assert len(page.select(".entry-row")) == 5
    assert not page.select(".pager a[href*='page=12']")
    assert len({title for n in range(1, 12) for title in titles(client, q="群众", page=str(n))}) == 205


def test_more_like_this(
    client: Client, drafter: User, outsider: User, office: Office, entries: list[Entry]
) -> None:
    twin = make_entry(office, "孪生", "从群众身边的小事抓起，监督跟上去。")
    client.force_login(drafter)
    page = main_of(client.get(reverse("entry-alike", args=[entries[0].pk])))
    assert page.select_one(".entry-title a").get_text() == twin.title
    client.force_login(outsider)
    assert client.get(reverse("entry-alike", args=[entries[0].pk])).status_code == 404


def test_in_a_large_library_the_counts_follow_the_list(
    client: Client, drafter: User, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("speeches.library.results.COUNTED_AT_ONCE", -1)
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "群众"}))
    choices = page.select_one("#filter-choices")
    assert "（" not in choices.get_text()
    swap(page, "#filter-choices", client.get(choices["hx-get"], headers=HTMX))
    assert "段落（1）" in page.select_one("#filter-choices").get_text()
    assert not page.select_one("#filter-choices").has_attr("hx-get")
