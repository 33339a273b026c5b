"""Two texts as one with tracked changes (修订): accepting all gives the new one, rejecting all the old. Pure.

A change of Word's is a run of text or a paragraph's end that was inserted, deleted or moved. The last end of
a file can be neither: what is appended there borrows the end of the paragraph before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import Kind, Row
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .marking import NOBODY, Edit, Stamp
from .sources import Source, Stretch


class Change(StrEnum):
    NONE = ""
    INSERTED = "ins"
    DELETED = "del"
    MOVED_FROM = "moveFrom"
    MOVED_TO = "moveTo"


NEW_SIDE = frozenset({Change.NONE, Change.INSERTED, Change.MOVED_TO})
OLD_SIDE = frozenset({Change.NONE, Change.DELETED, Change.MOVED_FROM})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one font, one key and one change."""

    text: str
    change: Change = Change.NONE
    font: str = ""
    key: str = ""
    stamp: Stamp = NOBODY


@dataclass(slots=True)
class Line:
    """A paragraph of the file: its pieces, and what happened to its end; `move` names its move."""

    style: str
    pieces: list[Piece] = field(default_factory=list)
    end: Change = Change.NONE
    stamp: Stamp = NOBODY
    move: str = ""


def untracked(new: Iterable[Source]) -> list[Line]:
    return [whole(source, Change.NONE, NOBODY) for source in new]


def whole(source: Source, change: Change, stamp: Stamp, move: str = "") -> Line:
    """Return a paragraph that was changed as a whole, or not at all."""
    stretches: Iterable[Stretch] = source.stretches
    if not change and source.broken:
        stretches = (Stretch(source.broken, "", source.key),)
    pieces = [Piece(text, change, font, key, stamp) for text, font, key in stretches]
    return Line(source.style, pieces, change, stamp, move)


def tracked(old: Sequence[Source], new: Sequence[Source], stamp: Stamp) -> list[Line]:
    """Return the paragraphs with every change between two texts. Linear but for what was rewritten."""
    rows = compare(as_manuscript(old), as_manuscript(new)).rows
    plain = moves_to_rewrite(rows)
    lines: list[Line] = []
    for row in in_old_order(rows):
        was, now = [old[one.index] for one in row.old], [new[one.index] for one in row.new]
        lines += row_lines(row, was, now, stamp, plain)
    return with_own_end(typed(lines))


def as_manuscript(sources: Sequence[Source]) -> Manuscript:
    """Return the printed paragraphs as a manuscript's, markers and title block included."""
    return Manuscript((), tuple(Paragraph(source.key, Role.BODY, source.text) for source in sources))


def moves_to_rewrite(rows: Sequence[Row]) -> set[int]:
    """Return the moves that go out as deleted and inserted.

    They were rewritten on the way, stand at the very end, or left something behind that was deleted.
    """
    changed = {row.move.number for row in rows if row.move and row.kind not in (Kind.SAME, Kind.LEFT)}
    torn = {row.move.number for row in rows if row.move and row.kind is Kind.LEFT and is_torn(row)}
    return changed | torn | {row.move.number for row in rows[-1:] if row.move}


def is_torn(row: Row) -> bool:
    return row.old[-1].index - row.old[0].index >= len(row.old)


def in_old_order(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what went from one place paragraph by paragraph, as it stood in the old text."""
    ordered: list[Row] = []
    for is_gone, group in groupby(rows, key=lambda row: not row.new):
        if is_gone:
            single = (replace(row, old=(one,)) for row in group for one in row.old)
            ordered += sorted(single, key=lambda row: row.old[0].index)
        else:
            ordered += group
    return ordered


def row_lines(
    row: Row, was: Sequence[Source], now: Sequence[Source], stamp: Stamp, plain: set[int]
) -> Iterator[Line]:
    if row.kind is Kind.DELETED:
        yield from (whole(source, Change.DELETED, stamp) for source in was)
    elif row.kind is Kind.INSERTED:
        yield from (whole(source, Change.INSERTED, stamp) for source in now)
    elif row.move is not None:
        name = f"move{row.move.number}"
        is_left, is_plain = row.kind is Kind.LEFT, row.move.number in plain
        change = Change.MOVED_FROM if is_left else Change.MOVED_TO
        if is_plain:
            name, change = "", Change.DELETED if is_left else Change.INSERTED
        yield from (whole(source, change, stamp, name) for source in (was if is_left else now))
    elif row.kind is Kind.SAME:
        yield from (whole(source, Change.NONE, stamp) for source in now)
    else:
        yield from Weaver(was, now, stamp).lines(row)


@dataclass(slots=True)
class Weaver:
    """Goes through the pieces of a changed row, and through both texts' fonts and keys beside them."""

    was: Sequence[Source]
    now: Sequence[Source]
    stamp: Stamp
    old_at: tuple[int, int] = (0, 0)
    new_at: tuple[int, int] = (0, 0)

    def lines(self, row: Row) -> Iterator[Line]:
        line = Line(self.now[0].style)
        for kind, text in row.pieces:
            change = Change(kind)
            for place, part in enumerate(text.split("\n")):
                if place:
                    self.turn(change)
                    line.end, line.stamp = change, self.stamp
                    yield line
                    line = Line(self.now[self.new_at[0]].style)
                if part:
                    line.pieces += self.pieces(part, change)
        yield line

    def pieces(self, text: str, change: Change) -> Iterator[Piece]:
        sides, at = (self.now, self.new_at) if change in NEW_SIDE else (self.was, self.old_at)
        for part, font, key in sides[at[0]].cut(at[1], at[1] + len(text)):
            yield Piece(part, change, font, key, self.stamp if change else NOBODY)
        self.go_on(change, len(text))

    def go_on(self, change: Change, length: int) -> None:
        if change in NEW_SIDE:
            self.new_at = (self.new_at[0], self.new_at[1] + length)
        if change in OLD_SIDE:
            self.old_at = (self.old_at[0], self.old_at[1] + length)

    def turn(self, change: Change) -> None:
        """Go on to the next paragraph, on one side or on both."""
        if change in NEW_SIDE:
            self.new_at = (self.new_at[0] + 1, 0)
        if change in OLD_SIDE:
            self.old_at = (self.old_at[0] + 1, 0)


def typed(lines: list[Line]) -> list[Line]:
    """Return the same changes as a person would have typed them: a change at a line's end goes on behind it.

    LibreOffice takes changes on both sides of an end for one and would lose the end with them.
    """
    for place, line in enumerate(lines):
        last = line.pieces[-1] if line.pieces else None
        if line.end or last is None or last.change not in (Change.INSERTED, Change.DELETED):
            continue
        run = place
        while run + 1 < len(lines) and is_wholly(lines[run + 1], last.change):
            run += 1
        if run > place:
            line.end, line.stamp = last.change, last.stamp
            lines[run].end, lines[run].stamp = Change.NONE, NOBODY
    return lines


def is_wholly(line: Line, change: Change) -> bool:
    return line.end is change and all(piece.change is change for piece in line.pieces)


def with_own_end(lines: list[Line]) -> list[Line]:
    """Return the same with an end of the last paragraph that nobody changed: Word knows no other."""
    if not lines or not lines[-1].end:
        return lines
    last = lines[-1]
    for place in range(len(lines) - 2, -1, -1):
        line = lines[place]
        if line.end is last.end:
            continue
        if line.end is Change.NONE:
            line.end, line.stamp = last.end, last.stamp
        elif {line.end, last.end} == {Change.INSERTED, Change.DELETED}:
            # An end that went and one that came are one that stayed.
            following = lines.pop(place + 1)
            line.pieces += following.pieces
            line.style, line.end, line.stamp = following.style, following.end, following.stamp
            last = lines[-1]
        else:
            break
        last.end, last.stamp = Change.NONE, NOBODY
        return lines
    return lines


def proposed(base: Sequence[Source], edits: Iterable[Edit], shifts: Mapping[str, int]) -> list[Line]:
    """Return the paragraphs with proposed changes in them; `shifts` are the lengths of the markers.

    Edits of one paragraph may not overlap; one that does is left out, the caller tells it in a comment.
    """
    by_key: dict[str, list[Edit]] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not by_key.get(edit.key) or by_key[edit.key][-1].end <= edit.start:
            by_key.setdefault(edit.key, []).append(edit)
    lines: list[Line] = []
    for source in base:
        keys = {stretch.key for stretch in source.stretches}
        if keys & by_key.keys():
            lines += edited(source, by_key, shifts)
        else:
            lines.append(whole(source, Change.NONE, NOBODY))
    return lines


def edited(source: Source, by_key: Mapping[str, list[Edit]], shifts: Mapping[str, int]) -> Iterator[Line]:
    line = Line(source.style)
    for piece in edited_pieces(source, by_key, shifts):
        parts = piece.text.split("\n")
        for part in parts[:-1]:
            line.pieces += [replace(piece, text=part)] if part else []
            line.end, line.stamp = piece.change, piece.stamp
            yield line
            line = Line(source.style)
        line.pieces += [replace(piece, text=parts[-1])] if parts[-1] else []
    yield line


def edited_pieces(
    source: Source, by_key: Mapping[str, list[Edit]], shifts: Mapping[str, int]
) -> Iterator[Piece]:
    begins: dict[str, int] = {}
    at = 0
    for text, _, key in source.stretches:
        begins.setdefault(key, at + shifts.get(key, 0))
        at += len(text)
    length, at = at, 0
    for key, begin in begins.items():
        for edit in by_key.get(key, ()):
            start, end = begin + edit.start, begin + edit.end
            yield from (Piece(text, font=font, key=own) for text, font, own in source.cut(at, start))
            for text, font, own in source.cut(start, end):
                yield Piece(text, Change.DELETED, font, own, edit.stamp)
            beside = next(source.cut(max(begin, start - 1), max(begin, start - 1) + 1), Stretch("", "", key))
            if edit.text:
                yield Piece(edit.text, Change.INSERTED, beside.font, key, edit.stamp)
            at = end
    yield from (Piece(text, font=font, key=own) for text, font, own in source.cut(at, length))
