"""The rows that fit, asked of the database in the three ways that there are."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from .planning import Plan

LONGEST_WALK = 20_000
SHORT_GROUP = 8
# An entry's fourth label is its office's, and mostly tells already. Where not, one by one.
ANY_LABEL = """
AND (labels[4] = ANY (%s::text[])
    OR EXISTS (SELECT FROM unnest(labels) one(label) WHERE label = ANY (%s::text[]))) """
# Past speeches stand by rank below everything else (`library_search_sources` in the migration).
SPEECHES_BELOW = -14


class Order(Enum):
    """An order of results: its columns; the same, but so that no index of them is walked; and the flag of the
    tier that comes first in it."""

    RELEVANCE = ("rank DESC, id", "rank + 0 DESC, id", "is_top")
    NEWEST = ("fresh_at DESC, id", "fresh_at + interval '0' DESC, id", "is_recent")
    MOST_USED = ("uses DESC, rank DESC, id", "uses + 0 DESC, rank DESC, id", "is_used")

    @property
    def columns(self) -> str:
        return self.value[0]

    @property
    def unindexed(self) -> str:
        return self.value[1]

    @property
    def tier(self) -> str:
        return self.value[2]


class Row(NamedTuple):
    id: UUID
    text: str
    rank: float

    @property
    def is_of_source(self) -> bool:
        return self.rank < SPEECHES_BELOW


DUE = "(valid_from IS NULL OR valid_from <= %s) AND (retired_on IS NULL OR retired_on > %s)"
BY_INDEX = """
SELECT id, text, rank FROM library_searchrow
WHERE {tier} library_bigrams(text, labels) @@ %s::tsquery {checks} ORDER BY {columns} LIMIT %s"""
BY_WALK = """
SELECT id, text, rank FROM (
    SELECT * FROM library_searchrow {start} ORDER BY {columns} LIMIT {longest}
) walked WHERE true {checks} LIMIT %s"""

# The labels of what fits, and one that every row has.
EVERY_ROW = "#"
LABELS_BY_INDEX = """
SELECT label, count(*) FROM (SELECT unnest(labels || '#'::text) AS label FROM (
    SELECT labels FROM library_searchrow WHERE library_bigrams(text, labels) @@ %s::tsquery {checks} LIMIT %s
) fitting) one WHERE label = ANY (%s) GROUP BY label"""

# The way is chosen here: the database must neither read the whole table instead, nor compile what runs for
# some milliseconds. Random reads cost what they do on today's disks and in memory.
# What this transaction wrote itself is found too.
OWN_PLANNING = """
SET CONSTRAINTS search_row_due IMMEDIATE;
SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;
SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '64MB';
SET LOCAL max_parallel_workers_per_gather = 0
"""


@contextmanager
def own_planning() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OWN_PLANNING)
        yield


def fetch(plan: Plan, order: Order, limit: int) -> list[Row]:
    """Return the first rows that fit, in order; fewer than the limit means that there are no more."""
    if plan.condition.is_void:
        return []
    if plan.condition.is_of_sources:
        # None was used, and rank is freshness: every order of past speeches is this one.
        order = Order.RELEVANCE
    if plan.walks and len(rows := walk(plan, order, limit)) >= limit:
        return rows
    if plan.asks_tier and len(rows := by_index(plan, order, limit, tier=order.tier)) >= limit:
        return rows
    return by_index(plan, order, limit)


def walk(plan: Plan, order: Order, limit: int) -> list[Row]:
    """Go through the rows in order, a bounded number of them. A walk that ends early proves nothing."""
    checks, values = walk_checks(plan)
    sql = BY_WALK.format(start=start(plan), columns=order.columns, longest=LONGEST_WALK, checks=checks)
    return run(sql, [*values, limit])


def by_index(plan: Plan, order: Order, limit: int, *, tier: str = "") -> list[Row]:
    checks, values = checks_of(plan)
    sql = BY_INDEX.format(columns=order.unindexed, tier=f"{tier} AND" if tier else "", checks=checks)
    return run(sql, [plan.tsquery, *values, limit])


def labels_by_index(plan: Plan, labels: Iterable[str], most: int) -> dict[str, int]:
    """Count these labels in what fits, looking at so many of it at most."""
    checks, values = checks_of(plan)
    values += [most, [*labels, EVERY_ROW]]
    return counts(LABELS_BY_INDEX.format(checks=checks), [plan.tsquery, *values])


def start(plan: Plan) -> str:
    """Say where a walk begins."""
    return f"WHERE rank < {SPEECHES_BELOW}" if plan.condition.is_of_sources else ""


def walk_checks(plan: Plan) -> tuple[str, list[Any]]:
    """Return the checks of a walk, which has no lexemes to go by."""
    return checks_for(plan, plan.condition.groups, plan.words)


def checks_of(plan: Plan) -> tuple[str, list[Any]]:
    """Return what the lexemes leave open. A word of two characters is a lexeme."""
    return checks_for(plan, plan.common, [word for word in plan.words if len(word) != 2])


def checks_for(plan: Plan, groups: Iterable[frozenset[str]], words: Collection[str]) -> tuple[str, list[Any]]:
    """Return what every row is looked at for: labels, each word as written, validity."""
    sql, values = label_checks(groups)
    values += [f"%{like_escaped(word)}%" for word in words]
    values += ["".join(f"%{like_escaped(one)}" for one in word) + "%" for word in plan.spread]
    sql += "AND text LIKE %s " * len([*words, *plan.spread])
    if plan.condition.is_due:
        today = timezone.localdate()
        sql, values = f"{sql} AND {DUE}", [*values, today, today]
    return sql, values


def label_checks(groups: Iterable[frozenset[str]]) -> tuple[str, list[Any]]:
    """Return a check for each group; a long one is looked up by its hash, label by label."""
    sql, values = "", []
    for group in groups:
        is_short = len(group) <= SHORT_GROUP
        sql += "AND labels && %s::text[] " if is_short else ANY_LABEL
        values += [array(group)] * (1 if is_short else 2)
    return sql, values


def array(labels: Iterable[str]) -> str:
    """Return labels as PostgreSQL writes an array: adapting each by itself costs more. They hold no marks."""
    return "{" + ",".join(sorted(labels)) + "}"


def like_escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def run(sql: str, values: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Row(*row) for row in cursor.fetchall()]


def counts(sql: str, values: list[Any]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())
