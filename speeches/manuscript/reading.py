"""A manuscript laid out for counting: its printed lines as texts, its lists and its groups of headings."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from .counting import sentence_rest
from .groups import group_refs
from .paragraph import Paragraph
from .punctuation import full_width
from .value import Manuscript


@dataclass(frozen=True)
class Line:
    """A printed line as one text with full-width marks, and the way back to its paragraphs."""

    index: int
    text: str
    pieces: tuple[tuple[int, Paragraph], ...]

    def locate(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Return (key, start, end) in a paragraph's text, None where a marker or border lies in between."""
        begin, paragraph = self.piece_at(start)
        if begin <= start and end <= begin + len(paragraph.text):
            return paragraph.key, start - begin, end - begin
        return None

    def piece_at(self, start: int) -> tuple[int, Paragraph]:
        """Return the paragraph around a place, and where its text begins."""
        return self.pieces[max(0, bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1)]

    def is_last_sentence(self, end: int) -> bool:
        after = self.text[end:]
        return not sentence_rest(after.lstrip("。！？：； ")) or "。" not in after.rstrip("。！？：”")


@dataclass(frozen=True)
class Group:
    """Paragraphs that can be announced together, and where the first and the last of them stand."""

    ref: str
    size: int
    line: int
    start: int
    last_line: int
    texts: tuple[str, ...]
    series: str = ""

    @property
    def is_headings(self) -> bool:
        return self.ref.startswith("headings:")

    @property
    def level(self) -> int:
        """The level of a group of headings."""
        return int(self.ref.rpartition(":")[2])


@dataclass(frozen=True)
class Reading:
    """The lines of a manuscript, and the groups in them in the order of their first members."""

    manuscript: Manuscript
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[Group]:
        refs = iter(group_refs(self.manuscript.paragraphs))
        found: dict[str, list[tuple[int, int, Paragraph]]] = defaultdict(list)
        for line in self.lines:
            end = 0
            for begin, paragraph in line.pieces:
                if ref := next(refs):
                    found[ref].append((line.index, end, paragraph))
                end = begin + len(paragraph.text)
        return [
            Group(ref, len(of), *of[0][:2], of[-1][0], tuple(p.text for _, _, p in of), of[0][2].series)
            for ref, of in found.items()
        ]

    @cached_property
    def lists(self) -> list[Group]:
        """The item lists; `start` is the place of the first marker in its line."""
        return [group for group in self.groups if not group.is_headings]

    @cached_property
    def heading_groups(self) -> list[Group]:
        return [group for group in self.groups if group.is_headings]

    @cached_property
    def lists_by_line(self) -> dict[int, list[Group]]:
        """The lists that begin on each line, from left to right."""
        found: dict[int, list[Group]] = defaultdict(list)
        for group in self.lists:
            found[group.line].append(group)
        return found

    @cached_property
    def headings_by_line(self) -> dict[int, Group]:
        """The groups of headings by the line of their first one."""
        return {group.line: group for group in self.heading_groups}


def read(manuscript: Manuscript) -> Reading:
    """Lay a manuscript out. One pass."""
    lines = []
    for index, printed in enumerate(manuscript.printed_lines()):
        text, pieces = "", []
        for marker, paragraph in printed:
            text += marker
            pieces.append((len(text), paragraph))
            text += paragraph.text
        lines.append(Line(index, full_width(text), tuple(pieces)))
    return Reading(manuscript, lines)
