"""Noting what is used."""

from django.db.models import Model

from speeches.accounts.models import User
from speeches.library.models import Entry, EntryUse


def record_use(entry: Entry, draft: Model | int, user: User) -> EntryUse:
    """Note that an entry was put into a draft: how often it is used helps the next person choose."""
    return EntryUse.objects.create(entry=entry, draft_id=getattr(draft, "pk", draft), user=user)
