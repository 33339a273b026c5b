"""Material in use that should perhaps not be (该看一看的素材): each entry once, with all its reasons."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When
from django.utils import timezone

from speeches.accounts.models import User
from speeches.manuscript.punctuation import quoted

from .details import curated_office
from .models import Entry, EntryUse
from .outdated import by_form, finder_for

UNUSED_FOR = timedelta(days=365)
SOURCE_YEARS = 5
YEARS = (3, 5, 8)
SHOWN = 10
MOST_SHOWN = 20
# Of the list of all, by the page.
PAGE_SIZE = 40
NAMES = {"expired": "有效期已过", "old": "出处早于 {years} 年", "unused": "一年没有人用"}


class Stale(NamedTuple):
    """An entry with the reasons why it wants looking at."""

    entry: Entry
    reasons: list[str]


class Worded(NamedTuple):
    """One outdated form, with the first of the entries that hold it."""

    reason: str
    count: int
    entries: list[Entry]


def asked_years(data: Mapping[str, str]) -> int:
    """Return how old a source may be, as the address says."""
    asked = data.get("years", "")
    return int(asked) if asked in map(str, YEARS) else SOURCE_YEARS


def conditions(years: int) -> dict[str, Q]:
    """Return what makes an entry stale, by the name of the reason in the address."""
    today, since = timezone.localdate(), timezone.now() - UNUSED_FOR
    # What somebody looked at within the year is asked about no more, but what has expired has.
    unseen = Q(checked_on=None) | Q(checked_on__lt=timezone.localdate(since))
    lately = EntryUse.objects.filter(at__gte=since).order_by().values("entry")
    return {
        "expired": Q(valid_until__lt=today),
        "old": Q(source_on__lt=years_before(today, years)) & unseen,
        "unused": Q(created_at__lt=since) & ~Q(pk__in=lately) & unseen,
    }


def in_use_of(user: User) -> QuerySet[Entry]:
    return Entry.objects.curated_by(user).filter(state=Entry.State.ACTIVE)


def stale_rows(user: User, years: int) -> QuerySet[Entry]:
    """Return what is stale with a flag for each reason; most reasons first, then the oldest."""
    flags = {f"has_{name}": flag(condition) for name, condition in conditions(years).items()}
    rows = in_use_of(user).annotate(**flags).annotate(weight=sum((F(name) for name in flags), Value(0)))
    oldest = F("source_on").asc(nulls_last=True)
    return rows.filter(weight__gt=0).order_by("-weight", oldest, "updated_at", "pk")


def narrowed(rows: QuerySet[Entry], reason: str) -> QuerySet[Entry]:
    return rows.filter(**{f"has_{reason}": 1}) if reason in NAMES else rows


def choices_context(rows: QuerySet[Entry], years: int, reason: str) -> dict[str, Any]:
    """Return what the filter of reasons and years shows."""
    each = {name: Count("pk", Q(**{f"has_{name}": 1})) for name in NAMES}
    counts = rows.order_by().aggregate(all=Count("pk"), **each)
    return {
        "stale_count": counts["all"],
        "found_count": counts.get(reason, counts["all"]),
        "reasons": [(name, label.format(years=years), counts[name]) for name, label in NAMES.items()],
        "reason": reason if reason in NAMES else "",
        "years": years,
        "year_choices": YEARS,
    }


def stale_context(user: User, years: int, reason: str) -> dict[str, Any]:
    """`reason` narrows to one of them."""
    rows = stale_rows(user, years)
    shown = list(narrowed(rows, reason)[:MOST_SHOWN])
    return {"stale": with_reasons(user, shown, years), **choices_context(rows, years, reason)}


def stale_list_context(user: User, years: int, reason: str, page: str) -> dict[str, Any]:
    """All of it, page by page."""
    rows = stale_rows(user, years)
    found = Paginator(narrowed(rows, reason), PAGE_SIZE).get_page(page)
    return {
        "page": found,
        "stale": with_reasons(user, list(found), years),
        "query": f"years={years}&reason={reason if reason in NAMES else ''}&",
        **choices_context(rows, years, reason),
    }


def flag(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def with_reasons(user: User, entries: list[Entry], years: int) -> list[Stale]:
    names = {name: label.format(years=years) for name, label in NAMES.items()}
    uses = EntryUse.objects.filter(entry__in=entries).order_by().values("entry")
    last = dict(uses.annotate(last=Max("at")).values_list("entry", "last"))
    finder = finder_for(curated_office(user))
    return [
        Stale(
            entry,
            [
                *([f"{names['expired']}（{entry.valid_until}）"] if entry.has_expired else []),
                *([f"{names['old']}（{entry.source_on}）"] if entry.has_old else []),
                *([f"{names['unused']}（{last_use(last.get(entry.pk))}）"] if entry.has_unused else []),
                *(f"含过时提法{quoted(form.form)}" for form in finder.find(f"{entry.title}\n{entry.text}")),
            ],
        )
        for entry in entries
    ]


def last_use(at: datetime | None) -> str:
    return f"最近 {timezone.localtime(at):%Y-%m-%d}" if at else "从没用过"


def years_before(day: date, years: int) -> date:
    """29 February has no like in most years: the day before it does."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def wording_context(user: User) -> dict[str, Any]:
    """Reads all the material there is: asked for by itself, once the desk is there."""
    return {"stale": stale_wording(user)}


def stale_wording(user: User) -> list[Worded]:
    """Return what is in use and holds wording that is out of date, by wording, the most frequent first."""
    rows = in_use_of(user).order_by("pk").values_list("pk", "title", "text")
    texts = ((pk, f"{title}\n{text}") for pk, title, text in rows.iterator())
    found = sorted(by_form(texts, curated_office(user)).items(), key=lambda item: -len(item[1]))
    shown = {pk for _, keys in found for pk in keys[:SHOWN]}
    entries = Entry.objects.defer("content", "text").in_bulk(shown)
    return [
        Worded(f"含过时提法：{form}", len(keys), [entries[key] for key in keys[:SHOWN]])
        for form, keys in found
    ]
