"""The library in a real browser: searching while typing, going back, writing with a preview beside."""

import re

from playwright.sync_api import Page, expect

from speeches.accounts.models import Office
from tests.library.factories import make_entry


def test_search_while_typing_keeps_the_caret_and_goes_back(drafter_page: Page, office: Office) -> None:
    make_entry(office, "小切口整治", "从群众身边的事抓起。")
    make_entry(office, "金句一则", "群众满意。", kind="slogan")
    make_entry(office, "安全生产", "监督走在前面。")
    drafter_page.goto("/library/")
    rows = drafter_page.locator(".entry-row")
    drafter_page.locator("#filter_q").press_sequentially("群众")
    expect(rows).to_have_count(2)
    expect(drafter_page.locator("#filter_q")).to_be_focused()
    drafter_page.select_option("#filter_kind", "slogan")
    expect(rows).to_have_count(1)
    expect(drafter_page).to_have_url(re.compile("kind=slogan"))
    drafter_page.go_back()
    expect(rows).to_have_count(2)
    expect(drafter_page.locator("#filter_q")).to_have_value("群众")


def test_ended_session_leads_to_login_with_the_page_to_come_back_to(
    drafter_page: Page, office: Office
) -> None:
    drafter_page.goto("/library/")
    drafter_page.context.clear_cookies()
    drafter_page.locator("#filter_q").press_sequentially("群众")
    expect(drafter_page).to_have_url(re.compile("/accounts/login/.next=/library/"))


def test_curator_sees_the_structure_while_writing(curator_page: Page) -> None:
    curator_page.goto("/library/new/")
    curator_page.get_by_label("正文").press_sequentially(
        "概括起来，就是“三个始终”。\n一是始终从严。\n二是始终从实。"
    )
    expect(curator_page.locator("#preview")).to_contain_text("正文里是 2 条")
    curator_page.get_by_label("题目").fill("三个始终")
    curator_page.get_by_label("作用").select_option("要求")
    curator_page.get_by_role("button", name="存为草稿").click()
    expect(curator_page.locator("#messages")).to_contain_text("已存为草稿")
    curator_page.get_by_role("button", name="启用").click()
    expect(curator_page.locator("#messages")).to_contain_text("已启用")


def test_menu_closes_on_escape_and_gives_the_focus_back(drafter_page: Page) -> None:
    drafter_page.goto("/")
    summary = drafter_page.locator("details.menu summary")
    summary.click()
    expect(drafter_page.get_by_role("button", name="退出")).to_be_visible()
    drafter_page.keyboard.press("Escape")
    expect(drafter_page.get_by_role("button", name="退出")).to_be_hidden()
    expect(summary).to_be_focused()


def test_nothing_is_stopped_by_the_content_security_policy(curator_page: Page, office: Office) -> None:
    heard: list[str] = []
    curator_page.on("console", lambda message: heard.append(message.text))
    for address in (
        "/",
        "/library/",
        "/library/new/",
        "/library/outlines/",
        make_entry(office).get_absolute_url(),
    ):
        curator_page.goto(address)
        curator_page.wait_for_load_state("networkidle")
    assert heard == []
