"""What an entry goes through: proposed, accepted, merged, declined, put in use, retired."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry
from speeches.library.permissions import (
    accept_refusal,
    activate_refusal,
    decline_refusal,
    merge_refusal,
    propose_refusal,
    retire_refusal,
    successor_refusal,
    suggest_refusal,
    withdraw_refusal,
)
from speeches.library.states import TRANSITIONS, State, Verb
from speeches.manuscript.punctuation import quoted

from .writing import NO_SORTING, Sorting, edit_entry, save_version, save_with_reason, sort_entry, write_text


def lock(entry: Entry) -> None:
    """Read an entry's state anew and hold it: of two people deciding at once the second is refused."""
    entry.state = Entry.objects.select_for_update().values_list("state", flat=True).get(pk=entry.pk)


def move(entry: Entry, verb: Verb, by: User, refusal: Callable[[User, Entry], str], reason: str = "") -> None:
    """Take an entry to its next state and log it. Raises NotAllowed."""
    lock(entry)
    refuse(refusal(by, entry))
    entry.state = TRANSITIONS[State(entry.state), verb]
    save_with_reason(entry, by, f"{verb.label}：{reason}" if reason else verb.label)
    log_action(by, f"{verb.value}-entry", entry, **({"reason": reason} if reason else {}))


def decided(entry: Entry, by: User) -> None:
    entry.decided_by, entry.decided_at = by, timezone.now()


@transaction.atomic
def suggest_entry(entry: Entry, text: str, *, by: User, sorting: Sorting = NO_SORTING) -> Entry:
    """Store new material and propose it to the office that is set on it. Raises NotAllowed."""
    refuse(suggest_refusal(by, entry.office))
    entry.proposed_by, entry.scope = by, Entry.Scope.OWN
    entry.sorted_as = sorting.names
    write_text(entry, text)
    save_with_reason(entry, by, "新建")
    sort_entry(entry, sorting)
    propose_entry(entry, by=by)
    return entry


@transaction.atomic
def propose_entry(entry: Entry, *, by: User) -> None:
    """Put an entry before the curators, the first time or again. Raises NotAllowed."""
    entry.proposed_at, entry.decline_reason = timezone.now(), ""
    entry.decided_by = entry.decided_at = None
    move(entry, Verb.PROPOSE, by, propose_refusal)


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: User) -> None:
    """Take a proposal back before it is decided. Raises NotAllowed."""
    move(entry, Verb.WITHDRAW, by, withdraw_refusal)


@transaction.atomic
def accept_entry(entry: Entry, *, by: User) -> None:
    """Put a proposal into use. Raises NotAllowed."""
    decided(entry, by)
    entry.decline_reason = ""
    move(entry, Verb.ACCEPT, by, accept_refusal)


@transaction.atomic
def accept_edited(entry: Entry, text: str, *, by: User, sorting: Sorting, reason: str = "") -> None:
    """Store a curator's version of a proposal and put it into use. Raises NotAllowed."""
    edit_entry(entry, text, by=by, sorting=sorting, reason=reason)
    accept_entry(entry, by=by)


@transaction.atomic
def decline_entry(entry: Entry, reason: str, *, by: User) -> None:
    """Give a proposal back to its proposer, who reads the reason. Raises NotAllowed."""
    decided(entry, by)
    entry.decline_reason = reason
    move(entry, Verb.DECLINE, by, decline_refusal, reason)


@transaction.atomic
def merge_entry(entry: Entry, into: Entry, text: str, *, by: User) -> Entry:
    """Take a proposal into another entry, as its new version; the proposal leads there. Raises NotAllowed."""
    lock(into)
    refuse(merge_refusal(by, entry, into))
    decided(entry, by)
    entry.superseded_by, entry.retired_on = into, timezone.localdate()
    move(entry, Verb.MERGE, by, merge_refusal, str(into))
    before = into.text
    write_text(into, text)
    if into.text != before:
        save_version(into, by, f"并入{quoted(str(entry))}"[:200])
    return into


@transaction.atomic
def retire_entry(entry: Entry, *, by: User, successor: Entry | None = None, reason: str = "") -> None:
    """Take an entry out of use; it stays readable for its curators. Raises NotAllowed."""
    entry.retired_on, entry.superseded_by = timezone.localdate(), successor
    move(entry, Verb.RETIRE, by, retire_refusal, reason)


@transaction.atomic
def name_successor(entry: Entry, successor: Entry | None, *, by: User) -> None:
    """Say later what takes a retired entry's place, or that nothing does. Raises NotAllowed."""
    lock(entry)
    refuse(successor_refusal(by, entry))
    entry.superseded_by = successor
    save_with_reason(
        entry, by, f"改由{quoted(str(successor))}替代"[:200] if successor else "不再指定替代的素材"
    )
    log_action(by, "name-successor", entry, successor=str(successor.pk) if successor else None)


@transaction.atomic
def activate_entry(entry: Entry, *, by: User) -> None:
    """Put an entry into use. Raises NotAllowed."""
    entry.retired_on = entry.superseded_by = None
    entry.decline_reason = ""
    move(entry, Verb.ACTIVATE, by, activate_refusal)
