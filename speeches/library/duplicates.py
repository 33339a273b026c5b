"""Entries that say the same. Equal texts for now; near ones need the band table of the intake."""

from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import MD5

from speeches.accounts.models import User

from .models import Entry


def duplicate_groups(user: User, limit: int) -> list[list[Entry]]:
    """Return groups of entries in use or waiting with the same text, each group oldest first."""
    live = Entry.objects.curated_by(user).exclude(state=Entry.State.RETIRED).annotate(digest=MD5("text"))
    groups = live.order_by().values("digest").annotate(n=Count("pk"), first=Min("created_at")).filter(n__gt=1)
    digests = list(groups.order_by("first").values_list("digest", flat=True)[:limit])
    found: dict[Any, list[Entry]] = {digest: [] for digest in digests}
    for entry in live.filter(digest__in=digests).order_by("created_at", "pk"):
        found[entry.digest].append(entry)
    return list(found.values())
