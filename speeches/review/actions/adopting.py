"""Adopting suggestions (采纳): the draft is changed, by the open paper or here, and the opinion settled."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.targets import changes_to
from speeches.manuscript.value import Manuscript
from speeches.review.models import Answer, Comment
from speeches.review.permissions import answer_refusal
from speeches.review.states import Outcome
from speeches.review.suggesting.changes import Insertion, Move
from speeches.review.suggesting.fitting import fitted

from .commenting import answer_comment

STALE = "原文后来改过，这条建议不能直接改上。请看三处文字，选一个写法或自己改写。"
ALL_STALE = "这些建议的原文后来都改过，不能直接改上。请逐条处理。"
# What a person wrote instead of what was suggested, by the number of the change.
Texts = Mapping[int, str]
AS_SUGGESTED: Texts = {}
EDITED = "改后采纳。"


@dataclass(frozen=True)
class Adoption:
    """Suggestions made into changes, one after another; those that do not fit are left as they are."""

    before: Manuscript
    after: Manuscript
    adopted: list[Comment] = field(default_factory=list)
    stale: list[Comment] = field(default_factory=list)

    def changes(self) -> dict[str, Any]:
        return changes_to(self.before, self.after)


def adoption(draft: Draft, comments: Iterable[Comment], texts: Texts = AS_SUGGESTED) -> Adoption:
    """Fit suggestions to the stored text, each to what the ones before it left. Nothing is written."""
    before = after = draft.manuscript()
    adopted, stale = list[Comment](), list[Comment]()
    for comment in comments:
        found = fitted(after, comment.suggestion.values(), texts)
        if found.manuscript is None:
            stale.append(comment)
            continue
        after = found.manuscript
        adopted.append(comment)
    return Adoption(before, after, adopted, stale)


def propose_suggestions(
    draft: Draft, comments: Sequence[Comment], *, by: User, texts: Texts = AS_SUGGESTED
) -> dict[str, Any]:
    """Return what the open paper has to change. Raises NotAllowed, too where none of them fits."""
    refuse(edit_refusal(by, draft))
    found = ready(draft, comments, by, texts)
    return {
        "label": told(found),
        "settles": [comment.pk for comment in found.adopted],
        **found.changes(),
    }


def ready(draft: Draft, comments: Sequence[Comment], by: User, texts: Texts) -> Adoption:
    for comment in comments:
        refuse(answer_refusal(by, comment))
    found = adoption(draft, comments, texts)
    if not found.adopted:
        raise NotAllowed(STALE if len(comments) == 1 else ALL_STALE)
    return found


def told(found: Adoption) -> str:
    count, left = len(found.adopted), len(found.stale)
    if count + left == 1:
        return "采纳这条建议"
    rest = f"，{left} 条原文改过，请逐条处理" if left else ""
    return f"采纳 {count} 条建议{rest}"


@transaction.atomic
def adopt_suggestions(
    draft: Draft, comments: Sequence[Comment], *, by: User, texts: Texts = AS_SUGGESTED, text: str = ""
) -> Adoption:
    """Make the changes in the draft and settle the suggestions. Raises NotAllowed where none of them fits."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(edit_refusal(by, draft))
    found = ready(draft, comments, by, texts)
    changes = found.changes()
    if any(changes.values()):
        payload = {"client": f"suggest-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence, **changes}
        apply_change_set(draft, author=by, payload=payload)
    for comment in found.adopted:
        settle(comment, found.after, by=by, is_edited=bool(texts), text=text)
    return found


@transaction.atomic
def settle_suggestions(
    draft: Draft, comments: Sequence[Comment], *, by: User, is_edited: bool = False, text: str = ""
) -> None:
    """Settle suggestions that the open paper has made into changes and saved. Raises NotAllowed."""
    now = draft.manuscript()
    for comment in comments:
        settle(comment, now, by=by, is_edited=is_edited, text=text)


def settle(comment: Comment, now: Manuscript, *, by: User, is_edited: bool, text: str) -> Answer:
    """Settle one, and keep how its paragraphs read: that is the change that settled it."""
    suggestion = comment.suggestion
    touched = {key for change in suggestion.values() for key in keys_of(change)}
    suggestion.became = {p.key: p.text for p in now.paragraphs if p.key in touched}
    suggestion.save(update_fields=["became"])
    if is_edited:
        return answer_comment(comment, by=by, outcome=Outcome.PARTLY, text=text.strip() or EDITED)
    return answer_comment(comment, by=by, outcome=Outcome.ADOPTED, text=text)


def keys_of(change: Any) -> Iterator[str]:
    match change:
        case Insertion():
            yield from (paragraph.key for paragraph in change.paragraphs)
        case Move():
            yield from change.keys
        case _:
            yield change.key
