"""Finding: words, phrases, whole pasted sentences, wrong characters and all, within what one may see."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from .labels import Condition
from .loosely import find_loosely, words_between
from .planning import plan_for
from .query import Query
from .ranking import by_relevance
from .rows import Order, Row, fetch, own_planning
from .statistics import Frequencies, frequencies
from .tolerance import find_near

# Counts are exact below this number; above it the list goes on, but is not counted.
CAP = 200
NEAR_LIMIT = 20


def count_text(count: int) -> str:
    return f"{CAP}+" if count >= CAP else str(count)


class Found(NamedTuple):
    """`ids` in the order wanted, as many as were asked for; `is_near` when nothing fits as written."""

    ids: list[UUID]
    count: int
    is_near: bool = False

    @property
    def count_text(self) -> str:
        return count_text(self.count)


def find(query: Query, condition: Condition, *, order: Order = Order.RELEVANCE, limit: int = CAP) -> Found:
    """Return at least the first 200 that fit, or all. By relevance, the first 200 by trust are weighed.

    In every order material comes before past speeches.
    """
    if condition.is_void:
        return Found([], 0)
    known = frequencies()
    with own_planning():
        rows = list(in_order(query, condition, order, max(limit, CAP), known))
        near = find_in_spite(query, condition, known) if query.words and not rows else []
    return Found([row.id for row in rows or near], min(len(rows or near), CAP), is_near=bool(near))


def find_in_spite(query: Query, condition: Condition, known: Frequencies) -> list[Row]:
    """Return what fits but for the marks; else what holds the words between them; else what is nearest."""
    if rows := find_loosely(query, condition, known, CAP):
        return rows
    between = words_between(query)
    if len(between.words) > len(query.words):
        rows = list(in_order(between, condition, Order.RELEVANCE, NEAR_LIMIT, known))[:NEAR_LIMIT]
    return rows or find_near(query, condition, known, NEAR_LIMIT)


def in_order(
    query: Query, condition: Condition, order: Order, wanted: int, known: Frequencies
) -> Iterator[Row]:
    # By rank past speeches stand below all material: there one question finds both.
    is_by_rank = order is Order.RELEVANCE
    parts = [condition._replace(is_of_both=False)] if is_by_rank else condition.parts
    for part in parts:
        if wanted <= 0:
            return
        rows = fetch(plan_for(query, part, known), order, wanted)
        wanted -= len(rows)
        yield from weighed(rows, query) if is_by_rank and query.words else rows


def weighed(rows: list[Row], query: Query) -> Iterator[Row]:
    """Sort material by relevance, then past speeches: of each the first 200."""
    for is_of_source in (False, True):
        own = [row for row in rows if row.is_of_source is is_of_source]
        yield from by_relevance(own[:CAP], query)
        yield from own[CAP:]
