"""The verbs of the round trip: bring a file back, take from it. Each is one transaction."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.docx.marking import Stamp
from speeches.docx.remarks import ReturnedComment
from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.drafting.targets import changes_to
from speeches.review.actions import record_opinion, suggest
from speeches.review.models import Comment, ReturnedCopy, ReturnedItem
from speeches.review.models.returned import ItemOutcome, ReturnState
from speeches.review.queries import possible_reviewers
from speeches.review.states import Channel

from .items import IN_PLACE, anchored, inserted_after, suggestible
from .permissions import accept_refusal, file_refusal, return_refusal, suggest_refusal
from .queries import copies_of, done_before
from .taking import accepted
from .tasks import read_returned_copy
from .telling import person_name, told_change

BEFORE, AFTER = "合并回稿前", "合并回稿：{name}"
NO_NAME = "回稿（没有署名）"
KEPT_FOR = timedelta(days=30)
LONGEST_NAME, LONGEST_NOTE, LONGEST_WORDS = 60, 100, 60


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
    draft = Draft.objects.select_for_update().get(pk=copy.draft_id)
    refuse(return_refusal(by, draft) or accept_refusal(by, draft))
    items = open_items(copy, numbers, ReturnedItem.Kind.CHANGE)
    if not items:
        return 0, 0
    every = changes_of(copy)
    now = draft.manuscript()
    wanted, left = accepted(copy.base.manuscript(), now, every, [item.pk for item in items])
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
    draft = Draft.objects.select_for_update().get(pk=copy.draft_id)
    refuse(return_refusal(by, draft) or suggest_refusal(by, draft))
    items = open_items(copy, numbers)
    for group in groups_of(items):
        if group[0].kind == ReturnedItem.Kind.COMMENT:
            made = said_as_opinion(draft, group[0], by)
        else:
            made = said_as_change(copy, draft, group, by)
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


def changes_of(copy: ReturnedCopy) -> dict[int, ReturnedChange]:
    items = copy.items.filter(kind=ReturnedItem.Kind.CHANGE)
    return {item.pk: ReturnedChange.from_json(item.data) for item in items}


def settle(
    items: Sequence[ReturnedItem], outcome: ItemOutcome, by: User, comment: Comment | None = None
) -> None:
    ReturnedItem.objects.filter(pk__in=[item.pk for item in items]).update(
        outcome=outcome, done_by=by, done_at=timezone.now(), comment=comment
    )


def groups_of(items: Sequence[ReturnedItem]) -> list[list[ReturnedItem]]:
    """Group the changes that one person made in one paragraph's words: they are one suggestion."""
    groups: dict[tuple[object, ...], list[ReturnedItem]] = {}
    for item in items:
        is_words = item.kind == ReturnedItem.Kind.CHANGE and item.data["kind"] == ChangeKind.WORDS
        name = (item.data["stamp"][0], *item.data["keys"]) if is_words else (item.pk,)
        groups.setdefault(name, []).append(item)
    return list(groups.values())


def said_by(draft: Draft, stamp: Stamp) -> dict[str, object]:
    """Return in whose name it is entered: a reviewer of that name, else somebody without an account."""
    name = person_name(stamp.author)
    people = list(possible_reviewers(draft).filter(name=name)[:2]) if name else []
    leader = people[0] if len(people) == 1 else None
    return {"leader": leader, "outside_name": "" if leader else (name or NO_NAME)[:LONGEST_NAME]}


def day_of(stamp: Stamp) -> date | None:
    try:
        return min(date.fromisoformat(stamp.at[:10]), timezone.localdate())
    except ValueError:
        return None


def said_as_opinion(draft: Draft, item: ReturnedItem, by: User) -> Comment:
    said = ReturnedComment.from_json(item.data)
    lines = [said.text, *(f"{person_name(stamp.author)}：{text}" for stamp, text in said.replies)]
    if said.words and not said.quote:
        # It is on words that the text which went out does not have.
        lines.append(f"（批在“{said.words[:LONGEST_WORDS]}”）")
    return opinion(draft, said.stamp, "\n".join(lines), by, key=said.key, quote=said.quote)


def opinion(draft: Draft, stamp: Stamp, text: str, by: User, **place: str) -> Comment:
    return record_opinion(
        draft,
        by=by,
        text=text,
        channel=Channel.FILE,
        said_on=day_of(stamp),
        **said_by(draft, stamp),
        **place,
    )


def said_as_change(copy: ReturnedCopy, draft: Draft, group: Sequence[ReturnedItem], by: User) -> Comment:
    """Make a suggestion of a change; what is none (the title block) becomes an opinion in words."""
    changes = [ReturnedChange.from_json(item.data) for item in group]
    stamp = changes[0].stamp
    base = copy.base.manuscript()
    if changes[0].kind in IN_PLACE:
        key = changes[0].keys[0] if changes[0].keys else ""
        return opinion(draft, stamp, told_change(changes[0]), by, key=key)
    here = {paragraph.key for paragraph in base.paragraphs}
    befores = inserted_after(changes_of(copy).values())
    values = suggestible(base, [anchored(change, befores, here) for change in changes])
    name = said_by(draft, stamp)
    suggestion = suggest(
        draft,
        author=name["leader"] or by,
        recorded_by=by,
        outside_name=name["outside_name"],
        changes=values,
        channel=Channel.FILE,
        said_on=day_of(stamp),
    )
    return suggestion.comment
