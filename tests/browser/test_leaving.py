"""Leaving a form with words in it that are not saved: the browser asks first."""

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Entry
from speeches.review.actions import submit_draft
from tests.browser.test_review import SPEECH
from tests.drafting.factories import make_speech
from tests.library.factories import make_entry, make_expression


def hear(page: Page) -> list[str]:
    """Stay on every page that asks; return what asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_a_click_elsewhere_does_not_lose_what_was_typed(curator_page: Page, office: Office) -> None:
    page, entry = curator_page, make_entry(office, "小切口整治", "从群众身边的事抓起。")
    asked = hear(page)
    page.goto(f"/library/{entry.pk}/edit/")
    page.get_by_label("正文").press_sequentially("写了半天")
    page.get_by_role("link", name="讲话稿").first.click(no_wait_after=True)
    expect(page.get_by_role("heading", name="修改素材")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert "写了半天" in page.get_by_label("正文").input_value()


def test_saving_is_not_asked_about_and_a_refused_form_is(curator_page: Page, office: Office) -> None:
    page, entry = curator_page, make_entry(office, "小切口整治", "从群众身边的事抓起。")
    asked = hear(page)
    page.goto(f"/library/{entry.pk}/edit/")
    page.get_by_label("题目").fill("小切口")
    page.get_by_label("有效自").fill("2026-10-01")
    page.get_by_label("有效至").fill("2026-09-01")
    page.get_by_role("button", name="保存为新版").click()
    expect(page.locator("main")).to_contain_text("请核对日期")
    assert asked == []
    # All that came back is still to be saved, though nobody has typed since.
    page.locator("h1").click()
    page.get_by_role("link", name="取消").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_label("有效至").fill("2026-11-01")
    page.get_by_role("button", name="保存为新版").click()
    expect(page.locator("#messages")).to_contain_text("已保存为第 2 版")
    assert asked == ["beforeunload"]
    assert Entry.objects.get().title == "小切口"


def test_a_form_that_was_only_read_is_left_without_a_question(curator_page: Page, office: Office) -> None:
    page, entry = curator_page, make_entry(office, "小切口整治", "从群众身边的事抓起。\n\n一是抓早。")
    asked = hear(page)
    for address in (f"/library/{entry.pk}/edit/", "/library/wordings/expressions/new/", "/drafts/new/"):
        page.goto(address)
        page.locator("h1").click()
    page.goto("/library/")
    assert asked == []


def test_a_pasted_speech_is_not_lost_either(drafter_page: Page) -> None:
    asked = hear(drafter_page)
    drafter_page.goto("/drafts/new/")
    drafter_page.get_by_label("讲话稿全文").press_sequentially("同志们")
    drafter_page.get_by_role("link", name="从提纲新建").click(no_wait_after=True)
    drafter_page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(drafter_page.get_by_label("讲话稿全文")).to_have_value("同志们")


def test_marking_as_out_of_date_is_guarded_too(curator_page: Page, office: Office) -> None:
    page, row = curator_page, make_expression(office)
    asked = hear(page)
    page.goto(row.get_absolute_url())
    page.get_by_label("改用什么提法").fill("新的提法")
    page.get_by_role("link", name="讲话稿").first.click(no_wait_after=True)
    expect(page.get_by_label("改用什么提法")).to_have_value("新的提法")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


@pytest.fixture
def reading(leader_page: Page, leader: User, drafter: User) -> Page:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    leader_page.goto(reverse("review-read", args=[draft.pk]))
    return leader_page


def test_a_leaders_half_written_words_are_not_lost_by_going_back(reading: Page) -> None:
    asked = hear(reading)
    reading.locator("#text .segment", has_text="防微杜渐").click()
    reading.get_by_role("button", name="批注这一段").click()
    reading.locator("#id_text").press_sequentially("这里再具体些。")
    reading.get_by_role("link", name="讲话稿").first.click(no_wait_after=True)
    reading.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert reading.locator("#id_text").input_value() == "这里再具体些。"


def test_a_decision_waits_for_a_suggestion_that_was_begun(reading: Page) -> None:
    reading.locator("#text .segment", has_text="防微杜渐").click()
    reading.get_by_role("button", name="修改本段").click()
    reading.locator(".suggest-form textarea").first.press_sequentially("再加一句。")
    reading.get_by_label("总的意见").fill("请再改。")
    reading.get_by_role("button", name="退回修改").click()
    expect(reading.locator("#messages")).to_contain_text("请先提出或取消")
    assert reading.locator(".suggest-form textarea").first.input_value().endswith("再加一句。")
    reading.get_by_role("button", name="提出建议").click()
    expect(reading.locator(".opinion")).to_have_count(1)
    reading.get_by_role("button", name="退回修改").click()
    expect(reading.locator(".steps-line")).to_contain_text("请再改。")


def test_a_return_without_a_reason_asks_for_it_where_one_is(reading: Page) -> None:
    address = reading.url
    reading.get_by_role("button", name="退回修改").click()
    expect(reading.get_by_label("总的意见")).to_be_focused()
    assert reading.url == address
    reading.get_by_role("button", name="同意").click()
    expect(reading.locator(".steps-line")).to_contain_text("同意")


def test_what_one_writes_about_stays_marked(reading: Page) -> None:
    reading.locator("#text .segment", has_text="防微杜渐").select_text()
    reading.get_by_role("button", name="批注所选").click()
    reading.locator("#id_text").press_sequentially("这里再具体些。")
    assert reading.evaluate("[...CSS.highlights.get('chosen')].map(String).join()").endswith("防微杜渐。")
    reading.get_by_role("link", name="取消").click()
    expect(reading.locator(".comment-form")).to_have_count(0)
    assert reading.evaluate("CSS.highlights.size") == 0
