"""Sections (章节): a heading and all that follows until a heading of the same or a higher level."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .duration import characters
from .numbering import markers
from .paragraph import Paragraph, Role
from .value import Manuscript


@dataclass(frozen=True, slots=True)
class Section:
    """`index` is that of the heading paragraph, None for 开场 and 结束语 (level 0); `end` is exclusive.

    `characters` counts the whole section with all that is inside it, markers included.
    """

    index: int | None
    key: str
    level: int
    start: int
    end: int
    marker: str
    title: str
    characters: int


def sections(manuscript: Manuscript) -> list[Section]:
    """Return the sections in reading order, inner ones after the one that holds them. Linear."""
    paragraphs = manuscript.paragraphs
    marks = markers(paragraphs)
    lengths = (characters(mark + paragraph.text) for mark, paragraph in zip(marks, paragraphs, strict=True))
    before = list(accumulate(lengths, initial=0))
    body_end = closing_start(manuscript)
    ends = section_ends(paragraphs[:body_end])
    first = min(ends, default=body_end)

    def section(start: int, end: int, title: str, level: int = 0) -> Section:
        index, mark = (start, marks[start]) if level else (None, "")
        return Section(
            index, paragraphs[start].key, level, start, end, mark, title, before[end] - before[start]
        )

    found = [section(0, first, "开场" if ends else "正文")] if first else []
    found += [
        section(start, ends[start], paragraphs[start].text.rstrip("。；："), paragraphs[start].level)
        for start in sorted(ends)
    ]
    if body_end < len(paragraphs):
        found.append(section(body_end, len(paragraphs), "结束语"))
    return found


def section_ends(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return, for each heading's index, where the next heading of its level or a higher one stands."""
    ends: dict[int, int] = {}
    still_open: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.role is Role.HEADING:
            while still_open and paragraphs[still_open[-1]].level >= paragraph.level:
                ends[still_open.pop()] = index
            still_open.append(index)
    return ends | dict.fromkeys(still_open, len(paragraphs))


def closing_start(manuscript: Manuscript) -> int:
    """Return the index where the closing (结束语) begins, the number of paragraphs where there is none."""
    index = len(manuscript.paragraphs)
    while index and manuscript.paragraphs[index - 1].role is Role.CLOSING:
        index -= 1
    return index


def spoken_characters(manuscript: Manuscript) -> int:
    """Return the characters of the whole speech as spoken: markers included, the title block not."""
    paragraphs = manuscript.paragraphs
    marks = markers(paragraphs)
    return sum(characters(mark + p.text) for mark, p in zip(marks, paragraphs, strict=True))
