"""A leader suggests a move: by touch on a tablet and on a phone, and by the keys; then it is made."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import decide, submit_draft, suggest
from speeches.review.models import Comment, Suggestion
from speeches.review.states import CommentState, Verdict
from speeches.review.suggesting.moving import unit_moved
from tests.browser.paper import Paper
from tests.browser.test_review import SPEECH, shoot
from tests.drafting.factories import make_speech

SCREENS: dict[str, dict[str, Any]] = {
    "tablet": {"viewport": {"width": 1024, "height": 768}, "has_touch": True},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
HEADINGS = re.compile("^[一二三]、")


@pytest.fixture
def draft(drafter: User, leader: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    return draft


def key_of(draft: Draft, text: str) -> str:
    return draft.paragraphs.live().get(text__startswith=text).key


def lift(page: Page, text: str) -> None:
    """Tap a paragraph, then 移到…"""
    page.locator("#text .segment", has_text=text).last.tap()
    page.locator("#annotate").get_by_role("button", name="移到…").tap()
    expect(page.locator("#carried-what")).to_be_focused()


@pytest.mark.parametrize("name", SCREENS)
def test_section_put_before_another_and_taken_back(
    log_in: Callable[..., Page], leader: User, draft: Draft, name: str
) -> None:
    page = log_in(leader, **SCREENS[name])
    page.goto(reverse("review-read", args=[draft.pk]))
    lift(page, "抓好落实")
    # A section goes between sections: before the first, before the second.
    expect(page.locator(".landing")).to_have_count(2)
    expect(page.locator("#text .going")).to_have_count(2)
    expect(page.locator("#carried-what")).to_contain_text("三、抓好落实”一节（2 段）")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    places = page.get_by_role("button", name="移到这里")
    assert places.first.bounding_box()["height"] >= 44
    shoot(page, f"move-{name}-places")
    page.get_by_label("说明").fill("先说任务。")
    page.get_by_label("说明").press("Enter")
    places.first.tap()
    expect(page.locator("#text .to-arrive")).to_contain_text("建议移到这里：“三、抓好落实”一节（2 段）")
    expect(page.locator("#text .to-arrive")).to_be_in_viewport()
    expect(page.locator("#text .line.going")).to_have_count(2)
    expect(page.locator("#carried")).to_have_count(0)
    expect(page.locator(".opinion")).to_contain_text("移到“一、认清形势”之前")
    expect(page.locator(".opinion")).to_contain_text("先说任务。")
    shoot(page, f"move-{name}-marked")
    page.locator(".to-arrive a").tap()
    expect(page.locator("#text .move-note", has_text="建议把这一节（2 段）移到")).to_be_in_viewport()
    page.locator(".opinion").get_by_role("button", name="收回").tap()
    expect(page.locator("#text .going, #text .move-note")).to_have_count(0)
    assert Comment.objects.get().state == CommentState.WITHDRAWN


def test_paragraph_by_the_keys(leader_page: Page, draft: Draft) -> None:
    page = leader_page
    page.goto(reverse("review-read", args=[draft.pk]))
    page.locator(".line", has_text="防微杜渐").locator(".annotate-line").focus()
    page.keyboard.press("Enter")
    bar = page.locator("#annotate")
    expect(bar.get_by_role("button", name="批注这一段")).to_be_focused()
    bar.get_by_role("button", name="移到…").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#carried-what")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#carried")).to_have_count(0)
    page.locator(".line", has_text="防微杜渐").locator(".annotate-line").focus()
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="移到…").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".landing")).to_have_count(6)
    page.get_by_role("button", name="移到这里").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#text .to-arrive")).to_contain_text("要从严从实")
    assert Suggestion.objects.get().changes[0]["near"].startswith("统一思想")


def test_salutation_stays_where_it_is(leader_page: Page, draft: Draft) -> None:
    leader_page.goto(reverse("review-read", args=[draft.pk]))
    leader_page.locator("#text .segment", has_text="同志们").click()
    expect(leader_page.locator("#annotate")).to_be_visible()
    expect(leader_page.locator("#annotate").get_by_role("button", name="移到…")).to_be_hidden()


def test_adopted_in_one_step_and_undone(drafter_page: Page, draft: Draft, leader: User) -> None:
    """The numbers follow, and one undo takes all back."""
    changes = unit_moved(draft.manuscript(), key_of(draft, "抓好落实"), key_of(draft, "今天召开"))
    suggest(draft, author=leader, changes=changes)
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改。")
    draft.refresh_from_db()
    paper = Paper(drafter_page, draft)
    drafter_page.get_by_role("tab", name="批注").click()
    panel = drafter_page.locator("#opinions")
    before = paper.printed()
    expect(panel.locator(".opinion")).to_contain_text("建议把“三、抓好落实”一节移到“一、认清形势”之前")
    shoot(drafter_page, "move-adopt")
    panel.get_by_role("button", name="采纳", exact=True).click()
    expect(panel.locator(".opinion.settled")).to_have_count(1)
    assert [line for line in paper.stored() if HEADINGS.match(line)] == [
        "一、抓好落实",
        "二、认清形势",
        "三、汲取教训",
    ]
    drafter_page.locator("#paper").focus()
    paper.press("Control+z")
    expect(panel.locator(".opinion.open")).to_have_count(1)
    assert paper.stored() == before
    paper.check()
