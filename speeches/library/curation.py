"""The curator's desk (素材管理): what waits, what is out of date, what is missing."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from speeches.accounts.models import User

from .details import curated_office
from .models import Entry, EntryUse, Theme
from .models.entry import Function
from .outdated import by_form

WAITING = 50
SHOWN = 10
UNUSED_FOR = timedelta(days=365)
SOURCE_YEARS = 5
YEARS = (3, 5, 8)
# Below these counts a cell of the picture is darker: nothing at all, one, a few.
SHADES = ((0, "none"), (1, "few"), (3, "some"))


class Stale(NamedTuple):
    """One reason why entries want looking at, with the first of them."""

    reason: str
    count: int
    entries: list[Entry]


class Cell(NamedTuple):
    """Material for one function under one theme."""

    theme: Theme
    function: str
    count: int

    @property
    def shade(self) -> str:
        return next((name for most, name in SHADES if self.count <= most), "enough")


def desk_context(user: User, years: int = SOURCE_YEARS) -> dict[str, Any]:
    pending = Entry.objects.curated_by(user).filter(state=Entry.State.PENDING)
    return {
        "queue": pending.select_related("proposed_by", "office").order_by("proposed_at", "pk")[:WAITING],
        "queue_count": pending.count(),
        "unfinished": unfinished(user),
        "stale": stale(user, years),
        "years": years,
        "year_choices": YEARS,
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


def stale(user: User, years: int) -> list[Stale]:
    """Return what is in use and should perhaps not be, by reason."""
    today = timezone.localdate()
    since = timezone.now() - UNUSED_FOR
    in_use = Entry.objects.curated_by(user).filter(state=Entry.State.ACTIVE)
    lately = EntryUse.objects.filter(at__gte=since).values("entry")
    unused = in_use.filter(created_at__lt=since).exclude(pk__in=lately)
    old = in_use.filter(source_on__lt=years_before(today, years))
    found = (
        ("有效期已过", in_use.filter(valid_until__lt=today).order_by("valid_until")),
        (f"出处早于 {years} 年", old.order_by("source_on")),
        ("一年没有人用", unused.order_by("updated_at")),
    )
    return [Stale(reason, entries.count(), list(entries[:SHOWN])) for reason, entries in found]


def wording_context(user: User) -> dict[str, Any]:
    """Reads all the material there is: asked for by itself, once the desk is there."""
    return {"stale": stale_wording(user)}


def stale_wording(user: User) -> list[Stale]:
    """Return what is in use and holds wording that is out of date, by wording, the most frequent first."""
    in_use = Entry.objects.curated_by(user).filter(state=Entry.State.ACTIVE).order_by("pk")
    texts = (
        (pk, f"{title}\n{text}") for pk, title, text in in_use.values_list("pk", "title", "text").iterator()
    )
    found = sorted(by_form(texts, curated_office(user)).items(), key=lambda item: -len(item[1]))
    shown = {pk for _, keys in found for pk in keys[:SHOWN]}
    entries = Entry.objects.defer("content", "text").in_bulk(shown)
    return [
        Stale(f"含过时提法：{form}", len(keys), [entries[key] for key in keys[:SHOWN]])
        for form, keys in found
    ]


def years_before(day: date, years: int) -> date:
    """29 February has no like in most years: the day before it does."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


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
