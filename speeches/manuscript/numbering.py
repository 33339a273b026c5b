"""Markers (序号): what is printed before a heading or an item, derived from its place, never stored.

A family of markers is written as its first member: "一、", "（一）", "1.", "①", "第一，", "一是", "其一",
"首先", "第一个“3”". The n-th member puts n where the one stands, in the same script; only 首先…最后 has words
of its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from .numerals import CIRCLED, FULL_WIDTH_DIGITS, HAN, HAN_NUMBER, chinese, circled
from .paragraph import Paragraph, Role

ADVERBS = ("首先", "其次", "再次")
LAST_ADVERB = "最后"
NUMERAL = re.compile(rf"{HAN_NUMBER}|[0-9]{{1,3}}|[０-９]{{1,3}}|[{CIRCLED}]")
STANDARD_MARKS = str.maketrans("()．,１", "（）.，1")

SCRIPTS: dict[str, Callable[[int], str]] = {
    "一": chinese,
    "1": str,
    "１": lambda number: str(number).translate(FULL_WIDTH_DIGITS),
    "①": circled,
}


def adverb(number: int, size: int) -> str:
    """Return the number-th order word: 首先, 其次, 再次, 其四 …, 最后 for the last of three or more."""
    if number == size and size > 2:
        return LAST_ADVERB
    return ADVERBS[number - 1] if number <= len(ADVERBS) else "其" + chinese(number)


def series_of(mark: str) -> str:
    """Return the family of a marker: its first member, in the form that was written ("（三）" → "（一）")."""
    for word in (*ADVERBS, "再者", LAST_ADVERB):
        if mark.startswith(word):
            return ADVERBS[0] + mark[len(word) :]
    return NUMERAL.sub(lambda match: first_numeral(match[0]), mark, count=1)


def first_numeral(numeral: str) -> str:
    for first, script in (("1", "0123456789"), ("１", "０１２３４５６７８９")):
        if numeral[0] in script:
            return first
    return "一" if numeral[0] in HAN else "①"


def marker(series: str, number: int, size: int = 0) -> str:
    """Return the number-th marker of a family, "" for no family; `size` is the list's length where known."""
    if series.startswith(ADVERBS[0]):
        return adverb(number, size) + series[len(ADVERBS[0]) :]
    for place, character in enumerate(series):
        if character in SCRIPTS:
            return series[:place] + SCRIPTS[character](number) + series[place + 1 :]
    return series


def standard_series(series: str) -> str:
    """Return the family in the form of GB/T 9704: full-width brackets and comma, "1." with a dot."""
    standard = series.translate(STANDARD_MARKS)
    return "1." if standard in ("1、", "1.") else standard


def ordinals(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return each paragraph's place in its list or among its section's headings; 0 where nothing is numbered.

    A heading starts the count of deeper levels anew. So does a change of family among headings of one level.
    """
    counts: Counter[str] = Counter()
    open_levels: dict[int, tuple[str, int]] = {}
    places = []
    for paragraph in paragraphs:
        place = 0
        if paragraph.role is Role.HEADING:
            open_levels = {level: state for level, state in open_levels.items() if level <= paragraph.level}
            if paragraph.series:
                family = standard_series(paragraph.series)
                before, count = open_levels.get(paragraph.level, (family, 0))
                place = count + 1 if before == family else 1
                open_levels[paragraph.level] = (family, place)
        elif paragraph.role is Role.ITEM and paragraph.series:
            counts[paragraph.list_id] += 1
            place = counts[paragraph.list_id]
        places.append(place)
    return places


def derived_markers(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the marker that each paragraph's place gives it, whatever was typed. One pass."""
    sizes = Counter(p.list_id for p in paragraphs if p.role is Role.ITEM)
    return [
        marker(paragraph.series, place, sizes[paragraph.list_id]) if place else ""
        for paragraph, place in zip(paragraphs, ordinals(paragraphs), strict=True)
    ]


def markers(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the marker printed before each paragraph: the typed one while kept, else the derived one."""
    derived = derived_markers(paragraphs)
    return [
        mark if paragraph.typed_marker is None else paragraph.typed_marker
        for paragraph, mark in zip(paragraphs, derived, strict=True)
    ]
