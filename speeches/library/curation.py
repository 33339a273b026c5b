"""The curator's desk (素材管理): what waits, what is out of date, what is missing."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet

from speeches.accounts.models import User

from .models import Entry, EntryUse, Theme
from .models.entry import Function
from .staleness import stale_context

WAITING = 50
SHOWN = 10
# Below these counts a cell of the picture is darker: nothing at all, one, a few.
SHADES = ((0, "none"), (1, "few"), (3, "some"))


class Cell(NamedTuple):
    """Material for one function under one theme."""

    theme: Theme
    function: str
    count: int

    @property
    def shade(self) -> str:
        return next((name for most, name in SHADES if self.count <= most), "enough")


def desk_context(user: User, years: int, reason: str) -> dict[str, Any]:
    pending = Entry.objects.curated_by(user).filter(state=Entry.State.PENDING)
    return {
        "queue": pending.select_related("proposed_by", "office").order_by("proposed_at", "pk")[:WAITING],
        "queue_count": pending.count(),
        "unfinished": unfinished(user),
        **stale_context(user, years, reason),
        "changed_originals": changed_originals(user),
        "most_used": most_used(user),
    }


def gaps_context(user: User) -> dict[str, Any]:
    """Counts all the material there is: asked for by itself, once the desk is there."""
    return {"functions": Function.values, "gaps": gaps(user)}


def unfinished(user: User) -> QuerySet[Entry]:
    """Return the curators' own 草稿; what was declined is its proposer's."""
    drafts = Entry.objects.curated_by(user).filter(state=Entry.State.DRAFT)
    return drafts.filter(Q(proposed_by=None) | Q(proposed_by=user)).order_by("-updated_at")[:SHOWN]


def changed_originals(user: User) -> QuerySet[Entry]:
    """Return copies whose original has a version nobody here has looked at."""
    copies = Entry.objects.curated_by(user).exclude(state=Entry.State.RETIRED)
    published = copies.filter(copied_from__in=Entry.objects.visible_to(user))
    changed = published.exclude(copied_from__version=F("copied_version"))
    return changed.select_related("copied_from__office")[:SHOWN]


def most_used(user: User) -> list[Entry]:
    """Return the entries used most, with `use_count` and `last_used_at`."""
    uses = EntryUse.objects.filter(entry__in=Entry.objects.curated_by(user)).order_by().values("entry")
    counted = uses.annotate(n=Count("pk"), last=Max("at")).order_by("-n", "entry")[:SHOWN]
    entries = Entry.objects.defer("content", "text").in_bulk([row["entry"] for row in counted])
    found = []
    for row in counted:
        entry = entries[row["entry"]]
        entry.use_count, entry.last_used_at = row["n"], row["last"]
        found.append(entry)
    return found


def gaps(user: User) -> list[tuple[Theme, list[Cell]]]:
    """Return for every theme its cells, one a function: how much there is to choose from. Two queries."""
    material = Entry.objects.visible_to(user).active().exclude(themes=None).order_by()
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for theme, function, count in material.values_list("themes", "function").annotate(n=Count("pk")):
        counts[theme, function] = count
    return [
        (theme, [Cell(theme, function, counts[theme.pk, function]) for function in Function.values])
        for theme in Theme.objects.all()
    ]
