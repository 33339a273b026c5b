"""What changed since somebody saw the text last: marked in it, and as a list. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from speeches.drafting.comparing import note_of
from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import BREAK, Comparison, Kind, Move, Row
from speeches.manuscript.pieces import Piece
from speeches.manuscript.value import Manuscript

LONGEST_SHOWN = 28
BROKEN = "↵"


@dataclass(slots=True)
class Marks:
    """What is new in a paragraph, in code points, and what stood there before."""

    inserted: list[tuple[int, int]] = field(default_factory=list)
    deleted: list[tuple[int, str]] = field(default_factory=list)
    note: str = ""
    move: Move | None = None
    is_new: bool = False

    @property
    def is_change(self) -> bool:
        return bool(self.inserted or self.deleted or self.note or self.move or self.is_new)


@dataclass(frozen=True, slots=True)
class Gone:
    """What stood here before: a paragraph that was deleted, or where a moved one was."""

    text: str
    move: Move | None = None


class Change(NamedTuple):
    """A line of the list. `was` and `now` are the first words that differ; `more` counts further places."""

    number: int
    label: str
    was: str = ""
    now: str = ""
    more: int = 0


class Since:
    """The changes from one text to another, by the keys of the new; `end` is behind the last paragraph."""

    def __init__(self, old: Manuscript, new: Manuscript) -> None:
        self.comparison: Comparison = compare(old, new)
        self.marks: dict[str, Marks] = {}
        self.gone: dict[str, list[Gone]] = {}
        waiting: list[Gone] = []
        for row in self.comparison.rows:
            if not row.new:
                waiting.append(gone(row))
                continue
            self.gone[row.new[0].paragraph.key] = waiting
            waiting = []
            self.marks.update(marked(row))
        self.end = waiting

    def front(self) -> list[tuple[str, tuple[Piece, ...]]]:
        """Return the lines of the title block with their pieces."""
        return [((row.new or row.old).kind, row.pieces) for row in self.comparison.front]


def gone(row: Row) -> Gone:
    text = "".join(one.marker * (row.kind is not Kind.LEFT) + one.paragraph.text for one in row.old[:1])
    return Gone(text, row.move)


def marked(row: Row) -> Iterator[tuple[str, Marks]]:
    """Yield the marks of each paragraph that a row became, by its key."""
    paragraphs = iter(row.new)
    marks = Marks(note=note_of(row), move=row.move, is_new=row.kind is Kind.INSERTED)
    at = 0
    for piece in row.pieces:
        if piece.kind == "del":
            marks.deleted.append((at, piece.text.replace(BREAK, BROKEN)))
            continue
        for place, part in enumerate(piece.text.split(BREAK)):
            if place:
                yield next(paragraphs).paragraph.key, marks
                marks, at = Marks(move=row.move), 0
            if part and piece.kind == "ins":
                marks.inserted.append((at, at + len(part)))
            at += len(part)
    yield next(paragraphs).paragraph.key, marks


def change_of_gone(one: Gone, number: int) -> Change:
    if one.move is None:
        return Change(number, "删去", was=short(one.text))
    return Change(number, "移走", now=short(one.move.title))


def change_of_line(parts: Sequence[tuple[str, Marks]], number: int) -> Change:
    """Return what the list says of a printed line: its first difference, and how many more there are."""
    text, first = next((text, marks) for text, marks in parts if marks.is_change)
    if first.move:
        return Change(number, "移来", now=short(text))
    if all(marks.is_new for _, marks in parts):
        return Change(number, "新增", now=short(text))
    places = sum(len({at for at, _ in (*marks.inserted, *marks.deleted)}) for _, marks in parts)
    was, now = first_difference(text, first)
    return Change(number, "改", short(was), short(now or ("" if was else first.note)), max(0, places - 1))


def first_difference(text: str, marks: Marks) -> tuple[str, str]:
    """Return what stood at the first changed place, and what stands there now."""
    was, now = dict(marks.deleted), dict(marks.inserted)
    at = min([*was, *now], default=0)
    return was.get(at, ""), text[at : now.get(at, at)]


def short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
