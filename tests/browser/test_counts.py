"""Counts follow their items, wrong ones are marked and healed, whoever types and however."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from tests.browser.paper import Paper
from tests.cast import make_drafter
from tests.drafting.factories import COUNTED, make_speech


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, COUNTED))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


@pytest.fixture
def colleague(office: Office) -> User:
    return make_drafter(office, "colleague")


def healed_by_key(paper: Paper, text: str) -> None:
    paper.after(text)
    paper.press("Alt+Enter")


# Counts follow


def test_an_item_less_is_told_in_heading_lead_and_repetition_and_undone_in_one_step(paper: Paper) -> None:
    before = paper.printed()
    paper.delete_line("始终讲规矩。")
    assert "一、坚持“两个始终”" in paper.printed()
    assert "经验体现为“两个始终”。" in paper.printed()
    assert "以上两个“始终”要落实，“四个意识”要树牢。" in paper.printed()
    expect(paper.element.locator(".healed")).to_have_count(3)
    paper.press("Control+z")
    assert paper.printed() == before
    paper.press("Control+y")
    assert "一、坚持“两个始终”" in paper.printed()
    paper.check()


def test_the_title_follows_too(drafter_page: Page, drafter: User) -> None:
    paper = Paper(
        drafter_page, make_speech(drafter, COUNTED.replace("在会议上的讲话", "坚持三个“始终” 做到“四个意识”"))
    )
    paper.delete_line("始终讲规矩。")
    assert paper.printed()[0] == "坚持两个“始终” 做到“四个意识”"
    paper.press("Control+z")
    assert paper.printed()[0] == "坚持三个“始终” 做到“四个意识”"
    paper.check()


def test_a_section_less_and_the_announcement_of_the_opening_follows(paper: Paper) -> None:
    paper.page.hover("#outline li:has-text('抓好工作')")
    paper.page.click("[aria-label='删去“抓好工作”一节']")
    assert "下面，我讲两点意见。" in paper.printed()
    paper.check()


def test_a_correction_is_taken_back_by_itself_and_then_marked(paper: Paper) -> None:
    paper.delete_line("始终讲规矩。")
    paper.page.click("#notices button")
    assert "一、坚持“三个始终”" in paper.printed()
    assert "二是始终讲规矩。" not in paper.printed()
    expect(paper.miscounts()).to_have_count(3)
    paper.check()


def test_pasted_items_are_counted(paper: Paper) -> None:
    paper.select_span("始终讲政治。", "始终讲规矩。")
    paper.press("Control+c")
    paper.after("始终讲纪律。")
    paper.press("Enter", "Control+v")
    expect(paper.element).to_contain_text("经验体现为“五个始终”。")
    paper.check()


def test_an_announcement_typed_with_its_list_is_bound_and_then_follows(paper: Paper) -> None:
    paper.after("丙段。")
    paper.press("Enter")
    paper.type("要做到“两个再”：")
    for text in ("再学习。", "再落实。"):
        paper.press("Enter")
        paper.type(text)
    paper.select_span("再学习。", "再落实。")
    paper.press("Control+Alt+5")
    paper.save()
    expect(paper.element.locator(".count", has_text="“两个再”")).to_have_count(1)
    paper.after("再落实。")
    paper.press("Enter")
    assert "要做到“三个再”：" in paper.printed()
    paper.type("再检查。")
    paper.check()


# A count that does not agree


def test_a_number_typed_by_hand_is_marked_and_healed_by_key(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    expect(paper.miscounts()).to_have_text("五点意见")
    expect(paper.miscounts()).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    expect(paper.miscounts()).to_have_count(0)
    assert "下面，我讲三点意见。" in paper.printed()
    expect(paper.element.locator(".healed")).to_have_text("三点意见")
    paper.press("Control+z")
    assert "下面，我讲五点意见。" in paper.printed()
    paper.check()


def test_a_numeral_taken_out_and_typed_anew_is_marked_before_it_is_saved(paper: Paper) -> None:
    paper.page.route("**/changes/**", lambda route: route.abort())
    paper.after("我讲三")
    paper.press("Backspace")
    paper.type("六")
    expect(paper.miscounts().first).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    assert "下面，我讲三点意见。" in paper.printed()
    paper.page.unroute("**/changes/**")
    paper.check()


def test_one_click_on_the_offer_heals(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    box = paper.miscounts().bounding_box()
    assert box
    paper.page.mouse.click(box["x"] + 20, box["y"] + box["height"] + 15)
    expect(paper.miscounts()).to_have_count(0)
    assert "下面，我讲三点意见。" in paper.printed()
    paper.check()


def test_a_click_on_the_words_only_puts_the_caret_there(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    paper.miscounts().click()
    assert "下面，我讲五点意见。" in paper.printed()
    paper.check()


def test_parts_of_a_sentence_are_counted_by_the_server_and_healed_here(paper: Paper) -> None:
    paper.after("抓巩固")
    paper.type("；抓长效")
    expect(paper.miscounts()).to_have_text("3项工作")
    healed_by_key(paper, "抓长效")
    assert "要抓好4项工作：抓学习；抓整改；抓巩固；抓长效。" in paper.printed()
    expect(paper.miscounts()).to_have_count(0)
    paper.check()


def test_a_title_that_says_another_number_is_marked_and_healed(paper: Paper) -> None:
    paper.after("在会议上的讲话")
    paper.type("：坚持“四个始终”")
    expect(paper.miscounts()).to_have_text("“四个始终”")
    paper.press("Alt+Enter")
    assert paper.printed()[0] == "在会议上的讲话：坚持“三个始终”"
    expect(paper.miscounts()).to_have_count(0)
    paper.check()


def test_set_names_quotations_and_counts_without_a_list_are_never_marked(paper: Paper) -> None:
    paper.after("丙段。")
    paper.type("强化“五个意识”、“四个意识”。有人说，“要做到‘六个始终’”。还有八点想法。")
    paper.save()
    paper.page.wait_for_timeout(800)
    expect(paper.miscounts()).to_have_count(0)
    before = paper.printed()
    paper.press("Alt+Enter")
    assert paper.printed() == before
    paper.check()


def test_the_button_goes_there_and_then_heals_and_is_gone(paper: Paper) -> None:
    button = paper.page.locator("[data-command=heal]")
    expect(button).to_be_hidden()
    paper.select("三点")
    paper.type("五点")
    expect(button).to_contain_text("1")
    paper.press("Control+a")
    expect(button).to_be_visible()
    paper.after("丙段。")
    button.click()
    assert paper.page.evaluate("getSelection().toString()") == "五点意见"
    button.click()
    expect(button).to_be_hidden()
    assert "下面，我讲三点意见。" in paper.printed()
    paper.check()


# Input methods


def test_a_number_composed_is_marked_only_when_it_is_taken(paper: Paper) -> None:
    paper.select("三")
    devtools = paper.page.context.new_cdp_session(paper.page)
    for stage in ("s", "si"):
        devtools.send("Input.imeSetComposition", {"text": stage, "selectionStart": 2, "selectionEnd": 2})
        paper.page.wait_for_timeout(50)
        expect(paper.miscounts()).to_have_count(0)
    devtools.send("Input.insertText", {"text": "四"})
    expect(paper.miscounts().first).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    assert "下面，我讲三点意见。" in paper.printed()
    paper.check()


def test_items_replaced_by_a_composition_are_counted_and_undone_with_it(paper: Paper) -> None:
    before = paper.printed()
    paper.select_span("始终讲规矩。", "始终讲纪律。")
    paper.compose("w", "wo", "我们讲规矩。")
    assert "二是我们讲规矩。" in paper.printed()
    assert "经验体现为“两个始终”。" in paper.printed()
    while paper.printed() != before:
        paper.press("Control+z")
        assert ("三是始终讲纪律。" in paper.printed()) == ("经验体现为“三个始终”。" in paper.printed())
    paper.check()


DELETE_ITEM = """paper => {
    const { view } = paper.editor;
    view.state.doc.descendants((node, pos) => {
        if (node.type.name === "line" && node.textContent === "始终讲规矩。") {
            view.dispatch(view.state.tr.delete(pos, pos + node.nodeSize));
        }
    });
}"""


def test_nothing_is_healed_while_somebody_composes_but_right_afterwards_in_the_same_step(
    paper: Paper,
) -> None:
    """An answer of the server (an inserted entry) may change a list in the midst of a composition."""
    before = paper.printed()
    paper.after("甲段")
    devtools = paper.page.context.new_cdp_session(paper.page)
    devtools.send("Input.imeSetComposition", {"text": "wo", "selectionStart": 2, "selectionEnd": 2})
    paper.element.evaluate(DELETE_ITEM)
    paper.page.wait_for_timeout(200)
    assert "经验体现为“三个始终”。" in paper.printed()
    expect(paper.miscounts()).to_have_count(0)
    devtools.send("Input.insertText", {"text": "我"})
    expect(paper.element).to_contain_text("经验体现为“两个始终”。")
    assert "甲段我。" in paper.printed()
    paper.press("Control+z")
    while paper.printed() != before:
        assert "经验体现为“三个始终”。" in paper.printed() or "二是始终讲规矩。" not in paper.printed()
        paper.press("Control+z")
    paper.check()


# Two people


def test_what_another_person_changes_is_not_healed_a_second_time(
    paper: Paper, log_in: Callable[[User], Page], colleague: User
) -> None:
    paper.draft.co_drafters.add(colleague)
    theirs = Paper(log_in(colleague), paper.draft)
    theirs.delete_line("始终讲规矩。")
    theirs.save()
    expect(paper.element).to_contain_text("经验体现为“两个始终”。")
    expect(paper.miscounts()).to_have_count(0)
    expect(paper.element.locator(".healed")).to_have_count(0)
    assert paper.printed() == theirs.printed()
    for one in (theirs, paper):
        one.check()


def test_a_wrong_number_of_another_person_is_marked_for_both(
    paper: Paper, log_in: Callable[[User], Page], colleague: User
) -> None:
    paper.draft.co_drafters.add(colleague)
    theirs = Paper(log_in(colleague), paper.draft)
    theirs.select("三点")
    theirs.type("七点")
    theirs.save()
    expect(paper.miscounts()).to_have_text("七点意见")
    healed_by_key(paper, "七点意见")
    paper.save()
    expect(theirs.miscounts()).to_have_count(0)
    assert "下面，我讲三点意见。" in theirs.printed()
    for one in (paper, theirs):
        one.check()
