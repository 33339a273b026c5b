"""Any two versions compared: what is shown, how it is chosen, who may see it."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.drafting.targets import changes_to
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.htmx import HTMX, main_of, swap

from .factories import change_set

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def become(draft: Draft, author: User, *paragraphs: Paragraph) -> None:
    """Save the draft as these paragraphs."""
    draft.refresh_from_db()
    wanted = Manuscript(draft.front_lines, paragraphs)
    payload = change_set(draft, draft.sequence + 1, **changes_to(draft.manuscript(), wanted))
    apply_change_set(draft, author=author, payload=payload)


def compared(client: Client, draft: Draft, **asked: str) -> Tag:
    return main_of(client.get(reverse("draft-compare", args=[draft.pk]), asked)).select_one("#comparison")


def by_title(speech: Draft) -> dict[str, list[Paragraph]]:
    """Return the paragraphs of each first-level section."""
    parts: dict[str, list[Paragraph]] = {"": []}
    for paragraph in speech.manuscript().paragraphs:
        if paragraph.role is Role.HEADING and paragraph.level == 1:
            parts[paragraph.text] = []
        parts[list(parts)[-1]].append(paragraph)
    return parts


def test_the_newest_version_against_now_is_shown_first(client: Client, speech: Draft) -> None:
    page = compared(client, speech)
    assert [one["value"] for one in page.select("option[selected]")] == ["1", "now", "inline"]
    assert "一字不差" in page.get_text()


@pytest.mark.parametrize("view", ["inline", "side"])
def test_words_that_went_and_came(client: Client, speech: Draft, drafter: User, view: str) -> None:
    paragraphs = speech.manuscript().paragraphs
    changed = [replace(p, text=p.text.replace("严峻复杂", "严峻")) for p in paragraphs]
    become(speech, drafter, *changed)
    page = compared(client, speech, old="1", view=view)
    assert [mark.get_text() for mark in page.select(".change del")] == ["复杂"]
    assert not page.select(".change ins")
    assert "＋0 字 －2 字" in page.get_text()
    assert "没有改动" in page.select_one(".folded summary").get_text()


def test_a_moved_section_is_marked_by_words_where_it_was_and_is(
    client: Client, speech: Draft, drafter: User
) -> None:
    opening, first, second, third = by_title(speech).values()
    become(speech, drafter, *opening, *second, *first, *third)
    for view in ("inline", "side"):
        page = compared(client, speech, old="1", view=view)
        notes = [note.get_text() for note in page.select(".move-note")]
        assert len(notes) == 2
        assert any("原来在这里，移到了" in note for note in notes)
        assert any("移来的一节" in note for note in notes)
        assert not page.select(".change del, .change ins")


def test_a_split_paragraph_says_so(client: Client, speech: Draft, drafter: User) -> None:
    paragraphs = list(speech.manuscript().paragraphs)
    at = next(at for at, p in enumerate(paragraphs) if "用身边的事" in p.text)
    text = paragraphs[at].text
    tail = Paragraph("t" * 12, Role.BODY, text[10:])
    paragraphs[at : at + 1] = [replace(paragraphs[at], text=text[:10], spans=()), tail]
    become(speech, drafter, *paragraphs)
    page = compared(client, speech, old="1")
    assert "分成了 2 段" in page.get_text()
    assert "＋0 字 －0 字" in page.get_text()


def test_two_old_versions_and_no_way_back_from_between_them(
    client: Client, speech: Draft, drafter: User
) -> None:
    become(speech, drafter, *speech.manuscript().paragraphs[:-1])
    take_revision(speech, author=drafter, reason=Revision.Reason.MANUAL)
    become(speech, drafter, *speech.manuscript().paragraphs[1:])
    page = compared(client, speech, old="1", new="2")
    assert [mark.get_text() for mark in page.select(".change del")] == ["谢谢大家！"]
    assert page.select(".compare-restore")
    assert not page.select(".section-restore")


def test_the_old_text_whole(client: Client, speech: Draft) -> None:
    page = compared(client, speech, old="1", view="text")
    assert "三、抓好落实" in page.select_one(".manuscript").get_text()


def test_sections_that_changed_can_come_back(client: Client, speech: Draft, drafter: User) -> None:
    opening, first, second, third = by_title(speech).values()
    become(speech, drafter, *opening, *first, *third)
    page = compared(client, speech, old="1")
    keys = [field["value"] for field in page.select(".section-restore input[name=section]")]
    assert second[0].key in keys
    assert first[0].key not in keys
    assert third[0].key not in keys


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1", "²", "9" * 30, ""])
def test_nonsense_shows_what_is_usual(client: Client, speech: Draft, asked: str) -> None:
    page = compared(client, speech, old=asked, new=asked, view=asked)
    assert [one["value"] for one in page.select("option[selected]")] == ["1", "now", "inline"]


def test_swapped_page_equals_reloaded_page(client: Client, speech: Draft, drafter: User) -> None:
    become(speech, drafter, *speech.manuscript().paragraphs[1:])
    address, part = (reverse(name, args=[speech.pk]) for name in ("draft-compare", "draft-comparison"))
    page = main_of(client.get(address))
    asked = {"old": "1", "new": "now", "view": "side"}
    swap(page, "#comparison", client.get(part, asked, headers=HTMX))
    assert page.prettify() == main_of(client.get(address, asked)).prettify()


@pytest.mark.parametrize("name", ["draft-compare", "draft-comparison"])
def test_outsider_gets_404(client: Client, outsider: User, speech: Draft, name: str) -> None:
    client.force_login(outsider)
    assert client.get(reverse(name, args=[speech.pk])).status_code == 404


def test_readers_compare_and_cannot_restore(client: Client, head: User, speech: Draft, drafter: User) -> None:
    become(speech, drafter, *speech.manuscript().paragraphs[1:])
    client.force_login(head)
    page = compared(client, speech, old="1")
    assert "disabled" in page.select_one(".compare-restore button").attrs
    assert not page.select(".section-restore")


def test_query_count(
    client: Client, speech: Draft, drafter: User, django_assert_max_num_queries: Any
) -> None:
    become(speech, drafter, *speech.manuscript().paragraphs[1:])
    with django_assert_max_num_queries(14):
        compared(client, speech, old="1")
