"""An impatient hand: two clicks do once what once was meant; and a hand without a network is told so."""

import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft, SpeechImport
from speeches.review.actions import submit_draft
from speeches.review.models import Comment
from tests.browser.test_review import SPEECH
from tests.drafting.factories import make_speech


@pytest.fixture
def reading(leader_page: Page, leader: User, drafter: User) -> Page:
    """The leader's page with a comment typed and not yet sent."""
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    leader_page.goto(reverse("review-read", args=[draft.pk]))
    leader_page.locator("#text .segment", has_text="防微杜渐").click()
    leader_page.get_by_role("button", name="批注这一段").click()
    leader_page.locator("#id_text").fill("这里再具体些。")
    return leader_page


def test_a_double_click_sends_one_comment(reading: Page) -> None:
    reading.get_by_role("button", name="批注", exact=True).dblclick()
    expect(reading.locator(".opinion")).to_have_count(1)
    reading.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1


def test_a_second_click_while_the_first_is_under_way_is_none(reading: Page) -> None:
    def slowly(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    reading.route("**/comments/**", slowly)
    button = reading.get_by_role("button", name="批注", exact=True)
    button.click()
    button.click()
    expect(reading.locator(".opinion")).to_have_count(1)
    reading.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1


def test_a_form_with_a_page_of_its_own_is_sent_once(drafter_page: Page) -> None:
    drafter_page.goto("/drafts/new/")
    drafter_page.locator("textarea[name=text]").fill(SPEECH)
    drafter_page.locator("button[value=text]").dblclick()
    expect(drafter_page.get_by_role("button", name="建立草稿")).to_be_visible()
    assert SpeechImport.objects.count() == 1
    drafter_page.get_by_role("button", name="建立草稿").dblclick()
    expect(drafter_page.locator(".ProseMirror")).to_be_visible()
    assert Draft.objects.count() == 1


def test_what_could_not_be_sent_is_told_and_kept(reading: Page) -> None:
    reading.context.set_offline(True)
    reading.get_by_role("button", name="批注", exact=True).click()
    expect(reading.locator("#messages")).to_contain_text("没有连上执笔")
    assert reading.locator("#id_text").input_value() == "这里再具体些。"
    reading.context.set_offline(False)
    reading.get_by_role("button", name="批注", exact=True).click()
    expect(reading.locator(".opinion")).to_have_count(1)
    expect(reading.locator("#told")).to_have_count(0)
