"""How many results each value of each filter would leave: exact below 200, else 200 for “200+”.

Few results are looked at one by one. Of many a random part is (rows bear the label of the sample they are
in): what stands there so often that the whole cannot have less than 200 is settled; the rest is asked for,
value by value.
"""

import math
from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from .finding import CAP
from .labels import Condition
from .lexemes import all_of, quoted
from .planning import Plan, plan_for
from .query import Query
from .rows import EVERY_ROW, checks_of, labels_by_index, own_planning
from .statistics import frequencies

# Some twenty milliseconds.
LOOKED_AT = 4_000
# Where there is more than expected, it ends here.
MOST_LOOKED_AT = 3 * LOOKED_AT
# To ask for one value takes as long as to look at so many of all rows.
LIKE_A_QUERY = 1 / 1_000
# One row in so many bears the label (`library_sample` in the migration).
SAMPLES = (4, 16, 64, 256)
# So many standard deviations above what 200 leave in a sample: of a hundred million counts one is wrong.
CERTAIN = 6

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
    if plan.expected <= LOOKED_AT and (counts := counted_together(plan, labels)):
        return counts
    part = next((part for part in SAMPLES if plan.expected <= part * LOOKED_AT), SAMPLES[-1])
    sample = plan_for(query, condition.and_any(frozenset({f"Z{part}"})), known)
    seen = labels_by_index(sample, labels, MOST_LOOKED_AT)
    settled = {label: CAP for label in labels if seen.get(label, 0) >= telling(part)}
    likely = part * seen.get(EVERY_ROW, 0)
    rest = [label for label in labels if label not in settled]
    is_together = likely <= min(len(rest) * LIKE_A_QUERY * known.rows, MOST_LOOKED_AT)
    return settled | counted(plan, rest, is_together=is_together)


def counted(plan: Plan, labels: list[str], *, is_together: bool) -> dict[str, int]:
    """Count exactly."""
    if not labels:
        return {}
    return (counted_together(plan, labels) if is_together else {}) or counted_each(plan, labels)


def telling(part: int) -> float:
    """Return what a sample must hold of a label for all to hold 200. Of 200 it would hold 200 / part."""
    return CAP / part + CERTAIN * (math.sqrt(CAP / part) + 1)


def counted_together(plan: Plan, labels: Collection[str]) -> dict[str, int]:
    """Look at all that fits; nothing is returned where there is more than expected."""
    seen = labels_by_index(plan, labels, MOST_LOOKED_AT)
    if seen.get(EVERY_ROW, 0) == MOST_LOOKED_AT:
        return {}
    return {label: min(CAP, seen.get(label, 0)) for label in labels}


def counted_each(plan: Plan, labels: Iterable[str]) -> dict[str, int]:
    labels = list(labels)
    checks, values = checks_of(plan)
    tsqueries = [all_of([plan.tsquery, quoted(label)]) for label in labels]
    with connection.cursor() as cursor:
        cursor.execute(COUNT_EACH.format(checks=checks, cap=CAP), [*values, labels, tsqueries])
        return dict(cursor.fetchall())
