"""What the settlement shows: page, partial and file share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import is_writer
from speeches.manuscript.value import Manuscript
from speeches.review.anchors import find_anchor
from speeches.review.models import Comment
from speeches.review.permissions import record_refusal
from speeches.review.queries import comments_of
from speeches.review.reading import Note, notes
from speeches.review.states import ANSWER_CHOICES, CommentState

from .differences import Change, changes_since
from .items import Item, Status, choices_of, item_of

LAST = 1_000_000
FILTERS = ("state", "person", "source")


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    left_to_leader: int
    total: int


def settlement_context(draft: Draft, user: User, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the opinions on a draft that somebody may see, filtered. Constant queries."""
    items = items_of(draft, user)
    chosen = {name: asked.get(name, "") for name in FILTERS}
    return {
        "draft": draft,
        "items": [item for item in items if fits(item, chosen)],
        "progress": progress_of(items),
        "chosen": chosen,
        "states": Status.choices,
        "people": choices_of((item.who_value, item.who) for item in items),
        "sources": choices_of((item.source_value, item.source) for item in items),
        "outcomes": ANSWER_CHOICES,
        # Who reads what was sent out, while it is being mended, cannot tell what has changed.
        "sees_now": is_writer(user, draft) or not draft.is_editable,
        "place_address": place_address(draft, user),
        "locked": is_writer(user, draft) and not draft.is_editable,
        "can_answer": draft.is_editable and is_writer(user, draft),
        "record_refusal": record_refusal(user, draft),
    }


def place_address(draft: Draft, user: User) -> str:
    """Return the address that leads, with a paragraph's key behind it, to that paragraph."""
    if is_writer(user, draft) or not draft.rounds.exists():
        return f"{draft.get_absolute_url()}#"
    return f"{reverse('review-read', args=[draft.pk])}#at-"


def item_context(draft: Draft, user: User, comment_id: int) -> dict[str, Any]:
    """Return one opinion of the settlement, and how far the whole has come."""
    context = settlement_context(draft, user, {})
    item = next((one for one in context["items"] if one.comment.pk == comment_id), None)
    return {**context, "item": item}


def items_of(draft: Draft, user: User) -> list[Item]:
    """Return all opinions, round by round, in reading order. What was taken back is none, nor is praise."""
    return items_from(draft, user, comments_of(draft, user))


def items_from(draft: Draft, user: User, comments: Iterable[Comment]) -> list[Item]:
    now = text_shown_to(draft, user)
    kept = [one for one in comments if one.state not in (CommentState.WITHDRAWN, CommentState.PRAISED)]
    changes = changes_of(draft, kept, now)
    # By where it stood when it was given: the numbers stay, whatever becomes of the text.
    placed = sorted(notes(now, kept), key=lambda note: (given_at(note.comment), *stood_at(note, changes)))
    return [item_of(number, note, change_of(note, changes)) for number, note in enumerate(placed, 1)]


def given_at(comment: Comment) -> Any:
    """Return when the round or consultation began in which an opinion was given; before all, never."""
    asked = comment.participant.consultation if comment.participant else comment.round
    return asked.at.timestamp() if asked else 0


def text_shown_to(draft: Draft, user: User) -> Manuscript:
    """Return the text as it stands; who does not write it sees of it what was sent out last."""
    if draft.given or is_writer(user, draft):
        return draft.manuscript()
    latest = draft.rounds.select_related("revision").first()
    return latest.revision.manuscript() if latest else draft.manuscript()


def revision_of(comment: Comment) -> int | None:
    """Return the id of the version that an opinion was given on."""
    asked = comment.participant.consultation if comment.participant else comment.round
    return asked.revision_id if asked and comment.key else None


def changes_of(draft: Draft, comments: Iterable[Comment], now: Manuscript) -> dict[int, dict[str, Change]]:
    """Return what became of the paragraphs since each version that opinions were given on. One query."""
    revisions: QuerySet[Revision] = draft.shown_revisions().filter(
        pk__in=set(map(revision_of, comments)) - {None}
    )
    return {one.pk: changes_since(one.number, one.manuscript(), now) for one in revisions}


def change_of(note: Note, changes: Mapping[int, Mapping[str, Change]]) -> Change | None:
    return changes.get(revision_of(note.comment) or 0, {}).get(note.comment.key)


def stood_at(note: Note, changes: Mapping[int, Mapping[str, Change]]) -> tuple[int, int, int]:
    """Return the paragraph and the character that an opinion was on; those on all come last."""
    change, comment = change_of(note, changes), note.comment
    if change is None:
        return (note.order, 0, comment.pk) if comment.key else (LAST, 0, comment.pk)
    span = find_anchor(change.before.paragraph.text, comment.anchor)
    return change.before.index, span[0] if span else 0, comment.pk


def fits(item: Item, chosen: Mapping[str, str]) -> bool:
    there = {"state": item.status, "person": item.who_value, "source": item.source_value}
    return all(not value or there[name] == value for name, value in chosen.items())


def progress_of(items: list[Item]) -> Progress:
    left = sum(item.status is Status.REFERRED for item in items)
    return Progress(sum(item.is_done for item in items), left, len(items))
