"""Saving: one change set of an editor, applied under a lock, answered the same however often it is sent."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.changes import Changes, Upsert, check_size, read_changes
from speeches.drafting.errors import OutOfStepError
from speeches.drafting.models import ChangeSet, Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.remote import remote_changes
from speeches.drafting.sheet import Sheet
from speeches.library.actions import record_use
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry

from .keeping import keep_revision_if_due, take_revision

OUT_OF_STEP = "没有保存：这一页和服务器上的稿子对不上了。请复制好刚改的文字，刷新页面后再试。"


@transaction.atomic
def apply_change_set(draft: Draft, *, author: User, payload: Any) -> dict[str, Any]:
    """Apply a change set and return the answer. The number of queries does not grow with the paragraphs.

    Raises BadChangesError (nothing stored), OutOfStepError, NotAllowed.
    """
    changes = read_changes(payload)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    answered = draft.change_sets.filter(client=changes.client, number=changes.number).first()
    if answered is not None:
        return dict(answered.answer)
    refuse(edit_refusal(author, draft))
    if changes.base > draft.sequence:
        raise OutOfStepError(OUT_OF_STEP)
    sheet = Sheet.of(draft.pk)
    keep_revision_if_due(draft, sheet.values(), author=author)
    known = sheet.origins()
    answer = _apply(draft, sheet, changes)
    record_uses(sheet.origins() - known, draft, author)
    ChangeSet.objects.create(
        draft=draft,
        client=changes.client,
        number=changes.number,
        sequence=draft.sequence,
        author=author,
        payload=changes.to_json(),
        answer=answer,
    )
    return answer


def _apply(draft: Draft, sheet: Sheet, changes: Changes) -> dict[str, Any]:
    draft.sequence += 1
    sheet.apply(changes, draft.sequence)
    front_clash = _take_front(draft, changes)
    others = remote_changes(draft, sheet, since=changes.base, client=changes.client)
    check_size(draft.front, (row.text for row in sheet.live()))
    bindings = sheet.rebind(draft.front_lines, draft.sequence, set_names_for(draft.office_id))
    sheet.write()
    draft.save(update_fields=["sequence", "front", "front_sequence", "front_client", "updated_at"])
    answer = {
        "sequence": draft.sequence,
        "number": changes.number,
        "conflicts": sheet.conflicts,
        "bindings": bindings,
    }
    if front_clash:
        answer["front"] = front_clash
    if others is not None:
        answer["others"] = others
    return answer


def _take_front(draft: Draft, changes: Changes) -> list[list[str]] | None:
    """Take over the title block; on a clash the server's stays and is returned."""
    if changes.front is None:
        return None
    front = [list(line) for line in changes.front]
    if front == draft.front:
        return None
    if draft.front_sequence > changes.base and draft.front_client != changes.client:
        return list(draft.front)
    draft.front = front
    draft.front_sequence, draft.front_client = draft.sequence, changes.client
    return None


def record_uses(entries: Iterable[str], draft: Draft, user: User) -> None:
    """Tell the library which of its entries the draft now uses."""
    ids = list(entries)
    if not ids:
        return
    for entry in Entry.objects.visible_to(user).filter(pk__in=ids):
        record_use(entry, draft, user)


@transaction.atomic
def restore_revision(draft: Draft, revision: Revision, *, author: User) -> tuple[Revision, Revision]:
    """Make the draft what it was in a revision. Returns the revisions of what it was and what it became."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(edit_refusal(author, draft))
    former = take_revision(draft, author=author, reason=Revision.Reason.RESTORED)
    sheet = Sheet.of(draft.pk)
    _apply(draft, sheet, going_back(draft, sheet, revision))
    note = f"恢复为第 {revision.number} 版"
    restored = take_revision(draft, author=author, reason=Revision.Reason.WENT_BACK, note=note)
    log_action(author, "draft-restore-revision", draft, number=revision.number)
    return former, restored


def going_back(draft: Draft, sheet: Sheet, revision: Revision) -> Changes:
    """Return the change set that makes a draft into one of its revisions."""
    manuscript = revision.manuscript()
    wanted = {paragraph.key for paragraph in manuscript.paragraphs}
    places = ("", *(paragraph.key for paragraph in manuscript.paragraphs))
    return Changes(
        client="revision",
        number=revision.number,
        base=draft.sequence,
        front=tuple((line.kind.value, line.text) for line in manuscript.front),
        upserts=tuple(map(Upsert, manuscript.paragraphs, places)),
        deletions=tuple(row.key for row in sheet.live() if row.key not in wanted),
        merged={},
    )
