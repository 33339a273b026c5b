"""Open places of a text, of each kind; and the facts that fill them."""

from dataclasses import replace

import pytest

from speeches.manuscript.paragraph import Paragraph, Role, Span
from speeches.manuscript.placeholders import Kind, fill, find_placeholders, substitute
from speeches.manuscript.value import Front, FrontLine, Manuscript


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("【单位】的工作", "【单位】", Kind.FACT),
        ("【提示：写一件实事】", "【提示：写一件实事】", Kind.PROMPT),
        ("20XX年X月X日召开", "20XX年X月X日", Kind.DATE),
        ("2023年X月以来", "X月", Kind.DATE),
        ("×月×日", "×月×日", Kind.DATE),
        ("2023年3月*日", "2023年3月*日", Kind.DATE),
        ("XXXX年的工作", "XXXX年", Kind.DATE),
        ("立案XX件", "XX", Kind.NUMBER),
        ("全年X场活动", "X", Kind.NUMBER),
        ("增长××%", "××", Kind.NUMBER),
        ("*同志传达了精神", "*", Kind.PERSON),
        ("XX书记讲话", "XX", Kind.PERSON),
        ("XX市纪委", "XX", Kind.OFFICE),
        ("某某单位", "某某", Kind.OFFICE),
        ("发生在***的案件", "***", Kind.TEXT),
        ("金额为____", "____", Kind.TEXT),
        ("责任人（待定）", "（待定）", Kind.TEXT),
    ],
)
def test_placeholder_with_its_kind(text: str, found: str, kind: Kind) -> None:
    (place,) = find_placeholders(text)
    assert (place.text, place.kind) == (found, kind)
    assert text[place.start : place.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "5×8米",
        "X光机",
        "X射线",
        "二〇〇八年",
        "二○○八年",
        "3月5日",
        "2023年3月",
        "MAX值",
        "x轴",
        "OPEX",
        "某地",
    ],
)
def test_no_placeholder(text: str) -> None:
    assert find_placeholders(text) == []


@pytest.mark.parametrize(
    "text",
    ["（此处填写本单位情况）", "（请结合实际补充案例）", "(可根据需要删减)", "（根据会议安排填写）"],
)
def test_an_instruction_to_the_writer_is_an_open_place(text: str) -> None:
    assert [place.text for place in find_placeholders(f"抓好整改。{text}要举一反三。")] == [text]


@pytest.mark.parametrize(
    "text", ["（结合实际情况）", "（请示报告制度）", "（补充协议）", "（可以说，这很难得）"]
)
def test_brackets_that_instruct_nobody(text: str) -> None:
    assert find_placeholders(f"抓好整改{text}。") == []


@pytest.mark.parametrize("label", ["【案例一】", "【典型案例2】", "【镜头三】"])
def test_a_label_over_a_story_is_no_open_place(label: str) -> None:
    assert find_placeholders(f"{label}原科长张某收受礼金。") == []


def test_name_of_a_fact() -> None:
    assert [place.name for place in find_placeholders("【会议名称】在【地点】召开")] == ["会议名称", "地点"]


def body(text: str, *spans: Span) -> Paragraph:
    return Paragraph("k1", Role.BODY, text, spans=spans)


def test_facts_fill_title_and_text() -> None:
    manuscript = Manuscript(
        (FrontLine(Front.TITLE, "在【会议】上的讲话"),), (body("【单位】开【会议】，【其他】。"),)
    )
    filled = fill(manuscript, {"会议": "年会", "单位": "县委", "空": ""})
    assert filled.title == "在年会上的讲话"
    assert filled.paragraphs[0].text == "县委开年会，【其他】。"
    assert filled.paragraphs[0].spans == (Span(0, 2, "fact", "单位"), Span(3, 5, "fact", "会议"))


def test_changed_fact_changes_what_was_filled_before() -> None:
    manuscript = Manuscript((), (body("【单位】的干部，【单位】的群众"),))
    filled = fill(manuscript, {"单位": "县委"})
    refilled = fill(filled, {"单位": "市人民政府"})
    assert refilled.paragraphs[0].text == "市人民政府的干部，市人民政府的群众"
    assert fill(refilled, {"单位": "市人民政府"}) == refilled


def test_empty_fact_leaves_the_place_open() -> None:
    manuscript = Manuscript((), (body("【单位】"),))
    assert fill(manuscript, {"单位": ""}) == manuscript


def test_substitute_moves_what_follows_and_drops_what_it_cuts() -> None:
    before, inside, after = Span(0, 1, "a"), Span(3, 5, "b"), Span(6, 8, "c")
    place = Span(2, 5, "fact", "x")
    changed = substitute(body("零一二三四五六七", before, inside, after), place, "长长长长长")
    assert changed.text == "零一长长长长长五六七"
    assert changed.spans == (before, replace(place, end=7), Span(8, 10, "c"))
