"""What a comparison (比较) says: rows in the order of the new manuscript, and how to get there from the old.

`apply(old, compare(old, new)) == new` holds for any two manuscripts. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .duration import characters
from .paragraph import Paragraph
from .pieces import Piece
from .value import FrontLine, Manuscript

BREAK = "\n"


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    SPLIT = "split"
    JOINED = "joined"
    # The place that a moved row left; the row itself stands where it went, under its own kind.
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its index and its printed marker."""

    index: int
    marker: str
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Move:
    """What was moved as one: paragraphs that stayed together. `is_down`: further back than it was."""

    number: int
    title: str
    is_section: bool
    is_down: bool
    paragraphs: int
    characters: int


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph, or several where it was split or joined. `pieces` tell old and new text."""

    kind: Kind
    old: tuple[Placed, ...] = ()
    new: tuple[Placed, ...] = ()
    pieces: tuple[Piece, ...] = ()
    move: Move | None = None

    @property
    def is_change(self) -> bool:
        return self.kind is not Kind.SAME or self.move is not None

    @property
    def form_changes(self) -> bool:
        """Whether the paragraph is printed as something else: a heading that became text."""
        return bool(self.old and self.new) and form(self.old[0].paragraph) != form(self.new[0].paragraph)


@dataclass(frozen=True, slots=True)
class FrontRow:
    """A line of the title block (题头)."""

    old: FrontLine | None
    new: FrontLine | None
    pieces: tuple[Piece, ...]

    @property
    def is_change(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Comparison:
    """`added` and `removed` count characters as they are counted for speaking; what was moved is neither."""

    front: tuple[FrontRow, ...]
    rows: tuple[Row, ...]
    moves: tuple[Move, ...]

    @property
    def added(self) -> int:
        return sum(characters(piece.text) for piece in self.pieces() if piece.kind == "ins")

    @property
    def removed(self) -> int:
        return sum(characters(piece.text) for piece in self.pieces() if piece.kind == "del")

    @property
    def is_same(self) -> bool:
        return not (any(row.is_change for row in self.front) or any(row.is_change for row in self.rows))

    def pieces(self) -> Iterator[Piece]:
        for line in self.front:
            yield from line.pieces
        for row in self.rows:
            yield from row.pieces


def printed(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each printed line: one that runs in goes on where the one before ended."""
    line: list[Row] = []
    for row in rows:
        runs_in = (row.new or row.old)[0].paragraph.run_in
        # A moved line keeps to itself: it is marked as a whole.
        if line and (not runs_in or row.move != line[0].move or Kind.LEFT in (row.kind, line[0].kind)):
            yield line
            line = []
        line.append(row)
    if line:
        yield line


def form(paragraph: Paragraph) -> tuple[object, ...]:
    """Return what decides how a paragraph is printed, beside its text and its number."""
    return (paragraph.role, paragraph.level, paragraph.series, paragraph.depth, paragraph.run_in)


def apply(old: Manuscript, comparison: Comparison) -> Manuscript:
    """Return the new manuscript, what did not change taken from the old one."""
    front = [
        replace(row.new, text=rewritten(row.old.text if row.old else "", row.pieces))
        for row in comparison.front
        if row.new is not None
    ]
    paragraphs = (paragraph for row in comparison.rows for paragraph in applied(old, row))
    return Manuscript(tuple(front), tuple(paragraphs))


def applied(old: Manuscript, row: Row) -> Iterator[Paragraph]:
    """Yield what a row's paragraphs became."""
    text = rewritten(BREAK.join(old.paragraphs[one.index].text for one in row.old), row.pieces)
    start = 0
    for one in row.new:
        end = start + len(one.paragraph.text)
        yield replace(one.paragraph, text=text[start:end])
        start = end + len(BREAK)


def rewritten(text: str, parts: Iterable[Piece]) -> str:
    """Return a text after its changes: the common parts out of it, the inserted ones out of the pieces."""
    written, at = "", 0
    for part in parts:
        written += (
            part.text if part.kind == "ins" else "" if part.kind == "del" else text[at : at + len(part.text)]
        )
        at += 0 if part.kind == "ins" else len(part.text)
    return written
