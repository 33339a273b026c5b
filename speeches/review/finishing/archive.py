"""The archive (归档): what was spoken, by year, found by its words."""

from datetime import date

from django.db.models import DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from speeches.accounts.models import User
from speeches.drafting.models import Draft, DraftParagraph
from speeches.review.models import Final


def archived(user: User) -> QuerySet[Draft]:
    """Return the archived speeches that this person may see, the last spoken first; `day` is when.

    A speech without a date is taken for the day of its final text.
    """
    newest = Final.objects.filter(draft=OuterRef("pk")).order_by("-number").values(day=TruncDate("at"))[:1]
    drafts = Draft.objects.visible_to(user).filter(state=Draft.State.ARCHIVED)
    day = Coalesce("spoken_on", Subquery(newest), output_field=DateField())
    return drafts.annotate(day=day).order_by("-day", "-pk")


def years_of(drafts: QuerySet[Draft]) -> list[int]:
    days: QuerySet[Draft, date] = drafts.order_by().values_list("day", flat=True)
    return sorted({day.year for day in days if day}, reverse=True)


def narrowed(drafts: QuerySet[Draft], query: str, year: int | None) -> QuerySet[Draft]:
    """Keep those in which every word of the query stands, in the title block, the facts or the text."""
    if year:
        drafts = drafts.filter(day__year=year)
    for word in query.split():
        drafts = drafts.filter(says(word))
    return drafts


def says(word: str) -> Q:
    text = DraftParagraph.objects.live().filter(draft=OuterRef("pk"), text__icontains=word)
    titled = Draft.objects.titled(word).values("pk")
    return Q(meeting__icontains=word) | Q(speaker__icontains=word) | Q(pk__in=titled) | Q(Exists(text))


def with_finals(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    finals = Prefetch("finals", Final.objects.listed())
    return drafts.select_related("office", "author", "occasion").prefetch_related(finals)
