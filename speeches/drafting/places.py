"""What the library asks about a draft, to suggest material for a place in it (see `settings.OPEN_DRAFT`)."""

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.library.places import OpenDraft


def open_draft(user: User, draft_id: int) -> OpenDraft | None:
    draft = Draft.objects.open_to(user).filter(pk=draft_id).first()
    return OpenDraft(draft.manuscript(), draft.occasion_id) if draft else None
