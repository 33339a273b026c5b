"""What the page of a comparison shows: printed lines, long stretches of the same folded away. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from speeches.manuscript.comparison import BREAK, Comparison, FrontRow, Kind, Move, Placed, Row, printed
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.sections import sections
from speeches.manuscript.value import Manuscript

# So many unchanged lines stay in view on each side of a change.
AROUND = 1
FEWEST_FOLDED = 3
ROLE_NAMES = {
    Role.SALUTATION: "称谓",
    Role.ITEM: "条目",
    Role.BODY: "正文",
    Role.CLOSING: "结尾",
}
LEVEL_NAMES = ("", "一级标题", "二级标题", "三级标题", "四级标题")


class Shown(NamedTuple):
    """A stretch of a line. `kind`: "", "ins" or "del"; `is_break`: a paragraph ended here, or ends now."""

    kind: str
    text: str
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One row of the comparison inside a printed line."""

    row: Row
    marker: str
    pieces: tuple[Shown, ...]
    note: str

    @property
    def kind(self) -> str:
        return self.row.kind.value

    @property
    def paragraph(self) -> Paragraph:
        return (self.row.new or self.row.old)[0].paragraph

    @property
    def old_pieces(self) -> tuple[Shown, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != "ins")

    @property
    def new_pieces(self) -> tuple[Shown, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != "del")

    @property
    def old_marker(self) -> str:
        return self.row.old[0].marker if self.row.old else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `number` counts the changed ones; `restores` names the section that may come back."""

    segments: tuple[Segment, ...]
    number: int = 0
    restores: str = ""

    @property
    def move(self) -> Move | None:
        return self.segments[0].row.move

    @property
    def has_left(self) -> bool:
        return self.segments[0].row.kind is Kind.LEFT

    @property
    def is_in_old(self) -> bool:
        """Whether the line stood here in the old version: what was moved here did not."""
        return self.has_left or (not self.move and any(segment.row.old for segment in self.segments))

    @property
    def is_in_new(self) -> bool:
        return any(segment.row.new for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines to show, or a run of unchanged ones to fold away."""

    lines: tuple[Line, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class View:
    front: tuple[FrontRow, ...]
    stretches: tuple[Stretch, ...]
    comparison: Comparison
    changes: int


def view_of(comparison: Comparison, old: Manuscript) -> View:
    lines = list(numbered(printed(comparison.rows), changed_sections(comparison, old)))
    front = comparison.front if any(row.is_change for row in comparison.front) else ()
    changes = sum(bool(line.number) for line in lines)
    return View(front, tuple(stretches(lines)), comparison, changes)


def numbered(lines: Iterable[list[Row]], restorable: set[str]) -> Iterator[Line]:
    number = 0
    for rows in lines:
        is_change = any(row.is_change for row in rows)
        number += is_change
        keys = [one.paragraph.key for row in rows if row.kind is not Kind.LEFT for one in row.old]
        restores = next((key for key in keys if key in restorable), "")
        yield Line(tuple(map(segment, rows)), number if is_change else 0, restores)


def segment(row: Row) -> Segment:
    return Segment(row, (row.new or row.old)[0].marker, tuple(shown(row)), note_of(row))


def shown(row: Row) -> Iterator[Shown]:
    if row.kind is Kind.LEFT:
        yield from joined_by_breaks(
            "", [one.marker * bool(at) + one.paragraph.text for at, one in enumerate(row.old)]
        )
        return
    for piece in row.pieces:
        yield from joined_by_breaks(piece.kind, piece.text.split(BREAK))


def joined_by_breaks(kind: str, texts: Sequence[str]) -> Iterator[Shown]:
    for at, text in enumerate(texts):
        if at:
            yield Shown(kind, "", is_break=True)
        if text:
            yield Shown(kind, text)


def note_of(row: Row) -> str:
    """Return what the marks in the text do not say."""
    if row.kind is Kind.SPLIT:
        return f"分成了 {len(row.new)} 段"
    if row.kind is Kind.JOINED:
        return f"由 {len(row.old)} 段并成"
    if row.form_changes:
        was, now = (form_name(side[0]) for side in (row.old, row.new))
        return f"{was} → {now}" if was != now else "序号样式或接排有改动"
    return ""


def form_name(one: Placed) -> str:
    paragraph = one.paragraph
    return ROLE_NAMES.get(paragraph.role) or LEVEL_NAMES[min(paragraph.level, 4)]


def changed_sections(comparison: Comparison, old: Manuscript) -> set[str]:
    """Return the keys that name the old sections (章节) in which anything but their place has changed."""
    touched = {
        one.index for before, row, after in around(comparison.rows) for one in touching(before, row, after)
    }
    return {
        section.key
        for section in sections(old)
        if any(section.start <= index < section.end for index in touched)
    }


def around(rows: Sequence[Row]) -> Iterator[tuple[Row | None, Row, Row | None]]:
    yield from zip([None, *rows[:-1]], rows, [*rows[1:], None], strict=True)


def touching(before: Row | None, row: Row, after: Row | None) -> tuple[Placed, ...]:
    """Return the old paragraphs that a change concerns: for an inserted one, those it was put between."""
    if row.kind in (Kind.SAME, Kind.LEFT):
        return ()
    if row.old:
        return row.old
    return before.old if before else after.old if after else ()


def stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Yield the lines, long runs without a change folded but for those next to one."""
    near = {
        each for at, line in enumerate(lines) if line.number for each in range(at - AROUND, at + AROUND + 1)
    }
    for is_near, run in groupby(enumerate(lines), key=lambda pair: pair[0] in near):
        part = tuple(line for _, line in run)
        yield Stretch(part, not is_near and len(part) >= FEWEST_FOLDED)
