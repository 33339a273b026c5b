"""Who may do what in accounts, and the refusal that every room raises."""

from django.core.exceptions import PermissionDenied

from .models import Office, RoleName, User

SETTLERS = (RoleName.HEAD, RoleName.ADMIN)
NOT_LED = "只有单位负责人或系统管理员可以管理人员名册。"


class NotAllowed(PermissionDenied):
    """An action refused: 403. Its text is one Chinese sentence that gives the reason."""


def refuse(reason: str) -> None:
    """Raise NotAllowed when there is a reason."""
    if reason:
        raise NotAllowed(reason)


def settings_refusal(user: User, office: Office) -> str:
    if office.pk in user.offices_as(*SETTLERS):
        return ""
    return f"只有{office}的单位负责人或系统管理员可以修改单位设置。"


def register_refusal(user: User, office: Office) -> str:
    if office.pk in user.offices_as(*SETTLERS):
        return ""
    return f"只有{office}的单位负责人或系统管理员可以管理人员名册。"
