"""The only writers of the library; each is one transaction: refuse, write, log."""

from speeches.accounts.models import User

from .models import Entry, EntryUse


def record_use(entry: Entry, draft: int, user: User) -> EntryUse:
    """Note that an entry was put into a draft (its id): how often a thing is used helps the next person choose."""
    return EntryUse.objects.create(entry=entry, draft_id=getattr(draft, "pk", draft), user=user)
