"""Choosing another entry: what takes a retired one's place, what takes a proposal in."""

from typing import Any

from django.db.models import QuerySet
from rapidfuzz import fuzz

from speeches.accounts.models import User

from .models import Entry

SHOWN = 8
# Comparing texts costs some 20 µs a pair.
COMPARED = 400


def choosable(user: User, entry: Entry) -> QuerySet[Entry]:
    """Return what may be chosen: in use, kept by an office that this person curates."""
    return Entry.objects.curated_by(user).active().exclude(pk=entry.pk).select_related("office")


def choice_context(user: User, entry: Entry, query: str) -> dict[str, Any]:
    """Return the entries found, or without a query those most like this one."""
    found = choosable(user, entry)
    if query.strip():
        choices = list(found.search(query)[:SHOWN])
    else:
        alike = found.filter(kind=entry.kind)[:COMPARED]
        choices = sorted(alike, key=lambda other: -fuzz.ratio(entry.text, other.text))[:SHOWN]
    return {"entry": entry, "choices": choices, "q": query.strip()}
