"""The triage in a real browser: nothing typed is lost, no key gets stuck, another entry is found."""

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Candidate, Entry
from tests.library.factories import make_entry
from tests.library.intake.factories import take_in

TRIAGE = "/library/intake/triage/"
ON = ".triage-queue li.on .queue-title"


@pytest.fixture
def candidate(office: Office, curator: User) -> Candidate:
    take_in(office, curator)
    return Candidate.objects.get(original__startswith="今年以来")


@pytest.fixture
def desk(curator_page: Page, candidate: Candidate) -> Page:
    """The candidate on the triage page, ready for keys."""
    curator_page.goto(f"{TRIAGE}?at={candidate.pk}")
    curator_page.wait_for_load_state("networkidle")
    return curator_page


def test_rewritten_text_is_still_there_after_another_was_looked_at(desk: Page, candidate: Candidate) -> None:
    desk.keyboard.press("e")
    desk.locator("#candidate-edit").fill("改过的一段话。")
    desk.locator(".triage-queue li:not(.on) a").first.click()
    expect(desk.locator("#candidate-edit")).to_have_count(0)
    desk.goto(f"{TRIAGE}?at={candidate.pk}")
    expect(desk.locator("#candidate-text")).to_have_text("改过的一段话。")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="恢复原文").click()
    expect(desk.locator("#candidate-text")).to_contain_text("今年以来")


def test_escape_shows_what_was_rewritten_and_a_takes_it_in(desk: Page, candidate: Candidate) -> None:
    desk.keyboard.press("e")
    desk.locator("#candidate-edit").fill("改过的一段话。")
    desk.keyboard.press("Escape")
    expect(desk.locator("#candidate-text")).to_have_text("改过的一段话。")
    desk.keyboard.press("a")
    expect(desk.locator(".triage-notice")).to_contain_text("已入库")
    assert Entry.objects.get().text == "改过的一段话。"


def test_changed_title_and_kind_stay_when_the_next_is_shown(desk: Page, candidate: Candidate) -> None:
    desk.get_by_label("题目", exact=True).fill("换了题目")
    desk.keyboard.press("Escape")
    desk.get_by_label("类别", exact=True).select_option("slogan")
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(ON)).not_to_contain_text(candidate.title)
    desk.keyboard.press("k")
    expect(desk.locator(ON)).to_contain_text("金句 · 换了题目")
    expect(desk.get_by_label("类别", exact=True)).to_have_value("slogan")


def test_keys_work_again_once_a_field_is_left(desk: Page) -> None:
    title = desk.get_by_label("题目", exact=True)
    for key in ("Escape", "Enter"):
        shown = desk.locator(ON).inner_text()
        title.click()
        desk.keyboard.press(key)
        desk.keyboard.press("j")
        expect(desk.locator(ON)).not_to_have_text(shown)
    title.click()
    desk.keyboard.press("ControlOrMeta+Enter")
    expect(desk.locator(".triage-notice")).to_contain_text("已入库")
    expect(title).not_to_be_focused()
    desk.keyboard.press("x")
    expect(desk.locator(".triage-notice")).to_contain_text("没有要")


def test_another_entry_is_found_while_typing_and_merged_into(
    desk: Page, candidate: Candidate, office: Office
) -> None:
    entry = make_entry(office, "完全不同的一条", "群众满意才是满意。")
    desk.keyboard.press("m")
    field = desk.get_by_label("另找一条")
    field.press_sequentially("完全不同")
    expect(desk.locator("#merge-choices")).to_contain_text("完全不同的一条")
    expect(field).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("ControlOrMeta+Enter")
    expect(desk.locator(".triage-notice")).to_contain_text("请先选定")
    expect(field).to_have_value("完全不同")
    lost = desk.locator("#merge-choices del", has_text="群众满意才是满意。")
    expect(lost).to_be_hidden()
    desk.locator("#merge-choices input").check()
    expect(lost).to_be_visible()
    desk.locator("#merge-text").fill("合起来的一段话。")
    desk.keyboard.press("ControlOrMeta+Enter")
    expect(desk.locator(".triage-notice")).to_contain_text("已并入“完全不同的一条”")
    entry.refresh_from_db()
    assert entry.text == "合起来的一段话。"


def test_a_field_drawn_larger_does_not_break_the_rules_of_the_page(desk: Page) -> None:
    heard: list[str] = []
    desk.on("console", lambda message: heard.append(message.text))
    shown = desk.locator(ON).inner_text()
    desk.locator("#sort-title").evaluate("field => { field.style.height = '60px'; }")
    desk.locator(".triage-queue li:not(.on) a").first.click()
    expect(desk.locator(ON)).not_to_have_text(shown)
    assert heard == []
