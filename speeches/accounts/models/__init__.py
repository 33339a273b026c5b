"""The nouns of accounts, one file each."""

from .action_log import ActionLog
from .notice import Notice, NoticeChoice, NoticeKind
from .office import Office
from .office_settings import OfficeSettings
from .person import Person
from .user import Membership, RoleName, User

__all__ = [
    "ActionLog",
    "Membership",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Office",
    "OfficeSettings",
    "Person",
    "RoleName",
    "User",
]
