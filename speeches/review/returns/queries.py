"""What the pages of the round trip are made from."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from speeches.accounts.models import User
from speeches.docx.reported import ReturnedChange
from speeches.drafting.models import Draft
from speeches.review.models import ReturnedCopy, ReturnedItem
from speeches.review.models.returned import ItemOutcome
from speeches.review.reading import Note, notes


def copies_of(user: User) -> QuerySet[ReturnedCopy]:
    """Return the files of the drafts that somebody writes, and their own whose draft is not known yet."""
    drafts = Draft.objects.written_by(user)
    copies = ReturnedCopy.objects.filter(Q(draft__in=drafts) | Q(draft=None, user=user))
    return copies.select_related("draft", "user", "base").defer("data", "base__content")


def visible_copy(request: HttpRequest, copy_id: str) -> ReturnedCopy:
    return get_object_or_404(copies_of(request.user), pk=copy_id)


def sent_notes(draft: Draft) -> list[Note]:
    """Return all comments that may stand in a copy, whoever had it, and whatever became of them since."""
    answers, remarks = (f"{name}__author" for name in ("answers", "remarks"))
    people = ("author", "participant__consultation", "recorded_by", "suggestion")
    comments = draft.comments.select_related(*people).prefetch_related(answers, remarks)
    return notes(draft.manuscript(), comments)


def done_before(copy: ReturnedCopy) -> dict[str, ReturnedItem]:
    """Return by fingerprint what was settled in another file of the same draft already."""
    items = ReturnedItem.objects.filter(copy__draft=copy.draft).exclude(copy=copy)
    settled = items.exclude(outcome=ItemOutcome.OPEN).filter(fingerprint__in=copy.items.values("fingerprint"))
    return {item.fingerprint: item for item in settled.select_related("copy")}


def changes_of(copy: ReturnedCopy) -> dict[int, ReturnedChange]:
    """Return the changes of a file by the numbers of their items, in the order of the text."""
    items = copy.items.filter(kind=ReturnedItem.Kind.CHANGE)
    return {item.pk: ReturnedChange.from_json(item.data) for item in items}
