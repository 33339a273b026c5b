"""Finding in spite of wrong characters: in a phrase one, in a paste many."""

import math
from collections.abc import Iterable, Iterator

from .labels import Condition
from .lexemes import all_of, any_of, bigrams, quoted
from .planning import Plan, common_groups, label_terms, rarest
from .query import Query
from .ranking import is_one_character_off, likeness, title_likeness
from .rows import Order, Row, by_index
from .statistics import Frequencies

# One wrong character spoils two neighbouring bigrams; what is longer than this may hold several.
LONGEST_PHRASE = 14
CANDIDATES = 1_500
COMPARED = 60
WEIGHED = 48
# In a library of so many rows the most trusted ones are asked first.
LARGE = 50_000
NEAR_ENOUGH = 60
NEAR_TITLE = 75
# An alternative that fits more rows than this tells nothing.
COMMON = 4_000
# Of what a wrong character leaves whole, the rarest bigrams tell: more of them only cost the index.
TELLING = 4
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
        rows = near_in_tier(plan, query, known, limit) or nearest(candidates(plan), query, known)
        if rows and likeness(query, rows[0].text) >= SURE:
            break
    return rows[:limit]


def candidates(plan: Plan, tier: str = "") -> list[Row]:
    return by_index(plan, Order.RELEVANCE, CANDIDATES, tier=tier)


def near_in_tier(plan: Plan, query: Query, known: Frequencies, limit: int) -> list[Row]:
    """Return what is nearest among the most trusted rows of a large library, where enough of them hold the
    phrase but for one character; as with what fits exactly, trust then decides."""
    if known.rows < LARGE or not is_phrase(query) or plan.condition.is_of_sources:
        return []
    rows = nearest(candidates(plan, tier=Order.RELEVANCE.tier), query, known)
    return rows if sum(is_one_character_off(query, row.text) for row in rows) >= limit else []


def is_phrase(query: Query) -> bool:
    return len(query.words[0]) <= LONGEST_PHRASE


def attempts(query: Query, known: Frequencies) -> Iterator[str]:
    """Yield what to ask the index, the narrower first. Every word of a query may have its own fault."""
    words = [word for word in query.words if len(word) > 2]
    if not words:
        return
    if is_phrase(query):
        parts = [any_of(parts) for word in words if (parts := windows(word, known))]
        if parts:
            yield all_of(parts)
        return
    chosen = segments(words[0], known)
    for intact in INTACT:
        if len(chosen) >= intact:
            yield at_least(intact, chosen)


def at_least(number: int, lexemes: list[str]) -> str:
    """Ask for so many of the lexemes. Nested, so that the index need not look at every combination."""
    if number == len(lexemes):
        return all_of(map(quoted, lexemes))
    if number == 1:
        return any_of(map(quoted, lexemes))
    first, *rest = lexemes
    return any_of([all_of([quoted(first), at_least(number - 1, rest)]), at_least(number, rest)])


def windows(word: str, known: Frequencies) -> list[str]:
    """Return, for each character that may be wrong, the bigrams without the two that it would spoil."""
    found = bigrams(word)
    left = {tuple(found[: max(0, place - 1)] + found[place + 1 :]) for place in range(len(word))}
    kept = [rest for rest in left if rest and expected_rows(rest, known) <= COMMON]
    telling = {tuple(rarest(rest, known)[:TELLING]) for rest in kept}
    return [all_of(map(quoted, rest)) for rest in sorted(telling)]


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


def weights_of(query: Query, known: Frequencies) -> dict[str, float]:
    """Return what the bigrams of a query weigh; of a long one the rarest that are known tell enough."""
    own = dict.fromkeys(bigram for word in query.words for bigram in bigrams(word))
    if known.rows == 0:
        return dict.fromkeys(own, 1.0)
    if len(own) > WEIGHED:
        own = sorted(filter(known.is_known, own), key=known.share)[:WEIGHED]
    return {bigram: -math.log(known.share(bigram)) for bigram in own}


def nearest(rows: list[Row], query: Query, known: Frequencies) -> list[Row]:
    """Sort candidates: by the rarity of what they share with the query, the best then letter by letter."""
    weights = weights_of(query, known)

    def shared(row: Row) -> float:
        return sum(weight for bigram, weight in weights.items() if bigram in row.text)

    best = sorted(rows, key=shared, reverse=True)[:COMPARED]
    scored = [(likeness(query, row.text), shared(row), row) for row in best]
    fit = [item for item in scored if item[0] >= NEAR_ENOUGH]

    def order(item: tuple[float, float, Row]) -> tuple[float, float, float]:
        near, weight, row = item
        # A phrase that is nearly the title is what was meant.
        titled = title_likeness(query, row.text) if is_phrase(query) else 0.0
        return -titled if titled >= NEAR_TITLE else 0.0, -near, -weight

    return [row for _, _, row in sorted(fit, key=order)]
