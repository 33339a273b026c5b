"""The outline pane: sections with their minutes, what is open in them, the whole beside its target."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import OfficeSettings, User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.drafting.overview import clock, overview
from speeches.manuscript.parsing import parse
from tests.htmx import HTMX, soup_of

from .factories import SPEECH, change_set, upsert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def outline(client: Client, draft: Draft) -> BeautifulSoup:
    return soup_of(client.get(reverse("draft-outline", args=[draft.pk]), headers=HTMX))


def test_swapped_outline_equals_that_of_the_reloaded_page(
    client: Client, drafter: User, speech: Draft
) -> None:
    last = speech.manuscript().paragraphs[-2]
    payload = change_set(speech, upserts=[upsert(last)], deletions=[speech.manuscript().paragraphs[2].key])
    apply_change_set(speech, author=drafter, payload=payload)
    page = soup_of(client.get(speech.get_absolute_url()))
    assert outline(client, speech).select_one("#outline").prettify() == page.select_one("#outline").prettify()


def test_sections_are_listed_with_level_marker_and_open_places(client: Client, speech: Draft) -> None:
    rows = outline(client, speech).select("[data-outline] li")
    titles = [row.select_one("a").get_text() for row in rows]
    expected = ["开场", "一、认清形势", "二、汲取教训", "三、抓好落实", "（一）压实责任", "（二）改进作风"]
    assert titles[:6] == expected
    assert [row["data-level"] for row in rows][:6] == ["0", "1", "1", "1", "2", "2"]
    assert "1 处" in rows[1].get_text()


def test_a_count_that_does_not_fit_is_flagged(client: Client, drafter: User, speech: Draft) -> None:
    heading = next(p for p in speech.manuscript().paragraphs if p.text == "汲取教训")
    apply_change_set(speech, author=drafter, payload=change_set(speech, deletions=[heading.key]))
    assert "≠" in outline(client, speech).select("[data-outline] li")[0].get_text()


def test_minutes_follow_the_pace_of_the_office(client: Client, speech: Draft) -> None:
    before = outline(client, speech).select_one(".spread").get_text()
    OfficeSettings.objects.create(office=speech.office, characters_per_minute=90)
    assert outline(client, speech).select_one(".spread").get_text() != before


def test_the_target_is_compared(client: Client, speech: Draft) -> None:
    Draft.objects.update(target_minutes=30)
    assert "比目标少" in outline(client, speech).get_text()


def test_the_parts_add_up_to_the_whole() -> None:
    whole = overview(parse(SPEECH).manuscript, target=1)
    assert sum(row.section.characters for row in whole.bars) == whole.characters
    assert sum(row.bar_width for row in whole.bars) == pytest.approx(
        100 if whole.over > 0 else 100 * whole.minutes
    )


@pytest.mark.parametrize(("length", "shown"), [(0, "0:00"), (0.999, "1:00"), (9.25, "9:15"), (61.5, "61:30")])
def test_minutes_read_as_a_clock(length: float, shown: str) -> None:
    assert clock(length) == shown
