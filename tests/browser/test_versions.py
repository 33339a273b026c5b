"""Versions in the browser: named, compared over the paper, brought back as one step that can be undone."""

import re

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.actions import take_revision
from speeches.drafting.models import Draft, Revision
from tests.drafting.factories import make_speech

from .paper import Paper


@pytest.fixture
def speech(drafter: User) -> Draft:
    return make_speech(drafter)


@pytest.fixture
def paper(drafter_page: Page, speech: Draft) -> Paper:
    return Paper(drafter_page, speech)


def open_comparison(paper: Paper, number: int) -> None:
    """Save, open the versions and compare one of them with now."""
    paper.save()
    page = paper.page
    page.locator("#tab-revisions").click()
    row = page.locator("li.revision", has_text=f"第 {number} 版")
    row.get_by_role("link", name="与现在对比").click()
    expect(page.locator("#compare-window")).to_be_visible()
    expect(page.locator("#comparison .compare-bar")).to_be_visible()


def test_ctrl_s_keeps_a_version_and_asks_for_its_name(paper: Paper) -> None:
    paper.after("形势依然严峻复杂")
    paper.type("多变")
    paper.press("Control+s")
    field = paper.page.locator("#revisions .naming[open] input[name=note]")
    expect(field).to_be_focused()
    field.fill("主任看过")
    paper.press("Enter")
    expect(paper.page.locator("#revisions .revision-name")).to_have_text("主任看过")
    assert paper.draft.revisions.first().note == "主任看过"
    paper.check()


def test_a_version_gets_another_name(paper: Paper, speech: Draft) -> None:
    paper.page.locator("#tab-revisions").click()
    # The tab asks for the list anew: what is opened in the old one would go with it.
    paper.page.wait_for_load_state("networkidle")
    paper.page.locator(".naming summary").click()
    paper.page.get_by_label("第 1 版的名称").fill("初稿")
    paper.press("Enter")
    expect(paper.page.locator("#revisions .revision-name")).to_have_text("初稿")
    assert speech.revisions.get().note == "初稿"


def test_what_changed_is_shown_over_the_paper(paper: Paper) -> None:
    paper.after("形势依然严峻复杂")
    paper.type("多变")
    open_comparison(paper, 1)
    comparison = paper.page.locator("#comparison")
    expect(comparison.locator(".compared-text ins")).to_have_text(["多变"])
    expect(comparison).to_contain_text("＋2 字 －0 字")
    comparison.locator("select[name=view]").select_option("side")
    expect(comparison.locator(".side-row.change ins")).to_have_text(["多变"])
    assert paper.page.url.endswith(paper.draft.get_absolute_url())


def test_from_change_to_change_by_button_and_key(paper: Paper) -> None:
    paper.after("形势依然严峻复杂")
    paper.type("多变")
    paper.after("坚持从严")
    paper.type("管党")
    open_comparison(paper, 1)
    page = paper.page
    page.get_by_role("button", name="下一处").click()
    expect(page.locator(".change.current")).to_contain_text("多变")
    page.keyboard.press("n")
    expect(page.locator(".change.current")).to_contain_text("管党")
    expect(page.locator("[data-part=at]")).to_have_text("2 / 2")
    page.keyboard.press("p")
    expect(page.locator(".change.current")).to_contain_text("多变")


def test_the_whole_comes_back_as_one_step_that_can_be_undone(paper: Paper) -> None:
    before = paper.printed()
    paper.after("形势依然严峻复杂")
    paper.type("多变")
    paper.after("坚持从实")
    paper.press("Enter")
    paper.type("又起一段")
    changed = paper.printed()
    open_comparison(paper, 1)
    paper.page.get_by_role("button", name="全文恢复成第 1 版").click()
    expect(paper.page.locator("#compare-window")).to_be_hidden()
    expect(paper.page.locator("#notices")).to_contain_text("已恢复第 1 版")
    assert paper.printed() == before
    paper.save()
    assert paper.stored() == before
    paper.press("Control+z")
    assert paper.printed() == changed
    paper.press("Control+y")
    assert paper.printed() == before
    paper.check()
    kept = Revision.objects.get(draft=paper.draft, reason=Revision.Reason.RESTORED)
    assert kept.manuscript().to_text().split("\n") == changed


def test_a_deleted_section_comes_back_alone(paper: Paper) -> None:
    before = paper.printed()
    paper.after("今天召开这次会议")
    paper.type("，很重要")
    now = paper.printed()
    paper.select_span("汲取教训", "坚持从实。")
    paper.press("Delete", "Backspace")
    open_comparison(paper, 1)
    line = paper.page.locator(
        ".section-restore", has=paper.page.locator("xpath=following-sibling::p[1][contains(., '汲取教训')]")
    )
    line.get_by_role("button").click()
    expect(paper.page.locator("#notices")).to_contain_text("汲取教训")
    assert [line for line in paper.printed() if "汲取教训" in line or "坚持从严" in line] == [
        line for line in before if "汲取教训" in line or "坚持从严" in line
    ]
    assert "，很重要" in paper.text()
    assert paper.text().count("三点意见") == 1
    assert paper.printed() == now
    paper.check()


def test_a_moved_section_is_shown_as_moved(paper: Paper) -> None:
    paper.after("抓落实" if "抓落实" in paper.text() else "抓好落实")
    paper.press("Alt+ArrowUp")
    open_comparison(paper, 1)
    comparison = paper.page.locator("#comparison")
    expect(comparison).to_contain_text("＋0 字 －0 字")
    expect(comparison.locator(".move-note").first).to_contain_text("一节")
    expect(comparison.locator("del, ins").filter(has_text="。")).to_have_count(0)


def test_the_address_of_the_page_says_what_is_compared(drafter_page: Page, speech: Draft) -> None:
    page = drafter_page
    page.goto(f"/drafts/{speech.pk}/revisions/1/")
    page.locator("select[name=view]").select_option("text")
    expect(page.locator("#comparison > .manuscript")).to_contain_text("抓好落实")
    expect(page).to_have_url(re.compile(r"/compare/\?old=1&new=now&view=text$"))
    page.reload()
    expect(page.locator("#comparison > .manuscript")).to_contain_text("抓好落实")


def test_without_scripts_a_version_is_compared_and_restored(
    drafter: User, speech: Draft, log_in, browser, browser_context_args, live_server
) -> None:
    take_revision(speech, author=drafter, reason=Revision.Reason.MANUAL, note="初稿")
    cookies = log_in(drafter).context.cookies()
    context = browser.new_context(**browser_context_args, base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"/drafts/{speech.pk}/compare/?old=1&new=now")
    expect(page.locator("#comparison")).to_contain_text("一字不差")
    page.get_by_role("button", name="全文恢复成第 1 版").click()
    expect(page.locator("#messages")).to_contain_text("已恢复第 1 版")
    context.close()
