"""axe-core finds no serious fault on the pages where people spend their day, at a desk and on a tablet."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, decide, submit_draft
from speeches.review.states import Verdict
from tests.drafting.factories import change_set, make_speech
from tests.library.factories import make_entry, make_expression

TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}
GRAVE = ("serious", "critical")
# WCAG 2.2 AA is promised; what axe calls best practice besides is advice.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def faults(page: Page) -> list[str]:
    """Return the grave faults, one a line: the rule, the element, what to do."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def check(page: Page) -> None:
    found = faults(page)
    assert not found, "\n".join(found)


@pytest.fixture
def draft(drafter: User, leader: User) -> Draft:
    """A draft that comes to the leader the second time, with opinions and changes."""
    draft = make_speech(drafter)
    submit_draft(draft, by=drafter, people=[leader], reason="先请看框架")
    row = draft.paragraphs.live().order_by("position")[3].to_value()
    add_comment(draft, author=leader, text="数据请核实", key=row.key, start=0, quote=row.text[:2])
    return draft


def returned(draft: Draft, drafter: User, leader: User) -> None:
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请再压缩")
    row = draft.paragraphs.live().order_by("position")[5].to_value()
    changed = {**row.to_json(), "text": f"{row.text[:4]}抓实抓细。"}
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[changed]))


@pytest.mark.parametrize("size", [None, TABLET, PHONE], ids=["desk", "tablet", "phone"])
def test_leaders_page(
    log_in: Callable[[User], Page], draft: Draft, leader: User, size: dict[str, int] | None
) -> None:
    page = log_in(leader)
    if size:
        page.set_viewport_size(size)
    page.goto(reverse("review-read", args=[draft.pk]))
    check(page)
    page.locator("#text .segment[data-role=body]").first.click()
    page.get_by_role("button", name="批注这一段").click()
    expect(page.locator("#id_text")).to_be_focused()
    check(page)


def test_leaders_page_with_changes(
    log_in: Callable[[User], Page], draft: Draft, drafter: User, leader: User
) -> None:
    page = log_in(leader)
    page.goto(reverse("review-read", args=[draft.pk]))
    returned(draft, drafter, leader)
    draft.comments.update(state="settled")
    submit_draft(draft, by=drafter, people=[leader], reason="先请看框架")
    page.goto(reverse("review-read", args=[draft.pk]))
    page.locator(".since-list > summary").click()
    expect(page.locator(".since-list ins").first).to_be_visible()
    check(page)
    page.goto(reverse("review-compare", args=[draft.pk]))
    check(page)


def test_editor(log_in: Callable[[User], Page], draft: Draft, drafter: User, leader: User) -> None:
    returned(draft, drafter, leader)
    page = log_in(drafter)
    page.goto(draft.get_absolute_url())
    expect(page.locator("#paper.ProseMirror")).to_be_visible()
    for name in ("素材", "校对", "批注", "篇幅", "版本"):
        tab = page.locator(".tabs").get_by_role("tab", name=name)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        page.wait_for_load_state("networkidle")
        check(page)


def test_library(log_in: Callable[[User], Page], curator: User, drafter: User, office: Office) -> None:
    entry = make_entry(office)
    make_expression(office)
    page = log_in(curator)
    for path in (
        reverse("entry-list"),
        entry.get_absolute_url(),
        reverse("entry-new"),
        reverse("curation-desk"),
        reverse("wording-list", args=["expressions"]),
    ):
        page.goto(path)
        check(page)


def test_what_comes_after(log_in: Callable[[User], Page], draft: Draft, drafter: User, leader: User) -> None:
    page = log_in(drafter)
    for path in (
        reverse("dashboard"),
        reverse("draft-list"),
        reverse("draft-archive-list"),
        reverse("draft-finals", args=[draft.pk]),
        reverse("draft-timeline", args=[draft.pk]),
        reverse("draft-settlement", args=[draft.pk]),
    ):
        page.goto(path)
        check(page)
