"""The only writers of the library; each is one transaction: refuse, write, log."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse

from .fragments import read_fragment
from .models import Entry, EntryUse, Occasion, Theme
from .permissions import activate_refusal, create_refusal, edit_refusal, retire_refusal


class Sorting(NamedTuple):
    """What an entry is sorted under."""

    themes: Iterable[Theme] = ()
    occasions: Iterable[Occasion] = ()


NO_SORTING = Sorting()


def sort_entry(entry: Entry, sorting: Sorting) -> None:
    entry.themes.set(sorting.themes)
    entry.occasions.set(sorting.occasions)


def write_text(entry: Entry, text: str) -> None:
    """Set an entry's content from plain text; `text` becomes what search reads. Does not save."""
    manuscript = read_fragment(text).manuscript
    entry.content = manuscript.to_json()
    entry.text = manuscript.to_text()


@transaction.atomic
def create_entry(entry: Entry, text: str, *, by: User, sorting: Sorting = NO_SORTING) -> Entry:
    """Store a new entry as 草稿, in the office that is set on it. Raises NotAllowed."""
    refuse(create_refusal(by, entry.office))
    write_text(entry, text)
    entry.save()
    sort_entry(entry, sorting)
    log_action(by, "create-entry", entry, title=entry.title)
    return entry


@transaction.atomic
def edit_entry(entry: Entry, text: str, *, by: User, sorting: Sorting) -> Entry:
    """Store a changed entry under a new version; the old one stays in its history. Raises NotAllowed."""
    refuse(edit_refusal(by, entry))
    write_text(entry, text)
    entry.version = Entry.objects.select_for_update().values_list("version", flat=True).get(pk=entry.pk) + 1
    entry.save()
    sort_entry(entry, sorting)
    log_action(by, "edit-entry", entry, version=entry.version)
    return entry


@transaction.atomic
def retire_entry(entry: Entry, *, by: User) -> None:
    """Take an entry out of use; it stays readable for its curators. Raises NotAllowed."""
    refuse(retire_refusal(by, entry))
    entry.state, entry.retired_on = Entry.State.RETIRED, timezone.localdate()
    entry.save()
    log_action(by, "retire-entry", entry)


@transaction.atomic
def activate_entry(entry: Entry, *, by: User) -> None:
    """Put an entry into use. Raises NotAllowed."""
    refuse(activate_refusal(by, entry))
    entry.state, entry.retired_on = Entry.State.ACTIVE, None
    entry.save()
    log_action(by, "activate-entry", entry)


def record_use(entry: Entry, draft: Model | int, user: User) -> EntryUse:
    """Note that an entry was put into a draft: how often it is used helps the next person choose."""
    return EntryUse.objects.create(entry=entry, draft_id=getattr(draft, "pk", draft), user=user)
