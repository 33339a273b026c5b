"""Who may do what in review. Each `<verb>_refusal` gives the Chinese reason, or "" where there is none."""

from collections.abc import Sequence

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer, transition_refusal
from speeches.drafting.states import Verb
from speeches.manuscript.skeleton import has_outline

from .models import Comment, Step
from .queries import open_comments, open_step, open_steps, possible_reviewers
from .states import COMMENT_TRANSITIONS, CommentVerb, Outcome, Verdict
from .suggesting.changes import Change

ENDED = (Draft.State.FINAL, Draft.State.ARCHIVED)
WRITERS_ONLY = "只有起草人和共同起草人可以{}这篇讲话稿。"


def submit_refusal(user: User, draft: Draft) -> str:
    if not is_writer(user, draft):
        return WRITERS_ONLY.format("送审")
    if refusal := transition_refusal(draft, Verb.SUBMIT):
        return refusal
    count = open_comments(draft).count()
    return f"还有 {count} 条意见没有办结。请先在“批注”里逐条答复，再送审。" if count else ""


def reviewers_refusal(draft: Draft, people: Sequence[User]) -> str:
    """Why these people, in this order, cannot review the draft."""
    if not people:
        return "还没有选审阅人。请至少选一位。"
    if len({person.pk for person in people}) < len(people):
        return "同一位审阅人选了两次。每位只选一次。"
    possible = set(possible_reviewers(draft))
    strangers = "、".join(person.name for person in people if person not in possible)
    return f"{strangers}不能审阅这篇讲话稿。请从本单位的审阅领导和负责人里选。" if strangers else ""


def outline_refusal(draft: Draft) -> str:
    if has_outline(draft.manuscript()):
        return ""
    return "这篇讲话稿还没有标题，没有提纲可送。请先写出各部分的标题，或送全文。"


def recall_refusal(user: User, draft: Draft) -> str:
    return transition_refusal(draft, Verb.RECALL) if is_writer(user, draft) else WRITERS_ONLY.format("撤回")


def reopen_refusal(user: User, draft: Draft) -> str:
    """What is final is reopened with a reason only: see `finishing`."""
    if not is_writer(user, draft):
        return WRITERS_ONLY.format("继续修改")
    if draft.state == Draft.State.FINAL:
        return "这篇讲话稿已经定稿。请到“定稿”页写明理由，重新打开后再改。"
    return transition_refusal(draft, Verb.REOPEN)


def decide_refusal(user: User, draft: Draft) -> str:
    """Only who has the draft before them decides and comments."""
    people = [step.person for step in open_steps(draft)]
    if not people:
        return "这篇讲话稿现在没有在送审，不能批注或作结论。"
    names = "、".join(person.name for person in people)
    return "" if user in people else f"现在由{names}审阅，轮到您时才能批注和作结论。"


def suggestion_refusal(changes: Sequence[Change]) -> str:
    return "" if changes else "和原文一样，没有要改的。改了再提。"


def reason_refusal(verdict: Verdict, reason: str) -> str:
    if verdict == Verdict.RETURNED and not reason.strip():
        return "请写明退回的理由，起草人会第一眼看到。"
    return ""


def comment_step_refusal(comment: Comment, verb: CommentVerb) -> str:
    if (comment.state, verb) in COMMENT_TRANSITIONS:
        return ""
    return f"“{comment.get_state_display()}”的批注不能{verb.label}。"


def answer_refusal(user: User, comment: Comment) -> str:
    if not is_writer(user, comment.draft):
        return "只有起草人和共同起草人可以答复意见。"
    if not comment.draft.is_editable:
        return "送审中和已通过的讲话稿不能办结意见。退回修改后再逐条答复。"
    return comment_step_refusal(comment, CommentVerb.ANSWER)


def explanation_refusal(outcome: Outcome, text: str) -> str:
    if outcome != Outcome.ADOPTED and not text.strip():
        return f"“{outcome.label}”请写明理由，领导会看到。"
    return ""


def own_comment_refusal(user: User, comment: Comment, verb: CommentVerb) -> str:
    """Taking a comment back and putting it back: by who made it, in the round in which it was made."""
    if comment.author_id != user.pk:
        return f"只有批注人本人可以{verb.label}批注。"
    step = open_step(comment.draft)
    if step is None or step.round_id != comment.round_id:
        return f"这一轮审阅已经结束，不能再{verb.label}批注。"
    return decide_refusal(user, comment.draft) or comment_step_refusal(comment, verb)


def reopen_comment_refusal(user: User, comment: Comment) -> str:
    """A drafter corrects an answer while the text may be changed; in review its author finds it wanting."""
    refusal = comment_step_refusal(comment, CommentVerb.REOPEN)
    if refusal or (comment.draft.is_editable and is_writer(user, comment.draft)):
        return refusal
    if comment.author_id != user.pk:
        return "只有批注人本人可以重新提出。"
    return decide_refusal(user, comment.draft)


def is_reviewing(user: User, step: Step | None) -> bool:
    return step is not None and step.person_id == user.pk


def consent_refusal(user: User, comment: Comment) -> str:
    """What is left to a leader, that leader closes, nobody for them."""
    if comment.author_id != user.pk:
        return f"这一条提请{comment.author.name}定，只有本人可以办结。"
    return comment_step_refusal(comment, CommentVerb.CLOSE)


def insist_refusal(user: User, comment: Comment) -> str:
    if refusal := consent_refusal(user, comment):
        return refusal
    if comment.draft.state in (Draft.State.APPROVED, *ENDED):
        return (
            f"这篇讲话稿已是“{comment.draft.get_state_display()}”，不能再提修改。要改，请让起草人重新打开。"
        )
    return ""


def record_refusal(user: User, draft: Draft) -> str:
    """Entering opinions of others (代录): by those who write the draft, until its text is final."""
    if not is_writer(user, draft):
        return "只有起草人和共同起草人可以代录意见。"
    if draft.state in ENDED:
        return f"“{draft.get_state_display()}”的讲话稿不能再代录意见。请先重新打开。"
    return ""


def recorded_for_refusal(draft: Draft, leader: User | None) -> str:
    """Somebody without an account, None, may have said anything."""
    if leader is None or possible_reviewers(draft).filter(pk=leader.pk).exists():
        return ""
    return f"{leader.name}不审阅这篇讲话稿。请从本单位的审阅领导和负责人里选。"


def disown_refusal(user: User, comment: Comment, verb: CommentVerb) -> str:
    if comment.recorded_by_id is None or user.pk not in (comment.author_id, comment.recorded_by_id):
        return "只有代录人和意见所属的领导可以更正、收回代录的意见。"
    if comment.draft.state in ENDED:
        return f"“{comment.draft.get_state_display()}”的讲话稿不能再改动意见。请先重新打开。"
    return comment_step_refusal(comment, verb)
