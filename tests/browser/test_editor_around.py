"""What the pane on the left and the header say, and that it stays true."""

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.manuscript.value import Manuscript
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.drafting.factories import make_draft, make_speech

LONG = "\n".join(
    ["在测试会议上的讲话", "同志们：", "今天开会，我讲四个“始终”：", "一是始终在。", "二是始终好。"]
    + [
        line
        for head in ("一、认清形势任务切实增强责任感使命感紧迫感", "二、汲取教训", "三、抓好落实")
        for line in (head, *(f"{head[-2:]}的第{n}段，写得长一些，好让这一页滚动起来。" for n in range(12)))
    ]
)


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


@pytest.fixture
def long(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, LONG))


def row(paper: Paper, title: str) -> Locator:
    return paper.page.locator("#outline li", has_text=title)


def test_the_header_follows_the_title_and_the_versions(paper: Paper) -> None:
    head = paper.page.locator("#draft-head")
    expect(head).to_contain_text("第 1 版")
    paper.after("在测试会议上的")
    paper.type("重要")
    expect(head).to_contain_text("在测试会议上的重要讲话")
    expect(paper.page).to_have_title("在测试会议上的重要讲话 · 执笔")
    paper.press("Control+s")
    expect(head).to_contain_text("第 2 版")
    paper.after("形势很好")
    paper.type("，再改")
    with paper.page.expect_download():
        paper.page.locator("a[download]").first.evaluate("link => link.click()")
    expect(head).to_contain_text("第 3 版", timeout=10_000)
    paper.check()


def test_a_title_written_before_the_salutation_is_the_title(drafter_page: Page, drafter: User) -> None:
    paper = Paper(drafter_page, make_speech(drafter, "同志们：\n今天开会，我讲三点意见。"))
    paper.before("同志们")
    paper.type("在大会上的讲话")
    paper.press("Enter")
    assert paper.printed()[:2] == ["在大会上的讲话", "同志们："]
    paper.save()
    assert paper.stored()[:2] == ["在大会上的讲话", "同志们："]
    expect(paper.page.locator("#paper .front[data-front=title]")).to_have_text("在大会上的讲话")
    expect(paper.page.locator(".segment[data-role=salutation]")).to_have_text("同志们：")
    paper.press("Control+z")
    assert paper.printed()[0] == "在大会上的讲话同志们："
    paper.check()


def test_words_before_the_salutation_below_a_title_are_a_paragraph(paper: Paper) -> None:
    paper.before("同志们")
    paper.type("这是一句话。")
    paper.press("Enter")
    expect(paper.page.locator(".segment[data-role=salutation]")).to_have_text("同志们：")
    assert paper.printed()[:3] == ["在测试会议上的讲话", "这是一句话。", "同志们："]
    paper.check()


def test_enter_behind_the_title_of_an_empty_draft_leads_to_the_text(
    drafter_page: Page, drafter: User
) -> None:
    paper = Paper(drafter_page, make_draft(drafter, Manuscript()))
    paper.page.locator("#paper .line").first.click()
    paper.type("在大会上的讲话")
    paper.page.get_by_label("段落类型").select_option("front-title")
    paper.press("Enter")
    paper.type("今天开会。")
    assert paper.printed() == ["在大会上的讲话", "今天开会。"]
    paper.check()
    assert paper.draft.title == "在大会上的讲话"


def test_facts_stay_closed_and_the_length_is_always_in_sight(long: Paper) -> None:
    block = long.page.locator("#facts-block")
    spread = long.page.locator("#outline .spread")
    expect(spread).to_be_in_viewport(ratio=1)
    expect(block).to_have_attribute("open", "")
    block.locator("> summary").click()
    expect(long.page.get_by_label("单位", exact=True)).to_be_hidden()
    long.reload()
    expect(block).not_to_have_attribute("open", "")
    expect(spread).to_be_in_viewport(ratio=1)


def test_a_section_s_actions_stand_beside_its_time(long: Paper) -> None:
    first = row(long, "认清形势")
    first.hover()
    time, button = first.locator(".min").bounding_box(), first.locator("button").bounding_box()
    assert time["x"] + time["width"] <= button["x"]
    title = first.locator(".section-title")
    assert title.evaluate("one => one.scrollHeight <= one.clientHeight + 1"), "the title is shown whole"


def test_a_wrong_count_explains_itself(long: Paper) -> None:
    mark = long.page.locator("#outline a.chip", has_text="≠")
    mark.click()
    told = "四个“始终”：后面数出来是 2 条，按 Alt+Enter 改过来"
    expect(long.page.locator("#notices")).to_contain_text(told)
    expect(long.page.locator("#paper .pointed")).to_have_text("四个“始终”")
    assert long.page.evaluate("getSelection().toString()") == "四个“始终”"
    expect(long.element).to_be_focused()


def test_the_outline_follows_scrolling(long: Paper) -> None:
    long.before("同志们")
    expect(row(long, "开场")).to_have_attribute("aria-current", "true")
    last = long.page.locator("#paper .line", has_text="抓好落实").first
    last.evaluate("line => line.scrollIntoView({ block: 'start' })")
    expect(row(long, "抓好落实")).to_have_attribute("aria-current", "true")
    long.page.locator(".scroll").evaluate("one => one.scrollTo(0, 0)")
    expect(row(long, "开场")).to_have_attribute("aria-current", "true")


def test_a_new_first_paragraph_is_of_the_opening(paper: Paper) -> None:
    paper.before("同志们")
    paper.press("Enter", "ArrowUp")
    expect(row(paper, "开场")).to_have_attribute("aria-current", "true")


def test_an_empty_paragraph_s_hint_keeps_to_its_line(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    line = paper.page.locator("#paper .line.current")
    hint = line.locator(".segment").evaluate("one => getComputedStyle(one, '::before').content")
    assert "查素材" in hint
    assert line.evaluate("one => one.getBoundingClientRect().height") == pytest.approx(33.8, abs=1)
