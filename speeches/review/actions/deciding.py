"""What a reviewer decides (审批结论), and taking up again what was approved."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import NoticeKind, User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import move_draft
from speeches.drafting.models import Draft
from speeches.drafting.states import Verb
from speeches.review.models import Decision, Step
from speeches.review.notices import tell_decision, tell_reviewers, tell_taken_up
from speeches.review.permissions import decide_refusal, reason_refusal, reopen_refusal
from speeches.review.queries import open_step
from speeches.review.states import CommentState, StepState, Verdict

from .consenting import consent_by_agreeing
from .submitting import close_round, open_next


@transaction.atomic
def decide(draft: Draft, *, by: User, verdict: Verdict, reason: str = "") -> Decision:
    """Decide at the step at which the draft is: on to the next person, through, or back. Raises NotAllowed.

    Who agrees with something still to be changed, in words or in comments, agrees with opinions (附修改意见).
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(decide_refusal(by, draft) or reason_refusal(verdict, reason))
    step = open_step(draft)
    has_opinions = reason.strip() or step.round.comments.filter(author=by, state=CommentState.OPEN).exists()
    if verdict != Verdict.RETURNED:
        consent_by_agreeing(draft, by)
        verdict = Verdict.AGREED_WITH if has_opinions else Verdict.AGREED
    decision = Decision.objects.create(step=step, verdict=verdict, reason=reason.strip())
    step.state = StepState.DONE
    step.save(update_fields=["state"])
    move_on(draft, step, decision, by)
    return decision


def move_on(draft: Draft, step: Step, decision: Decision, by: User) -> None:
    detail = {"round": step.round.number, "verdict": decision.verdict, "reason": decision.reason}
    if decision.verdict == Verdict.RETURNED:
        close_round(step.round, Verb.RETURN)
        move_draft(draft, Verb.RETURN, by=by, **detail)
        tell_decision(draft, decision, NoticeKind.RETURNED, by=by)
    elif following := open_next(step.round):
        log_action(by, "draft-agree", draft, next=following.person.name, **detail)
        tell_decision(draft, decision, NoticeKind.REVIEW, by=by)
        tell_reviewers(step.round, [following.person], by=by)
    else:
        close_round(step.round, Verb.APPROVE)
        move_draft(draft, Verb.APPROVE, by=by, **detail)
        tell_decision(draft, decision, NoticeKind.APPROVED, by=by)


@transaction.atomic
def reopen_draft(draft: Draft, *, by: User) -> None:
    """Take up again what was approved, to do what the opinions ask for; it goes to review once more."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(reopen_refusal(by, draft))
    move_draft(draft, Verb.REOPEN, by=by)
    tell_taken_up(draft, by=by)
