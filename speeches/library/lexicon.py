"""The library's expressions and confusables as the value that proofreading reads, kept while nothing changes.

A row is in the stamp as a whole, so that nobody who writes it has to tell us; a stamp takes about a
millisecond for a thousand rows, making the value a hundred times as long.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import BigIntegerField, Count, Model, QuerySet, Sum
from django.db.models.expressions import RawSQL

from speeches.accounts.models import Office
from speeches.manuscript.counts import QUOTES
from speeches.manuscript.setnames import SET_NAMES
from speeches.proofreading.lexicon import Lexicon

from .models import Confusable, Expression

Stamp = tuple[object, ...]
Row = TypeVar("Row", Expression, Confusable)
MOST_KEPT = 64
kept: OrderedDict[int, tuple[Stamp, Lexicon]] = OrderedDict()


def stamp_of(rows: QuerySet[Model]) -> Stamp:
    """Return what changes with any column of any of these rows."""
    table = rows.model._meta.db_table
    whole_row = RawSQL(f"hash_record_extended({table}, 0)", (), output_field=BigIntegerField())
    found = rows.order_by().aggregate(count=Count("pk"), hash=Sum(whole_row))
    return found["count"], found["hash"]


def lexicon_for(office: Office | int | None) -> Lexicon:
    """Return what an office goes by. Two short queries; two more when something has changed."""
    if office is None:
        return Lexicon()
    key = office.pk if isinstance(office, Office) else office
    expressions, confusables = Expression.objects.of_office(key), Confusable.objects.of_office(key)
    stamp = (stamp_of(expressions), stamp_of(confusables))
    if key not in kept or kept[key][0] != stamp:
        kept[key] = (
            stamp,
            Lexicon(
                tuple(row.value() for row in own_first(expressions, key)),
                tuple(row.value() for row in own_first(confusables, key)),
            ),
        )
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return kept[key][1]


def own_first(rows: Iterable[Row], office: int) -> list[Row]:
    """Return the rows in their order; where an office has its own of a wording, not that from above."""
    rows = list(rows)
    own = {told(row) for row in rows if row.office_id == office}
    return [row for row in rows if row.office_id == office or told(row) not in own]


def told(row: Row) -> tuple[str, str]:
    return (row.text, "") if isinstance(row, Expression) else (row.wrong, row.pattern)


def set_names_for(office: Office | int | None) -> frozenset[str]:
    """Return the names that hold a number and announce nothing, without their quotation marks. One query."""
    if office is None:
        return SET_NAMES
    rows = Expression.objects.of_office(office).filter(is_set_name=True).order_by()
    return SET_NAMES | {QUOTES.sub("", text) for text in rows.values_list("text", flat=True)}
