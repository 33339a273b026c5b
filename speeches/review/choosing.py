"""The open suggestions of the tab 批注: how each fits, and whose can be adopted all at once."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from speeches.drafting.models import Draft

from .adopting import wordings_of
from .models import Comment
from .reading import Note
from .suggesting.fitting import NO_TEXTS
from .suggesting.weighing import choice


class Row(Protocol):
    """A row of the panel."""

    @property
    def note(self) -> Note: ...


def choices_context(draft: Draft, rows: Iterable[Row], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the `choice` of every suggestion among the rows; what is being written in `fields` stays in it."""
    comments = [row.note.comment for row in rows if row.note.comment.proposal]
    if not comments:
        return {"adoptable": []}
    now, written = draft.manuscript(), wordings_of(fields)
    for comment in comments:
        comment.choice = choice(comment.suggestion.values(), now, written.get(comment.pk, NO_TEXTS))
    return {"adoptable": adoptable(comments)}


def adoptable(comments: Iterable[Comment]) -> list[tuple[str, list[int]]]:
    """Return whose suggestions can be adopted all at once: the name, the comments."""
    found: dict[str, list[int]] = {}
    for comment in comments:
        if not comment.choice.is_stale:
            found.setdefault(comment.said_by, []).append(comment.pk)
    return [(name, numbers) for name, numbers in found.items() if len(numbers) > 1]
