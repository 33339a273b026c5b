"""Entries that read alike, in groups, each with what makes it different from the one it stands beside."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from speeches.accounts.models import RoleName, User
from speeches.manuscript.pieces import Piece, compare_texts

from .intake.fingerprints import grams, likeness
from .models import Entry, EntryPair
from .permissions import merge_refusal

# So many pairs are read, the most alike first: more groups than anybody settles in a sitting.
MOST_PAIRS = 500


class Beside(NamedTuple):
    """An entry beside the first of its group; the refusals say why it cannot be merged, "" where it can."""

    entry: Entry
    percent: int
    pieces: list[Piece]
    refusal: str
    reverse_refusal: str


class Group(NamedTuple):
    first: Entry
    others: list[Beside]


def pairs_of(user: User) -> QuerySet[EntryPair]:
    """Return the pairs of which a person curates both and neither is out of use."""
    offices = user.offices_as(RoleName.CURATOR)
    retired = Q(first__state=Entry.State.RETIRED) | Q(second__state=Entry.State.RETIRED)
    return EntryPair.objects.filter(first__office__in=offices, second__office__in=offices).exclude(retired)


def duplicate_groups(user: User, limit: int) -> list[list[Entry]]:
    """Return groups of entries that read alike, the most alike first; within each the oldest in use first."""
    pairs = pairs_of(user).filter(is_distinct=False).values_list("first", "second")[:MOST_PAIRS]
    groups = connected(pairs)[:limit]
    entries = Entry.objects.select_related("office").in_bulk([id_ for group in groups for id_ in group])
    return [sorted((entries[id_] for id_ in group), key=precedence) for group in groups]


def connected(pairs: Iterable[tuple[UUID, UUID]]) -> list[list[UUID]]:
    """Return what hangs together, in the order in which it first comes up."""
    group_of: dict[UUID, list[UUID]] = {}
    for first, second in pairs:
        one, other = group_of.setdefault(first, [first]), group_of.setdefault(second, [second])
        if one is not other:
            one += other
            group_of |= dict.fromkeys(other, one)
    return list({id(group): group for group in group_of.values()}.values())


def precedence(entry: Entry) -> tuple[bool, object, object]:
    return entry.state != Entry.State.ACTIVE, entry.created_at, entry.pk


def compared(user: User, group: list[Entry]) -> Group:
    """Return a group with the differences worked out."""
    first, *rest = group
    own = grams(first.text)
    others = [
        Beside(
            entry,
            int(100 * likeness(own, grams(entry.text))),
            compare_texts(first.text, entry.text),
            merge_refusal(user, entry, first),
            merge_refusal(user, first, entry),
        )
        for entry in rest
    ]
    return Group(first, others)


def kept_apart(user: User) -> list[tuple[Entry, list[Entry]]]:
    """Return the entries that were said to have a use of their own, each with what it is like."""
    beside: dict[Entry, list[Entry]] = defaultdict(list)
    pairs = pairs_of(user).filter(is_distinct=True).select_related("first", "second")
    for pair in pairs[:MOST_PAIRS]:
        beside[pair.first].append(pair.second)
    return list(beside.items())
