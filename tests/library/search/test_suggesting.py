"""Suggestions for a place in a draft, and the panel that shows them."""

import pytest
from django.test import Client

from speeches.accounts.models import Office, User
from speeches.library.models import Entry, Occasion
from speeches.library.search.suggesting import suggest
from speeches.manuscript.paragraph import Origin, Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.drafting.factories import make_draft
from tests.htmx import soup_of
from tests.library.factories import make_entry


def heading(key: str, text: str) -> Paragraph:
    return Paragraph(key, Role.HEADING, text, level=1, series="一、")


DRAFT = Manuscript(
    paragraphs=(
        Paragraph("open", Role.BODY, "今天，我们召开会议。"),
        heading("past", "过去一年工作回顾"),
        Paragraph("past-body", Role.BODY, "派驻监督稳步推进。"),
        heading("task", "下一步重点任务"),
        Paragraph("task-body", Role.BODY, "要深入开展专项整治，管好惠民资金。"),
    )
)


@pytest.fixture
def entries(office: Office) -> dict[str, Entry]:
    return {
        "task": make_entry(office, "专项整治要见底", "把惠民资金专项整治抓到底。", valid_from="2026-01-01"),
        "past": make_entry(office, "派驻监督有进展", "派驻监督的探头作用更加明显。", function="回顾"),
        "other": make_entry(office, "廉洁文化", "家风正则民风淳。", function="经验"),
    }


def titles(user: User, manuscript: Manuscript, key: str, **rest: int) -> list[str]:
    return [suggestion.entry.title for suggestion in suggest(manuscript, key, user, **rest)]


def test_what_fits_the_place_comes_first_and_says_why(drafter: User, entries: dict[str, Entry]) -> None:
    first = suggest(DRAFT, "task-body", drafter)[0]
    assert first.entry == entries["task"]
    assert first.why.startswith("与“")
    assert first.why.endswith("相近 · 任务 · 2026 年")
    assert titles(drafter, DRAFT, "past-body")[0] == "派驻监督有进展"


def test_what_the_draft_has_is_not_suggested(drafter: User, entries: dict[str, Entry]) -> None:
    origin = Origin(str(entries["task"].pk), 1)
    taken = Manuscript(paragraphs=(*DRAFT.paragraphs, Paragraph("x", Role.BODY, "已改过。", origin=origin)))
    assert "专项整治要见底" not in titles(drafter, taken, "task-body")
    same = Paragraph("x", Role.BODY, entries["task"].text)
    assert "专项整治要见底" not in titles(
        drafter, Manuscript(paragraphs=(*DRAFT.paragraphs, same)), "task-body"
    )


def test_the_occasion_counts(drafter: User, office: Office, entries: dict[str, Entry]) -> None:
    occasion = Occasion.objects.create(name="全会")
    twin = make_entry(office, "专项整治再加力", "把惠民资金专项整治抓到位。", valid_from="2026-01-01")
    twin.occasions.add(occasion)
    assert titles(drafter, DRAFT, "task-body", occasion=occasion.pk)[0] == twin.title


def test_only_what_may_be_seen_and_used(
    drafter: User, outsider: User, curator: User, office: Office, entries: dict[str, Entry]
) -> None:
    make_entry(office, "专项整治草稿", "专项整治草稿。", state="draft")
    assert titles(outsider, DRAFT, "task-body") == []
    assert "专项整治草稿" not in titles(curator, DRAFT, "task-body")


@pytest.mark.parametrize("manuscript", [Manuscript(), DRAFT])
def test_any_place_will_do(drafter: User, entries: dict[str, Entry], manuscript: Manuscript) -> None:
    suggest(manuscript, "no such key", drafter)


def test_panel_shows_them_for_the_place_in_the_address(
    client: Client, drafter: User, outsider: User, entries: dict[str, Entry]
) -> None:
    draft = make_draft(drafter, DRAFT)
    client.force_login(drafter)
    asked = {"draft": draft.pk, "at": draft.manuscript().paragraphs[4].key}
    panel = soup_of(client.get("/library/panel/", asked))
    assert panel.select_one("h2").get_text() == "此处可用"
    assert panel.select_one(".panel-card h3").get_text().startswith("专项整治要见底")
    assert "相近" in panel.select_one(".why").get_text()
    assert not soup_of(client.get("/library/panel/", {**asked, "q": "家风"})).select("h2")
    client.force_login(outsider)
    assert not soup_of(client.get("/library/panel/", asked)).select("h2")
