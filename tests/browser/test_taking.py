"""How material comes onto the paper: at the caret, for a paragraph, by dragging, from the basket."""

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import BasketItem
from speeches.library.models import Entry
from speeches.manuscript.parsing import parse
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在会议上的讲话
同志们：
下面讲两点意见。
一、认清形势
形势依然严峻。
二、抓好落实
从现在抓起。"""


@pytest.fixture
def entry(drafter: User) -> Entry:
    manuscript = parse("要敢于动真碰硬。").manuscript
    return Entry.objects.create(
        title="动真碰硬",
        kind="slogan",
        content=manuscript.to_json(),
        text=manuscript.to_text(),
        office=drafter.office,
        state=Entry.State.ACTIVE,
    )


@pytest.fixture
def paper(drafter_page: Page, drafter: User, entry: Entry) -> Paper:
    paper = Paper(drafter_page, make_speech(drafter, SPEECH))
    paper.page.locator(".panel-card").first.wait_for()
    paper.after("形势依然严峻。")
    return paper


def card(paper: Paper) -> Locator:
    return paper.page.locator("#panel-entries .panel-card").first


def drag(page: Page, source: Locator, target: Locator, *, upper: bool = False) -> None:
    """As a hand does it: the mouse moves on over the target before it lets go."""
    source.hover()
    page.mouse.down()
    box = target.bounding_box()
    x, y = box["x"] + 40, box["y"] + (4 if upper else box["height"] - 4)
    page.mouse.move(x, y - 2)
    page.mouse.move(x, y)
    page.mouse.up()


def choose(paper: Paper, way: str) -> None:
    card(paper).locator(".panel-more summary").click()
    if shot := os.environ.get("SHOT"):
        paper.page.screenshot(path=shot)
    card(paper).get_by_role("button", name=way).click()


def test_at_the_caret(paper: Paper) -> None:
    choose(paper, "插到光标处")
    expect(paper.element).to_contain_text("形势依然严峻。要敢于动真碰硬。")
    paper.press("Control+z")
    expect(paper.element).not_to_contain_text("动真碰硬")
    paper.check()


def test_instead_of_the_paragraph(paper: Paper) -> None:
    choose(paper, "替换选中的段")
    expect(paper.element).not_to_contain_text("形势依然严峻")
    expect(paper.element).to_contain_text("要敢于动真碰硬。")
    paper.press("Control+z")
    expect(paper.element).to_contain_text("形势依然严峻")
    paper.check()


def test_by_keyboard(paper: Paper) -> None:
    card(paper).get_by_role("button", name="插入", exact=False).first.focus()
    paper.press("Alt+Enter")
    expect(paper.element).to_contain_text("形势依然严峻。要敢于动真碰硬。")


def test_an_entry_is_dragged_onto_the_paper(paper: Paper) -> None:
    target = paper.element.get_by_text("从现在抓起")
    drag(paper.page, card(paper).locator("h3"), target)
    expect(paper.element.locator(".line").last).to_have_text("要敢于动真碰硬。")
    paper.check()


def test_a_section_is_dragged_by_its_handle(paper: Paper) -> None:
    paper.element.get_by_text("抓好落实").hover()
    paper.page.wait_for_timeout(100)
    handle = paper.page.locator(".drag-handle")
    above = paper.element.get_by_text("认清形势")
    drag(paper.page, handle, above, upper=True)
    expect(paper.element.locator(".line").nth(2)).to_contain_text("抓好落实")
    assert paper.printed()[3:7] == ["一、抓好落实", "从现在抓起。", "二、认清形势", "形势依然严峻。"]
    paper.element.focus()
    paper.press("Control+z")
    assert paper.printed()[3] == "一、认清形势"
    paper.check()


def test_put_aside_and_inserted_later(paper: Paper, entry: Entry) -> None:
    choose(paper, "留到素材篮")
    basket = paper.page.get_by_role("region", name="素材篮")
    expect(basket).to_contain_text("1 条")
    assert BasketItem.objects.get().entry == entry
    paper.reload()
    paper.after("从现在抓起。")
    basket.get_by_role("button", name="插入：动真碰硬").click()
    expect(paper.element.locator(".line").last).to_have_text("要敢于动真碰硬。")
    basket.get_by_role("button", name="拿出素材篮").click()
    expect(basket).to_be_hidden()
