"""Saving: one change set of an editor, applied under a lock, answered the same however often it is sent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.changes import Changes, check_size, read_changes
from speeches.drafting.clashes import NOBODY, front_clash, merged_front
from speeches.drafting.errors import NumberTakenError, OutOfStepError
from speeches.drafting.models import ChangeSet, Draft
from speeches.drafting.models.draft import front_lines
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.remote import NOTHING, remote_changes
from speeches.drafting.sheet import Sheet
from speeches.library.actions import record_use
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

from .keeping import keep_manuscript, keep_revision_if_due

WRITTEN = ("sequence", "front", "front_sequence", "front_client", "order_sequence", "updated_at")
THEIRS = "两人同改一段：对方的写法"
MINE = "两人同改一段：自己的写法"
NUMBER_TAKEN = "没有保存：这份改动的编号已经用过。"
OUT_OF_STEP = "没有保存：这一页和服务器上的稿子对不上了。请复制好刚改的文字，刷新页面后再试。"


@transaction.atomic
def apply_change_set(draft: Draft, *, author: User, payload: Any) -> dict[str, Any]:
    """Apply a change set and return the answer. The number of queries does not grow with the paragraphs.

    Raises BadChangesError (nothing stored), NumberTakenError, OutOfStepError, NotAllowed.
    """
    changes = read_changes(payload)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    answered = draft.change_sets.filter(client=changes.client, number=changes.number).first()
    if answered is not None:
        if answered.payload != changes.to_json():
            raise NumberTakenError(NUMBER_TAKEN)
        return dict(answered.answer)
    refuse(edit_refusal(author, draft))
    if changes.base > draft.sequence:
        raise OutOfStepError(OUT_OF_STEP)
    sheet = Sheet.of(draft.pk)
    keep_revision_if_due(draft, sheet.values(), changes, author=author)
    known = sheet.origins()
    answer = _apply(draft, sheet, changes)
    if answer["conflicts"]:
        keep_both(draft, sheet, changes, author=author)
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
    is_order_news = draft.order_sequence > changes.base
    if sheet.moved:
        draft.order_sequence = draft.sequence
    clashes = [*(clash.to_json() for clash in sheet.clashes), *_take_front(draft, changes)]
    others = remote_changes(draft, sheet, since=changes.base, client=changes.client)
    if is_order_news:
        others = {**(others or NOTHING), "order": [row.key for row in sheet.live()]}
    check_size(draft.front, (row.text for row in sheet.live()))
    bindings = sheet.rebind(draft.front_lines, draft.sequence, set_names_for(draft.office_id))
    sheet.write()
    draft.save(update_fields=WRITTEN)
    answer = {
        "sequence": draft.sequence,
        "number": changes.number,
        "conflicts": clashes,
        "bindings": bindings,
    }
    return answer if others is None else {**answer, "others": others}


def _take_front(draft: Draft, changes: Changes) -> list[dict[str, Any]]:
    """Take over the title block, merged where somebody else changed it; return the clash if that fails."""
    mine, writer = [list(line) for line in changes.front or ()], changes.client
    if changes.front is None or mine == draft.front:
        return []
    if _has_new_front(draft, changes):
        merged = merged_front(changes.front_was or (), mine, draft.front)
        if merged is None:
            return [front_clash(mine, list(draft.front))]
        mine, writer = merged, NOBODY
    draft.front = mine
    draft.front_sequence, draft.front_client = draft.sequence, writer
    return []


def _has_new_front(draft: Draft, changes: Changes) -> bool:
    if changes.front_was is not None:
        return draft.front != [list(line) for line in changes.front_was]
    return draft.front_sequence > changes.base and draft.front_client != changes.client


def keep_both(draft: Draft, sheet: Sheet, changes: Changes, *, author: User) -> None:
    """Keep a version with each text of a clash: whichever is chosen, the other can be brought back."""
    theirs = sheet.values()
    mine = {clash.key: clash.mine for clash in sheet.clashes}
    keep_manuscript(draft, Manuscript(draft.front_lines, theirs), author=author, note=THEIRS)
    front = front_lines(changes.front or draft.front)
    keep_manuscript(draft, Manuscript(front, tuple(with_mine(theirs, mine))), author=author, note=MINE)


def with_mine(theirs: Iterable[Paragraph], mine: Mapping[str, Paragraph | None]) -> Iterator[Paragraph]:
    """Yield their paragraphs with those of mine in their places; what they deleted comes last."""
    left = dict(mine)
    for paragraph in theirs:
        chosen = left.pop(paragraph.key, paragraph)
        if chosen is not None:
            yield chosen
    yield from (paragraph for paragraph in left.values() if paragraph is not None)


def record_uses(entries: Iterable[str], draft: Draft, user: User) -> None:
    """Tell the library which of its entries the draft now uses."""
    ids = list(entries)
    if not ids:
        return
    for entry in Entry.objects.visible_to(user).filter(pk__in=ids):
        record_use(entry, draft, user)
