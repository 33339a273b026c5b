"""The verbs of the round trip: bring a file back, take from it. Each is one transaction."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.drafting.targets import changes_to
from speeches.review.models import Comment, ReturnedCopy, ReturnedItem
from speeches.review.models.returned import ItemOutcome, ReturnState

from .permissions import accept_refusal, file_refusal, return_refusal, suggest_refusal
from .queries import changes_of, copies_of, done_before
from .saying import Saying, groups_of
from .taking import accepted
from .tasks import read_returned_copy

BEFORE, AFTER = "合并回稿前", "合并回稿：{name}"
KEPT_FOR = timedelta(days=30)
LONGEST_NOTE = 100


@transaction.atomic
def bring_back(user: User, upload: UploadedFile, draft: Draft | None = None) -> ReturnedCopy:
    """Keep a file and have a worker read it; one that was brought before is the one it was.

    Raises NotAllowed.
    """
    name = (upload.name or "")[-255:]
    refuse((return_refusal(user, draft) if draft else "") or file_refusal(name, upload.size or 0))
    data = upload.read()
    digest = sha256(data).hexdigest()
    known = copies_of(user).filter(digest=digest).exclude(state=ReturnState.FAILED)
    if copy := known.filter(draft=draft).first() if draft else known.first():
        read_again(copy)
        return copy
    forget_unread(user)
    copy = ReturnedCopy.objects.create(
        user=user, draft=draft, filename=name, size=len(data), digest=digest, data=data
    )
    if draft:
        log_action(user, "draft-bring-back", draft, file=name)
    queue(copy)
    return copy


def read_again(copy: ReturnedCopy) -> bool:
    """Queue a file again that should long have been read; whether that was so."""
    with transaction.atomic():
        copy = ReturnedCopy.objects.select_for_update().get(pk=copy.pk)
        if not copy.is_stuck:
            return False
        queue(copy)
        return True


def queue(copy: ReturnedCopy) -> None:
    """Have a worker read a file; the reader of before, should it still live, stores nothing."""
    copy.state, copy.claimed_at = ReturnState.WAITING, timezone.now()
    copy.save(update_fields=["state", "claimed_at"])
    transaction.on_commit(partial(read_returned_copy.enqueue, str(copy.pk)))


@transaction.atomic
def take_up_returns() -> int:
    """Queue what was being read. Only while no worker runs: then nobody reads it any more."""
    busy = list(ReturnedCopy.objects.select_for_update().filter(state=ReturnState.READING).only("pk"))
    for copy in busy:
        queue(copy)
    return len(busy)


def forget_unread(user: User) -> None:
    """Delete what this person brought long ago and nobody could or did read."""
    old = ReturnedCopy.objects.filter(user=user, created_at__lt=timezone.now() - KEPT_FOR)
    old.filter(state__in=(ReturnState.UNKNOWN, ReturnState.FAILED)).delete()


@transaction.atomic
def name_draft(copy: ReturnedCopy, draft: Draft, *, by: User) -> None:
    """Say which draft a file without a mark belongs to; it is read again. Raises NotAllowed."""
    refuse(return_refusal(by, draft))
    copy = ReturnedCopy.objects.select_for_update().get(pk=copy.pk)
    if copy.state != ReturnState.UNKNOWN:
        return
    copy.draft = draft
    copy.save(update_fields=["draft"])
    log_action(by, "draft-bring-back", draft, file=copy.filename)
    queue(copy)


@transaction.atomic
def accept_items(copy: ReturnedCopy, numbers: Sequence[int], *, by: User) -> tuple[int, int]:
    """Put changes into the text as it now is; returns how many went in, and how many did not fit.

    What there was is a version before, what there is one after. Raises NotAllowed.
    """
    base, every = copy.base.manuscript(), changes_of(copy)
    draft = Draft.objects.select_for_update().get(pk=copy.draft_id)
    refuse(return_refusal(by, draft) or accept_refusal(by, draft))
    items = open_items(copy, numbers, ReturnedItem.Kind.CHANGE)
    if not items:
        return 0, 0
    now = draft.manuscript()
    wanted, left = accepted(base, now, every, [item.pk for item in items])
    changes = changes_to(now, wanted)
    if any(changes.values()):
        take_revision(draft, author=by, reason=Revision.Reason.AUTOMATIC, note=BEFORE)
        payload = {"client": f"return-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence, **changes}
        apply_change_set(draft, author=by, payload=payload)
        draft.refresh_from_db()
        note = AFTER.format(name=copy.filename)[:LONGEST_NOTE]
        take_revision(draft, author=by, reason=Revision.Reason.AUTOMATIC, note=note)
    done = [item for item in items if item.pk not in left]
    settle(done, ItemOutcome.ACCEPTED, by)
    log_action(by, "draft-merge-return", draft, file=copy.filename, accepted=len(done))
    return len(done), len(left)


@transaction.atomic
def suggest_items(copy: ReturnedCopy, numbers: Sequence[int], *, by: User) -> int:
    """Make suggestions of changes and opinions of comments, in the names they were made in.

    Returns how many. Raises NotAllowed.
    """
    # What a file said does not change any more: it is read before the draft is locked.
    saying = Saying.of(copy, by)
    draft = Draft.objects.select_for_update().get(pk=copy.draft_id)
    refuse(return_refusal(by, draft) or suggest_refusal(by, draft))
    items = open_items(copy, numbers)
    for group in groups_of(items):
        made = saying.entered(draft, group)
        is_suggestion = getattr(made, "suggestion", None) is not None
        outcome = ItemOutcome.SUGGESTED if is_suggestion else ItemOutcome.COMMENTED
        settle(group, outcome, by, comment=made)
    log_action(by, "draft-suggest-return", draft, file=copy.filename, suggested=len(items))
    return len(items)


@transaction.atomic
def leave_items(copy: ReturnedCopy, numbers: Sequence[int], *, by: User) -> int:
    """Say that some of it is not taken; it stays listed. Raises NotAllowed."""
    refuse(return_refusal(by, copy.draft))
    items = open_items(copy, numbers)
    settle(items, ItemOutcome.LEFT, by)
    log_action(by, "draft-leave-return", copy.draft, file=copy.filename, left=len(items))
    return len(items)


@transaction.atomic
def reopen_items(copy: ReturnedCopy, numbers: Sequence[int], *, by: User) -> int:
    """Take back that something was not taken."""
    refuse(return_refusal(by, copy.draft))
    items = copy.items.select_for_update().filter(pk__in=numbers, outcome=ItemOutcome.LEFT)
    return items.update(outcome=ItemOutcome.OPEN, done_by=None, done_at=None)


def open_items(copy: ReturnedCopy, numbers: Sequence[int], *kinds: str) -> list[ReturnedItem]:
    """Lock and return the chosen items that nobody has settled, here or in another save of the file."""
    items = copy.items.select_for_update().filter(pk__in=numbers, outcome=ItemOutcome.OPEN)
    if kinds:
        items = items.filter(kind__in=kinds)
    before = done_before(copy)
    return [item for item in items if item.fingerprint not in before]


def settle(
    items: Sequence[ReturnedItem], outcome: ItemOutcome, by: User, comment: Comment | None = None
) -> None:
    ReturnedItem.objects.filter(pk__in=[item.pk for item in items]).update(
        outcome=outcome, done_by=by, done_at=timezone.now(), comment=comment
    )
