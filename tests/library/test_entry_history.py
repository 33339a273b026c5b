"""The versions of an entry: listed, compared, brought back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import NO_SORTING, Sorting, edit_entry, rename_tag, retire_entry
from speeches.library.models import Entry, Occasion, Theme
from tests.htmx import main_of

from .factories import make_entry


@pytest.fixture
def edited(entry: Entry, curator: User) -> Entry:
    edit_entry(entry, "从群众身边的小事抓起。", by=curator, sorting=NO_SORTING, reason="说得更具体")
    edit_entry(entry, "从群众身边的小事实事抓起。", by=curator, sorting=NO_SORTING)
    return entry


def url_of(entry: Entry) -> str:
    return reverse("entry-history", args=[entry.pk])


def test_who_when_and_why(client: Client, curator: User, edited: Entry):
    retire_entry(edited, by=curator)
    client.force_login(curator)
    rows = [
        row.get_text(" ", strip=True) for row in main_of(client.get(url_of(edited))).select(".versions li")
    ]
    assert len(rows) == 4
    assert "停用" in rows[0]
    assert "第 3 版" in rows[1]
    assert "说得更具体" in rows[2]
    assert "素材管理员" in rows[2]


def test_the_last_two_are_compared_and_any_two_may_be(client: Client, drafter: User, edited: Entry):
    client.force_login(drafter)
    page = main_of(client.get(url_of(edited)))
    assert [ins.get_text() for ins in page.select(".compared ins")] == ["实事"]
    page = main_of(client.get(url_of(edited), {"from": "1", "to": "2"}))
    assert "".join(ins.get_text() for ins in page.select(".compared ins")) == "小"


def test_the_title_is_not_taken_for_the_text(client: Client, curator: User, entry: Entry):
    """A title made of the text's first words once seemed to hold them."""
    entry.title = "开场：两页都改"
    edit_entry(entry, "根据会议安排，做好各项工作。", by=curator, sorting=NO_SORTING)
    entry.title = "开场：根据会议安排，做好"
    edit_entry(entry, "另起一段，应当另写。", by=curator, sorting=NO_SORTING)
    client.force_login(curator)
    compared = main_of(client.get(url_of(entry))).select_one(".compared")
    assert "两页都改" in [gone.get_text() for gone in compared.select("del")]
    for come in compared.select("ins"):
        come.decompose()
    assert compared.get_text("", strip=False).endswith("根据会议安排，做好各项工作。")
    assert not [gone for gone in compared.select("del") if gone.find("br")]


@pytest.mark.parametrize("asked", ["x", "", "99", "-1", "9" * 30, "²"])
def test_nonsense_shows_the_last_two(client: Client, drafter: User, edited: Entry, asked: str):
    client.force_login(drafter)
    page = main_of(client.get(url_of(edited), {"from": asked, "to": asked}))
    assert "第 2 版与第 3 版" in page.get_text()


def test_one_version_is_nothing_to_compare(client: Client, drafter: User, entry: Entry):
    client.force_login(drafter)
    assert "只有一版" in client.get(url_of(entry)).content.decode()


def test_restoring_makes_a_new_version(client: Client, curator: User, edited: Entry):
    client.force_login(curator)
    client.post(reverse("entry-restore", args=[edited.pk, 1]))
    entry = Entry.objects.get()
    assert (entry.version, entry.text) == (4, "从群众身边的事抓起。")
    assert entry.manuscript.to_text() == entry.text
    assert entry.history.latest().history_change_reason == "恢复第 1 版"
    assert entry.history.count() == 4


def test_restoring_brings_its_themes_and_occasions_back(client: Client, curator: User, entry: Entry):
    theme, other = Theme.objects.create(name="作风"), Theme.objects.create(name="廉洁文化")
    occasion = Occasion.objects.create(name="年度工作会议")
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([theme], [occasion]))
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([other]))
    rename_tag(theme, "作风建设", by=curator)
    client.force_login(curator)
    client.post(reverse("entry-restore", args=[entry.pk, 2]))
    stored = Entry.objects.get()
    assert [list(stored.themes.all()), list(stored.occasions.all())] == [[theme], [occasion]]
    assert stored.sorted_as == {"themes": ["作风建设"], "occasions": ["年度工作会议"]}
    newest = stored.history.latest().history_change_reason
    assert newest == "恢复第 2 版；主题：添作风建设，去廉洁文化；场合：添年度工作会议"


def test_restoring_what_does_not_say_how_it_was_sorted_leaves_that(
    client: Client, curator: User, entry: Entry
):
    theme = Theme.objects.create(name="作风")
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([theme]))
    entry.history.filter(version=1).update(sorted_as=None)
    client.force_login(curator)
    client.post(reverse("entry-restore", args=[entry.pk, 1]))
    assert list(Entry.objects.get().themes.all()) == [theme]
    assert entry.history.latest().sorted_as == {"themes": ["作风"], "occasions": []}


def test_a_theme_that_is_gone_is_not_brought_back(client: Client, curator: User, entry: Entry):
    theme = Theme.objects.create(name="作风")
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([theme]))
    edit_entry(entry, entry.text, by=curator, sorting=NO_SORTING)
    theme.delete()
    client.force_login(curator)
    client.post(reverse("entry-restore", args=[entry.pk, 2]))
    assert Entry.objects.get().sorted_as == {"themes": [], "occasions": []}


def test_a_version_that_never_was_is_404(client: Client, curator: User, edited: Entry):
    client.force_login(curator)
    assert client.post(reverse("entry-restore", args=[edited.pk, 9])).status_code == 404
    assert Entry.objects.get().version == 3


def test_readers_read_and_do_not_restore(client: Client, drafter: User, outsider: User, edited: Entry):
    restore = reverse("entry-restore", args=[edited.pk, 1])
    client.force_login(drafter)
    assert not main_of(client.get(url_of(edited))).select("form[method=post]")
    assert client.post(restore).status_code == 403
    client.force_login(outsider)
    assert client.get(url_of(edited)).status_code == 404
    assert client.post(restore).status_code == 404


def test_offices_below_read_what_is_published_not_how_it_came_about(
    client: Client, county_drafter: User, edited: Entry
):
    Entry.objects.update(scope="subtree")
    client.force_login(county_drafter)
    assert "历史" not in main_of(client.get(edited.get_absolute_url())).get_text()
    assert client.get(url_of(edited)).status_code == 403


def test_query_count(
    client: Client, curator: User, office: Office, edited: Entry, django_assert_max_num_queries
):
    client.force_login(curator)
    with django_assert_max_num_queries(9):
        client.get(url_of(edited))
    assert make_entry(office).history.count() == 1


def test_what_changed_beside_the_words_is_shown(client: Client, curator: User, entry: Entry):
    theme, other = Theme.objects.create(name="作风"), Theme.objects.create(name="廉洁文化")
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([theme]))
    entry.source, entry.valid_until = "某次全会", date(2027, 1, 1)
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([other]), reason="换主题")
    client.force_login(curator)
    page = main_of(client.get(url_of(entry)))
    facts = page.select_one(".fact-changes").get_text(" ", strip=True)
    assert facts == "有效至 （空） → 2027-01-01 出处 （空） → 某次全会 主题 作风 → 廉洁文化"
    page = main_of(client.get(url_of(entry), {"from": "1", "to": "2"}))
    assert page.select_one(".fact-changes").get_text(" ", strip=True) == "主题 （空） → 作风"
    assert "换主题；主题：添廉洁文化，去作风" in page.select_one(".versions").get_text()


def test_what_was_stored_before_its_sorting_was_kept_is_compared_too(
    client: Client, curator: User, entry: Entry
):
    theme = Theme.objects.create(name="作风")
    entry.themes.add(theme)
    Entry.objects.update(sorted_as=None)
    entry.history.update(sorted_as=None)
    entry.refresh_from_db()
    edit_entry(entry, entry.text, by=curator, sorting=NO_SORTING)
    client.force_login(curator)
    page = main_of(client.get(url_of(entry)))
    assert page.select_one(".fact-changes").get_text(" ", strip=True) == "主题 作风 → （空）"
    entry.history.filter(version=1).update(sorted_as=None)
    assert "没有记下主题和场合" in main_of(client.get(url_of(entry))).get_text()
