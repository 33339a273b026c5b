"""Revisions (版本): numbered snapshots of the whole manuscript."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

AUTOMATIC_EVERY = timedelta(minutes=10)


@transaction.atomic
def take_revision(draft: Draft, *, author: User, reason: Revision.Reason, note: str = "") -> Revision:
    """Snapshot the draft as it stands. Where nothing changed since the last one, that is returned."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    last = draft.revisions.defer("content").first()
    if last is not None and last.sequence == draft.sequence and not note:
        return last
    return _store(draft, draft.manuscript(), last, author=author, reason=reason, note=note)


def keep_revision_if_due(draft: Draft, paragraphs: Iterable[Paragraph], *, author: User) -> None:
    """Snapshot what a save is about to change, when the last snapshot is older than ten minutes.

    Taking the state before the save (not after) means that what one sitting ended with is kept whole,
    however long the pause: every acknowledged edit is in a revision before a later one can undo it.
    """
    last = draft.revisions.defer("content").first()
    if last is not None:
        is_recent = timezone.now() - last.at < AUTOMATIC_EVERY
        if is_recent or last.sequence == draft.sequence:
            return
    manuscript = Manuscript(draft.front_lines, tuple(paragraphs))
    _store(draft, manuscript, last, author=author, reason=Revision.Reason.AUTOMATIC)


def keep_manuscript(draft: Draft, manuscript: Manuscript, *, author: User, note: str) -> None:
    """Keep a text that is not, or not for long, the draft's own, under a note that says whose it is."""
    last = draft.revisions.defer("content").first()
    _store(draft, manuscript, last, author=author, reason=Revision.Reason.AUTOMATIC, note=note)


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
