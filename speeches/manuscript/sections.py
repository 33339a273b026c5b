"""Sections (章节): a heading and all that follows until a heading of the same or a higher level."""

from dataclasses import dataclass

from .duration import characters
from .paragraph import Role
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
    """Return the sections in reading order, inner ones after the one that holds them."""
    paragraphs = manuscript.paragraphs
    marks = [marker for line in manuscript.printed_lines() for marker, _ in line]
    lengths = [characters(mark + paragraph.text) for mark, paragraph in zip(marks, paragraphs, strict=True)]
    body_end = closing_start(manuscript)
    heads = [i for i in range(body_end) if paragraphs[i].role is Role.HEADING]
    found = []
    first = heads[0] if heads else body_end
    if first:
        found.append(
            Section(
                None, paragraphs[0].key, 0, 0, first, "", "开场" if heads else "正文", sum(lengths[:first])
            )
        )
    for place, start in enumerate(heads):
        level = paragraphs[start].level
        end = next((i for i in heads[place + 1 :] if paragraphs[i].level <= level), body_end)
        title = paragraphs[start].text.rstrip("。；：")
        found.append(
            Section(
                start, paragraphs[start].key, level, start, end, marks[start], title, sum(lengths[start:end])
            )
        )
    if body_end < len(paragraphs):
        key = paragraphs[body_end].key
        found.append(Section(None, key, 0, body_end, len(paragraphs), "", "结束语", sum(lengths[body_end:])))
    return found


def closing_start(manuscript: Manuscript) -> int:
    """Return the index where the closing (结束语) begins, the number of paragraphs where there is none."""
    index = len(manuscript.paragraphs)
    while index and manuscript.paragraphs[index - 1].role is Role.CLOSING:
        index -= 1
    return index


def section_of(manuscript: Manuscript, key: str) -> Section | None:
    """Return the innermost section that holds a paragraph."""
    place = next((i for i, paragraph in enumerate(manuscript.paragraphs) if paragraph.key == key), None)
    if place is None:
        return None
    return next((found for found in reversed(sections(manuscript)) if found.start <= place < found.end), None)
