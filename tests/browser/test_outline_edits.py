"""The outline as a place to work: levels, folding, renaming."""

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在会议上的讲话
同志们：
下面讲两点意见。
一、认清形势
形势依然严峻。
二、抓好落实
（一）压实责任
从现在抓起。
（二）改进作风
到一线去。"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def row(paper: Paper, title: str) -> Locator:
    return paper.page.locator("#outline li").filter(has_text=title)


def test_a_section_goes_down_a_level_with_its_inner_ones(paper: Paper) -> None:
    row(paper, "抓好落实").get_by_role("link").focus()
    paper.press("Alt+ArrowRight")
    expect(row(paper, "抓好落实")).to_have_class("l2")
    assert paper.printed()[5:8] == ["（一）抓好落实", "1.压实责任", "从现在抓起。"]
    paper.element.focus()
    paper.press("Control+z")
    expect(row(paper, "抓好落实")).to_have_class("l1")
    paper.check()


def test_no_level_above_the_first(paper: Paper) -> None:
    row(paper, "抓好落实").get_by_role("link").focus()
    paper.press("Alt+ArrowLeft")
    expect(paper.page.locator("#notices")).to_contain_text("已是最高一级")


def test_folded_rows_stay_folded(paper: Paper) -> None:
    row(paper, "抓好落实").get_by_role("button", name="收起、展开").click()
    expect(row(paper, "压实责任")).to_be_hidden()
    if shot := os.environ.get("SHOT"):
        paper.page.screenshot(path=shot)
    paper.after("形势依然严峻")
    paper.type("复杂")
    paper.save()
    paper.reload()
    expect(row(paper, "压实责任")).to_be_hidden()
    row(paper, "抓好落实").get_by_role("link").focus()
    paper.press("ArrowRight")
    expect(row(paper, "压实责任")).to_be_visible()


def test_renamed_by_typing(paper: Paper) -> None:
    row(paper, "改进作风").get_by_role("link").focus()
    paper.press("F2")
    paper.type("转变作风")
    expect(row(paper, "转变作风")).to_be_visible()
    assert "（二）转变作风" in paper.printed()
    paper.check()
