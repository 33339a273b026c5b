"""Steps moved from state to state, as `states.STEP_TRANSITIONS` says. Part of a larger action each."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import open_in_review
from speeches.drafting.states import Verb
from speeches.review.models import Round, Step
from speeches.review.states import (
    ROUND_TRANSITIONS,
    STEP_TRANSITIONS,
    RoundState,
    StepState,
    StepVerb,
)

from .permissions import step_refusal
from .stages import Leg, Stage, legs_of


def set_up(review: Round, stages: Sequence[Stage]) -> None:
    """Write the steps of a new round."""
    Step.objects.bulk_create(
        Step(round=review, order=at, person=person, allows_editing=stage.allows_editing)
        for at, stage in enumerate(stages, 1)
        for person in stage.people
    )


def take_step(step: Step, verb: StepVerb) -> None:
    refuse(step_refusal(step, verb))
    step.state = STEP_TRANSITIONS[StepState(step.state), verb]
    step.save(update_fields=["state"])


def leg_of(step: Step) -> Leg:
    """Return the stage of a step as it now is."""
    steps = Step.objects.filter(round=step.round_id, order=step.order).select_related("person", "decision")
    return legs_of(steps)[0]


def open_next(review: Round) -> list[User]:
    """Hand the round to the next stage; returns nobody where all have seen it."""
    waiting = list(review.steps.filter(state=StepState.WAITING).select_related("person"))
    coming = [step for step in waiting if step.order == waiting[0].order]
    for step in coming:
        take_step(step, StepVerb.COME)
    if coming:
        lock_or_open(review)
    return [step.person for step in coming]


def lock_or_open(review: Round, readers: Iterable[User] = ()) -> None:
    """Let the text be changed only while all who have it before them let it; `readers` see it as well."""
    allowing = review.steps.filter(state=StepState.OPEN).values_list("allows_editing", flat=True)
    open_in_review(review.draft, is_open=all(allowing), readers=readers)


def close_round(review: Round, verb: Verb) -> None:
    """End a round; who has not seen it is passed over."""
    review.state = ROUND_TRANSITIONS[RoundState(review.state), verb]
    review.closed_at = timezone.now()
    review.save(update_fields=["state", "closed_at"])
    skipped = [state for state, step_verb in STEP_TRANSITIONS if step_verb == StepVerb.PASS_OVER]
    review.steps.filter(state__in=skipped).update(state=StepState.SKIPPED)
    open_in_review(review.draft, is_open=False)
