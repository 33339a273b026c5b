"""How many results each value of each filter would leave: exact below 200, else 200 for “200+”.

All values are counted in one pass. In a large library the pass goes over the first results only: what stands
there often enough is settled, the rest is asked for value by value.
"""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from .finding import CAP
from .labels import Condition
from .lexemes import all_of, quoted
from .planning import Plan, plan_for
from .query import Query
from .rows import LONGEST_WALK, Order, checks_of, labels_by_index, labels_by_walk, own_planning
from .statistics import frequencies

COUNT_EACH = """
SELECT asked.label, (SELECT count(*) FROM (
    SELECT 1 FROM library_searchrow
    WHERE library_bigrams(text, labels) @@ asked.tsquery::tsquery {checks} LIMIT {cap}
) fitting) FROM unnest(%s::text[], %s::text[]) asked(label, tsquery)"""


def count_values(
    query: Query,
    condition: Condition,
    chosen: Mapping[str, frozenset[str]],
    values: Mapping[str, Collection[str]],
) -> dict[str, int]:
    """Return a count for every label of `values` (filter name → its labels).

    `chosen` are those that the filters ask for; a filter's own values are counted without it, so that
    they say what changing one's mind would find.
    """
    with own_planning():
        return _count_values(query, condition, chosen, values)


def _count_values(
    query: Query,
    condition: Condition,
    chosen: Mapping[str, frozenset[str]],
    values: Mapping[str, Collection[str]],
) -> dict[str, int]:
    free = {name for name in values if name not in chosen}
    counts = count_labels(query, with_chosen(condition, chosen), [v for name in free for v in values[name]])
    for name in set(chosen) & set(values):
        others = {other: labels for other, labels in chosen.items() if other != name}
        counts |= count_labels(query, with_chosen(condition, others), list(values[name]))
    return counts


def with_chosen(condition: Condition, chosen: Mapping[str, frozenset[str]]) -> Condition:
    for labels in chosen.values():
        condition = condition.and_any(labels)
    return condition


def count_labels(query: Query, condition: Condition, labels: list[str]) -> dict[str, int]:
    if condition.is_void:
        return dict.fromkeys(labels, 0)
    known = frequencies()
    plan = plan_for(query, condition, known)
    if known.rows <= LONGEST_WALK or not (plan.walks or plan.asks_tier):
        seen = labels_by_index(plan)
        return {label: min(CAP, seen.get(label, 0)) for label in labels}
    seen = labels_by_walk(plan) if plan.walks else labels_by_index(plan, tier=Order.RELEVANCE.tier)
    settled = {label: CAP for label in labels if seen.get(label, 0) >= CAP}
    return settled | count_each(plan, [label for label in labels if label not in settled])


def count_each(plan: Plan, labels: Iterable[str]) -> dict[str, int]:
    labels = list(labels)
    checks, values = checks_of(plan)
    tsqueries = [all_of([plan.tsquery, quoted(label)]) for label in labels]
    with connection.cursor() as cursor:
        cursor.execute(COUNT_EACH.format(checks=checks, cap=CAP), [*values, labels, tsqueries])
        return dict(cursor.fetchall())
