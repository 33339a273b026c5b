"""Who may finish a draft and what comes after. Each `<verb>_refusal` gives the reason, or "" for none."""

from collections.abc import Sequence

from speeches.accounts.models import RoleName, User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer, transition_refusal
from speeches.drafting.states import Verb
from speeches.library.permissions import suggest_refusal
from speeches.review.models import Final
from speeches.review.queries import open_comments
from speeches.review.states import CommentState

State = Draft.State
SHORTEST_REASON = 4


def is_finisher(user: User, draft: Draft) -> bool:
    return is_writer(user, draft) or user.has_role(RoleName.HEAD, draft.office_id)


def finisher_refusal(user: User, draft: Draft, verb: Verb) -> str:
    if not is_finisher(user, draft):
        return f"只有起草人、共同起草人和单位负责人可以把讲话稿{verb.label}。"
    return transition_refusal(draft, verb)


def finalise_refusal(user: User, draft: Draft) -> str:
    if refusal := finisher_refusal(user, draft, Verb.FINALISE):
        return refusal
    count = open_comments(draft).count()
    return f"还有 {count} 条意见没有办结。请先点“按意见继续修改”，办结后再送审。" if count else ""


def undecided(draft: Draft) -> list[str]:
    """Return who has not said yet what becomes of an opinion left to them (提请领导定), once for each."""
    left = draft.comments.filter(state=CommentState.REFERRED)
    return list(left.values_list("author__name", flat=True))


def undecided_refusal(names: Sequence[str], reason: str) -> str:
    """What only a leader closes is passed over with a reason, as what proofreading finds is."""
    if not names or len(reason.strip()) >= SHORTEST_REASON:
        return ""
    people = "、".join(dict.fromkeys(names))
    return (
        f"还有 {len(names)} 条意见提请领导定，{people}还没有答复。请先请领导在“意见采纳情况”里定；"
        f"确需现在定稿的，请写明理由（至少 {SHORTEST_REASON} 个字）。"
    )


def reopen_final_refusal(user: User, draft: Draft) -> str:
    """A final text is taken up again by its author or the head: co-drafters ask them."""
    if draft.author_id != user.pk and not user.has_role(RoleName.HEAD, draft.office_id):
        return "只有起草人本人和单位负责人可以重新打开定稿。"
    return transition_refusal(draft, Verb.REOPEN_FINAL)


def reopen_reason_refusal(reason: str) -> str:
    if len(reason.strip()) >= SHORTEST_REASON:
        return ""
    return f"请写明重新打开的理由（至少 {SHORTEST_REASON} 个字），会记入经过。"


def archive_refusal(user: User, draft: Draft) -> str:
    return finisher_refusal(user, draft, Verb.ARCHIVE)


def unarchive_refusal(user: User, draft: Draft) -> str:
    return finisher_refusal(user, draft, Verb.UNARCHIVE)


def spoken_refusal(user: User, draft: Draft) -> str:
    """The pace is the drafters' tool; who writes for the speaker says how long it took."""
    if not is_writer(user, draft):
        return "只有起草人和共同起草人可以记实际讲话时长。"
    return "" if draft.state in (State.FINAL, State.ARCHIVED) else "定稿以后才能记实际讲话时长。"


def take_in_refusal(user: User, draft: Draft, final: Final | None) -> str:
    """Whoever may recommend material to the office may hand it an archived speech."""
    if draft.state != State.ARCHIVED:
        return "归档以后才能入库。"
    if final is None:
        return "这一篇没有定稿文件，不能入库。请先取出归档、重新定稿。"
    if final.batch_id:
        return "这一篇已经交去入库整理。"
    return suggest_refusal(user, draft.office)
