"""Comparing all entries with each other, and saying that two that read alike are both wanted."""

import time

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.indexing import count_stale, index_entries, index_some
from speeches.library.models import Entry, EntryPair
from speeches.library.permissions import curate_refusal

# So few are compared while somebody waits; more, in the background.
AT_ONCE = 100
# A worker compares for this long, then lets other tasks go first.
SLICE, STEP = 3.0, 500
PRIORITY = -10


def compare_new(*, is_asked: bool = False) -> int:
    """See that all entries are compared. Returns how many still wait.

    `is_asked`: a worker was asked before. These are derived figures: nothing is refused, nothing logged.
    """
    stale = count_stale()
    if 0 < stale <= AT_ONCE:
        index_entries(AT_ONCE)
        return count_stale()
    if stale and not is_asked:
        compare_entries.enqueue()
        return count_stale()
    return stale


@task(priority=PRIORITY)
def compare_entries() -> None:
    until = time.monotonic() + SLICE
    while index_some(STEP):
        if time.monotonic() > until:
            compare_entries.enqueue()
            return


@transaction.atomic
def keep_apart(entry: Entry, *, by: User, is_distinct: bool = True) -> None:
    """Say that an entry has a use of its own beside those it reads like, or take that back.

    Once one of the texts changes they are compared again. Raises NotAllowed.
    """
    refuse(curate_refusal(by, entry))
    EntryPair.objects.filter(Q(first=entry) | Q(second=entry)).update(is_distinct=is_distinct)
    log_action(by, "keep-apart" if is_distinct else "compare-again", entry, title=entry.title)
