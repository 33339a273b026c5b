"""Revisions (版本): numbered snapshots of the whole manuscript, taken by themselves or by hand."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.changes import Changes
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import name_revision_refusal
from speeches.manuscript.differences import common_prefix, common_suffix
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.skeleton import outline_of
from speeches.manuscript.value import Manuscript

# Who writes without a break gets a version this often, who comes back from a break the text they left.
AUTOMATIC_EVERY = timedelta(minutes=10)
PAUSE = timedelta(minutes=3)
# One save that rewrites or deletes so many characters is not typing.
LARGE = 300
NOTE_LIMIT = 100


@transaction.atomic
def take_revision(draft: Draft, *, author: User, reason: Revision.Reason, note: str = "") -> Revision:
    """Snapshot the draft as it stands. Where nothing changed since the last one, that is returned."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    last = draft.revisions.defer("content").first()
    if last is not None and last.sequence == draft.sequence and not note:
        return last
    return _store(draft, draft.manuscript(), last, author=author, reason=reason, note=note)


def hand_out(draft: Draft, *, by: User) -> Revision:
    """Return the version that a copy for somebody is of, kept from now on.

    Who only reviews the draft takes away what was sent to them: nothing new is kept for that.
    """
    return draft.given[0] if draft.given else take_revision(draft, author=by, reason=Revision.Reason.EXPORT)


@transaction.atomic
def keep_by_hand(draft: Draft, *, author: User, note: str = "") -> Revision:
    """Keep what there is as a version of its own; one that was kept of itself becomes it."""
    revision = take_revision(draft, author=author, reason=Revision.Reason.MANUAL, note=note)
    if revision.reason == Revision.Reason.AUTOMATIC:
        revision.reason, revision.author, revision.at = Revision.Reason.MANUAL, author, timezone.now()
        revision.save(update_fields=["reason", "author", "at"])
    return revision


@transaction.atomic
def name_revision(revision: Revision, *, by: User, note: str) -> None:
    """Give a version its name (说明), another one, or none. Raises NotAllowed."""
    refuse(name_revision_refusal(by, revision.draft))
    note = " ".join(note.split())[:NOTE_LIMIT]
    if note == revision.note:
        return
    revision.note = note
    revision.save(update_fields=["note"])
    log_action(by, "draft-name-revision", revision.draft, number=revision.number, note=note)


def keep_revision_if_due(
    draft: Draft, paragraphs: Iterable[Paragraph], changes: Changes, *, author: User
) -> None:
    """Snapshot what a save is about to change: after ten minutes, after a pause, before a large change.

    Taking the state before the save (not after) means that what one sitting ended with is kept whole,
    however long the pause: every acknowledged edit is in a revision before a later one can undo it.
    """
    last = draft.revisions.defer("content").first()
    paragraphs = tuple(paragraphs)
    if last is None or is_due(draft, last, extent(changes, paragraphs)):
        manuscript = Manuscript(draft.front_lines, paragraphs)
        _store(draft, manuscript, last, author=author, reason=Revision.Reason.AUTOMATIC)


def is_due(draft: Draft, last: Revision, size: int) -> bool:
    if last.sequence == draft.sequence:
        return False
    now = timezone.now()
    return size >= LARGE or now - last.at >= AUTOMATIC_EVERY or now - draft.updated_at >= PAUSE


def extent(changes: Changes, paragraphs: Iterable[Paragraph]) -> int:
    """Return how many characters a change set takes out; what only went elsewhere is still there."""
    texts = {paragraph.key: paragraph.text for paragraph in paragraphs}
    pairs = [(texts.get(one.paragraph.key, ""), one.paragraph.text) for one in changes.upserts]
    pairs += [(texts.get(key, ""), "") for key in changes.deletions]
    taken_out, put_in = zip(*(between(old, new) for old, new in pairs), strict=True) if pairs else ((), ())
    there = "\n".join(put_in)
    return sum(len(text) for text in taken_out if text not in there)


def between(old: str, new: str) -> tuple[str, str]:
    """Return what lies between the common beginning and end of two texts."""
    start = common_prefix(old, new)
    end = common_suffix(old[start:], new[start:])
    return old[start : len(old) - end], new[start : len(new) - end]


def keep_manuscript(draft: Draft, manuscript: Manuscript, *, author: User, note: str) -> None:
    """Keep a text that is not, or not for long, the draft's own, under a note that says whose it is."""
    last = draft.revisions.defer("content").first()
    _store(draft, manuscript, last, author=author, reason=Revision.Reason.AUTOMATIC, note=note)


@transaction.atomic
def keep_outline(draft: Draft, *, author: User, note: str) -> Revision:
    """Keep the outline alone as a version, behind one of the whole text, so that nothing hangs on it."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    last = take_revision(draft, author=author, reason=Revision.Reason.AUTOMATIC)
    outline = outline_of(draft.manuscript())
    return _store(draft, outline, last, author=author, reason=Revision.Reason.SUBMITTED, note=note)


def _store(
    draft: Draft,
    manuscript: Manuscript,
    last: Revision | None,
    *,
    author: User,
    reason: Revision.Reason,
    note: str = "",
) -> Revision:
    return Revision.objects.create(
        draft=draft,
        number=last.number + 1 if last else 1,
        sequence=draft.sequence,
        content=manuscript.to_json(),
        author=author,
        reason=reason,
        note=note,
    )
