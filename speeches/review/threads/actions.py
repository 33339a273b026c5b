"""Talking about a comment: remarks, taking them back, and telling those whom they concern."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.actions import log_action, notify_all, unsay
from speeches.accounts.models import NoticeKind, User
from speeches.accounts.permissions import refuse
from speeches.review.models import Comment, Mention, Remark

from .people import mentioned, reply_refusal, who_read
from .taking_back import put_back_refusal, take_back_refusal

LONGEST = 2000
EMPTY = "还没有写回复。写一句再发。"
TOO_LONG = f"回复最多 {LONGEST} 字，这里有 {{count}} 字。请精简，或分两次发。"
UNREADABLE = "回复里有不能保存的字符。请删去再发。"


def remark_refusal(text: str) -> str:
    if "\0" in text:
        return UNREADABLE
    if len(text) > LONGEST:
        return TOO_LONG.format(count=len(text))
    return "" if text.strip() else EMPTY


@transaction.atomic
def add_remark(comment: Comment, *, author: User, text: str) -> Remark:
    """Reply to a comment; whoever wrote in its thread is told, and whom it mentions. Raises NotAllowed."""
    refuse(reply_refusal(author, comment.draft) or remark_refusal(text))
    remark = Remark.objects.create(comment=comment, author=author, text=text.strip())
    tell_said(remark)
    log_action(author, "draft-reply-comment", comment.draft, comment=comment.pk)
    return remark


def tell_said(remark: Remark) -> None:
    comment, author = remark.comment, remark.author
    readers = who_read(comment)
    named = note_mentions(comment, remark.text, readers, by=author, once=once_of(remark))
    others = [one for one in takers_part(comment, readers) if one not in named]
    sentence = f"{author.name}回复《{comment.draft.title}》的批注：{remark.text}"
    notify_all(others, NoticeKind.MENTIONED, sentence, address_of(comment), by=author, once=once_of(remark))


@transaction.atomic
def withdraw_remark(remark: Remark, *, by: User) -> None:
    """Take a reply back: only its author still sees it; who has not read the notice reads it no more.

    Raises NotAllowed.
    """
    remark = locked(remark)
    refuse(take_back_refusal(by, remark))
    remark.withdrawn_at = timezone.now()
    remark.save(update_fields=["withdrawn_at"])
    unsay(once_of(remark))
    log_action(by, "draft-withdraw-reply", remark.comment.draft, comment=remark.comment_id)


@transaction.atomic
def put_remark_back(remark: Remark, *, by: User) -> None:
    """Undo that; who was not told is told now. Raises NotAllowed."""
    remark = locked(remark)
    refuse(put_back_refusal(by, remark))
    remark.withdrawn_at = None
    remark.save(update_fields=["withdrawn_at"])
    tell_said(remark)
    log_action(by, "draft-put-back-reply", remark.comment.draft, comment=remark.comment_id)


def locked(remark: Remark) -> Remark:
    # The row as it is now: the button may be pressed twice.
    rows = Remark.objects.select_for_update(of=("self",)).select_related("comment__draft__office", "author")
    return rows.get(pk=remark.pk)


def once_of(remark: Remark) -> str:
    return f"remark-{remark.pk}"


def note_mentions(
    comment: Comment, text: str, readers: Iterable[User], *, by: User, once: str = ""
) -> list[User]:
    """Keep and tell whom a text mentions. Part of a larger action."""
    named = mentioned(text, readers)
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person) for person in named], ignore_conflicts=True
    )
    sentence = f"{by.name}在《{comment.draft.title}》的批注里提到您：{text}"
    notify_all(named, NoticeKind.MENTIONED, sentence, address_of(comment), by=by, once=once)
    return named


def takers_part(comment: Comment, readers: Iterable[User]) -> list[User]:
    """Return who wrote or was mentioned in a thread, and who writes the draft, of those who read it."""
    keys = {comment.author_id, comment.draft.author_id}
    keys |= set(comment.remarks.standing().values_list("author", flat=True))
    keys |= set(comment.mentions.values_list("person", flat=True))
    keys |= set(comment.draft.co_drafters.values_list("pk", flat=True))
    return [person for person in readers if person.pk in keys]


def address_of(comment: Comment) -> str:
    return f"{reverse('review-read', args=[comment.draft_id])}#comment-{comment.pk}"
