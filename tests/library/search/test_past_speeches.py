"""Past speeches in the one search: a kind of their own, line by line, for whom they are visible to."""

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.models import Entry, SearchRow, SourceDocument
from speeches.library.search import planning, rows
from speeches.library.search.finding import find
from speeches.library.search.folding import fold
from speeches.library.search.labels import condition_for, usable_by
from speeches.library.search.query import read_query
from speeches.library.search.rows import Order
from speeches.library.search.statistics import refresh_statistics
from tests.cast import make_curator, make_drafter, make_office
from tests.htmx import HTMX, main_of, swap
from tests.library.factories import make_entry
from tests.library.intake.factories import SPEECH, take_in

pytestmark = pytest.mark.django_db
URL = "/library/"
PASTED = "从小切口做起，办成一件是一件，让群众看得见变化。"


@pytest.fixture
def source(office: Office, curator: User) -> SourceDocument:
    take_in(office, curator)
    return SourceDocument.objects.get()


def found(client: Client, **asked: str) -> Tag:
    return main_of(client.get(URL, asked)).select_one("#entries")


def titles(part: Tag) -> list[str]:
    return [link.get_text() for link in part.select(".entry-title a")]


def test_every_line_is_a_row_and_the_whole_is_one(source: SourceDocument) -> None:
    lines = SearchRow.objects.filter(source=source).order_by("line")
    spoken = source.manuscript.to_text().split("\n")[len(source.manuscript.front) :]
    assert [row.text for row in lines[1:]] == [fold(f"\n{line}") for line in spoken]
    assert lines[0].line == 0
    assert str(lines[0]) == source.title


def test_pasted_sentence_leads_to_the_line_it_comes_from(
    client: Client, curator: User, source: SourceDocument
) -> None:
    client.force_login(curator)
    part = found(client, q=PASTED)
    assert titles(part) == [source.title]
    assert part.select_one(".chip").get_text() == "旧讲话稿"
    assert part.select_one("mark").get_text() == PASTED
    address, _, line = part.select_one(".entry-title a")["href"].partition("#")
    page = main_of(client.get(address))
    assert PASTED in page.select_one(f"#{line}").get_text()
    assert page.select_one(f"#{line} mark").get_text() == PASTED


def test_numbers_and_markers_are_found_as_they_were_spoken(
    client: Client, curator: User, source: SourceDocument
) -> None:
    client.force_login(curator)
    assert titles(found(client, q="二是始终盯住群众身边的事")) == [source.title]
    assert titles(found(client, q="高远", kind="source")) == [source.title]
    assert "没有一字不差的" in found(client, q="让群众看得着变化").get_text()


def test_material_stands_before_past_speeches_in_every_order(
    client: Client, curator: User, office: Office, source: SourceDocument
) -> None:
    make_entry(office, "旧素材", "监督要跟上。", valid_from="2001-01-01")
    client.force_login(curator)
    for sort in ("", "newest", "used"):
        part = found(client, q="监督", sort=sort)
        assert titles(part)[0] == "旧素材"
        assert source.title in titles(part)


def test_browsing_shows_material_and_asked_for_whole_speeches(
    client: Client, curator: User, office: Office, source: SourceDocument
) -> None:
    make_entry(office, "素材一条")
    client.force_login(curator)
    assert titles(found(client)) == ["素材一条"]
    assert titles(found(client, kind="source")) == [source.title]
    assert "共 1 条" in found(client, kind="source").get_text()


def test_counts_say_how_many(client: Client, curator: User, office: Office, source: SourceDocument) -> None:
    make_entry(office, "素材一条", "群众身边。")
    client.force_login(curator)
    kinds = [o.get_text() for o in main_of(client.get(URL)).select("#filter_kind option")]
    assert kinds == ["全部类别", "段落（1）", "旧讲话稿（1）"]
    lines = sum("群众" in line for line in source.text.split("\n"))
    kinds = [o.get_text() for o in main_of(client.get(URL, {"q": "群众"})).select("#filter_kind option")]
    assert kinds == ["全部类别", "段落（1）", f"旧讲话稿（{lines}）"]
    years = main_of(client.get(URL, {"q": "群众"})).select("#filter_year option")
    assert f"2025 年（{lines}）" in [option.get_text() for option in years]


@pytest.mark.parametrize("who", ["drafter", "other curator"])
def test_nobody_else_finds_them(client: Client, source: SourceDocument, office: Office, who: str) -> None:
    person = make_drafter(office) if who == "drafter" else make_curator(make_office("外县纪委监委"), "other")
    client.force_login(person)
    for asked in (
        {"q": PASTED},
        {"kind": "source"},
        {"q": "监督", "kind": "source"},
        {"q": "让群众看得着变化"},
    ):
        assert source.title not in found(client, **asked).get_text()
    assert "旧讲话稿" not in main_of(client.get(URL)).get_text() or who != "drafter"
    assert client.get(source.get_absolute_url()).status_code in (403, 404)


def test_they_are_not_offered_to_a_draft_nor_as_like_an_entry(
    client: Client, curator: User, office: Office, source: SourceDocument
) -> None:
    entry = make_entry(office, "素材一条", PASTED)
    client.force_login(curator)
    panel = client.get(reverse("entry-panel"), {"q": PASTED}).content.decode()
    assert "素材一条" in panel
    assert source.title not in panel
    assert "旧讲话稿" not in client.get(reverse("entry-panel")).content.decode()
    assert find(read_query(PASTED), usable_by(curator, {})).ids == [entry.pk]
    assert source.title not in client.get(reverse("entry-alike", args=[entry.pk])).content.decode()


@pytest.mark.parametrize("asked", [{"q": PASTED}, {"kind": "source"}, {"q": "群众", "sort": "newest"}])
def test_swapped_page_equals_reloaded_page(
    client: Client, curator: User, source: SourceDocument, asked: dict
) -> None:
    client.force_login(curator)
    page = main_of(client.get(URL))
    swap(page, "#entries", client.get(URL, asked, headers=HTMX))
    reloaded = main_of(client.get(URL, asked))
    for part in ("#entries", "#filter-choices"):
        assert page.select_one(part).prettify() == reloaded.select_one(part).prettify()


def test_in_a_large_library_a_walk_begins_at_them(
    curator: User, office: Office, source: SourceDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        make_entry(office, f"群众工作{number}")
    refresh_statistics()
    monkeypatch.setattr(rows, "LONGEST_WALK", 20)
    monkeypatch.setattr(planning, "WALK_FROM", 0.0)
    condition = condition_for(curator, {"kind": frozenset({"Ksource"})})
    lines = set(SearchRow.objects.filter(source=source, text__contains="群众").values_list("pk", flat=True))
    for order in Order:
        assert set(find(read_query("群众"), condition, order=order).ids) == lines


def test_rows_follow_the_speech(source: SourceDocument) -> None:
    SourceDocument.objects.filter(pk=source.pk).update(title="改了题目", text="题\n日期\n署名\n只剩一句。")
    assert [str(row) for row in SearchRow.objects.filter(line=0)] == ["改了题目"]
    assert SearchRow.objects.filter(source=source, text__contains="只剩一句").count() == 1
    SourceDocument.objects.all().delete()
    assert not SearchRow.objects.exclude(pk__in=Entry.objects.values("pk")).exists()


def test_same_speech_of_two_offices_is_found_in_ones_own(
    client: Client, curator: User, office: Office
) -> None:
    other = make_office("外县纪委监委")
    take_in(other, make_curator(other, "other"), ("甲.txt", SPEECH.encode()))
    client.force_login(curator)
    assert titles(found(client, q=PASTED)) == []
