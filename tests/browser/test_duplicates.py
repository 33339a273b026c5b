"""Entries that read alike, in a real browser: seen on the desk, merged either way, kept apart, taken back."""

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office
from speeches.library.models import Entry
from tests.library.factories import make_entry
from tests.library.test_duplicates import NEAR, OTHER, TEXT

MESSAGES = "#messages"


@pytest.fixture
def pair(office: Office) -> tuple[Entry, Entry]:
    make_entry(office, "别的事", OTHER)
    return make_entry(office, "办结标准", TEXT), make_entry(office, "回访", NEAR)


def open_list(page: Page) -> None:
    page.goto("/library/desk/")
    part = page.locator("section[aria-labelledby=duplicates]")
    expect(part).to_contain_text("1 组")
    part.get_by_role("link", name="逐组对照、合并").click()
    expect(page.locator(".duplicate")).to_have_count(1)


def test_the_later_one_is_merged_into_the_first(curator_page: Page, pair: tuple[Entry, Entry]) -> None:
    page, (first, second) = curator_page, pair
    open_list(page)
    expect(page.locator(".duplicate-other del").first).to_be_visible()
    page.get_by_role("link", name="并入上面那条").click()
    expect(page.get_by_label("正文")).to_have_value(TEXT)
    page.get_by_label("正文").fill(TEXT + "要快。")
    page.get_by_role("button", name="并入，存为第 2 版").click()
    expect(page.locator(MESSAGES)).to_contain_text("办结标准")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.text.endswith("要快。")
    assert (first.version, second.state, second.superseded_by) == (2, "retired", first)
    page.goto("/library/desk/duplicates/all/")
    expect(page.locator("main")).to_contain_text("没有文字相同或相近的素材")
    # Merged in error: the one that was put out of use comes back, and both are listed again.
    page.goto(second.get_absolute_url())
    page.get_by_role("button", name="启用").click()
    expect(page.locator(MESSAGES)).to_contain_text("已启用")
    open_list(page)


def test_the_first_is_merged_into_the_later_one(curator_page: Page, pair: tuple[Entry, Entry]) -> None:
    page, (first, second) = curator_page, pair
    open_list(page)
    page.get_by_role("link", name="以这条为准").click()
    page.get_by_role("button", name="并入，存为第 2 版").click()
    expect(page.locator(MESSAGES)).to_contain_text("回访")
    first.refresh_from_db()
    assert (first.state, first.superseded_by) == ("retired", second)


def test_both_are_kept_and_listed_again(curator_page: Page, pair: tuple[Entry, Entry]) -> None:
    page = curator_page
    open_list(page)
    page.get_by_role("button", name="各有各用，不再列出").click()
    expect(page.locator(MESSAGES)).to_contain_text("各有各用")
    expect(page.locator(".duplicate")).to_have_count(0)
    kept = page.locator("section[aria-labelledby=kept]")
    expect(kept).to_contain_text("回访")
    kept.get_by_role("button", name="重新列出").click()
    expect(page.locator(MESSAGES)).to_contain_text("重新列出")
    expect(page.locator(".duplicate")).to_have_count(1)
