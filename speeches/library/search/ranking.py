"""The order of what was found: title before text, words close together, then what the library trusts."""

import math
from collections.abc import Iterable

from rapidfuzz import fuzz

from .folding import fold
from .query import Query
from .rows import Row

IN_TITLE = 3.0
WHOLE_TITLE = 2.0
DENSITY = 2.0
RANK = 1.0


def by_relevance(rows: Iterable[Row], query: Query) -> list[Row]:
    """Sort rows that hold every word. Stable: among equals the order of the library's trust stays."""
    rows = list(rows)
    highest = max((row.rank for row in rows), default=0.0)
    return sorted(rows, key=lambda row: -relevance(row, query, highest))


def relevance(row: Row, query: Query, highest: float) -> float:
    text, words = row.text, query.words
    title, _, _ = text.partition("\n")
    # Written out: two hundred rows are weighed for every search.
    in_title = covered = 0
    for word in words:
        in_title += word in title
        covered += len(word) * text.count(word)
    is_title = in_title == len(words) and title == query.text
    density = covered / math.sqrt(len(text) + 1)
    trust = row.rank / highest if highest > 0 else 0.0
    return (
        IN_TITLE * in_title / max(1, len(words))
        + WHOLE_TITLE * is_title
        + DENSITY * math.log1p(density)
        + RANK * trust
    )


def likeness(query: Query, text: str) -> float:
    """Return 0 to 100: how nearly a text holds the words of a query, the worst of them counting."""
    return min((fuzz.partial_ratio(word, text) for word in query.words), default=0.0)


def is_one_character_off(query: Query, text: str) -> bool:
    """Whether a text holds every word of a query but for one character of each."""
    return all(fuzz.partial_ratio(word, text) > 100 - 100 / len(word) - 0.01 for word in query.words)


def title_likeness(query: Query, text: str) -> float:
    """Return 0 to 100: how nearly the first line holds the words of a query; what is shorter counts less."""
    title, _, _ = text.partition("\n")

    def like(word: str) -> float:
        return fuzz.partial_ratio(word, title) if len(word) <= len(title) else fuzz.ratio(word, title)

    return min(map(like, query.words), default=0.0)


def nearest_place(word: str, text: str) -> tuple[int, int] | None:
    """Return where a text holds something near a word, in code points; `end` is exclusive."""
    found = fuzz.partial_ratio_alignment(fold(word), fold(text), score_cutoff=60)
    return (found.dest_start, found.dest_end) if found else None
