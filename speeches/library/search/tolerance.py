"""Finding in spite of wrong characters: in a phrase one, in a paste many."""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations

from .labels import Condition
from .lexemes import all_of, any_of, bigrams, quoted
from .planning import Plan, common_groups, label_terms
from .query import Query
from .ranking import likeness, title_likeness
from .rows import Order, Row, by_index
from .statistics import Frequencies

# One wrong character spoils two neighbouring bigrams; what is longer than this may hold several.
LONGEST_PHRASE = 14
CANDIDATES = 1_500
COMPARED = 60
NEAR_ENOUGH = 60
NEAR_TITLE = 75
# An alternative that fits more rows than this tells nothing.
COMMON = 4_000
SEGMENTS = 8
# So many of the segments' bigrams must have come through; the second number is for badly damaged pastes.
INTACT = (5, 3)
SURE = 88


def find_near(query: Query, condition: Condition, known: Frequencies, limit: int) -> list[Row]:
    """Return the rows that hold nearly what was asked for, nearest first."""
    rows: list[Row] = []
    common = common_groups(condition, known)
    rare = [label_terms(group) for group in condition.groups if group not in common]
    for tsquery in attempts(query, known):
        plan = Plan(all_of([tsquery, *rare]), (), condition, common, walks=False, asks_tier=False)
        rows = nearest(by_index(plan, Order.RELEVANCE, CANDIDATES), query, known)
        if rows and likeness(query, rows[0].text) >= SURE:
            break
    return rows[:limit]


def attempts(query: Query, known: Frequencies) -> Iterator[str]:
    """Yield what to ask the index, the narrower first. Every word of a query may have its own fault."""
    words = [word for word in query.words if len(word) > 2]
    if not words:
        return
    if len(words[0]) <= LONGEST_PHRASE:
        parts = [any_of(parts) for word in words if (parts := windows(word, known))]
        if parts:
            yield all_of(parts)
        return
    chosen = segments(words[0], known)
    for intact in INTACT:
        if len(chosen) >= intact:
            yield any_of(all_of(map(quoted, some)) for some in combinations(chosen, intact))


def windows(word: str, known: Frequencies) -> list[str]:
    """Return, for each character that may be wrong, the bigrams without the two that it would spoil."""
    found = bigrams(word)
    left = {tuple(found[: max(0, place - 1)] + found[place + 1 :]) for place in range(len(word))}
    kept = [rest for rest in sorted(left) if rest and expected_rows(rest, known) <= COMMON]
    return [all_of(map(quoted, sorted(set(rest)))) for rest in kept]


def expected_rows(lexemes: Iterable[str], known: Frequencies) -> float:
    product = 1.0
    for place, share in enumerate(sorted(map(known.share, lexemes))):
        product *= share ** (0.5**place)
    return product * known.rows


def segments(word: str, known: Frequencies) -> list[str]:
    """Return the rarest bigram of each piece of a long word. What the library has never seen is left out:
    the rarest of all are the faults themselves."""
    found = bigrams(word)
    size = math.ceil(len(found) / SEGMENTS)
    pieces = [found[start : start + size] for start in range(0, len(found), size)]
    best = [min(seen, key=known.share) for piece in pieces if (seen := seen_ones(piece, known))]
    return list(dict.fromkeys(best))


def seen_ones(lexemes: Iterable[str], known: Frequencies) -> list[str]:
    """Leave out unknown lexemes, unless the library is so new that nothing is known."""
    return [lexeme for lexeme in lexemes if known.is_known(lexeme) or not known.rows]


def nearest(rows: list[Row], query: Query, known: Frequencies) -> list[Row]:
    """Sort candidates: by the rarity of what they share with the query, the best then letter by letter."""
    weights = {
        bigram: -math.log(known.share(bigram) or 1) for word in query.words for bigram in bigrams(word)
    }
    if known.rows == 0:
        weights = dict.fromkeys(weights, 1.0)

    def shared(row: Row) -> float:
        return sum(weight for bigram, weight in weights.items() if bigram in row.text)

    best = sorted(rows, key=shared, reverse=True)[:COMPARED]
    scored = [(likeness(query, row.text), shared(row), row) for row in best]
    fit = [item for item in scored if item[0] >= NEAR_ENOUGH]
    is_phrase = len(query.words[0]) <= LONGEST_PHRASE

    def order(item: tuple[float, float, Row]) -> tuple[float, float, float]:
        near, weight, row = item
        # A phrase that is nearly the title is what was meant.
        titled = title_likeness(query, row.text) if is_phrase else 0.0
        return -titled if titled >= NEAR_TITLE else 0.0, -near, -weight

    return [row for _, _, row in sorted(fit, key=order)]
