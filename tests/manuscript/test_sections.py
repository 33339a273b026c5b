"""Sections: where each begins and ends, what it is called, how long it is."""

from speeches.manuscript.duration import characters, minutes
from speeches.manuscript.sections import sections
from speeches.manuscript.value import Manuscript

from .shapes import read

SPEECH = "会议讲话\n同志们：\n…\n一、形势\n…\n（一）成绩。…\n（二）问题。…\n二、任务\n…\n谢谢大家！"


def test_sections_in_reading_order() -> None:
    found = sections(read(SPEECH).manuscript)
    assert [(section.level, section.marker, section.title) for section in found] == [
        (0, "", "开场"),
        (1, "一、", "形势"),
        (2, "（一）", "成绩"),
        (2, "（二）", "问题"),
        (1, "二、", "任务"),
        (0, "", "结束语"),
    ]
    assert [(section.start, section.end) for section in found] == [
        (0, 2),
        (2, 8),
        (4, 6),
        (6, 8),
        (8, 10),
        (10, 11),
    ]


def test_outer_sections_hold_every_character_once() -> None:
    manuscript = read(SPEECH).manuscript
    outer = sum(section.characters for section in sections(manuscript) if section.level <= 1)
    assert outer + characters("会议讲话") == characters(manuscript.to_text())


def test_speech_without_headings_is_one_section() -> None:
    (section,) = sections(read("同志们：\n…\n…").manuscript)
    assert (section.title, section.start, section.end, section.index) == ("正文", 0, 3, None)


def test_no_sections_in_nothing() -> None:
    assert sections(Manuscript()) == []


def test_characters_count_marks_and_no_white_space() -> None:
    assert characters("　　同志们： 今天\n开会。") == 9
    assert characters("要抓好落实。【提示：写一个例子】") == 6


def test_minutes() -> None:
    assert minutes(1800) == 10
    assert minutes(1800, per_minute=200) == 9
