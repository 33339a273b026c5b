"""征求意见: asking, answering, entering what came on paper, reminding, closing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import record_verification, take_revision
from speeches.drafting.models import Draft, Revision, Verification
from speeches.review.consulting.notices import tell_asked, tell_reminded, tell_replied
from speeches.review.consulting.permissions import (
    asked_refusal,
    consult_refusal,
    figures_refusal,
    manage_refusal,
    no_opinion_refusal,
    own_opinion_refusal,
    record_reply_refusal,
    remind_refusal,
    reply_refusal,
)
from speeches.review.models import Comment, Consultation, Participant, Suggestion
from speeches.review.permissions import suggestion_refusal
from speeches.review.states import Channel, CommentState, CommentVerb, ConsultationState, Reply
from speeches.review.suggesting.changes import Change, to_json
from speeches.review.suggesting.telling import told

from . import suggesting
from .commenting import place, step_to

Asked = Sequence[tuple[str, User | None]]


@transaction.atomic
def consult(
    draft: Draft,
    *,
    by: User,
    asked: Asked,
    due_on: date | None = None,
    note: str = "",
    asks_figures: bool = False,
) -> Consultation:
    """Send the draft as it stands to units (their name, who answers for them or None). Raises NotAllowed."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(consult_refusal(by, draft) or asked_refusal(asked))
    number = draft.consultations.count() + 1
    kept = take_revision(draft, author=by, reason=Revision.Reason.MANUAL, note=f"第 {number} 次征求意见")
    fields = {"note": note.strip(), "due_on": due_on, "asks_figures": asks_figures}
    consultation = Consultation.objects.create(
        draft=draft, number=number, revision=kept, asked_by=by, **fields
    )
    Participant.objects.bulk_create(
        Participant(consultation=consultation, name=name, person=person) for name, person in asked
    )
    names = [name for name, _ in asked]
    log_action(by, "draft-consult", draft, number=number, revision=kept.number, people=names)
    tell_asked(consultation, by=by)
    return consultation


@transaction.atomic
def add_opinion(
    participant: Participant, *, by: User, text: str, key: str = "", start: int = 0, quote: str = ""
) -> Comment:
    """Note an opinion; the drafters see it once the reply is sent. Raises NotAllowed."""
    hold(participant)
    refuse(reply_refusal(by, participant))
    comment = opinion_of(participant, author=by, text=text)
    place(comment, participant.consultation.revision.manuscript(), key, start, quote)
    comment.save()
    follow(participant)
    return comment


@transaction.atomic
def suggest_opinion(
    participant: Participant, *, by: User, changes: Sequence[Change], note: str = ""
) -> Suggestion:
    """Propose how the text should read. Raises NotAllowed."""
    hold(participant)
    refuse(reply_refusal(by, participant) or suggestion_refusal(changes))
    comment = opinion_of(participant, author=by, text=told(changes, note))
    suggesting.place(comment, changes[0])
    comment.save()
    follow(participant)
    return Suggestion.objects.create(comment=comment, changes=to_json(changes), note=note)


def hold(participant: Participant) -> None:
    """Hold what was asked as it is now, while somebody answers: nobody ends it or makes the text final."""
    hold_asked(participant.consultation)
    participant.refresh_from_db(fields=["reply"])


def hold_asked(consultation: Consultation) -> None:
    consultation.draft = Draft.objects.select_for_update().get(pk=consultation.draft_id)
    consultation.refresh_from_db(fields=["state"])


def follow(participant: Participant) -> None:
    """Keep a sent reply true: who writes more after 无意见 has opinions, who takes all back has none."""
    if participant.reply != Reply.AWAITED:
        participant.reply = reply_of(participant)
        participant.save(update_fields=["reply"])


def reply_of(participant: Participant) -> Reply:
    has_opinions = participant.comments.exclude(state=CommentState.WITHDRAWN).exists()
    return Reply.OPINIONS if has_opinions else Reply.NONE


def opinion_of(participant: Participant, *, author: User, text: str) -> Comment:
    draft = participant.consultation.draft
    return Comment(draft=draft, participant=participant, author=author, text=text.strip())


@transaction.atomic
def answer_figure(participant: Participant, *, by: User, **said: Any) -> Verification:
    """Say of a figure or a sentence that it is right, or what it should be. Raises NotAllowed."""
    hold(participant)
    refuse(figures_refusal(by, participant))
    return record_verification(participant.consultation.draft, by=by, who=participant.name, **said)


@transaction.atomic
def withdraw_opinion(comment: Comment, *, by: User) -> None:
    turn_own(comment, CommentVerb.WITHDRAW, by)


@transaction.atomic
def put_opinion_back(comment: Comment, *, by: User) -> None:
    turn_own(comment, CommentVerb.PUT_BACK, by)


def turn_own(comment: Comment, verb: CommentVerb, by: User) -> None:
    participant = comment.participant
    if participant:
        hold(participant)
    refuse(own_opinion_refusal(by, comment))
    step_to(comment, verb, by)
    follow(participant)


@transaction.atomic
def send_reply(participant: Participant, *, by: User, text: str = "") -> Participant:
    """Send what was noted, with an overall opinion, a line for each; nothing at all means 无意见."""
    hold(participant)
    refuse(reply_refusal(by, participant))
    for line in lines_of(text):
        opinion_of(participant, author=by, text=line).save()
    participant.recorded_by, participant.channel = None, ""
    settle_reply(participant, reply_of(participant), by=by)
    tell_replied(participant, by=by)
    return participant


@transaction.atomic
def record_reply(participant: Participant, *, by: User, channel: Channel, text: str = "") -> Participant:
    """Enter what a unit answered on paper or by telephone (代录), a line for each opinion."""
    hold(participant)
    refuse(record_reply_refusal(by, participant.consultation))
    lines = lines_of(text)
    if not lines:
        refuse(no_opinion_refusal(participant))
    for line in lines:
        comment = opinion_of(participant, author=participant.person or by, text=line)
        comment.recorded_by, comment.channel, comment.said_on = by, channel, timezone.localdate()
        comment.save()
    participant.recorded_by, participant.channel = by, channel
    settle_reply(participant, reply_of(participant), by=by)
    return participant


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def settle_reply(participant: Participant, reply: Reply, *, by: User) -> None:
    participant.reply, participant.replied_at = reply, timezone.now()
    participant.save(update_fields=["reply", "replied_at", "recorded_by", "channel"])
    consultation = participant.consultation
    log_action(by, "draft-reply", consultation.draft, person=participant.name, reply=reply)


@transaction.atomic
def remind(participant: Participant, *, by: User) -> None:
    """Call to mind that an answer is awaited. Raises NotAllowed."""
    refuse(remind_refusal(by, participant))
    participant.reminded_at = timezone.now()
    participant.save(update_fields=["reminded_at"])
    tell_reminded(participant, by=by)


@transaction.atomic
def close_consultation(consultation: Consultation, *, by: User) -> None:
    """Take no more answers; what was noted and not yet sent counts as sent. Raises NotAllowed."""
    hold_asked(consultation)
    refuse(manage_refusal(by, consultation))
    left = consultation.participants.filter(reply=Reply.AWAITED, comments__state=CommentState.OPEN)
    for participant in left.distinct():
        settle_reply(participant, Reply.OPINIONS, by=by)
    turn(consultation, ConsultationState.CLOSED, by)


@transaction.atomic
def reopen_consultation(consultation: Consultation, *, by: User) -> None:
    """Take answers again. Raises NotAllowed."""
    hold_asked(consultation)
    refuse(manage_refusal(by, consultation) or consult_refusal(by, consultation.draft))
    turn(consultation, ConsultationState.OPEN, by)


def turn(consultation: Consultation, state: ConsultationState, by: User) -> None:
    consultation.state = state
    consultation.closed_at = timezone.now() if state == ConsultationState.CLOSED else None
    consultation.save(update_fields=["state", "closed_at"])
    log_action(by, f"draft-consultation-{state}", consultation.draft, number=consultation.number)
