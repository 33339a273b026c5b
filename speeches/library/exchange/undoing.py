"""Undoing an import: what it changed gets its earlier text back, what it brought goes again.

What somebody has edited since stays as it is.
"""

import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.actions import activate_entry, activate_wording, retire_entry
from speeches.library.models import Entry, Outline
from speeches.library.models.package import PackageImport, Receipt
from speeches.library.permissions import create_refusal

from .arrivals import WORDINGS, Thing
from .errors import ExchangeError
from .receiving import write_back, write_outline_back, write_wording_back
from .working import begin, locked, work

Change = dict[str, Any]


def ask_to_undo(arrival: PackageImport, *, by: User) -> None:
    """Have a worker undo an import. Raises NotAllowed, ExchangeError."""
    refuse(create_refusal(by, arrival.office))
    if arrival.state != PackageImport.State.DONE:
        raise ExchangeError("这次导入没有存入内容，或者已经撤回。")
    begin(arrival, PackageImport.State.DONE, PackageImport.State.UNDOING, by=by.pk)
    undo_in_worker.enqueue(str(arrival.pk))


@task()
def undo_in_worker(arrival_id: str) -> None:
    work(PackageImport.objects.get(pk=arrival_id), undo_package, PackageImport.State.DONE)


@transaction.atomic
def undo_package(arrival: PackageImport) -> None:
    """Store how many were "restored", "removed", "retired" or "kept". Raises NotAllowed, ExchangeError."""
    arrival = locked(arrival, PackageImport.State.UNDOING)
    by = User.objects.get(pk=arrival.confirmed["by"])
    refuse(create_refusal(by, arrival.office))
    counts: Counter[str] = Counter()
    for change in reversed(arrival.changes):
        counts[undo_change(change, arrival, by)] += 1
    arrival.state, arrival.undone_at, arrival.undo_counts = arrival.State.UNDONE, timezone.now(), dict(counts)
    arrival.save()
    log_action(by, "undo-package", arrival, **counts)


def undo_change(change: Change, arrival: PackageImport, by: User) -> str:
    model = {"entry": Entry, "outline": Outline, **WORDINGS}[change["noun"]]
    own = model.objects.select_for_update(of=("self",)).filter(office=arrival.office)
    local = own.filter(pk=change["id"]).first()
    if local is None or local.version != change["version"]:
        return "kept"
    if change["did"] == "kept":
        restore_receipt(change, arrival, local)
        return "kept"
    if change["did"] == "created":
        return remove(local, by)
    if change["did"] == "retired":
        return reactivate(local, change, arrival, by)
    if isinstance(local, Entry):
        write_back(local, change["before"], by, f"撤回{arrival.publisher}素材包的导入")
    elif change["noun"] in WORDINGS:
        write_wording_back(local, change["before"], by, f"撤回{arrival.publisher}素材包的导入")
    else:
        write_outline_back(local, change["before"])
    restore_receipt(change, arrival, local)
    return "restored"


def remove(local: Thing, by: User) -> str:
    """Delete what nobody has used; otherwise take it out of use."""
    if isinstance(local, Entry) and is_used(local):
        if local.state != Entry.State.ACTIVE:
            return "kept"
        retire_entry(local, by=by, reason="撤回素材包导入")
        return "retired"
    log_action(by, f"remove-{local._meta.model_name}", local, title=str(local))
    local.delete()
    return "removed"


def is_used(entry: Entry) -> bool:
    return entry.uses.exists() or entry.copies.exists() or entry.supersedes.exists()


def reactivate(local: Any, change: Change, arrival: PackageImport, by: User) -> str:
    if local.state != Entry.State.RETIRED:
        return "kept"
    (activate_entry if isinstance(local, Entry) else activate_wording)(local, by=by)
    restore_receipt(change, arrival, local)
    return "restored"


def restore_receipt(change: Change, arrival: PackageImport, local: Thing) -> None:
    """Remember what was remembered before; what was the publisher's text is so again, as a new version."""
    receipts = Receipt.objects.filter(
        office=arrival.office,
        publisher_key=arrival.fingerprint,
        upstream_id=uuid.UUID(change["upstream_id"]),
    )
    former = change["receipt"]
    if former is None:
        receipts.delete()
        return
    was_theirs = former["version"] == change["before"]["version"]
    receipts.update(digest=former["digest"], version=local.version if was_theirs else former["version"])
