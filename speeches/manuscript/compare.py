"""Compare two manuscripts (比较): what changed, came, went, was moved, split and joined. Pure.

The rows stand in the order of the new manuscript, with what was deleted, and where something was moved away
from, in between. What they say, and how to apply it, is in `comparison.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from .alignment import align
from .comparison import BREAK, Comparison, FrontRow, Kind, Move, Placed, Row
from .differences import Hunk, joined, raw_hunks
from .duration import characters
from .numbering import markers
from .ordering import unmoved
from .paragraph import Role
from .pieces import Piece, compare_texts
from .value import Front, FrontLine, Manuscript


def compare(old: Manuscript, new: Manuscript) -> Comparison:
    """Return what became of the old manuscript. About linear in the length of both."""
    matches = align(old.paragraphs, new.paragraphs)
    before, after = placed(old), placed(new)
    rows = [row_of([before[at] for at in match.old], [after[at] for at in match.new]) for match in matches]
    stays = unmoved([match.old[0] for match in matches], [weight(row) for row in rows])
    moves = moved_blocks(rows, stays)
    return Comparison(
        front_rows(old.front, new.front),
        tuple(in_order(before, after, rows, stays, moves)),
        tuple(dict.fromkeys(moves.values())),
    )


def placed(manuscript: Manuscript) -> list[Placed]:
    marks = markers(manuscript.paragraphs)
    return [
        Placed(at, mark, p) for at, (mark, p) in enumerate(zip(marks, manuscript.paragraphs, strict=True))
    ]


def weight(row: Row) -> int:
    return 1 + sum(len(one.paragraph.text) for one in row.new)


# One row


def row_of(old: Sequence[Placed], new: Sequence[Placed]) -> Row:
    both = tuple(compare_texts(joined_text(old), joined_text(new)))
    row = Row(Kind.CHANGED, tuple(old), tuple(new), both)
    if len(old) != len(new):
        return replace(row, kind=Kind.SPLIT if len(new) > len(old) else Kind.JOINED)
    is_same = not row.form_changes and all(piece.kind == "" for piece in both)
    return replace(row, kind=Kind.SAME) if is_same else row


def joined_text(side: Iterable[Placed]) -> str:
    return BREAK.join(one.paragraph.text for one in side)


def lone(kind: Kind, one: Placed) -> Row:
    """Return the row of a paragraph that only one of the manuscripts has."""
    text = one.paragraph.text
    if kind is Kind.DELETED:
        return Row(kind, old=(one,), pieces=(Piece("del", text),) if text else ())
    return Row(kind, new=(one,), pieces=(Piece("ins", text),) if text else ())


# Moves


def moved_blocks(rows: Sequence[Row], stays: set[int]) -> dict[int, Move]:
    """Return the move of each moved row; rows that went together, in their order, share one."""
    old_rank = {
        at: rank for rank, at in enumerate(sorted(range(len(rows)), key=lambda at: rows[at].old[0].index))
    }
    went = [at for at in range(len(rows)) if at not in stays]
    runs = groupby(enumerate(went), key=lambda pair: (pair[1] - pair[0], old_rank[pair[1]] - pair[0]))
    blocks = [[at for _, at in run] for _, run in runs]
    return {
        at: move_of(number, [rows[each] for each in block], is_down=block[0] > old_rank[block[0]])
        for number, block in enumerate(blocks, start=1)
        for at in block
    }


def move_of(number: int, rows: Sequence[Row], *, is_down: bool) -> Move:
    every = [one for row in rows for one in row.new]
    first = every[0]
    return Move(
        number,
        first.marker + first.paragraph.text,
        first.paragraph.role is Role.HEADING,
        is_down,
        len(every),
        sum(characters(one.marker + one.paragraph.text) for one in every),
    )


# The order in which it is read


def in_order(
    before: Sequence[Placed],
    after: Sequence[Placed],
    rows: Sequence[Row],
    stays: set[int],
    moves: dict[int, Move],
) -> Iterator[Row]:
    """Yield the rows: between two that stayed, first what went from there, then what came."""
    gone = iter(departures(before, rows, moves))
    came = iter(arrivals(after, rows, stays, moves))
    going, coming = next(gone, None), next(came, None)
    for at in [*sorted(stays), None]:
        row = rows[at] if at is not None else None
        while going and (row is None or going.old[0].index < row.old[0].index):
            yield going
            going = next(gone, None)
        while coming and (row is None or coming.new[0].index < row.new[0].index):
            yield coming
            coming = next(came, None)
        if row is not None:
            yield row


def departures(before: Sequence[Placed], rows: Sequence[Row], moves: dict[int, Move]) -> list[Row]:
    """Return, in the old order, the deleted paragraphs and the places that moved ones left."""
    kept = {one.index for row in rows for one in row.old}
    deleted = [lone(Kind.DELETED, one) for one in before if one.index not in kept]
    left: dict[int, list[Placed]] = {}
    for at, move in moves.items():
        left.setdefault(move.number, []).extend(rows[at].old)
    of_number = {move.number: move for move in moves.values()}
    places = [Row(Kind.LEFT, old=tuple(old), move=of_number[number]) for number, old in left.items()]
    return sorted([*deleted, *places], key=lambda row: row.old[0].index)


def arrivals(
    after: Sequence[Placed], rows: Sequence[Row], stays: set[int], moves: dict[int, Move]
) -> list[Row]:
    """Return, in the new order, the inserted paragraphs and the moved ones."""
    known = {one.index for row in rows for one in row.new}
    inserted = [lone(Kind.INSERTED, one) for one in after if one.index not in known]
    moved = [replace(row, move=moves[at]) for at, row in enumerate(rows) if at not in stays]
    return sorted([*inserted, *moved], key=lambda row: row.new[0].index)


# The title block


def front_rows(old: Sequence[FrontLine], new: Sequence[FrontLine]) -> tuple[FrontRow, ...]:
    """Pair the lines of a kind in their order."""
    kinds = list(Front)
    was, now = ("".join(chr(kinds.index(line.kind)) for line in lines) for lines in (old, new))
    rows: list[FrontRow] = []
    at = 0
    for change in [*joined(raw_hunks(was, now), crumbs=False), Hunk(len(old), len(old), len(new), len(new))]:
        same = zip(old[at : change.start], new[change.new_start - (change.start - at) :], strict=False)
        rows += [front_row(*pair) for pair in same]
        rows += [front_row(line, None) for line in old[change.start : change.end]]
        rows += [front_row(None, line) for line in new[change.new_start : change.new_end]]
        at = change.end
    return tuple(rows)


def front_row(old: FrontLine | None, new: FrontLine | None) -> FrontRow:
    return FrontRow(old, new, tuple(compare_texts(old.text if old else "", new.text if new else "")))
