"""Talking about a comment: remarks, and telling those whom they concern."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from speeches.accounts.actions import log_action, notify_all
from speeches.accounts.models import NoticeKind, User
from speeches.accounts.permissions import refuse
from speeches.review.models import Comment, Mention, Remark

from .people import mentioned, reply_refusal, who_read

EMPTY = "还没有写回复。写一句再发。"


def remark_refusal(text: str) -> str:
    return "" if text.strip() else EMPTY


@transaction.atomic
def add_remark(comment: Comment, *, author: User, text: str) -> Remark:
    """Reply to a comment; whoever wrote in its thread is told, and whom it mentions. Raises NotAllowed."""
    refuse(reply_refusal(author, comment.draft) or remark_refusal(text))
    remark = Remark.objects.create(comment=comment, author=author, text=text.strip())
    readers = who_read(comment)
    named = note_mentions(comment, remark.text, readers, by=author)
    others = [one for one in takers_part(comment, readers) if one not in named]
    sentence = f"{author.name}回复《{comment.draft.title}》的批注：{remark.text}"
    notify_all(others, NoticeKind.MENTIONED, sentence, address_of(comment), by=author)
    log_action(author, "draft-reply-comment", comment.draft, comment=comment.pk)
    return remark


def note_mentions(comment: Comment, text: str, readers: Iterable[User], *, by: User) -> list[User]:
    """Keep and tell whom a text mentions. Part of a larger action."""
    named = mentioned(text, readers)
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person) for person in named], ignore_conflicts=True
    )
    sentence = f"{by.name}在《{comment.draft.title}》的批注里提到您：{text}"
    notify_all(named, NoticeKind.MENTIONED, sentence, address_of(comment), by=by)
    return named


def takers_part(comment: Comment, readers: Iterable[User]) -> list[User]:
    """Return who wrote or was mentioned in a thread, and who writes the draft, of those who read it."""
    keys = {comment.author_id, comment.draft.author_id}
    keys |= set(comment.remarks.values_list("author", flat=True))
    keys |= set(comment.mentions.values_list("person", flat=True))
    keys |= set(comment.draft.co_drafters.values_list("pk", flat=True))
    return [person for person in readers if person.pk in keys]


def address_of(comment: Comment) -> str:
    return f"{reverse('review-read', args=[comment.draft_id])}#comment-{comment.pk}"
