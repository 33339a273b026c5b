"""What a reviewer decides (审批结论), and taking up again what was approved."""

from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import NoticeKind, User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import move_draft
from speeches.drafting.models import Draft
from speeches.drafting.states import Verb
from speeches.review.models import Decision, Step
from speeches.review.notices import tell_decision, tell_left, tell_reviewers, tell_taken_up
from speeches.review.permissions import decide_refusal, reason_refusal, reopen_refusal
from speeches.review.queries import own_step
from speeches.review.rounds.permissions import own_text_refusal, unseen_refusal
from speeches.review.rounds.stages import together
from speeches.review.rounds.steps import close_round, leg_of, lock_or_open, open_next, take_step
from speeches.review.states import CommentState, StepVerb, Verdict

from .consenting import consent_by_agreeing


@transaction.atomic
def decide(draft: Draft, *, by: User, verdict: Verdict, reason: str = "") -> Decision:
    """Decide at the step at which the draft is: on to the next person, through, or back. Raises NotAllowed.

    Who agrees with something still to be changed, in words or in comments, agrees with opinions (附修改意见).
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(decide_refusal(by, draft) or own_text_refusal(by, draft) or reason_refusal(verdict, reason))
    step = own_step(draft, by)
    refuse(unseen_refusal(draft, step, verdict))
    has_opinions = reason.strip() or step.round.comments.filter(author=by, state=CommentState.OPEN).exists()
    if verdict != Verdict.RETURNED:
        consent_by_agreeing(draft, by)
        verdict = Verdict.AGREED_WITH if has_opinions else Verdict.AGREED
    decision = Decision.objects.create(step=step, verdict=verdict, reason=reason.strip())
    take_step(step, StepVerb.DECIDE)
    move_on(draft, step, decision, by)
    return decision


def move_on(draft: Draft, step: Step, decision: Decision, by: User) -> None:
    """Go on where a stage is done: when all in it decided. One return sends the draft back, then.

    Whoever wanted this person asked first has their turn before that, unless this person returned it.
    """
    leg = leg_of(step)
    if following := come_back(step, decision):
        hand_on(draft, step, decision, by, following)
    elif leg.returned and not leg.open:
        send_back(draft, step, decision, by, [one.person.name for one in leg.returned])
    elif leg.open:
        lock_or_open(step.round)
        log_action(by, "draft-decide", draft, **detail_of(step, decision))
        tell_decision(draft, decision, NoticeKind.REVIEW, by=by)
    elif following := open_next(step.round):
        hand_on(draft, step, decision, by, following)
    else:
        approve(draft, step, decision, by)


def detail_of(step: Step, decision: Decision) -> dict[str, Any]:
    return {"round": step.round.number, "verdict": decision.verdict, "reason": decision.reason}


def come_back(step: Step, decision: Decision) -> list[User]:
    """Give the draft back to whoever wanted this person asked first."""
    if step.before is None or decision.verdict == Verdict.RETURNED:
        return []
    take_step(step.before, StepVerb.COME)
    lock_or_open(step.round)
    return [step.before.person]


def hand_on(draft: Draft, step: Step, decision: Decision, by: User, following: list[User]) -> None:
    """Tell of a decision after which others have the draft before them."""
    names = together([one.name for one in following])
    log_action(by, "draft-agree", draft, next=names, **detail_of(step, decision))
    tell_decision(draft, decision, NoticeKind.REVIEW, by=by)
    tell_reviewers(step.round, following, by=by)
    tell_left(step.round, following)


def approve(draft: Draft, step: Step, decision: Decision, by: User) -> None:
    verb = Verb.PASS_OUTLINE if step.round.is_outline else Verb.APPROVE
    close_round(step.round, verb)
    move_draft(draft, verb, by=by, **detail_of(step, decision))
    tell_decision(draft, decision, NoticeKind.APPROVED, by=by)


def send_back(draft: Draft, step: Step, decision: Decision, by: User, returners: list[str]) -> None:
    """End the round; who decided last need not be who wants it changed."""
    detail = detail_of(step, decision)
    close_round(step.round, Verb.RETURN)
    if decision.verdict == Verdict.RETURNED:
        move_draft(draft, Verb.RETURN, by=by, **detail)
    else:
        log_action(by, "draft-decide", draft, **detail)
        move_draft(draft, Verb.RETURN, by=by, round=step.round.number, returners=returners)
    tell_decision(draft, decision, NoticeKind.RETURNED, by=by, returners=returners)


@transaction.atomic
def reopen_draft(draft: Draft, *, by: User) -> None:
    """Take up again what was approved, to do what the opinions ask for; it goes to review once more."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(reopen_refusal(by, draft))
    move_draft(draft, Verb.REOPEN, by=by)
    tell_taken_up(draft, by=by)
