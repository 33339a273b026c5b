"""Consultations and who takes part in them; a participant sees theirs and nothing else."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.models import Answer, Comment, Consultation, Participant
from speeches.review.states import CommentState, ConsultationState, Reply


def consultations_of(draft: Draft) -> QuerySet[Consultation]:
    """Return the consultations, newest first, with how many were asked and answered."""
    replied = Count("participants", filter=~Q(participants__reply=Reply.AWAITED))
    rows = draft.consultations.select_related("asked_by", "revision").defer("revision__content")
    return rows.annotate(asked=Count("participants"), replied=replied)


def participation(request: HttpRequest, participant_id: int) -> Participant:
    """Return what this person was asked, with its text; anybody else's, or a deleted draft's, is a 404."""
    mine = Participant.objects.filter(person=request.user, consultation__draft__deleted_at=None)
    related = ("consultation__draft__office__settings", "consultation__revision", "consultation__asked_by")
    return get_object_or_404(mine.select_related(*related), pk=participant_id)


def opinions_by(participant: Participant) -> QuerySet[Comment]:
    """Return what a participant wrote, sent or not, taken back or not, and how it was answered."""
    answers = Answer.objects.select_related("author")
    people = ("author", "participant", "recorded_by", "suggestion")
    return participant.comments.select_related(*people).prefetch_related(Prefetch("answers", answers))


def opinions_of(consultation: Consultation) -> QuerySet[Comment]:
    """Return all opinions that were sent, by unit."""
    answers = Answer.objects.select_related("author")
    sent = Comment.objects.filter(participant__consultation=consultation).exclude(
        Q(state=CommentState.WITHDRAWN) | Q(participant__reply=Reply.AWAITED)
    )
    people = ("author", "participant__consultation", "recorded_by", "suggestion")
    return sent.select_related(*people).prefetch_related(Prefetch("answers", answers))


def pressing_participants(until: date) -> QuerySet[Participant]:
    """Return whose answer is due by a day, or should have come."""
    waiting = Participant.objects.filter(
        reply=Reply.AWAITED,
        person__isnull=False,
        consultation__state=ConsultationState.OPEN,
        consultation__due_on__lte=until,
        consultation__draft__deleted_at=None,
    ).exclude(consultation__draft__state__in=(Draft.State.FINAL, Draft.State.ARCHIVED))
    return waiting.select_related("person", "consultation__draft")


def awaited_of(user: User) -> QuerySet[Participant]:
    """Return what still waits for this person's opinion, the most urgent first."""
    waiting = user.consulted.filter(
        reply=Reply.AWAITED,
        consultation__state=ConsultationState.OPEN,
        consultation__draft__deleted_at=None,
    ).exclude(consultation__draft__state__in=(Draft.State.FINAL, Draft.State.ARCHIVED))
    related = waiting.select_related("consultation__draft", "consultation__asked_by")
    return related.order_by("consultation__due_on", "pk")
