"""Who may do what to a draft. Each `<verb>_refusal` gives the Chinese reason, or "" where there is none."""

from speeches.accounts.models import User

from .models import Draft
from .states import EDITABLE, TRANSITIONS, State, Verb

LOCKED = "这篇讲话稿现在是“{state}”状态，不能修改。{way}"
# What can be done about it.
WAYS = {
    State.IN_REVIEW: "请先撤回，或等待审阅退回后再改。",
    State.APPROVED: "可以定稿；还要改，请到“审阅情况”点“按意见继续修改”。",
    State.FINAL: "还要改，请到“定稿”写明理由重新打开。",
    State.ARCHIVED: "还要改，请到“定稿”取出归档，再重新打开。",
}


def locked(draft: Draft) -> str:
    return LOCKED.format(state=draft.get_state_display(), way=WAYS[State(draft.state)])


def is_writer(user: User, draft: Draft) -> bool:
    return draft.author_id == user.pk or draft.co_drafters.filter(pk=user.pk).exists()


def edit_refusal(user: User, draft: Draft) -> str:
    if draft.deleted_at is not None:
        return "这篇讲话稿已删除。请先在“我的讲话稿”里恢复。"
    if not draft.is_editable:
        return locked(draft)
    if not is_writer(user, draft):
        return "只有起草人和共同起草人可以修改这篇讲话稿。"
    return ""


def delete_refusal(user: User, draft: Draft) -> str:
    if draft.author_id != user.pk:
        return "只有起草人本人可以删除这篇讲话稿。"
    return "" if draft.state in EDITABLE else locked(draft)


def restore_refusal(user: User, draft: Draft) -> str:
    return "" if draft.author_id == user.pk else "只有起草人本人可以恢复这篇讲话稿。"


def share_refusal(user: User, draft: Draft) -> str:
    return "" if draft.author_id == user.pk else "只有起草人本人可以增减共同起草人。"


def name_revision_refusal(user: User, draft: Draft) -> str:
    """A name is no change of the text: those who wrote it give it at any time."""
    return "" if is_writer(user, draft) else "只有起草人和共同起草人可以给版本命名。"


def spell_refusal(user: User, draft: Draft) -> str:
    """How a word is read is no change of the text: those who wrote it note it at any time."""
    return "" if is_writer(user, draft) else "只有起草人和共同起草人可以给难字注音。"


def transition_refusal(draft: Draft, verb: Verb) -> str:
    if (draft.state, verb) in TRANSITIONS:
        return ""
    return f"“{draft.get_state_display()}”状态的讲话稿不能{verb.label}。"


def verify_refusal(user: User, draft: Draft) -> str:
    """A verification changes no word: those who write it enter it at any time."""
    return "" if is_writer(user, draft) else "只有起草人和共同起草人可以登记数据核实情况。"


def measure_refusal(user: User, draft: Draft) -> str:
    """Who writes the draft may record how long its speaker took, in whatever state the draft is."""
    if not is_writer(user, draft):
        return "只有起草人和共同起草人可以校准这位讲话人的语速。"
    return "" if draft.speaker else "还没有写讲话人。请先在左边“要素”里填上讲话人，再按实际时长校准。"
