"""Which lines are headings: by marker, as whole spoken lines (一要践行…), or short ones without a marker."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .lists import ListLine, Run, find_lists
from .marks import Mark, heading_mark, list_marks
from .numerals import HAN_NUMBER, number_of
from .sentences import first_sentence_end

LONGEST_SPOKEN_HEAD = 60
LONGEST_BARE_HEAD = 25
SHORTEST_BODY = 50
LABEL = re.compile(rf"((?![第其])[\u4e00-\u9fff]{{2,4}}?)({HAN_NUMBER}|[0-9]{{1,2}})[：:][ \u3000]*(?=\S)")
BRACKETED = re.compile(r"【(?!提示)[^【】]{2,25}】")
ENDS_WITH_MARK = re.compile(r"[。；;！!？?：:，,、…]$|(?<![0-9A-Za-z])[.．]$")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading line: level 1–4, where its text starts, and whether nothing else stands on the line."""

    level: int
    text_start: int
    is_whole_line: bool


def is_bare(text: str) -> bool:
    """Tell whether a line is one phrase without a mark at its end."""
    return not ENDS_WITH_MARK.search(text) and first_sentence_end(text) == len(text)


def heading_lines(texts: Sequence[str]) -> dict[int, Head]:
    """Return the headings with a marker (第一部分, 一、, （一）, 1., （1）) by line index.

    A number that does not continue its level (30.加强… with nothing before it) belongs to the sentence.
    """
    found = [(index, heading_mark(text)) for index, text in enumerate(texts)]
    marked = [(index, *mark) for index, mark in found if mark is not None]
    marked = [(index, level, mark) for index, level, mark in marked if level or is_part(texts[index])]
    items = items_of_text(texts, marked)
    marked = [entry for entry in marked if entry[0] not in items]
    shift = 1 if {0, 1} <= {level for _, level, _ in marked} else 0
    last: dict[int, int] = {}
    heads = {}
    for index, level, mark in marked:
        if continues(last, level, mark):
            last[level] = mark.number or 1
            level = min(level + shift, 4) if level else 1
            heads[index] = Head(level, mark.end, is_bare(texts[index]))
    return heads


def items_of_text(texts: Sequence[str], marked: Sequence[tuple[int, int, Mark]]) -> set[int]:
    """Return the lines that begin like headings of a low level but hold items: the next one follows after ；

    on the same line (（1）…；（2）…) or below it.
    """
    items = {index for index, level, mark in marked if level > 1 and goes_on_inside(texts[index], mark)}
    run: list[int] = []
    for index, level, mark in marked:
        goes_on = run and index == run[-1] + 1 and texts[run[-1]][-1] in "；;"
        run = [*run, index] if goes_on and mark.number != 1 else [index]
        if level > 2 and len(run) > 1:
            items.update(run)
    return items


def goes_on_inside(text: str, first: Mark) -> bool:
    """Tell whether the number after this first one stands on the same line, at the start of a clause."""
    family, *others = [mark for mark in list_marks(text) if mark.end >= first.end] or [first]
    alike = [mark.number for mark in others if mark.family == family.family]
    return first.number == 1 and family.start == 0 and alike[:1] == [2]


def is_part(text: str) -> bool:
    return len(text) <= LONGEST_SPOKEN_HEAD and is_bare(text)


def continues(last: Mapping[int, int], level: int, mark: Mark) -> bool:
    """Tell whether a number starts its level or follows the last one; a gap or double is a slip to show."""
    if mark.number is None:
        return False
    return mark.number == 1 or (level in last and -1 <= mark.number - last[level] - 1 <= 1)


def spoken_heads(
    texts: Sequence[str], marks: Sequence[Sequence[Mark]], marked: Mapping[int, Head]
) -> dict[int, Head]:
    """Find lists of whole lines such as “一要践行…” with text of their own below each: they head sections.

    Complete lists of bare lines come first: items inside the sections may carry the same markers.
    """
    first = [[mark for mark in found if mark.at_line_start] for found in marks]
    bare = [found if is_bare(texts[index]) else [] for index, found in enumerate(first)]
    runs = [run for run in find_lists([ListLine(found) for found in bare]) if run.is_complete]
    heads = heads_of(runs, texts, marked)
    others = [[] if index in heads else found for index, found in enumerate(first)]
    return heads | heads_of(find_lists([ListLine(found) for found in others]), texts, marked)


def heads_of(runs: Sequence[Run], texts: Sequence[str], marked: Mapping[int, Head]) -> dict[int, Head]:
    heads: dict[int, Head] = {}
    for run in runs:
        lines = [member.line for member in run.members]
        if heads_sections(texts, lines):
            level = level_below(lines[0], marked)
            heads.update(
                (member.line, Head(level, member.mark.end, is_bare(texts[member.line])))
                for member in run.members
            )
    return heads


def heads_sections(texts: Sequence[str], lines: Sequence[int]) -> bool:
    """Tell whether most of these lines are bare phrases with a line that is none of them below."""
    heading = [
        line
        for line in lines
        if is_bare(texts[line])
        and len(texts[line]) <= LONGEST_SPOKEN_HEAD
        and line + 1 < len(texts)
        and line + 1 not in lines
    ]
    return len(heading) * 2 > len(lines)


def labelled_heads(
    texts: Sequence[str], taken: Collection[int], marked: Mapping[int, Head]
) -> dict[int, Head]:
    """Find headings that number a word of their own: 关键词一：信仰, 关键词二：担当, with text below each."""
    runs: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for index, text in enumerate(texts):
        match = LABEL.match(text)
        if match and index not in taken and len(text) <= LONGEST_SPOKEN_HEAD and is_bare(text):
            run = runs.setdefault(match[1], [])
            if number_of(match[2]) == len(run) + 1:
                run.append((index, match))
    return {
        index: Head(level_below(index, marked), match.end(), is_whole_line=True)
        for run in runs.values()
        if len(run) > 1 and heads_sections(texts, [index for index, _ in run])
        for index, match in run
    }


def bare_heads(texts: Sequence[str], taken: Collection[int], marked: Mapping[int, Head]) -> dict[int, Head]:
    """Find headings without a marker: short phrases between full paragraphs, two or more in the speech."""
    found = [
        index
        for index in range(1, len(texts) - 1)
        if index not in taken
        and 4 <= len(texts[index]) <= LONGEST_BARE_HEAD
        and is_bare(texts[index])
        and texts[index - 1][-1] in "。！”"
        and len(texts[index + 1]) >= SHORTEST_BODY
    ]
    if len(found) < 2:
        return {}
    has_first_level = any(head.level == 1 for head in marked.values())
    return {
        index: Head(level_below(index, marked) if has_first_level else 1, 0, is_whole_line=True)
        for index in found
    }


def bracketed_heads(
    texts: Sequence[str], taken: Collection[int], marked: Mapping[int, Head]
) -> dict[int, Head]:
    """Find headings that web pages set in 【】, two or more in the speech, each with text below it.

    A single one, or one with a heading below, is a place to be filled.
    """
    lines = {index for index in range(len(texts)) if index not in taken and BRACKETED.fullmatch(texts[index])}
    found = [index for index in lines if index + 1 < len(texts) and index + 1 not in {*lines, *marked}]
    if len(found) < 2:
        return {}
    return {index: Head(level_below(index, marked), 0, is_whole_line=True) for index in found}


def styled_heads(texts: Sequence[str], taken: Collection[int], levels: Mapping[int, int]) -> dict[int, Head]:
    """Return the lines that a word processor's style makes headings and that read like one, by index."""
    return {
        index: Head(min(max(level, 1), 4), 0, is_whole_line=True)
        for index, level in levels.items()
        if index not in taken and len(texts[index]) <= LONGEST_BARE_HEAD and is_bare(texts[index])
    }


def level_below(index: int, marked: Mapping[int, Head]) -> int:
    """Return the level of a heading below the nearest marked one above it."""
    above = max((line for line in marked if line <= index), default=None)
    return min(marked[above].level + 1, 4) if above is not None else 1
