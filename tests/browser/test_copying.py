"""A speech that begins as a copy; a section taken from another draft."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts
from speeches.drafting.models import Draft
from speeches.manuscript.parsing import parse
from speeches.manuscript.placeholders import fill
from tests.browser.paper import Paper
from tests.drafting.factories import make_draft, make_speech
from tests.drafting.test_draft_copy import OLD, SPEECH


@pytest.fixture
def old(drafter: User) -> Draft:
    draft = make_draft(drafter, fill(parse(SPEECH).manuscript, OLD))
    set_facts(draft, author=drafter, facts=OLD)
    return draft


def test_the_old_occasion_is_marked_until_it_is_gone(drafter_page: Page, old: Draft) -> None:
    page = drafter_page
    page.goto(reverse("draft-copy", args=[old.pk]))
    page.get_by_label("标题").fill("在新会议上的讲话")
    page.get_by_label("单位").fill("绿水县")
    page.get_by_role("button", name="建立新稿").click()
    marks = page.locator(".former-text")
    expect(marks).to_have_text(["青山县", "2025年"])
    expect(page.locator("#paper")).to_contain_text("绿水县今天召开【会议名称】")
    if shot := os.environ.get("SHOT"):
        page.screenshot(path=shot)
    page.get_by_role("button", name="不再标出“2025年”").click()
    expect(marks).to_have_text(["青山县"])
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.former-text'))")
    page.keyboard.type("绿水县")
    expect(marks).to_have_count(0)
    expect(page.locator("#former")).to_be_hidden()


def test_a_section_is_taken_and_one_moved(drafter_page: Page, drafter: User) -> None:
    source = make_speech(drafter)
    paper = Paper(drafter_page, make_draft(drafter))
    page = paper.page
    page.locator("#paper").get_by_text("第3段。").click()
    page.get_by_role("button", name="取自别稿").click()
    page.get_by_role("link", name=source.title).click()
    if shot := os.environ.get("SHOT2"):
        page.screenshot(path=shot)
    page.get_by_role("button", name="取来“汲取教训”").click()
    expect(page.locator("#outline")).to_contain_text("一、汲取教训")
    page.keyboard.press("Control+z")
    expect(page.locator("#paper")).not_to_contain_text("汲取教训")
    page.get_by_role("button", name="取自别稿").click()
    page.get_by_role("link", name=source.title).click()
    page.get_by_role("button", name="移来“汲取教训”").click()
    expect(page.locator("#notices")).to_contain_text("可以恢复")
    assert "汲取教训" not in source.manuscript().to_text()
    expect(page.locator("#paper")).to_contain_text("汲取教训")
