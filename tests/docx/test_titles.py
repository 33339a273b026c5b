"""Titles in balanced lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.docx.titles import MUST_NOT_BE_FIRST, break_title, fits, width

CAPACITY = 20
HANZI = st.sampled_from("在全市纪检监察工作会议上讲话和党风廉政建设")
titles = st.text(st.one_of(HANZI, st.sampled_from("的、，“”《》（）2023年 ")), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("在市纪委全会上的讲话", ["在市纪委全会上的讲话"]),
        (
            "纪委书记在2023年全面从严治党和党风廉政建设工作会议上的讲话",
            ["纪委书记在2023年全面从严治党和", "党风廉政建设工作会议上的讲话"],
        ),
        (
            "深入学习贯彻《中国共产党纪律处分条例》持续推进全面从严治党向纵深发展为高质量发展提供坚强保障",
            [
                "深入学习贯彻《中国共产党纪律处分条例》",
                "持续推进全面从严治党向纵深发展",
                "为高质量发展提供坚强保障",
            ],
        ),
        (
            "传承发扬好传统 努力开创新局面——在培训班上的讲话",
            ["传承发扬好传统 努力开创新局面", "——在培训班上的讲话"],
        ),
    ],
)
def test_breaks_between_words_and_at_seams(title: str, lines: list[str]) -> None:
    assert break_title([title], CAPACITY) == lines


def test_the_writers_own_lines_stay_where_they_fit() -> None:
    own = ["在全市纪检监察", "工作会议上的讲话"]
    assert break_title(own, CAPACITY) == own


@pytest.mark.parametrize(
    "own",
    [
        ["在全市工作会议", "的讲话"],  # begins with 的
        ["在全市纪检监察系统的工作会议上", "讲话"],  # too short a line
        ["在全市工作", "会议上讲话"],  # neither grows nor shrinks
        ["在全市纪检监察系统二〇二三年度工作会议暨警示教育大会上", "讲话稿"],  # too long a line
    ],
)
def test_lines_that_do_not_fit_are_broken_anew(own: list[str]) -> None:
    broken = break_title(own, CAPACITY)
    assert broken != own
    assert "".join(broken) == "".join(own)
    assert fits(broken, CAPACITY)


@settings(deadline=None)
@given(titles)
def test_no_character_is_lost(title: str) -> None:
    assert "".join(break_title([title], CAPACITY)) == title.strip()


@settings(deadline=None)
@given(st.text(HANZI, min_size=1, max_size=70))
def test_every_title_that_can_be_shaped_is(title: str) -> None:
    lines = [line.strip() for line in break_title([title], CAPACITY)]
    assert fits(lines, CAPACITY)


@settings(deadline=None)
@given(titles)
def test_no_line_is_too_long_or_begins_badly_while_there_is_a_choice(title: str) -> None:
    lines = [line.strip() for line in break_title([title], CAPACITY)]
    if lines and all(lines) and fits(lines, CAPACITY):
        assert all(width(line) <= CAPACITY for line in lines)
        assert not {line[0] for line in lines[1:]} & MUST_NOT_BE_FIRST


def test_endless_titles_are_only_filled() -> None:
    lines = break_title(["讲话" * 200], CAPACITY)
    assert {len(line) for line in lines} == {CAPACITY}


def test_no_title() -> None:
    assert break_title([" ", ""], CAPACITY) == []
