"""Pasting: lines from Word, WPS or a web page become what they are, and can stay what they were."""

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.manuscript.value import Manuscript
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH, line_with
from tests.browser.test_editor_panels import paste
from tests.drafting.factories import SPEECH as WHOLE
from tests.drafting.factories import make_draft, make_speech

PASSAGE = (
    "　　（二）改进作风。机关干部要到一线去。\r\n\r\n　　（三）强化保障。要做到：\r\n一是抓早。\r\n二是抓小。"
)
READ = ["（一）改进作风。机关干部要到一线去。", "（二）强化保障。要做到：", "一是抓早。", "二是抓小。"]
PLAIN = ["（二）改进作风。机关干部要到一线去。", "（三）强化保障。要做到：", "一是抓早。", "二是抓小。"]


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def below(paper: Paper, text: str) -> list[str]:
    printed = paper.printed()
    return printed[printed.index(text) + 1 :]


def open_line(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")


def test_pasted_lines_become_headings_and_lists_in_one_step(paper: Paper) -> None:
    open_line(paper)
    before = paper.printed()
    paste(paper, plain=PASSAGE)
    expect(paper.page.locator("#notices")).to_contain_text("已识别为 4 段")
    assert below(paper, "形势很好。")[:4] == READ
    assert "抓早。" in paper.keys(), "the marker is no text"
    paper.check()
    open_line(paper)
    paste(paper, plain=PASSAGE)
    expect(paper.page.locator("#notices")).to_contain_text("已识别为 4 段")
    paper.press("Control+z")
    assert below(paper, "形势很好。")[0] == ""
    assert len(before) == len(SPEECH.split("\n")) + 1


def test_what_was_pasted_can_stay_as_it_was(paper: Paper) -> None:
    open_line(paper)
    paste(paper, plain=PASSAGE)
    paper.page.get_by_role("button", name="保留原样").click()
    assert below(paper, "形势很好。")[:4] == PLAIN
    assert "一是抓早。" in paper.keys()
    paper.check()
    assert below(paper, "形势很好。")[4:] == SPEECH.split("\n")[5:]


def test_the_offer_goes_once_one_writes_on(paper: Paper) -> None:
    open_line(paper)
    paste(paper, plain=PASSAGE)
    offer = paper.page.get_by_role("button", name="保留原样")
    expect(offer).to_be_visible()
    paper.save()
    expect(offer).to_be_visible()
    paper.type("还要抓好。")
    expect(offer).to_be_hidden()
    assert "二是抓小。还要抓好。" in paper.printed()
    paper.check()


def test_two_pastes_in_a_row_both_arrive(paper: Paper) -> None:
    open_line(paper)
    paste(paper, plain="（一）压实责任\n（二）改进作风")
    paste(paper, plain="\n（一）强化保障\n（二）严格考核")
    expect(paper.element).to_contain_text("严格考核")
    heads = ["（一）压实责任", "（二）改进作风", "（三）强化保障", "（四）严格考核"]
    assert below(paper, "形势很好。")[:4] == heads
    paper.check()


def test_offline_lines_are_pasted_as_they_are(paper: Paper) -> None:
    open_line(paper)
    paper.page.context.set_offline(True)
    paste(paper, plain=PASSAGE)
    expect(paper.element).to_contain_text("抓小。")
    assert below(paper, "形势很好。")[:4] == PLAIN
    paper.page.context.set_offline(False)
    expect(paper.page.locator("#save-state")).to_contain_text("已保存", timeout=20_000)
    paper.check()


def test_pasting_amid_a_sentence_keeps_both_halves(paper: Paper) -> None:
    paper.after("今天开会，")
    paste(paper, plain="先说一句。\n（一）压实责任。\n再说一句。")
    expect(paper.page.locator("#notices")).to_contain_text("已识别为 3 段")
    assert paper.printed()[2:5] == ["今天开会，先说一句。", "（一）压实责任。", "再说一句。我讲三点意见。"]
    paper.check()


def test_one_line_with_a_marker_is_read_and_one_without_is_text(paper: Paper) -> None:
    open_line(paper)
    paste(paper, plain="（二）改进作风")
    expect(paper.page.locator("#notices")).to_contain_text("已识别为 1 段")
    assert "改进作风" in paper.keys()
    open_line(paper)
    paste(paper, plain="没有序号的一句话。")
    assert below(paper, "形势很好。")[0] == "没有序号的一句话。"
    paper.check()


def test_a_whole_speech_into_an_empty_draft_has_its_title_and_its_closing(
    drafter_page: Page, drafter: User
) -> None:
    paper = Paper(drafter_page, make_draft(drafter, Manuscript()))
    paper.page.locator("#paper .line").first.click()
    paste(paper, plain=WHOLE)
    expect(paper.page.locator("#notices")).to_contain_text("已识别为")
    assert paper.printed() == WHOLE.split("\n")
    expect(paper.page.locator(".front[data-front=title]")).to_have_text("在全县警示教育大会上的讲话")
    expect(paper.page.locator(".segment[data-role=closing]")).to_have_text("谢谢大家！")
    paper.check()


@pytest.mark.parametrize(
    ("typed", "role", "printed"),
    [
        ("（一）加强领导", "heading2", "（一）加强领导"),
        ("2、加强领导", "heading3", "1.加强领导"),
        ("一是加强领导", "item", "一是加强领导"),
        ("第一，加强领导", "item", "第一，加强领导"),
    ],
)
def test_a_role_takes_the_typed_marker_for_its_own(paper: Paper, typed: str, role: str, printed: str) -> None:
    open_line(paper)
    paper.type(typed)
    assert typed in paper.keys(), "typing converts nothing"
    paper.page.get_by_label("段落类型").select_option(role)
    assert line_with(paper, "加强领导") == printed
    assert "加强领导" in paper.keys()
    paper.press("Control+z")
    assert typed in paper.keys()
    paper.check()


def test_a_number_that_is_no_marker_stays(paper: Paper) -> None:
    open_line(paper)
    paper.type("1.5亿元投入")
    paper.page.get_by_label("段落类型").select_option("heading3")
    assert line_with(paper, "亿元") == "1.1.5亿元投入"
