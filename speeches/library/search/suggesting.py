"""Suggestions for a place in a draft: what fits there, is not in it yet, is trusted and fresh; and why."""

import math
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from speeches.accounts.models import User
from speeches.library.models import Entry
from speeches.library.vocabulary import vocabulary_for
from speeches.manuscript import punctuation
from speeches.manuscript.value import Manuscript

from .labels import Condition, label_of, usable_by
from .lexemes import all_of, any_of, bigrams, quoted
from .place import MOST_WORDS, Place, read_place
from .planning import Plan, common_groups, label_terms
from .rows import LONGEST_WALK, Order, Row, by_index, own_planning
from .statistics import Frequencies, frequencies

CANDIDATES = 200
# So many more are read than are shown: the occasion may still change the order.
SPARE = 4
# An entry of which so much stands in the draft is there already.
THERE_ALREADY = 0.85
FUNCTION_WEIGHT, OCCASION_WEIGHT, RANK_WEIGHT = 4.0, 2.0, 0.5


class Suggestion(NamedTuple):
    entry: Entry
    why: str


def suggest(
    manuscript: Manuscript, key: str, user: User, *, occasion: int | None = None, limit: int = 8
) -> list[Suggestion]:
    """Return what may be put beside a paragraph (its key), best first, each with the reason in a phrase."""
    place = read_place(manuscript, key, vocabulary_for(user.office_id))
    known, condition = frequencies(), usable_by(user, {})
    if condition.is_void:
        return []
    words = telling(place.keywords, known)
    with own_planning():
        rows, fitting = candidates(words, place.function, condition, known, limit)
    weights = {word: -math.log(min(map(known.share, bigrams(word))) or 0.01) for word in words}
    # Entries are read from the database for the best only: hundreds would take longer than the search.
    looked_at = by_words(rows, weights, fitting)
    rows = list(islice((row for row in looked_at if is_new(row, place)), limit + SPARE))
    entries = Entry.objects.visible_to(user).active().filter(pk__in=[row.id for row in rows])
    by_id = (
        entries.select_related("office").prefetch_related("themes", "occasions").with_use_count().in_bulk()
    )
    scored = [
        (score(row, by_id[row.id], place, occasion, weights), by_id[row.id], row)
        for row in rows
        if row.id in by_id
    ]
    best = sorted(scored, key=lambda item: -item[0])[:limit]
    return [
        Suggestion(entry, reason(entry, [word for word in words if word in row.text]))
        for _, entry, row in best
    ]


def telling(keywords: tuple[str, ...], known: Frequencies) -> list[str]:
    """Return the keywords that the library knows; those of the headings stand first already."""
    found = [word for word in keywords if not known.rows or all(map(known.is_known, bigrams(word)))]
    return found[:MOST_WORDS]


def candidates(
    words: list[str], function: str, condition: Condition, known: Frequencies, limit: int
) -> tuple[list[Row], set[UUID]]:
    """Return what holds any of the words: of the right function first, then of any, then just the best.

    The ids are of those that are of the function.
    """
    of_function = [condition.and_any(frozenset({label_of("function", function)}))] if function else []
    holding = any_of(all_of(map(quoted, sorted(set(bigrams(word))))) for word in words)
    rows: dict[UUID, Row] = {}
    fitting: set[UUID] = set()
    for terms, narrowed in [
        *((holding, one) for one in [*of_function, condition] if words),
        *(("", one) for one in of_function),
    ]:
        if len(rows) < 3 * limit:
            found = {row.id: row for row in ask(terms, narrowed, known)}
            fitting |= found.keys() if narrowed is not condition else set()
            rows |= found
    return list(rows.values()), fitting


def ask(terms: str, condition: Condition, known: Frequencies) -> list[Row]:
    """Ask the best twentieth of a large library first: what is suggested should be trusted."""
    common = common_groups(condition, known)
    rare = [label_terms(group) for group in condition.groups if group not in common]
    asked = [terms, *rare] if terms else rare or list(map(label_terms, condition.groups))
    plan = Plan(all_of(asked), (), condition, common, walks=False, asks_tier=True)
    if known.rows > LONGEST_WALK and (rows := by_index(plan, Order.RELEVANCE, CANDIDATES, tier="is_top")):
        return rows
    return by_index(plan, Order.RELEVANCE, CANDIDATES)


def by_words(rows: list[Row], weights: dict[str, float], fitting: set[UUID]) -> list[Row]:
    """Sort by the words they hold, their function and the library's trust, the best first."""
    return sorted(rows, key=lambda row: -word_score(row, weights) - FUNCTION_WEIGHT * (row.id in fitting))


def word_score(row: Row, weights: dict[str, float]) -> float:
    """Weigh rare words above common ones."""
    return sum(weight for word, weight in weights.items() if word in row.text) + RANK_WEIGHT * row.rank


def is_new(row: Row, place: Place) -> bool:
    """Whether the draft has neither the entry nor its text."""
    if str(row.id) in place.entries:
        return False
    own = set(bigrams(row.text.partition("\n")[2]))
    return not own or len(own & place.pairs) / len(own) < THERE_ALREADY


def score(row: Row, entry: Entry, place: Place, occasion: int | None, weights: dict[str, float]) -> float:
    fits = any(one.pk == occasion for one in entry.occasions.all()) if occasion else False
    is_of_function = bool(place.function) and entry.function == place.function
    return word_score(row, weights) + FUNCTION_WEIGHT * is_of_function + OCCASION_WEIGHT * fits


def reason(entry: Entry, words: list[str]) -> str:
    """Say why, in one phrase: 与“专项整治”相近 · 任务 · 2026 年."""
    near = [f"与{'、'.join(map(punctuation.quoted, words[:2]))}相近"] if words else []
    fresh = entry.source_on or entry.valid_from
    return " · ".join([*near, entry.function, *([f"{fresh.year} 年"] if fresh else [])])
