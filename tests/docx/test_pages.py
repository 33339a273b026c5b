"""Lines and pages of the printed copy."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speeches.docx.layout import Layout
from speeches.docx.pages import HANGING, NEVER_FIRST, line_ends, paginate, printed
from speeches.docx.sizes import Pt
from speeches.docx.titles import NEVER_LAST
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript

HANZI = "监督执纪问责要严"


def lines(text: str, capacity: int = 28, indent: int = 2) -> list[str]:
    ends = [0, *line_ends(text, capacity, indent)]
    return [text[start:end] for start, end in itertools.pairwise(ends)]


def speech(count: int, text: str = "各级党组织要抓好落实。") -> Manuscript:
    front = (FrontLine(Front.TITLE, "在会议上的讲话"),)
    return Manuscript(front, tuple(Paragraph(f"p{n:05}", Role.BODY, text) for n in range(count)))


def test_the_first_line_holds_26_the_others_28() -> None:
    assert [len(line) for line in lines(HANZI * 10)] == [26, 28, 26]


def test_one_mark_hangs_past_the_end_of_a_full_line() -> None:
    text = "一" * 26 + "，" + "二" * 28 + "。三"
    assert lines(text) == ["一" * 26 + "，", "二" * 28 + "。", "三"]


def test_two_marks_take_the_character_before_along() -> None:
    assert lines("一" * 25 + "二。”三") == ["一" * 25, "二。”三"]


def test_an_opening_mark_goes_with_what_it_opens() -> None:
    assert lines("一" * 25 + "“二三") == ["一" * 25, "“二三"]


def test_figures_and_dashes_are_not_divided() -> None:
    assert lines("一" * 24 + "2026年") == ["一" * 24, "2026年"]
    assert lines("一" * 25 + "——二") == ["一" * 25, "——二"]


def test_a_latin_word_longer_than_a_line_does_not_hang_the_program() -> None:
    assert "".join(lines("a" * 200 + "一")) == "a" * 200 + "一"


@given(st.text(alphabet="一二三，。、“”（）《》——……12AX ；：", max_size=300), st.integers(4, 30))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_mark(text: str, capacity: int) -> None:
    found = lines(text, capacity)
    assert "".join(found) == text
    for before, after in itertools.pairwise(found):
        # Only where a whole line is of such marks is there no better place.
        if any(mark not in NEVER_FIRST for mark in before[1:]) and capacity > 8:
            assert after[0] not in HANGING or before[-1] in NEVER_FIRST | NEVER_LAST


def test_a_page_holds_what_the_layout_says() -> None:
    pages = paginate(speech(60))
    assert [len(page.lines) for page in pages] == [22, 22, 18]
    assert [page.number for page in pages] == [1, 2, 3]
    assert len(paginate(speech(60), Layout(line_pitch=Pt(30)))[0].lines) == 21


def test_the_title_block_stands_above_a_blank_line() -> None:
    front = (FrontLine(Front.TITLE, "在会议上的讲话"), FrontLine(Front.DATE, "（2026年3月6日）"))
    found = list(printed(Manuscript(front, speech(1).paragraphs), Layout()))
    assert [line.kind for line in found] == ["title", "front", "blank", "text"]


def test_heads_have_their_font_and_turn_over_lines_no_key() -> None:
    paragraphs = (
        Paragraph("h00001", Role.HEADING, "提高认识", level=1, series="一、"),
        Paragraph("b00001", Role.BODY, HANZI * 5),
    )
    found = [line for line in printed(Manuscript((), paragraphs), Layout()) if line.kind == "text"]
    assert found[0].text == "一、提高认识"
    assert found[0].pieces[0][1] == "LevelOneFont"
    assert [line.key for line in found] == ["h00001", "b00001", ""]
    assert [line.is_full for line in found] == [False, True, False]


@pytest.mark.parametrize("text", ["", "。", "“", "\t"])
def test_scraps_do_no_harm(text: str) -> None:
    assert paginate(Manuscript((), (Paragraph("p00001", Role.BODY, text),)))
