"""校对 in the editor: marks that follow the text, fixes and dismissals, going from finding to finding."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.library.models import Confusable
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在会议上的讲话
同志们：
我们要严格按步就班推进，不能𠮷按步就班拖延。
一、认清形势
形势很好，，成绩不小，查处【数据】件。
二、抓好落实
从现在抓起，一抓到底。"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    draft = make_speech(drafter, SPEECH)
    Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")
    paper = Paper(drafter_page, draft)
    expect(paper.element.locator(".proof.must").first).to_have_text("按步就班")
    return paper


def opened(paper: Paper) -> Locator:
    paper.page.get_by_role("tab", name="校对").click()
    return paper.page.get_by_role("tabpanel", name="校对")


def finding(panel: Locator, text: str) -> Locator:
    return panel.locator(f'.finding[data-text="{text}"]')


def chosen(paper: Paper) -> str:
    return paper.element.evaluate(
        "paper => { const { state } = paper.editor.view; const { from, to } = state.selection;"
        " return state.doc.textBetween(from, to); }"
    )


def test_findings_are_marked_where_they_stand_and_counted(paper: Paper) -> None:
    marks = paper.element.locator(".proof.must")
    assert marks.all_inner_texts().count("按步就班") == 2
    assert re.match("必改：", marks.first.get_attribute("title") or "")
    expect(paper.page.locator("#proof-count")).to_have_text(re.compile(r"^\d+$"))
    paper.check()


def test_marks_follow_typing_and_end_with_their_words(paper: Paper) -> None:
    panel = opened(paper)
    paper.before("我们要严格")
    paper.type("今年，")
    assert paper.element.locator(".proof.must").all_inner_texts().count("按步就班") == 2
    paper.after("严格按步")
    paper.type("不")
    assert paper.element.locator(".proof.must").all_inner_texts().count("按步就班") == 1
    expect(finding(panel, "按步就班")).to_have_count(1)
    paper.check()


def test_a_fix_is_one_step_that_can_be_undone(paper: Paper) -> None:
    panel = opened(paper)
    finding(panel, "按步就班").first.get_by_role("button", name="改为“按部就班”").click()
    expect(paper.element).to_contain_text("严格按部就班推进，不能𠮷按步就班")
    expect(finding(panel, "按步就班")).to_have_count(1)
    paper.page.locator("#notices").get_by_role("button", name="撤销").click()
    expect(paper.element).to_contain_text("严格按步就班推进")
    expect(finding(panel, "按步就班")).to_have_count(2)
    expect(paper.element.locator(".proof.must", has_text="按步就班")).to_have_count(2)
    paper.check()


def test_all_alike_are_mended_at_once_and_taken_back_at_once(paper: Paper) -> None:
    panel = opened(paper)
    finding(panel, "按步就班").first.get_by_role("button", name="同样的都改（2）").click()
    expect(paper.element).to_contain_text("严格按部就班推进，不能𠮷按部就班拖延")
    expect(finding(panel, "按步就班")).to_have_count(0)
    paper.after("推进")
    paper.press("Control+z")
    expect(paper.element).to_contain_text("严格按步就班推进，不能𠮷按步就班拖延")
    paper.check()


def test_a_finding_is_left_with_a_reason_and_comes_back(paper: Paper) -> None:
    panel = opened(paper)
    finding(panel, "，，").get_by_role("button", name="忽略").click()
    dialog = paper.page.locator("#dismiss")
    expect(dialog).to_contain_text("忽略“，，”")
    dialog.get_by_label("领导用语").check()
    dialog.get_by_role("button", name="忽略").click()
    expect(dialog).to_be_hidden()
    expect(finding(panel, "，，")).to_have_count(0)
    expect(paper.element.locator(".proof", has_text="，，")).to_have_count(0)
    left = panel.locator("#proof-left")
    left.locator("summary").click()
    left.get_by_role("button", name="恢复").click()
    expect(finding(panel, "，，")).to_have_count(1)
    expect(paper.element.locator(".proof", has_text="，，")).to_have_count(1)
    paper.check()


def test_f8_goes_over_findings_and_open_places_in_the_order_of_the_text(paper: Paper) -> None:
    opened(paper)
    paper.before("我们要严格")
    seen = []
    for _ in range(4):
        paper.press("F8")
        seen.append(chosen(paper))
    assert seen == ["按步就班", "按步就班", "，，", "【数据】"]
    expect(paper.page.locator(".finding.current")).to_have_attribute("data-text", "【数据】")
    paper.press("Shift+F8")
    assert chosen(paper) == "，，"
    paper.check()


def test_a_finding_leads_to_its_place_and_shows_it_while_pointed_at(paper: Paper) -> None:
    panel = opened(paper)
    row = finding(panel, "，，")
    row.hover()
    expect(paper.element.locator(".proof-hover")).to_have_text("，，")
    paper.page.mouse.move(400, 400)
    expect(paper.element.locator(".proof-hover")).to_have_count(0)
    row.get_by_title("到这一处").click()
    assert chosen(paper) == "，，"
    paper.check()


def test_both_places_of_a_contradiction_are_shown(drafter_page: Page, drafter: User) -> None:
    text = "讲话\n同志们：\n要纠治“四风”，久久为功。\n四风问题具有顽固性，要常抓不懈。"
    paper = Paper(drafter_page, make_speech(drafter, text))
    mark = paper.element.locator(".proof.should", has_text="四风")
    expect(mark).to_have_count(1)
    shown = paper.element.locator(".proof-hover")
    mark.hover()
    expect(shown).to_have_text(["“四风”", "四风"])
    paper.before("久久为功")
    paper.press("F8")
    expect(shown).to_have_text(["“四风”", "四风"])
    paper.element.get_by_text("同志们：").click()
    expect(shown).to_have_count(0)
    paper.check()


def test_a_choice_is_made_for_all_alike(drafter_page: Page, drafter: User) -> None:
    text = "讲话\n同志们：\n要纠治“四风”。\n四风问题顽固。\n再说四风问题。"
    paper = Paper(drafter_page, make_speech(drafter, text))
    panel = opened(paper)
    finding(panel, "四风").first.get_by_role("button", name="同样的都改（2）").click()
    expect(paper.element).to_contain_text("“四风”问题顽固。")
    expect(paper.element).to_contain_text("再说“四风”问题。")
    expect(finding(panel, "四风")).to_have_count(0)
    paper.after("顽固")
    paper.press("Control+z")
    expect(finding(panel, "四风")).to_have_count(2)
    paper.check()


def test_the_list_is_renewed_without_moving_what_is_read(paper: Paper) -> None:
    panel = opened(paper)
    panel.locator("#proof-must > summary").click()
    expect(panel.locator("#proof-must")).not_to_have_attribute("open", "")
    node = finding(panel, "，，").element_handle()
    paper.after("一抓到底")
    paper.type("，，务求实效")
    expect(finding(panel, "，，")).to_have_count(2)
    assert node.evaluate("row => row.isConnected"), "a row that stays is the same element"
    expect(panel.locator("#proof-must")).not_to_have_attribute("open", "")
    paper.check()


def test_the_export_menu_tells_of_what_must_be_mended(paper: Paper) -> None:
    paper.page.locator("summary", has_text="导出").click()
    expect(paper.page.locator("#proof-gate")).to_contain_text("处必改")
    expect(paper.page.locator("#proof-gate")).to_contain_text("按步就班")
    paper.check()
