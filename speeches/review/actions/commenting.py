"""Comments (批注): made, taken back, answered (答复并办结), raised again."""

from django.db import transaction

from speeches.accounts.actions import log_action, unsay
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.manuscript.numbering import markers
from speeches.manuscript.value import Manuscript
from speeches.review.anchors import Anchor, anchor_at
from speeches.review.models import Answer, Comment, Suggestion
from speeches.review.notices import tell_answered, tell_reopened
from speeches.review.permissions import (
    answer_refusal,
    comment_step_refusal,
    decide_refusal,
    explanation_refusal,
    own_comment_refusal,
    reopen_comment_refusal,
)
from speeches.review.queries import open_step
from speeches.review.states import COMMENT_TRANSITIONS, CommentState, CommentVerb, Outcome
from speeches.review.threads.actions import note_mentions
from speeches.review.threads.people import has_sign, who_read

WAS_IN = 60


@transaction.atomic
def add_comment(
    draft: Draft,
    *,
    author: User,
    text: str,
    key: str = "",
    start: int = 0,
    quote: str = "",
    is_praise: bool = False,
) -> Comment:
    """Comment on words of the submitted revision, on a paragraph of it, or (no key) on all.

    Raises NotAllowed. Words that do not stand there are left out: the comment is on the paragraph then.
    Praise (好) is no opinion that anybody has to settle.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(decide_refusal(author, draft))
    review = open_step(draft).round
    comment = Comment(draft=draft, round=review, author=author, text=text, is_praise=is_praise)
    comment.state = CommentState.PRAISED if is_praise else CommentState.OPEN
    place(comment, review.revision.manuscript(), key, start, quote)
    comment.save()
    if has_sign(text):
        tell_mentioned(comment)
    log_action(author, "draft-comment", draft, round=review.number, comment=comment.pk)
    return comment


def tell_mentioned(comment: Comment) -> None:
    once = once_of(comment)
    note_mentions(comment, comment.text, who_read(comment), by=comment.author, once=once)


def once_of(comment: Comment) -> str:
    return f"comment-{comment.pk}"


def place(comment: Comment, manuscript: Manuscript, key: str, start: int, quote: str) -> None:
    marks = markers(manuscript.paragraphs)
    pairs = zip(marks, manuscript.paragraphs, strict=True)
    mark, paragraph = next(((m, p) for m, p in pairs if p.key == key), ("", None))
    if paragraph is None:
        return
    comment.key, comment.was_in = key, (mark + paragraph.text)[:WAS_IN]
    try:
        anchor = anchor_at(paragraph.text, start, quote)
    except ValueError:
        return
    keep_anchor(comment, anchor)


def keep_anchor(comment: Comment, anchor: Anchor) -> None:
    for name in Anchor.__slots__:
        setattr(comment, name, getattr(anchor, name))


def hold(comment: Comment) -> None:
    """Hold the draft and the comment as they are now: nobody sends out or settles meanwhile."""
    comment.draft = Draft.objects.select_for_update().get(pk=comment.draft_id)
    comment.refresh_from_db(fields=["state", "text"])


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> None:
    hold(comment)
    refuse(own_comment_refusal(by, comment, CommentVerb.WITHDRAW))
    step_to(comment, CommentVerb.WITHDRAW, by)
    unsay(once_of(comment))


@transaction.atomic
def put_comment_back(comment: Comment, *, by: User) -> None:
    hold(comment)
    verb = CommentVerb.PRAISE if comment.is_praise else CommentVerb.PUT_BACK
    refuse(own_comment_refusal(by, comment, verb))
    step_to(comment, verb, by)
    if has_sign(comment.text):
        tell_mentioned(comment)


@transaction.atomic
def answer_comment(comment: Comment, *, by: User, outcome: Outcome, text: str = "") -> Answer:
    """Say what became of an opinion; it is settled then, or left to its leader. Raises NotAllowed."""
    hold(comment)
    refuse(answer_refusal(by, comment) or explanation_refusal(outcome, text))
    answer = Answer.objects.create(comment=comment, author=by, outcome=outcome, text=text.strip())
    step_to(
        comment, CommentVerb.REFER if is_left(comment, outcome) else CommentVerb.ANSWER, by, outcome=outcome
    )
    tell_answered(comment, by=by)
    return answer


def is_left(comment: Comment, outcome: Outcome) -> bool:
    return outcome == Outcome.KEPT and not comment.is_unowned


@transaction.atomic
def reopen_comment(comment: Comment, *, by: User) -> None:
    hold(comment)
    refuse(reopen_comment_refusal(by, comment))
    # What was written instead of a suggestion settles it no more.
    Suggestion.objects.filter(comment=comment).update(became=None)
    step_to(comment, CommentVerb.REOPEN, by)
    tell_reopened(comment, by=by)


def step_to(comment: Comment, verb: CommentVerb, by: User, **detail: str) -> None:
    # The row as it is now: two people may answer at the same moment.
    stored = Comment.objects.select_for_update().get(pk=comment.pk)
    refuse(comment_step_refusal(stored, verb))
    comment.state = COMMENT_TRANSITIONS[CommentState(stored.state), verb]
    comment.save(update_fields=["state"])
    log_action(by, f"draft-{verb}-comment", comment.draft, comment=comment.pk, **detail)
