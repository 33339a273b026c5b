"""Two texts as one, with what went and what came, cut so that a person can read it. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, zip_longest
from typing import NamedTuple

from .differences import Hunk, hunks, joined, longer_side, slides
from .words import words

# Below this share of common characters two texts are told apart whole: a patchwork would not be read.
LEAST_IN_COMMON = 0.25
# How far around a change words are looked for; no Chinese word is longer.
CONTEXT = 12
DIGITS_BEFORE, DIGITS_BEHIND = re.compile(r"[0-9０-９.．]{1,20}\Z"), re.compile(r"[0-9０-９.．%％]+")
STOPS = "，。；：、！？“”（）《》【】 \n"


class Piece(NamedTuple):
    """`kind`: "" for what both have, "del" for what only the first has, "ins" for the second."""

    kind: str
    text: str


def compare_texts(old: str, new: str) -> list[Piece]:
    """Return the pieces in reading order; without the "ins" they are `old`, without the "del" `new`."""
    if old == new:
        return [Piece("", old)] if old else []
    return list(cut(old, new, readable(hunks(old, new), old, new)))


def cut(old: str, new: str, changes: Iterable[Hunk]) -> Iterator[Piece]:
    at = 0
    for change in changes:
        parts = (("", old[at : change.start]), ("del", old[change.start : change.end]))
        yield from (Piece(kind, text) for kind, text in parts if text)
        if change.new_end > change.new_start:
            yield Piece("ins", new[change.new_start : change.new_end])
        at = change.end
    if at < len(old):
        yield Piece("", old[at:])


def readable(changes: list[Hunk], old: str, new: str) -> list[Hunk]:
    """Return the changes by words; two texts with next to nothing in common are one change."""
    common = len(old) - sum(change.end - change.start for change in changes)
    if common < LEAST_IN_COMMON * min(len(old), len(new)):
        return [Hunk(0, len(old), 0, len(new))]
    return joined(by_words(changes, old, new), crumbs=True)


def by_words(changes: list[Hunk], old: str, new: str) -> Iterator[Hunk]:
    """Yield the changes widened to the words or numbers they cut: 推[进→动] is 推进→推动."""
    floor = 0
    for change, following in zip_longest(changes, changes[1:]):
        if not change.is_replacement:
            change = between_words(change, old, new, floor, following.start if following else len(old))
        left, right = number_around(change, old, new)
        if change.is_replacement:
            left = max(left, min(before(old, change.start), before(new, change.new_start)))
            right = max(right, min(behind(old, change.end), behind(new, change.new_end)))
        left = min(left, change.start - floor)
        right = min(right, (following.start if following else len(old)) - change.end)
        floor = change.end + right
        yield Hunk(change.start - left, floor, change.new_start - left, change.new_end + right)


def between_words(change: Hunk, old: str, new: str, floor: int, ceiling: int) -> Hunk:
    """Return an insertion or deletion where it is whole words: 小事[+实事], not 小[+事实]事."""
    longer, first, last = longer_side(change, old, new)
    steps = sorted(slides(change, old, new, floor, ceiling), key=abs)
    whole = (step for step in steps if not before(longer, first + step) and not before(longer, last + step))
    return change.moved(next(whole, 0)) if len(steps) > 1 else change


def number_around(change: Hunk, old: str, new: str) -> tuple[int, int]:
    """Return how many characters of a number stand before and behind a change that is part of it."""
    texts = [old[change.start : change.end], new[change.new_start : change.new_end]]
    left = (
        DIGITS_BEFORE.search(old, max(0, change.start - 20), change.start)
        if any(text[:1].isdigit() for text in texts)
        else None
    )
    right = DIGITS_BEHIND.match(old, change.end) if any(text[-1:].isdigit() for text in texts) else None
    return (change.start - left.start() if left else 0, right.end() - change.end if right else 0)


def before(text: str, at: int) -> int:
    """Return how many characters of the word around an offset stand before it; 0 between words."""
    start, ends = word_ends(text, at)
    return at - max((end for end in ends if end <= at), default=start)


def behind(text: str, at: int) -> int:
    start, ends = word_ends(text, at)
    return min((end for end in [start, *ends] if end >= at), default=at) - at


def word_ends(text: str, at: int) -> tuple[int, list[int]]:
    """Return where the clause around an offset starts, and where its words end."""
    start = at
    while start > max(0, at - CONTEXT) and text[start - 1] not in STOPS:
        start -= 1
    end = at
    while end < min(len(text), at + CONTEXT) and text[end] not in STOPS:
        end += 1
    return start, list(accumulate((len(word) for word in words(text[start:end])), initial=start))
