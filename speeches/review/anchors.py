"""Where the words that a comment speaks of stand now. Pure.

An anchor never jumps to a look-alike: where it cannot be told which of several like places was meant, or
whether the place left is the one that was meant, there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

CONTEXT = 16
# Words that stand there several times must have kept so much on both sides.
NEAR = 6
# A few words are found within others: they must have kept one neighbour; so many words are a clause.
NEXT = 2
LONG = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a paragraph, up to 16 characters on each side, and how many places were like them.

    The paragraph held the words so many times (`places`); `alike` of these stood between the same characters,
    the one meant was the `nth` of them, from 0. `base` is the text of the paragraph then, "" where it is not
    known, `start` where the words began in it.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    places: int = 1
    alike: int = 1
    nth: int = 0
    base: str = ""
    start: int = 0


def anchor_at(text: str, start: int, quote: str) -> Anchor:
    """Anchor the words that begin at `start`, in code points. Raises ValueError where they are not there."""
    if not quote or not text.startswith(quote, start):
        raise ValueError(f"no such words at {start}")
    prefix, suffix = context(text, start, quote)
    alike = fitting(text, quote, prefix, suffix)
    places = len(list(occurrences(text, quote)))
    return Anchor(quote, prefix, suffix, places, len(alike), alike.index(start), text, start)


def find_anchor(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Return where the words stand in the paragraph as it now is, None where that is not certain."""
    places = list(occurrences(text, anchor.quote)) if anchor.quote else []
    # One of several like places is gone: which one, the text does not tell.
    if not places or len(places) < anchor.places:
        return None
    if anchor.base:
        return in_place(text, anchor, places)
    if len(places) > 1:
        places = fitting(text, anchor.quote, anchor.prefix, anchor.suffix)
        if len(places) != anchor.alike:
            return None
    start = places[anchor.nth]
    return start, start + len(anchor.quote)


def in_place(text: str, anchor: Anchor, places: list[int]) -> tuple[int, int] | None:
    """Return the one place that the rest of the paragraph has kept its sides of."""
    length = len(anchor.quote)
    then = anchor.start, anchor.start + length
    if anchor.base == text:
        return then
    found = [(place, place + length) for place in places]
    kept = [now for now in found if keeps_its_place(anchor.base, then, text, now)]
    if len(kept) != 1:
        return None
    if len(found) > 1:
        is_certain = all(sides_kept(anchor.base, then, text, kept[0], NEAR))
    else:
        is_certain = length >= LONG or any(sides_kept(anchor.base, then, text, kept[0], NEXT))
    return kept[0] if is_certain else None


def sides_kept(
    was: str, then: tuple[int, int], text: str, now: tuple[int, int], reach: int
) -> tuple[bool, bool]:
    """Tell whether the next characters before words, and those behind them, are still the same."""
    before, behind = was[max(0, then[0] - reach) : then[0]], was[then[1] : then[1] + reach]
    is_before = text[: now[0]].endswith(before) if before else now[0] == 0
    is_behind = text[now[1] :].startswith(behind) if behind else now[1] == len(text)
    return is_before, is_behind


def keeps_its_place(was: str, then: tuple[int, int], text: str, now: tuple[int, int]) -> bool:
    """Tell whether words stand where they stood among what is left of the rest of their paragraph.

    Where the same words were written anew elsewhere in it and the first ones deleted, they have passed
    something.
    """
    before, behind = was[: then[0]], was[then[1] :]
    left, right = text[: now[0]], text[now[1] :]
    around = LCSseq.similarity(before, left) + LCSseq.similarity(behind, right)
    return around >= LCSseq.similarity(before + behind, left + right)


def fitting(text: str, quote: str, prefix: str, suffix: str) -> list[int]:
    """Return where the words stand between just these characters."""
    return [place for place in occurrences(text, quote) if context(text, place, quote) == (prefix, suffix)]


def context(text: str, start: int, quote: str) -> tuple[str, str]:
    end = start + len(quote)
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Yield where the words stand, overlapping places included."""
    place = text.find(quote)
    while place >= 0:
        yield place
        place = text.find(quote, place + 1)
