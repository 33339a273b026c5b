"""Lists that know how many they are: counts follow, wrong ones are marked and healed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Entry
from speeches.manuscript.announcements import bind
from speeches.manuscript.miscounts import miscounts
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.browser.paper import Paper
from tests.cast import make_drafter
from tests.drafting.factories import make_speech
from tests.library.factories import make_entry

CASES = json.loads((Path(__file__).parents[1] / "cases/counts.json").read_text(encoding="utf-8"))

RECOUNT = """async cases => {
    const { recount } = await import("editor/announced.js");
    return cases.map(([text, number]) => recount(text, number));
}"""
FOLLOW = """async cases => {
    const { overtaken } = await import("editor/announced.js");
    const { toDocument } = await import("editor/paragraphs.js");
    return cases.map(({ front, before, without }) => {
        const doc = toDocument({ front, paragraphs: before.filter(({ key }) => !without.includes(key)) });
        const texts = [];
        const due = overtaken(toDocument({ front, paragraphs: before }), doc);
        doc.descendants((node, pos) => {
            if (!node.isTextblock) return true;
            let text = node.textContent;
            for (const { from, text: was, healed } of due) {
                if (from > pos && from < pos + node.nodeSize) text = text.replace(was, healed);
            }
            texts.push(text);
            return false;
        });
        return texts;
    });
}"""
WRONG = """async cases => {
    const { miscounts } = await import("editor/announced.js");
    const { toDocument } = await import("editor/paragraphs.js");
    return cases.map(({ manuscript, told }) =>
        miscounts(toDocument(manuscript), told).sort((one, other) => one.from - other.from)
            .map(({ text, healed }) => [text, healed]));
}"""

ENTRY = (
    "就是“五个坚持”。\n一是坚持从严。抓早抓小。\n二是坚持从实。\n三是坚持从细。\n四是坚持从快。\n五是坚持从廉。\n"
    "以上五个“坚持”要落实。"
)
SPEECH = """在会议上的讲话
同志们：
下面，我讲三点意见。
一、坚持“三个始终”
经验体现为“三个始终”。
一是始终讲政治。
二是始终讲规矩。
三是始终讲纪律。
以上三个“始终”要落实，“四个意识”要树牢。
二、抓好工作
要抓好3项工作：抓学习；抓整改；抓巩固。
三、改进作风
甲段。
乙段。
丙段。
谢谢大家！"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, SPEECH))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


@pytest.fixture
def colleague(office: Office) -> User:
    return make_drafter(office, "colleague")


def wrong(paper: Paper) -> Locator:
    return paper.element.locator(".miscount")


def healed_by_key(paper: Paper, text: str) -> None:
    paper.after(text)
    paper.press("Alt+Enter")


# The same rules as on the server


def test_javascript_writes_every_count_like_python(paper: Paper) -> None:
    assert paper.page.evaluate(RECOUNT, CASES["recount"]) == [case[2] for case in CASES["recount"]]


def test_javascript_lets_counts_follow_like_python(paper: Paper) -> None:
    assert paper.page.evaluate(FOLLOW, CASES["follow"]) == [case["texts"] for case in CASES["follow"]]


def test_javascript_finds_wrong_counts_like_python(paper: Paper) -> None:
    cases = [bound(case) for case in CASES["wrong"]]
    assert paper.page.evaluate(WRONG, cases) == [
        [wrong[1:] for wrong in case["wrong"]] for case in CASES["wrong"]
    ]


def bound(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case as the page has it: the text with its marks, and what the server counted besides."""
    front = tuple(FrontLine(Front(kind), text) for kind, text in case["front"])
    speech = bind(Manuscript(front, parse(case["text"]).manuscript.paragraphs))
    told = [
        {
            "key": one.key,
            "start": str(one.start),
            "text": one.text,
            "healed": one.healed,
            "counted": str(one.counted),
        }
        for one in miscounts(speech)
        if not one.is_bound
    ]
    return {"manuscript": speech.to_json(), "told": told}


# Counts follow


def delete_line(paper: Paper, text: str) -> None:
    paper.after(text)
    paper.page.click("[data-command=delete]")


def test_an_item_less_is_told_in_heading_lead_and_repetition_and_undone_in_one_step(paper: Paper) -> None:
    before = paper.printed()
    delete_line(paper, "始终讲规矩。")
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
        drafter_page, make_speech(drafter, SPEECH.replace("在会议上的讲话", "坚持三个“始终” 做到“四个意识”"))
    )
    delete_line(paper, "始终讲规矩。")
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
    delete_line(paper, "始终讲规矩。")
    paper.page.click("#notices button")
    assert "一、坚持“三个始终”" in paper.printed()
    assert "二是始终讲规矩。" not in paper.printed()
    expect(wrong(paper)).to_have_count(3)
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
    expect(wrong(paper)).to_have_text("五点意见")
    expect(wrong(paper)).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    expect(wrong(paper)).to_have_count(0)
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
    expect(wrong(paper).first).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    assert "下面，我讲三点意见。" in paper.printed()
    paper.page.unroute("**/changes/**")
    paper.check()


def test_one_click_on_the_offer_heals(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    box = wrong(paper).bounding_box()
    assert box
    paper.page.mouse.click(box["x"] + 20, box["y"] + box["height"] + 15)
    expect(wrong(paper)).to_have_count(0)
    assert "下面，我讲三点意见。" in paper.printed()
    paper.check()


def test_a_click_on_the_words_only_puts_the_caret_there(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    wrong(paper).click()
    assert "下面，我讲五点意见。" in paper.printed()
    paper.check()


def test_parts_of_a_sentence_are_counted_by_the_server_and_healed_here(paper: Paper) -> None:
    paper.after("抓巩固")
    paper.type("；抓长效")
    expect(wrong(paper)).to_have_text("3项工作")
    healed_by_key(paper, "抓长效")
    assert "要抓好4项工作：抓学习；抓整改；抓巩固；抓长效。" in paper.printed()
    expect(wrong(paper)).to_have_count(0)
    paper.check()


def test_a_title_that_says_another_number_is_marked_and_healed(paper: Paper) -> None:
    paper.after("在会议上的讲话")
    paper.type("：坚持“四个始终”")
    expect(wrong(paper)).to_have_text("“四个始终”")
    paper.press("Alt+Enter")
    assert paper.printed()[0] == "在会议上的讲话：坚持“三个始终”"
    expect(wrong(paper)).to_have_count(0)
    paper.check()


def test_set_names_quotations_and_counts_without_a_list_are_never_marked(paper: Paper) -> None:
    paper.after("丙段。")
    paper.type("强化“五个意识”、“四个意识”。有人说，“要做到‘六个始终’”。还有八点想法。")
    paper.save()
    paper.page.wait_for_timeout(800)
    expect(wrong(paper)).to_have_count(0)
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
        expect(wrong(paper)).to_have_count(0)
    devtools.send("Input.insertText", {"text": "四"})
    expect(wrong(paper).first).to_have_attribute("data-healed", "三点意见")
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
    expect(wrong(paper)).to_have_count(0)
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
    delete_line(theirs, "始终讲规矩。")
    theirs.save()
    expect(paper.element).to_contain_text("经验体现为“两个始终”。")
    expect(wrong(paper)).to_have_count(0)
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
    expect(wrong(paper)).to_have_text("七点意见")
    healed_by_key(paper, "七点意见")
    paper.save()
    expect(wrong(theirs)).to_have_count(0)
    assert "下面，我讲三点意见。" in theirs.printed()
    for one in (paper, theirs):
        one.check()


# Paragraphs become a list and a list paragraphs


def series(paper: Paper) -> Locator:
    return paper.page.locator("#paragraph-bar [name=series]")


def test_selected_paragraphs_become_a_list_of_the_chosen_series_and_back(paper: Paper) -> None:
    before, keys = paper.printed(), paper.keys()
    paper.select_span("甲段。", "丙段。")
    series(paper).select_option("第一，")
    assert paper.printed()[-4:-1] == ["第一，甲段。", "第二，乙段。", "第三，丙段。"]
    assert paper.keys() == keys
    paper.press("Control+Alt+0")
    assert paper.printed() == before
    paper.press("Control+z", "Control+z")
    assert paper.printed() == before
    paper.check()


def test_the_series_of_the_whole_list_changes_by_key_with_the_caret_in_one_item(paper: Paper) -> None:
    keys = paper.keys()
    paper.after("始终讲规矩。")
    paper.press("Control+Alt+6")
    assert [line[:2] for line in paper.printed()[5:8]] == ["一要", "二要", "三要"]
    paper.press("Control+Alt+6", "Control+Alt+6")
    assert [line[:2] for line in paper.printed()[5:8]] == ["首先", "其次", "最后"]
    assert paper.keys() == keys
    paper.check()


def test_typed_markers_give_way_to_derived_ones(paper: Paper) -> None:
    paper.after("丙段。")
    for text in ("①抓学习", "②抓整改", "④抓巩固"):
        paper.press("Enter")
        paper.type(text)
    paper.select_span("①抓学习", "④抓巩固")
    paper.press("Control+Alt+5")
    assert paper.printed()[-4:-1] == ["①抓学习", "②抓整改", "③抓巩固"]
    assert "抓巩固" in paper.keys()
    paper.check()


def test_a_list_typed_inside_a_paragraph_is_divided_where_it_stands(paper: Paper) -> None:
    paper.after("丙段。")
    paper.press("Enter")
    paper.type("要抓好两项任务：一是抓学习；二是抓整改。")
    paper.press("Control+Alt+5")
    assert "要抓好两项任务：一是抓学习；二是抓整改。" in paper.printed()
    assert {"要抓好两项任务：", "抓学习；", "抓整改。"} <= set(paper.keys())
    paper.save()
    paper.before("抓整改。")
    paper.press("Enter")
    paper.after("抓整改。")
    paper.press("Enter")
    paper.type("抓巩固。")
    assert "要抓好三项任务：一是抓学习；" in paper.printed()
    paper.check()


def test_a_list_runs_in_and_stands_in_lines_again(paper: Paper) -> None:
    before = paper.printed()
    paper.select_span("始终讲政治。", "始终讲纪律。")
    paper.press("Control+Alt+7")
    assert "一是始终讲政治。二是始终讲规矩。三是始终讲纪律。" in paper.printed()
    assert "经验体现为“三个始终”。" in paper.printed()
    paper.press("Control+Alt+7")
    assert paper.printed() == before
    paper.check()


def test_what_runs_in_after_a_head_stays_with_it(drafter_page: Page, drafter: User) -> None:
    text = "标题\n同志们：\n一是抓学习。要天天学。\n二是抓落实。要件件落。\n谢谢大家！"
    paper = Paper(drafter_page, make_speech(drafter, text))
    paper.select_span("抓学习", "件件落。")
    paper.press("Control+Alt+0", "Control+Alt+5")
    assert paper.printed()[2:4] == ["一是抓学习。要天天学。", "二是抓落实。要件件落。"]
    assert "要天天学。" in paper.keys()
    paper.check()


def test_a_list_is_kept_as_material_whole_with_the_caret_in_one_item(paper: Paper) -> None:
    paper.after("始终讲规矩。")
    with paper.page.context.expect_page() as opened:
        paper.page.click("[data-command=keep]")
    tab = opened.value
    expect(tab.locator("[name=kind]")).to_have_value("enumeration")
    expect(tab.locator("[name=text]")).to_have_value(
        "经验体现为“三个始终”。\n一是始终讲政治。\n二是始终讲规矩。\n三是始终讲纪律。\n"
        "以上三个“始终”要落实，“四个意识”要树牢。"
    )
    tab.close()
    paper.check()


# An enumeration of the library


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "“五个坚持”：体会", ENTRY, kind="enumeration")


@pytest.fixture
def choosing(entry: Entry, paper: Paper) -> Paper:
    """The choices of the enumeration are open; the caret is behind 乙段."""
    paper.after("乙段。")
    paper.press("Enter")
    paper.type("/")
    expect(paper.page.locator("[data-insert-entry=after]")).to_have_count(1)
    paper.press("ArrowDown", "Shift+Enter")
    expect(paper.page.locator("#enumeration input[type=checkbox]").first).to_be_focused()
    return paper


def preview(paper: Paper) -> Locator:
    return paper.page.locator("#enumeration-preview")


def test_enter_in_the_panel_inserts_all_of_it(entry: Entry, paper: Paper) -> None:
    paper.after("乙段。")
    paper.press("Enter")
    paper.type("/")
    expect(paper.page.locator("[data-insert-entry=after]")).to_have_count(1)
    paper.press("ArrowDown", "Enter")
    expect(paper.element).to_contain_text("坚持从廉。")
    assert "就是“五个坚持”。" in paper.printed()
    assert "五是坚持从廉。" in paper.printed()
    paper.check()


def test_an_item_left_out_is_told_everywhere_and_undone_in_one_step(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.press("Tab", "Space")
    expect(preview(choosing)).to_contain_text("就是“四个坚持”。")
    choosing.press("Enter")
    expect(choosing.page.locator("#enumeration")).to_be_hidden()
    expect(choosing.element).to_be_focused()
    printed = choosing.printed()
    start = printed.index("就是“四个坚持”。")
    assert printed[start - 1 : start + 6] == [
        "乙段。",
        "就是“四个坚持”。",
        "一是坚持从严。抓早抓小。",
        "二是坚持从细。",
        "三是坚持从快。",
        "四是坚持从廉。",
        "以上四个“坚持”要落实。",
    ]
    choosing.press("Control+z")
    assert choosing.printed() == before
    choosing.press("Control+y")
    choosing.check()


def test_another_order_form_and_series_without_lead_and_closing(choosing: Paper) -> None:
    choosing.press("Alt+ArrowDown")
    expect(choosing.page.locator("#enumeration input[name=item]").first).to_have_value("1")
    expect(choosing.page.locator("#enumeration-tick-0")).to_be_focused()
    dialog = choosing.page.locator("#enumeration")
    for box in ("lead", "closing"):
        dialog.locator(f"[name={box}]").uncheck()
    for place in (2, 3, 4):
        dialog.locator(f"#enumeration-tick-{place}").uncheck()
    dialog.locator("[name=form][value=run-in]").check()
    dialog.locator("[name=series]").select_option("第一，")
    expect(preview(choosing)).to_have_text("第一，坚持从实。第二，坚持从严。抓早抓小。", use_inner_text=True)
    dialog.locator("button.primary").click()
    expect(choosing.element).to_contain_text("抓早抓小。")
    assert "第一，坚持从实。第二，坚持从严。抓早抓小。" in choosing.printed()
    choosing.check()


def test_it_stays_a_live_group(choosing: Paper) -> None:
    choosing.press("Enter")
    expect(choosing.element).to_contain_text("坚持从廉。")
    delete_line(choosing, "坚持从快。")
    assert "就是“四个坚持”。" in choosing.printed()
    assert "以上四个“坚持”要落实。" in choosing.printed()
    choosing.check()


def test_title_and_heading_that_announce_it_already_follow_the_choice(
    drafter_page: Page, drafter: User, entry: Entry
) -> None:
    text = "牢记“五个坚持”\n同志们：\n一、做到五个坚持\n甲段。\n二、结尾\n乙段。\n谢谢大家！"
    paper = Paper(drafter_page, make_speech(drafter, text))
    before = paper.printed()
    paper.after("甲段。")
    paper.page.click("[data-arrange]")
    paper.page.locator("#enumeration-tick-4").uncheck()
    expect(preview(paper)).to_contain_text("“四个坚持”")
    paper.page.click("#enumeration button.primary")
    expect(paper.element).to_contain_text("就是“四个坚持”。")
    assert paper.printed()[0] == "牢记“四个坚持”"
    assert "一、做到四个坚持" in paper.printed()
    expect(wrong(paper)).to_have_count(0)
    paper.press("Control+z")
    assert paper.printed() == before
    paper.check()


def test_esc_leaves_the_choices_and_nothing_is_inserted(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.press("Escape")
    expect(choosing.page.locator("#enumeration")).to_be_hidden()
    assert choosing.printed() == before
    choosing.check()


def test_with_nothing_ticked_there_is_nothing_to_insert(choosing: Paper) -> None:
    for place in range(5):
        choosing.page.locator(f"#enumeration-tick-{place}").uncheck()
    expect(preview(choosing)).to_contain_text("请至少勾选一条")
    expect(choosing.page.locator("#enumeration button.primary")).to_be_disabled()
    choosing.press("Escape")
    choosing.check()


def test_a_broken_line_is_said_and_the_choices_stay(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.page.route("**/chosen/**", lambda route: route.abort())
    choosing.press("Enter")
    expect(choosing.page.locator("#notices")).to_contain_text("没有取到")
    expect(choosing.page.locator("#enumeration")).to_be_visible()
    assert choosing.printed() == before
    choosing.page.unroute("**/chosen/**")
    choosing.press("Escape")
    choosing.check()
