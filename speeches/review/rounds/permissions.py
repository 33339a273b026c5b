"""Who may hand a draft on, ask others, and agree to which text."""

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer
from speeches.review.models import Round, Step
from speeches.review.queries import possible_reviewers
from speeches.review.states import STEP_TRANSITIONS, StepState, StepVerb, Verdict, Way

STATES = {
    StepState.WAITING: "在后面的次序里，轮到时会送去",
    StepState.OPEN: "正在审阅",
    StepState.DONE: "在这一轮已经审过",
}


def step_refusal(step: Step, verb: StepVerb) -> str:
    if (step.state, verb) in STEP_TRANSITIONS:
        return ""
    return f"{step.person.name}的这一步是“{step.get_state_display()}”，不能{verb.label}。"


def ask_refusal(review: Round, person: User, way: Way, reason: str) -> str:
    """Why this person cannot be asked to review as well, or instead."""
    if way == Way.HANDED and not reason.strip():
        return "请写明为什么转办，对方和起草人会看到。"
    if not possible_reviewers(review.draft).filter(pk=person.pk).exists():
        return f"{person.name}不能审阅这篇讲话稿。请从本单位的审阅领导和负责人里选。"
    step = review.steps.filter(person=person).exclude(state=StepState.HANDED).first()
    return f"{person.name}{STATES[StepState(step.state)]}，请另选一位。" if step else ""


def own_text_refusal(user: User, draft: Draft) -> str:
    """Nobody decides about what they write themselves: a reviewer may have become a co-drafter meanwhile."""
    if not is_writer(user, draft):
        return ""
    return "您现在也是这篇讲话稿的起草人，不能自己作结论。请转办给别人，或请起草人撤回另送。"


def unseen_refusal(draft: Draft, step: Step, verdict: Verdict) -> str:
    """Nobody agrees to a text that they have not seen."""
    if verdict == Verdict.RETURNED or not is_changed(draft, step.round):
        return ""
    return "起草人在您审阅期间改过正文。请先点“换成最新文本”看过，再作结论。"


def is_changed(draft: Draft, review: Round) -> bool:
    """Whether the draft is another text than the one that is being reviewed."""
    return draft.is_open_in_review and draft.sequence != review.revision.sequence


def renew_refusal(draft: Draft, review: Round) -> str:
    return "" if is_changed(draft, review) else "现在看到的就是最新文本。"
