"""Opinions from paper or telephone, entered in somebody's name (代录)."""

from datetime import date

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.manuscript.value import Manuscript
from speeches.review.models import Comment, Round
from speeches.review.permissions import disown_refusal, record_refusal, recorded_for_refusal
from speeches.review.states import Channel, CommentVerb, RoundState

from .commenting import hold, place, step_to


@transaction.atomic
def record_opinion(
    draft: Draft,
    *,
    by: User,
    leader: User | None,
    text: str,
    channel: Channel,
    said_on: date | None = None,
    key: str = "",
    quote: str = "",
    start: int = 0,
    given: Manuscript | None = None,
    outside_name: str = "",
) -> Comment:
    """Enter what a leader said, on a paragraph of the text they saw last, or (no key) on all of it.

    Who has no account (`leader` None) is told by `outside_name`. Words given in `quote` are marked where the
    paragraph holds them, the first time from `start` on. `given` is the text that was read, where that is
    another one. Raises NotAllowed.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(record_refusal(by, draft) or recorded_for_refusal(draft, leader))
    manuscript = given or text_given(draft)
    comment = Comment(draft=draft, round=round_given(draft), author=leader or by, recorded_by=by)
    comment.text, comment.channel, comment.said_on = text.strip(), channel, said_on
    comment.outside_name = "" if leader else outside_name.strip()
    text_of = {one.key: one.text for one in manuscript.paragraphs}
    place(comment, manuscript, key, max(0, text_of.get(key, "").find(quote, start)), quote)
    comment.save()
    log_action(by, "draft-record-opinion", draft, comment=comment.pk, person=comment.said_by, channel=channel)
    return comment


def round_given(draft: Draft) -> Round | None:
    """Return the round whose paper people have: the last that was not taken back."""
    return draft.rounds.exclude(state=RoundState.RECALLED).first()


def text_given(draft: Draft) -> Manuscript:
    """Return the text that opinions from paper are about."""
    review = round_given(draft)
    return review.revision.manuscript() if review else draft.manuscript()


@transaction.atomic
def disown_opinion(comment: Comment, *, by: User) -> None:
    """Take back what somebody entered: by whoever entered it or in whose name it was. Raises NotAllowed."""
    hold(comment)
    refuse(disown_refusal(by, comment, CommentVerb.WITHDRAW))
    step_to(comment, CommentVerb.WITHDRAW, by)


@transaction.atomic
def restore_opinion(comment: Comment, *, by: User) -> None:
    """Put back what was taken back. Raises NotAllowed."""
    hold(comment)
    refuse(disown_refusal(by, comment, CommentVerb.PUT_BACK))
    step_to(comment, CommentVerb.PUT_BACK, by)


@transaction.atomic
def correct_opinion(comment: Comment, *, by: User, text: str) -> None:
    """Put an entered opinion into the right words; the log keeps the former ones. Raises NotAllowed."""
    hold(comment)
    refuse(disown_refusal(by, comment, CommentVerb.WITHDRAW))
    before, comment.text = comment.text, text.strip()
    comment.save(update_fields=["text"])
    log_action(by, "draft-correct-opinion", comment.draft, comment=comment.pk, before=before)
