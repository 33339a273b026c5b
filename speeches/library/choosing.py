"""Choosing another entry: what takes a retired one's place, what takes a proposal in."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rapidfuzz import fuzz

from speeches.accounts.models import RoleName, User

from .models import Entry
from .near import fingerprinted, near_entries
from .search.alike import find_alike
from .search.labels import IN_USE, Condition, label_of

SHOWN = 8
# Read for the final order; the search has looked through all.
LIKELY = 60
# Where few are alike, the newest of the kind are there to choose from too.
LEAST_ALIKE = 0.4


def choosable(user: User, entry: Entry) -> QuerySet[Entry]:
    """Return what may be chosen: in use, kept by an office that this person curates."""
    return Entry.objects.curated_by(user).active().exclude(pk=entry.pk).select_related("office")


def choice_context(user: User, entry: Entry, query: str) -> dict[str, Any]:
    """Return the entries found, or without a query those most like this one."""
    found = choosable(user, entry)
    choices = list(found.search(query)[:SHOWN]) if query.strip() else most_alike(user, entry, found)
    return {"entry": entry, "choices": choices, "q": query.strip()}


def most_alike(user: User, entry: Entry, choosable: QuerySet[Entry]) -> list[Entry]:
    """Return the entries of the same kind that read most like one, whatever the size of the library."""
    same_kind = choosable.filter(kind=entry.kind)
    likely = {found.pk: found for found in same_kind.filter(pk__in=likely_ids(user, entry))}
    if len(likely) < SHOWN:
        likely |= {found.pk: found for found in same_kind[: SHOWN - len(likely)]}
    return sorted(likely.values(), key=lambda other: -fuzz.ratio(entry.text, other.text))[:SHOWN]


def likely_ids(user: User, entry: Entry) -> set[UUID]:
    """Return what shares bands, or rare pairs of characters, with an entry."""
    (near,) = near_entries(fingerprinted([entry.text]), LEAST_ALIKE)
    offices = frozenset(label_of("office", pk) for pk in user.offices_as(RoleName.CURATOR))
    kind = frozenset({label_of("kind", entry.kind)})
    alike = find_alike(entry.text, Condition((offices, kind, IN_USE), is_due=True), LIKELY)
    return {each.id for each in near} | {found.row.id for found in alike}
