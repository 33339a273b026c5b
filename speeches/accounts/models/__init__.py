"""The nouns of accounts, one file each."""

from .action_log import ActionLog
from .office import Office
from .office_settings import OfficeSettings
from .person import Person
from .user import Membership, RoleName, User

__all__ = ["ActionLog", "Membership", "Office", "OfficeSettings", "Person", "RoleName", "User"]
