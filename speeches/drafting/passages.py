"""Pasted text read as paragraphs: a whole speech for an empty paper, or a passage out of one. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from speeches.library.fragments import read_fragment
from speeches.manuscript.closing import is_thanks
from speeches.manuscript.marks import Mark, heading_mark, list_marks
from speeches.manuscript.numbering import marker, markers, series_of
from speeches.manuscript.paragraph import Paragraph, Role, Span
from speeches.manuscript.parsing import LINE_BREAK, Parsed, parse
from speeches.manuscript.segments import keep_typed
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .changes import MAX_CHARACTERS
from .errors import BadChangesError

TOO_LONG = "粘贴的文字有 {n:,} 字，超过 100,000 字，没有识别段落，已按原样贴入。"
NOTHING = "粘贴的内容里没有文字。"
# A passage that opens with a higher number than this is no list that was cut: 30.加强……
HIGHEST_OPENING = 20
STANDS_FOR_A_LINE = "略。"


def pasted(text: str, *, is_whole: bool, set_names: Collection[str] = SET_NAMES) -> dict[str, Any]:
    """Return the paragraphs of pasted text under fresh keys. Raises BadChangesError.

    `is_whole`: the paper is empty, so that a title block and a closing are what they look like.
    """
    if not text.strip():
        raise BadChangesError(NOTHING)
    if len(text) > MAX_CHARACTERS:
        raise BadChangesError(TOO_LONG.format(n=len(text)))
    parsed = parse(text, set_names=set_names) if is_whole else None
    if parsed is None or not parsed.manuscript.paragraphs:
        parsed = read_passage(text, set_names)
    return proposal(parsed)


def proposal(parsed: Parsed) -> dict[str, Any]:
    manuscript = parsed.manuscript
    return {
        "front": [[line.kind.value, line.text] for line in manuscript.front],
        "paragraphs": [paragraph.to_json() for paragraph in manuscript.paragraphs],
        "lines": len(manuscript.front) + len(list(manuscript.lines())),
        "dropped": len(parsed.dropped),
    }


def read_passage(text: str, set_names: Collection[str] = SET_NAMES) -> Parsed:
    """Read a part of a speech: it may begin at “（二）” or “三是”, and its end ends no speech."""
    lines = list(with_neighbours(LINE_BREAK.split(text)))
    parsed = read_fragment("\n".join(line for line, _ in lines), set_names)
    added = {number for number, (_, is_added) in enumerate(lines, start=1) if is_added}
    paragraphs = without_neighbours(parsed, added)
    return replace(parsed, manuscript=Manuscript(paragraphs=tuple(map(inside, paragraphs))))


def with_neighbours(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield (line, added): a numbering that starts late or stands alone gets its neighbours added.

    A lone number is no numbering to the parser, and one that starts at three belongs to its sentence.
    """
    seen: set[str] = set()
    is_alone = sum(bool(line.strip()) for line in lines) == 1
    for line in lines:
        mark = opening_mark(line.strip())
        if mark is None or mark.family in seen or not 1 <= (mark.number or 0) <= HIGHEST_OPENING:
            yield line, False
            continue
        seen.add(mark.family)
        number, series = mark.number or 1, series_of(mark.text)
        yield from ((marker(series, n) + STANDS_FOR_A_LINE, True) for n in range(1, number))
        yield line, False
        if is_alone:
            yield marker(series, number + 1) + STANDS_FOR_A_LINE, True


def opening_mark(line: str) -> Mark | None:
    """Return the marker a line begins with."""
    if found := heading_mark(line):
        return found[1]
    return next((mark for mark in list_marks(line) if mark.at_line_start), None)


def without_neighbours(parsed: Parsed, added: set[int]) -> list[Paragraph]:
    """Return the paragraphs of the text itself; items of a list that was completed keep their markers."""
    paragraphs = parsed.manuscript.paragraphs
    gone = {paragraph.key for paragraph in paragraphs if parsed.lines[paragraph.key] in added}
    cut = {paragraph.list_id for paragraph in paragraphs if paragraph.key in gone} - {""}
    kept = [
        replace(paragraph, typed_marker=mark) if paragraph.list_id in cut else paragraph
        for paragraph, mark in zip(paragraphs, markers(paragraphs), strict=True)
        if paragraph.key not in gone
    ]
    return keep_typed(kept)


def inside(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph as it is inside another speech: no closing but thanks, no count of its parts."""
    if paragraph.role is Role.CLOSING and not is_thanks(paragraph.text):
        paragraph = replace(paragraph, role=Role.BODY)
    return replace(paragraph, spans=tuple(span for span in paragraph.spans if not counts_parts(span)))


def counts_parts(span: Span) -> bool:
    """Tell whether a count is of the outermost headings: in another speech there are others beside them."""
    return span.ref.startswith("headings::")
