"""Where in a draft somebody stands. Drafting stands above the library, so the settings name who knows."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from speeches.accounts.models import User
from speeches.manuscript.value import Manuscript


class OpenDraft(NamedTuple):
    manuscript: Manuscript
    occasion: int | None


def open_draft(user: User, draft_id: str) -> OpenDraft | None:
    """Return a draft that the person may see; None where there is none such."""
    if not draft_id.isdecimal() or len(draft_id) > 18:
        return None
    find: Callable[[User, int], OpenDraft | None] = import_string(settings.OPEN_DRAFT)
    return find(user, int(draft_id))
