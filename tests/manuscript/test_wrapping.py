"""Speeches copied from a PDF come broken at one width; their paragraphs are joined again."""

import re

import pytest

from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import parse

BODY = "各单位要把年初确定的任务逐项对账，凡是进度慢的都要说清原因、明确时限，不能等到年底再一起补课。" * 4
SPEECH = [
    "在全市监督工作推进会上的讲话",
    "同志们：",
    BODY,
    "一、进度要对账",
    "（一）先对任务。" + BODY,
    "（二）再对责任。" + BODY,
    "二、质量要过硬",
    "一是材料要真。" + BODY,
    "二是结果要实。" + BODY,
]


def broken(lines: list[str], width: int, indent: str) -> str:
    """Return the lines cut at a width, the first piece of each body line indented."""
    pieces = []
    for line in lines:
        text = indent + line
        pieces += [text[place : place + width] for place in range(0, len(text), width)]
    return "\n".join(pieces)


@pytest.mark.parametrize("width", [28, 34, 39])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_broken_lines_give_the_same_speech(width: int, indent: str) -> None:
    whole = parse("\n".join(SPEECH)).manuscript
    pasted = parse(broken(SPEECH, width, indent)).manuscript
    assert [(p.role, p.level, p.text) for p in pasted.paragraphs] == [
        (p.role, p.level, p.text) for p in whole.paragraphs
    ]


def test_a_joined_line_has_the_number_of_its_first() -> None:
    parsed = parse(broken(SPEECH, 30, "　　"))
    first_body = next(p for p in parsed.manuscript.paragraphs if p.role is Role.BODY)
    assert parsed.lines[first_body.key] == 3


def test_short_lines_of_different_length_stay_lines() -> None:
    text = "\n".join(f"第{number}行，{'字' * (number * 3 % 17)}没有句号" for number in range(1, 30))
    assert len(list(parse(text).manuscript.lines())) + len(parse(text).manuscript.front) >= 25


def test_nothing_is_lost() -> None:
    text = broken(SPEECH, 33, "　　")
    assert re.sub(r"\s", "", parse(text).manuscript.to_text()) == re.sub(r"\s", "", text)


SHORT = "要把任务逐项对账，进度慢的都要说清原因、明确时限，不能等到年底再补课。"


@pytest.mark.parametrize("width", [24, 30])
def test_short_paragraphs_broken_at_one_width_are_joined(width: int) -> None:
    lines = [*SPEECH[:2], SHORT, SPEECH[3], SHORT * 2, SHORT, SPEECH[6], SHORT, SHORT * 2]
    pasted = parse(broken(lines, width, "　　")).manuscript
    assert [p.text for p in pasted.paragraphs] == [
        p.text for p in parse("\n".join(lines)).manuscript.paragraphs
    ]


def test_a_text_of_many_short_lines_broken_at_one_width_is_joined() -> None:
    lines = [*SPEECH[:2], SHORT * 2, *(line for at in "一二三四" for line in (f"{at}、抓好落实", SHORT * 2))]
    pasted = parse(broken(lines, 40, "　　")).manuscript
    assert [p.text for p in pasted.paragraphs] == [
        p.text for p in parse("\n".join(lines)).manuscript.paragraphs
    ]


def test_a_page_number_does_not_cut_a_paragraph() -> None:
    pieces = broken(SPEECH, 30, "　　").split("\n")
    paged = "\n".join(line for at in range(0, len(pieces), 7) for line in (*pieces[at : at + 7], f"— {at} —"))
    parsed = parse(paged)
    assert parsed.manuscript.to_text() == parse("\n".join(SPEECH)).manuscript.to_text()
    assert {line for _, line in parsed.dropped} == {f"— {at} —" for at in range(0, len(pieces), 7)}
