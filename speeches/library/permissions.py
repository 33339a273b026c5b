"""Who may write in the library. Each `<verb>_refusal` gives the Chinese reason, or "" where there is none."""

from speeches.accounts.models import Office, RoleName, User

from .models import Entry

State = Entry.State
CAN_ACTIVATE = frozenset({State.DRAFT, State.PENDING, State.RETIRED})
CAN_RETIRE = frozenset({State.ACTIVE})


def create_refusal(user: User, office: Office | None) -> str:
    if office is not None and user.has_role(RoleName.CURATOR, office):
        return ""
    return "只有素材管理员可以新建素材。"


def edit_refusal(user: User, entry: Entry) -> str:
    if user.has_role(RoleName.CURATOR, entry.office_id):
        return ""
    return f"这条素材由{entry.office}管理，只有该单位的素材管理员可以改动。"


def retire_refusal(user: User, entry: Entry) -> str:
    return edit_refusal(user, entry) or _state_refusal(entry, CAN_RETIRE, "停用")


def activate_refusal(user: User, entry: Entry) -> str:
    return edit_refusal(user, entry) or _state_refusal(entry, CAN_ACTIVATE, "启用")


def _state_refusal(entry: Entry, allowed: frozenset[State], verb: str) -> str:
    return "" if entry.state in allowed else f"“{entry.get_state_display()}”的素材不能{verb}。"
