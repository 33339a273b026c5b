"""Merge two people's versions of one text or paragraph, made from the same base (三方合并). Pure.

Changes that touch one another are a conflict and never guessed at; a number counts as one thing, so that
12 → 13 beside 12 → 22 does not become 23. The same change made by both is taken once.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .differences import Hunk, hunks, joined
from .paragraph import Paragraph, Span

NUMBER = re.compile(
    "[0-9０-９]+(?:[.．,，][0-9０-９]+)*[%％]?|[〇零一二三四五六七八九十百千万亿两]{2,}|[A-Za-z]+"
)
Stretch = tuple[int, int]
# A few characters that stayed amid a rewritten sentence hold nothing: a change of the other there is a clash.
ANCHOR = 4


@dataclass(frozen=True, slots=True)
class Region:
    """Where both changed the base, each to something else: `start` to `end` of it, and the three texts."""

    start: int
    end: int
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """`text` is None where there are conflicts."""

    text: str | None
    conflicts: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one side: the part of the base it concerns, and by how much it makes that longer."""

    start: int
    end: int
    growth: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the three texts, changed by nobody, one or both."""

    base: Stretch
    mine: Stretch
    theirs: Stretch
    is_changed_by_me: bool = False
    is_changed_by_them: bool = False


START = Piece((0, 0), (0, 0), (0, 0))


def merge_texts(base: str, mine: str, theirs: str) -> Merge:
    """Return the text with the changes of both, or where they clash."""
    pieces = list(aligned(base, mine, theirs))
    chosen = [choice(piece, mine, theirs) for piece in pieces]
    clashes = [piece for piece, text in zip(pieces, chosen, strict=True) if text is None]
    if not clashes:
        return Merge("".join(text for text in chosen if text))
    return Merge(None, tuple(region(piece, base, mine, theirs) for piece in clashes))


def region(piece: Piece, base: str, mine: str, theirs: str) -> Region:
    texts = (base[slice(*piece.base)], mine[slice(*piece.mine)], theirs[slice(*piece.theirs)])
    return Region(*piece.base, *texts)


def choice(piece: Piece, mine: str, theirs: str) -> str | None:
    """Return what a piece becomes, None where the two disagree."""
    my_text, their_text = mine[slice(*piece.mine)], theirs[slice(*piece.theirs)]
    if not piece.is_changed_by_me or my_text == their_text:
        return their_text
    return None if piece.is_changed_by_them else my_text


def aligned(base: str, mine: str, theirs: str) -> Iterator[Piece]:
    """Yield the three texts in step: what nobody touched, and between that what one or both changed."""
    numbers = [match.span() for match in NUMBER.finditer(base)]
    changes = [
        *(change_of(hunk, numbers, is_mine=True) for hunk in rewritings(base, mine)),
        *(change_of(hunk, numbers, is_mine=False) for hunk in rewritings(base, theirs)),
    ]
    at = START
    for cluster in touching(sorted(changes, key=lambda change: (change.start, change.end))):
        if cluster[0].start > at.base[1]:
            at = following(at, cluster[0].start)
            yield at
        at = following(at, max(change.end for change in cluster), cluster)
        yield at
    if at.base[1] < len(base):
        yield following(at, len(base))


def rewritings(base: str, side: str) -> list[Hunk]:
    """Return what one side changed; two changes with next to nothing between them are one."""
    return joined(hunks(base, side), crumbs=False, least=ANCHOR)


def change_of(hunk: Hunk, numbers: Sequence[Stretch], *, is_mine: bool) -> Change:
    """Return a hunk as a change of its side; one at a number concerns the whole number."""
    first = bisect_left(numbers, hunk.start, key=lambda number: number[1])
    behind = bisect_right(numbers, hunk.end, key=lambda number: number[0])
    start, end = hunk.start, hunk.end
    if first < behind:
        start, end = min(start, numbers[first][0]), max(end, numbers[behind - 1][1])
    growth = (hunk.new_end - hunk.new_start) - (hunk.end - hunk.start)
    return Change(start, end, growth, is_mine)


def touching(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Group changes, in the order of their starts, that overlap or touch."""
    cluster: list[Change] = []
    end = 0
    for change in changes:
        if cluster and change.start > end:
            yield cluster
            cluster = []
        cluster.append(change)
        end = max(end, change.end)
    if cluster:
        yield cluster


def following(before: Piece, end: int, cluster: Sequence[Change] = ()) -> Piece:
    """Return the piece from where one ended to an offset of the base, with the changes made there."""
    length = end - before.base[1]
    mine = [change.growth for change in cluster if change.is_mine]
    theirs = [change.growth for change in cluster if not change.is_mine]
    return Piece(
        (before.base[1], end),
        (before.mine[1], before.mine[1] + length + sum(mine)),
        (before.theirs[1], before.theirs[1] + length + sum(theirs)),
        bool(mine),
        bool(theirs),
    )


# Where a paragraph stands in the structure changes as one: a heading's level means nothing to an item.
INDEPENDENT = (
    ("role", "level", "series", "list_id", "depth"),
    ("typed_marker",),
    ("run_in",),
    ("origin",),
)


def merge_paragraphs(base: Paragraph, mine: Paragraph, theirs: Paragraph) -> Paragraph | None:
    """Return the paragraph with the changes of both, None where they clash. The key is the base's."""
    text = merge_texts(base.text, mine.text, theirs.text).text
    if text is None:
        return None
    merged = replace(base, text=text, spans=merged_spans(base, mine, theirs))
    for names in INDEPENDENT:
        sides = [tuple(getattr(side, name) for name in names) for side in (base, mine, theirs)]
        was, my_values, their_values = sides
        if was != my_values != their_values != was:
            return None
        values = their_values if my_values == was else my_values
        merged = replace(merged, **dict(zip(names, values, strict=True)))
    return merged


def merged_spans(base: Paragraph, mine: Paragraph, theirs: Paragraph) -> tuple[Span, ...]:
    """Return the spans whose text lives on, where it now stands; one that either side took off is gone."""
    pieces = list(aligned(base.text, mine.text, theirs.text))
    was = anchored(base.spans, pieces, "base")
    my_spans = anchored(mine.spans, pieces, "mine")
    their_spans = anchored(theirs.spans, pieces, "theirs")
    kept = (my_spans | their_spans) - (was - my_spans) - (was - their_spans)
    return tuple(without_overlaps(sorted(kept, key=lambda span: (span.start, span.end, span.kind, span.ref))))


def anchored(spans: Iterable[Span], pieces: Iterable[Piece], side: str) -> set[Span]:
    """Return one side's spans at their places in the merged text."""
    placed = list(placements(pieces, side))
    moved = [(span, place(span, placed)) for span in spans]
    return {replace(span, start=found[0], end=found[1]) for span, found in moved if found}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stretch of one side's text went; `is_kept` where it reads there as it did."""

    start: int
    end: int
    to_start: int
    to_end: int
    is_kept: bool


def placements(pieces: Iterable[Piece], side: str) -> Iterator[Placement]:
    at = 0
    for piece in pieces:
        chosen = piece.mine if piece.is_changed_by_me else piece.theirs
        end = at + chosen[1] - chosen[0]
        start_of_side, end_of_side = getattr(piece, side)
        yield Placement(start_of_side, end_of_side, at, end, is_kept(piece, side))
        at = end


def is_kept(piece: Piece, side: str) -> bool:
    """Tell whether one side's text of a piece is the one that was taken; there are no conflicts."""
    if side == "base":
        return not (piece.is_changed_by_me or piece.is_changed_by_them)
    if side == "mine":
        return piece.is_changed_by_me or not piece.is_changed_by_them
    return piece.is_changed_by_them or not piece.is_changed_by_me


def place(span: Span, placed: Iterable[Placement]) -> Stretch | None:
    """Return where a span went; None where nothing of it is left or more than it was rewritten."""
    covered = [part for part in placed if part.start < span.end and part.end > span.start]
    first, last = covered[0], covered[-1]
    cuts_first = not first.is_kept and first.start < span.start
    cuts_last = not last.is_kept and last.end > span.end
    if cuts_first or cuts_last or not any(part.is_kept for part in covered):
        return None
    start = first.to_start + (span.start - first.start if first.is_kept else 0)
    end = last.to_end - (last.end - span.end if last.is_kept else 0)
    return start, end


def without_overlaps(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end
