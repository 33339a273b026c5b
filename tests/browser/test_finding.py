"""Find and replace over the whole draft; how the paper is looked at."""

import os

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在全县监督会议上的讲话
同志们：
监督是基础。下面讲两点意见。
一、强化监督
要把监督挺在前面，监督到位。
二、抓好落实
抓落实要快。"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    paper = Paper(drafter_page, make_speech(drafter, SPEECH))
    paper.after("抓落实要快")
    return paper


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_hits_are_counted_listed_and_walked(paper: Paper) -> None:
    page = paper.page
    page.keyboard.press("Control+f")
    page.keyboard.type("监督")
    count = page.locator("#find-bar [role=status]")
    expect(count).to_have_text("共 / 5")
    expect(page.locator(".paper .found")).to_have_count(5)
    page.keyboard.press("Enter")
    expect(count).to_have_text("1 / 5")  # From the top again after the caret.
    page.keyboard.press("Enter")
    expect(count).to_have_text("2 / 5")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text("5 / 5")
    shot(page, "find")
    page.keyboard.press("Escape")
    expect(page.locator(".paper .found")).to_have_count(0)
    # The caret is in the paper, at the hit.
    page.keyboard.type("察看")
    expect(page.locator("#paper")).to_contain_text("察看到位")


def test_all_are_replaced_in_one_step_that_can_be_undone(paper: Paper) -> None:
    page = paper.page
    before = page.locator("#paper").inner_text()
    page.keyboard.press("Control+h")
    page.get_by_role("textbox", name="查找", exact=True).fill("监督")
    page.get_by_role("textbox", name="替换为").fill("监察")
    expect(page.locator(".find-hits li")).to_have_count(5)
    expect(page.locator(".find-hits li").first).to_have_text("在全县监督监察会议上的讲话")
    page.get_by_role("button", name="全部替换").click()
    expect(page.locator("#paper")).not_to_contain_text("监督")
    expect(page.locator("#notices")).to_contain_text("已替换 5 处")
    page.locator("#notices button").click()
    expect(page.locator("#paper")).to_have_text(before, use_inner_text=True)


def test_ctrl_h_asks_first_what_is_looked_for(paper: Paper) -> None:
    """As in Word: a term of last time must not be replaced by what was meant to be looked for."""
    page = paper.page
    find = page.get_by_role("textbox", name="查找", exact=True)
    replace = page.get_by_role("textbox", name="替换为")
    page.keyboard.press("Control+f")
    page.keyboard.type("监督")
    page.keyboard.press("Escape")
    paper.after("抓落实要快")
    page.keyboard.press("Control+h")
    expect(find).to_be_focused()
    page.keyboard.type("落实")
    page.keyboard.press("Tab")
    expect(replace).to_be_focused()
    page.keyboard.type("实效")
    page.get_by_role("button", name="全部替换").click()
    expect(page.locator("#notices")).to_contain_text("已替换 2 处")
    expect(page.locator("#paper")).to_contain_text("监督是基础")
    page.keyboard.press("Escape")
    paper.select("监督")
    page.keyboard.press("Control+h")
    expect(find).to_have_value("监督")
    expect(replace).to_be_focused()  # What is selected is known already.


def test_one_is_replaced_and_the_next_is_shown(paper: Paper) -> None:
    page = paper.page
    page.keyboard.press("Control+f")
    page.keyboard.type("落实")
    page.get_by_role("textbox", name="替换为").fill("实效")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#find-bar [role=status]")).to_have_text("1 / 1")
    page.keyboard.press("Enter")
    expect(page.locator("#find-bar [role=status]")).to_have_text("没有找到")
    paper.save()
    assert "抓好实效" in paper.draft.manuscript().to_text()


def test_what_is_selected_is_looked_for_and_strange_signs_are_plain(paper: Paper) -> None:
    page = paper.page
    page.keyboard.type("(a.b)*")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+f")
    expect(page.get_by_role("textbox", name="查找", exact=True)).to_have_value("(a.b)*")
    # On the paper other marks may divide it.
    expect(page.locator("#find-bar mark")).to_have_text(["(a.b)*"])


def test_zoom_and_focus_stay_as_chosen(paper: Paper) -> None:
    page = paper.page
    width = page.locator("#paper").bounding_box()["width"]
    page.keyboard.press("F9")
    expect(page.locator("#left")).to_be_hidden()
    for _ in range(4):
        page.keyboard.press("Control+=")
    assert page.locator("#paper").bounding_box()["width"] == pytest.approx(1.4 * width, rel=0.02)
    shot(page, "focus")
    page.reload()
    expect(page.locator("#left")).to_be_hidden()
    assert page.locator("#paper").bounding_box()["width"] == pytest.approx(1.4 * width, rel=0.02)
    page.locator("#paper[data-ready]").wait_for()
    page.keyboard.press("F9")
    page.keyboard.press("Control+0")
    expect(page.locator("#left")).to_be_visible()


def test_the_sheet_of_keys(paper: Paper) -> None:
    page = paper.page
    page.keyboard.press("F1")
    sheet = page.get_by_role("dialog", name="快捷键")
    expect(sheet).to_be_visible()
    shot(page, "help")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_text("视图").click()
    shot(page, "view")
    page.get_by_role("button", name="快捷键").click()
    expect(sheet).to_be_visible()
