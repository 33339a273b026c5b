"""Storing and undoing in a worker, as some thousand rows take minutes: one transaction, all or nothing.

The worker holds a lock on the row while it works; whoever gets the lock knows that nobody is working.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from speeches.library.models.package import ExchangeState, PackageImport, SheetImport

from .errors import ExchangeError

logger = logging.getLogger(__name__)
Some = TypeVar("Some", SheetImport, PackageImport)
STORED_ALREADY = "已经导入过了，或者正在导入。"
UNEXPECTED = "出了意外，没有存入任何内容。请再试一次；如果还不行，请联系系统管理员。"


def begin(arrival: Some, before: str, after: str, **confirmed: Any) -> None:
    """Take a row to a state in which a worker will find it. Raises ExchangeError if somebody else has."""
    found = type(arrival).objects.filter(pk=arrival.pk, state=before)
    now = timezone.now()
    if not found.update(state=after, confirmed=confirmed, error="", started_at=now):
        raise ExchangeError(STORED_ALREADY)


def work(arrival: Some, action: Callable[[Some], None], before: str) -> None:
    """Run an action; when it is refused or fails, the row goes back and says why."""
    try:
        action(arrival)
    except (ExchangeError, PermissionDenied) as refusal:
        give_up(arrival, before, str(refusal))
    except Exception:
        logger.exception("%s failed", arrival.pk)
        give_up(arrival, before, UNEXPECTED)


def give_up(arrival: Some, before: str, error: str) -> None:
    busy = type(arrival).objects.filter(
        pk=arrival.pk, state__in=(ExchangeState.STORING, ExchangeState.UNDOING)
    )
    busy.update(state=before, error=error[:300])


def locked(arrival: Some, state: str) -> Some:
    """Return the row anew, held until the transaction ends. Raises ExchangeError in any other state."""
    related = ("office", "user")
    rows = type(arrival).objects.select_for_update(of=("self",)).select_related(*related)
    found = rows.get(pk=arrival.pk)
    if found.state != state:
        raise ExchangeError(STORED_ALREADY)
    return found


@transaction.atomic
def call_off(arrival: Some) -> bool:
    """Stop what no worker has begun, or a stopped worker left behind; False while one is at work."""
    rows = type(arrival).objects.select_for_update(skip_locked=True)
    found = rows.filter(pk=arrival.pk).defer("data").first()
    if found is None:
        return False
    back = {ExchangeState.STORING: ExchangeState.WAITING, ExchangeState.UNDOING: ExchangeState.DONE}
    if found.is_busy:
        type(arrival).objects.filter(pk=arrival.pk).update(state=back[ExchangeState(found.state)], error="")
    return True
