"""What may happen during a round: handing over (转办), asking others (加签), taking up the newest text."""

from django.db import transaction
from django.db.models import F

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import take_revision
from speeches.drafting.models import Draft, Revision
from speeches.review.models import Round, Step
from speeches.review.notices import tell_asked, tell_passed_on, tell_renewed
from speeches.review.permissions import decide_refusal
from speeches.review.queries import own_step
from speeches.review.states import StepState, StepVerb, Way

from .permissions import ask_refusal, renew_refusal
from .steps import lock_or_open, take_step


@transaction.atomic
def ask_person(draft: Draft, *, by: User, person: User, way: Way, reason: str = "") -> Step:
    """Hand one's step to somebody, or have somebody review before or after oneself. Raises NotAllowed."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(decide_refusal(by, draft))
    step = own_step(draft, by)
    refuse(ask_refusal(step.round, person, way, reason))
    added = ASKING[way](step, person)
    added.way, added.asked_by, added.reason = way, by, reason.strip()
    added.allows_editing = step.allows_editing
    added.save()
    lock_or_open(step.round, readers=[person])
    detail = {"round": step.round.number, "person": person.name, "reason": added.reason}
    log_action(by, f"draft-ask-{way}", draft, **detail)
    if added.state == StepState.OPEN:
        tell_asked(added, by=by)
    tell_passed_on(added, by=by)
    return added


def hand_over(step: Step, person: User) -> Step:
    take_step(step, StepVerb.HAND_OVER)
    return Step(round=step.round, order=step.order, person=person, before=step.before, state=StepState.OPEN)


def ask_before(step: Step, person: User) -> Step:
    take_step(step, StepVerb.ASK_FIRST)
    return Step(round=step.round, order=step.order, person=person, before=step, state=StepState.OPEN)


def ask_after(step: Step, person: User) -> Step:
    """Make a stage of its own behind this one; those that follow move on by one."""
    step.round.steps.filter(order__gt=step.order).update(order=F("order") + 1)
    return Step(round=step.round, order=step.order + 1, person=person)


ASKING = {Way.HANDED: hand_over, Way.BEFORE: ask_before, Way.AFTER: ask_after}


@transaction.atomic
def renew_text(draft: Draft, *, by: User) -> Round:
    """Let a round be about the text as it now is, which the drafters were allowed to change.

    Raises NotAllowed.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(decide_refusal(by, draft))
    review = own_step(draft, by).round
    refuse(renew_refusal(draft, review))
    note = f"第 {review.number} 次送审，审阅中修改"
    review.revision = take_revision(draft, author=by, reason=Revision.Reason.SUBMITTED, note=note)
    review.save(update_fields=["revision"])
    tell_renewed(review, by=by)
    log_action(by, "draft-renew-text", draft, round=review.number, revision=review.revision.number)
    return review
