"""Stale material (该看一看的素材) dealt with many at a time; each is a transaction for all or none."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry
from speeches.library.permissions import edit_refusal

from .deciding import activate_entry, retire_entry
from .writing import save_version, save_with_reason

WHY_RETIRED = "整理过时素材"


@transaction.atomic
def retire_entries(entries: Iterable[Entry], *, by: User) -> None:
    """Take them out of use. Raises NotAllowed."""
    for entry in entries:
        retire_entry(entry, by=by, reason=WHY_RETIRED)


@transaction.atomic
def take_back_retiring(entries: Iterable[Entry], *, by: User) -> None:
    """Put what was just taken out of use into use again. Raises NotAllowed."""
    for entry in entries:
        activate_entry(entry, by=by)


@transaction.atomic
def prolong_entries(entries: Iterable[Entry], until: date, *, by: User) -> int:
    """Give those that end earlier a later end, each as a new version. Returns how many. Raises NotAllowed."""
    changed = 0
    for entry in entries:
        refuse(edit_refusal(by, entry))
        # What has no end, or a later one, would be cut short.
        if entry.valid_until is None or entry.valid_until >= until:
            continue
        entry.valid_until = until
        save_version(entry, by, f"有效期延长到 {until}")
        log_action(by, "edit-entry", entry, version=entry.version)
        changed += 1
    return changed


@transaction.atomic
def check_entries(entries: Iterable[Entry], *, by: User) -> None:
    """Say of each that somebody looked at it and found it still good: for a year it is not asked about.

    Raises NotAllowed.
    """
    for entry in entries:
        refuse(edit_refusal(by, entry))
        entry.checked_on = timezone.localdate()
        save_with_reason(entry, by, "看过，仍可用")
        log_action(by, "check-entry", entry)
