"""Numbers of headings and order words: gaps, doubles, a lone 一是, mixed series."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from speeches.manuscript.marks import Mark, heading_mark, list_marks
from speeches.manuscript.numbering import NUMERAL, derived_markers, marker, ordinals, series_of
from speeches.manuscript.numerals import number_of
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.rule import Rule

# The families of order words (see `marks.py`) by the word that their markers hold.
WORDS = {"是": "是", "要": "要", "ordinal": "第", "that": "其"}
FAR = 12
LONGEST_MARK = 12
CLAUSE = re.compile(r"[，。；：！？]")


def typed_number(paragraph: Paragraph) -> int | None:
    """Return the number of a kept typed marker, None where there is none."""
    numeral = NUMERAL.search(paragraph.typed_marker or "")
    return number_of(numeral[0]) if numeral else None


def beginning(paragraph: Paragraph) -> tuple[str, int, int]:
    """Return the span by which a marker is shown: the first words of its paragraph."""
    clause = CLAUSE.search(paragraph.text)
    end = min(clause.start() if clause else len(paragraph.text), LONGEST_MARK)
    return paragraph.key, 0, max(end, min(1, len(paragraph.text)))


def find_breaks(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a typed number that is not the next one; those that go on from it are its consequence."""
    paragraphs, places = manuscript.paragraphs, ordinals(manuscript.paragraphs)
    shifts: dict[str, int] = {}
    runs: dict[str, Run] = {}
    for index, (paragraph, derived, place) in enumerate(
        zip(paragraphs, derived_markers(paragraphs), places, strict=True)
    ):
        group = paragraph.list_id if paragraph.role is Role.ITEM else f"{paragraph.role}:{paragraph.level}"
        if place == 1 or (place and group not in runs):
            shifts[group], runs[group] = 0, Run(index, index, is_doubled(paragraphs, index))
        number, run = typed_number(paragraph), runs.get(group)
        if not place or run is None:
            continue
        shift = number - place if number is not None else 0
        is_new = number == 1 and place > 1 and begins_anew(paragraphs, places, run, index)
        if shift and shift != shifts[group] and not is_new:
            yield broken(paragraphs, index, derived, run, is_second=shift == 1)
        shifts[group] = shift
        runs[group] = Run(index, index) if is_new else run._replace(last=index)


class Run(NamedTuple):
    """Members of one level that follow each other: the places of the first and of the last so far."""

    first: int
    last: int
    is_doubled: bool = False


def broken(paragraphs: Sequence[Paragraph], index: int, derived: str, run: Run, *, is_second: bool) -> Hit:
    paragraph, first = paragraphs[index], paragraphs[run.first]
    if is_second and run.is_doubled:
        message = f"“{first.series}”写了两次，按顺序应为“{marker(first.series, 2)}”。"
        return Hit(*beginning(first), message=message)
    message = f"序号写的是“{paragraph.typed_marker}”，按顺序应为“{derived}”。"
    severity = Severity.CHECK if is_perhaps_new(paragraphs, index) else None
    return Hit(*beginning(paragraph), message=message, severity=severity)


def is_perhaps_new(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Tell whether （一）（二） of their own may follow under running text: the writer knows."""
    level = paragraphs[index].level
    heads = (p for p in paragraphs[index + 1 :] if p.role is Role.HEADING and p.level <= level)
    following = next(heads, None)
    is_second = following is not None and following.level == level and typed_number(following) == 2
    return level > 1 and typed_number(paragraphs[index]) == 1 and is_second


def begins_anew(paragraphs: Sequence[Paragraph], places: Sequence[int], run: Run, index: int) -> bool:
    """Tell whether a first number begins another list: it is announced, or stands under a later 第二，.

    第四条　履行以下职责：（一）…; 第一，…（一）…（二）… 第二，…（一）….
    """
    if paragraphs[index - 1].text.endswith("："):
        return True
    between = [order_numbers(paragraphs[at], places[at]) for at in range(run.last + 1, index)]
    inside = [order_numbers(paragraphs[at], places[at]) for at in range(run.first, index)]
    return any(
        number > 1 and not any(number - 1 in numbers.get(family, ()) for numbers in inside)
        for found in between
        for family, numbers in found.items()
        for number in numbers
    )


def order_numbers(paragraph: Paragraph, place: int) -> dict[str, set[int]]:
    return numbers_of(paragraph, loose_marks(paragraph.text), place)


def is_doubled(paragraphs: Sequence[Paragraph], index: int) -> bool:
    before = paragraphs[index - 1] if index else None
    return before is not None and paragraphs[index].run_in and ends_with_first(before, paragraphs[index])


def ends_with_first(before: Paragraph, first: Paragraph) -> bool:
    """Tell whether the text right before a list holds its first order word once more (一是…；一是…)."""
    loose = loose_marks(before.text)
    return any(
        WORDS[family] in first.series and [mark.number for mark in marks] == [1]
        for family, marks in loose.items()
    )


def find_stray_headings(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a line that begins like a heading but does not go on from those above: （二） … （六）."""
    last: dict[int, int] = {}
    for paragraph, place in zip(manuscript.paragraphs, ordinals(manuscript.paragraphs), strict=True):
        if paragraph.role is Role.HEADING:
            last = {level: number for level, number in last.items() if level < paragraph.level}
            last[paragraph.level] = place
        elif paragraph.role is Role.BODY and not paragraph.run_in:
            found = heading_mark(paragraph.text)
            if found and found[0] in last and found[1].number not in (None, 1):
                level, mark = found
                message = f"“{mark.text}”与前面的序号不相接：上一个是第{last[level]}个。"
                yield Hit(paragraph.key, 0, mark.end, message=message)


def find_lone(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report order words that belong to no list: 一是 without 二是, 二是 without 一是, 一是…一是…三是."""
    paragraphs = manuscript.paragraphs
    loose = [loose_marks(paragraph.text) for paragraph in paragraphs]
    known = [
        numbers_of(paragraph, marks, place)
        for paragraph, marks, place in zip(paragraphs, loose, ordinals(paragraphs), strict=True)
    ]
    for index, paragraph in enumerate(paragraphs):
        for family, found in loose[index].items():
            broken = first_broken(found)
            if broken and not goes_on(known, index, family, broken.number or 0):
                message = f"“{broken.text}”前后没有相接的序号，请核对是否漏项或误写。"
                yield Hit(paragraph.key, broken.start, broken.end, message=message)


Numbers = dict[str, set[int]]


def numbers_of(paragraph: Paragraph, marks: dict[str, list[Mark]], place: int) -> Numbers:
    """Return the numbers that a paragraph holds by family: its loose ones, and its own in a list."""
    numbers = {family: {mark.number or 0 for mark in found} for family, found in marks.items()}
    if paragraph.series and place:
        for family, word in WORDS.items():
            if word in paragraph.series:
                numbers.setdefault(family, set()).add(place)
    return numbers


@lru_cache(maxsize=4096)
def loose_marks(text: str) -> dict[str, list[Mark]]:
    """Return the order words left in a paragraph's text: those of lists are no part of it."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for mark in list_marks(text):
        if mark.family in WORDS and mark.number is not None:
            found[mark.family].append(mark)
    return found


def first_broken(marks: Sequence[Mark]) -> Mark | None:
    """Return the first word out of its place: in 一是…一是…三是 the second; a lone one itself."""
    if len(marks) == 1:
        return marks[0]
    return next((mark for place, mark in enumerate(marks, start=1) if mark.number != place), None)


def goes_on(known: Sequence[Numbers], index: int, family: str, number: int) -> bool:
    """Tell whether the number before or after stands in another paragraph nearby."""
    before, after = known[max(0, index - FAR) : index], known[index + 1 : index + FAR]
    return any(number - 1 in numbers.get(family, ()) for numbers in before) or any(
        number + 1 in numbers.get(family, ()) for numbers in after
    )


def find_mixed(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report the words of another series in one list: 首先…其次…第三…."""
    series: dict[str, str] = {}
    for paragraph in manuscript.paragraphs:
        if paragraph.role is not Role.ITEM or not paragraph.series:
            continue
        typed = series_of(paragraph.typed_marker) if paragraph.typed_marker else paragraph.series
        first = series.setdefault(paragraph.list_id, typed)
        if typed[:1] != first[:1] or typed[1:2] != first[1:2]:
            message = f"这一组前面用的是“{first}”，这里换了另一种序数词，请统一。"
            yield Hit(*beginning(paragraph), message=message)


RULES = (
    Rule(
        id="sequence.break",
        message="序号不连续。",
        severity=Severity.MUST,
        source="GB/T 9704—2012《党政机关公文格式》7.3.3",
        find_across=find_breaks,
        bad=(
            "同志们：\n一、学\n略。\n三、做\n略。",
            "抓好三件事：一是学；二是做；四是改。",
            "同志们：\n（一）学\n第一，读。\n第二，写。\n（一）做\n略。",
            "同志们：\n健全机制：一是预警；一是会商；三是问责。",
        ),
        good=(
            "同志们：\n一、学\n略。\n二、做\n略。",
            "抓好三件事：一是学；二是做；三是改。",
            "第三条　坚持以下原则：\n（一）公道；\n（二）正派。\n第四条　工作任务：\n（一）学；\n（二）改。",
            "同志们：\n第一，要学。\n（一）读\n略。\n（二）写\n略。\n第二，要做。\n（一）改\n略。\n（二）查\n略。",
            "同志们：\n一是要学。要勤。\n1.读书。\n2.看报。\n二是要做。要实。\n1.立改。\n2.立行。",
        ),
    ),
    Rule(
        id="sequence.stray-heading",
        message="序号与前面的标题不相接。",
        severity=Severity.SHOULD,
        source="GB/T 9704—2012《党政机关公文格式》7.3.3",
        find_across=find_stray_headings,
        bad=("同志们：\n（一）学\n略。\n（二）做\n略。\n（六）群众要广泛参与。畅通举报渠道。",),
        good=("同志们：\n（一）学\n略。\n（二）做\n略。\n（三）群众要广泛参与。畅通举报渠道。",),
    ),
    Rule(
        id="sequence.lone",
        message="序数词前后没有相接的。",
        severity=Severity.SHOULD,
        find_across=find_lone,
        bad=("同志们：\n会议有两项任务：一是总结去年的工作，部署今年的任务。",),
        good=(
            "同志们：\n会议有两项任务：一是总结去年的工作；二是部署今年的任务。",
            "同志们：\n要一是一、二是二。",
        ),
    ),
    Rule(
        id="sequence.mixed",
        message="同一组里的序数词不统一。",
        severity=Severity.POLISH,
        find_across=find_mixed,
        bad=("同志们：\n首先，要算政治账。其次，要算家庭账。第三，要算自由账。",),
        good=("同志们：\n首先，要算政治账。其次，要算家庭账。最后，要算自由账。",),
    ),
)
