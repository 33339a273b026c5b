"""Where the comments of a copy begin and end among its pieces of text. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from speeches.manuscript.value import Manuscript

from .marking import Comment
from .segments import INDENT
from .tracked import Line, Piece


@dataclass(slots=True)
class Cut:
    """A piece, the comments that begin before it, and those that end behind it, by their places."""

    piece: Piece
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


Place = tuple[str, int]


def marker_lengths(manuscript: Manuscript) -> dict[str, int]:
    """Return by key how much further a place in the text stands in the printed paragraph."""
    shifts = {}
    for line in manuscript.printed_lines():
        for place, (marker, paragraph) in enumerate(line):
            text = marker + paragraph.text
            indent = len(text) - len(text.lstrip(INDENT)) if place == 0 else 0
            shifts[paragraph.key] = len(marker) - indent
    return shifts


def cut_lines(
    lines: Sequence[Line],
    comments: Sequence[Comment],
    shifts: Mapping[str, int],
    *,
    whole: str,
    side: frozenset[str],
) -> list[list[Cut]]:
    """Return each paragraph's pieces cut at the edges of comments; `whole` is the key for those on all.

    Offsets count the text of one side of the changes. Linear in the pieces and comments.
    """
    lengths = text_lengths(lines, side)
    starts: dict[str, list[tuple[int, int]]] = {}
    ends: dict[str, list[tuple[int, int]]] = {}
    for number, comment in enumerate(comments):
        first, last = edges(comment, lengths, shifts, whole)
        starts.setdefault(first[0], []).append((first[1], number))
        ends.setdefault(last[0], []).append((last[1], number))
    at: dict[str, int] = {}
    return [[cut for piece in line.pieces for cut in cuts(piece, at, starts, ends, side)] for line in lines]


def text_lengths(lines: Iterable[Line], side: frozenset[str]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for line in lines:
        for piece in line.pieces:
            if piece.change in side:
                lengths[piece.key] = lengths.get(piece.key, 0) + len(piece.text)
    return lengths


def edges(
    comment: Comment, lengths: Mapping[str, int], shifts: Mapping[str, int], whole: str
) -> tuple[Place, Place]:
    """Return where a comment begins and ends, within the text there is; if lost, it is on the whole."""
    found = comment.range
    if found is None or not lengths.get(found.key) or not lengths.get(found.end_key):
        return (whole, 0), (whole, lengths.get(whole, 0))
    first = min(max(0, found.start + shifts.get(found.key, 0)), lengths[found.key] - 1)
    last = min(max(1, found.end + shifts.get(found.end_key, 0)), lengths[found.end_key])
    if found.key == found.end_key:
        last = max(last, first + 1)
    return (found.key, first), (found.end_key, last)


def cuts(
    piece: Piece,
    at: dict[str, int],
    starts: Mapping[str, list[tuple[int, int]]],
    ends: Mapping[str, list[tuple[int, int]]],
    side: frozenset[str],
) -> Iterator[Cut]:
    if piece.change not in side or (piece.key not in starts and piece.key not in ends):
        if piece.change in side:
            at[piece.key] = at.get(piece.key, 0) + len(piece.text)
        yield Cut(piece)
        return
    begin = at.get(piece.key, 0)
    end = at[piece.key] = begin + len(piece.text)
    here = [(place, number) for place, number in starts.get(piece.key, ()) if begin <= place < end]
    gone = [(place, number) for place, number in ends.get(piece.key, ()) if begin < place <= end]
    edges = sorted({begin, end, *(place for place, _ in [*here, *gone])})
    for first, last in pairwise(edges):
        yield Cut(
            replace(piece, text=piece.text[first - begin : last - begin]),
            [number for place, number in here if place == first],
            [number for place, number in gone if place == last],
        )
