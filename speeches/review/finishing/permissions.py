"""Who may finish a draft and what comes after. Each `<verb>_refusal` gives the reason, or "" for none."""

from speeches.accounts.models import RoleName, User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer, transition_refusal
from speeches.drafting.states import Verb
from speeches.library.permissions import suggest_refusal
from speeches.review.models import Final
from speeches.review.queries import open_comments

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


def take_in_refusal(user: User, draft: Draft, final: Final) -> str:
    """Whoever may recommend material to the office may hand it an archived speech."""
    if draft.state != State.ARCHIVED:
        return "归档以后才能入库。"
    if final.batch_id:
        return "这一篇已经交去入库整理。"
    return suggest_refusal(user, draft.office)
