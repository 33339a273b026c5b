"""A suggestion before those who write the draft: how it fits, and what they may write instead. Pure."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from speeches.manuscript.value import Manuscript

from .changes import Change, Deletion, Insertion, Move, Rewrite
from .fitting import NO_TEXTS, Fit, Status, fitted
from .showing import Shown, shown

STATUS_WORDS = {
    Status.MERGED: "原文后来改过，可以一并改上",
    Status.APPLIED: "现在的文字已经是这样",
    Status.CONFLICT: "原文后来也改了这里",
    Status.GONE: "这一处已删去",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One change: `base`, `wanted` and `now` are the three texts; `written` stands in the field for another,
    where at first what is `offered` does.
    """

    at: int
    shown: Shown
    status: Status
    base: str
    wanted: str
    now: str
    offered: str
    written: str
    takes_text: bool

    @property
    def is_conflict(self) -> bool:
        return self.status is Status.CONFLICT

    @property
    def word(self) -> str:
        return STATUS_WORDS.get(self.status, "")

    @property
    def seen(self) -> str:
        return mark_of(self.now)


@dataclass(frozen=True, slots=True)
class Choice:
    """All changes of one suggestion."""

    changes: tuple[Weighed, ...]
    is_stale: bool
    is_applied: bool

    @property
    def takes_text(self) -> bool:
        return any(one.takes_text for one in self.changes)

    @property
    def is_gone(self) -> bool:
        return any(one.status is Status.GONE for one in self.changes)

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(one.word for one in self.changes if one.word))


def choice(changes: Sequence[Change], now: Manuscript, written: Mapping[int, str] = NO_TEXTS) -> Choice:
    """Fit a suggestion to the text of now; `written`: what is typed instead, by the number of the change."""
    found = fitted(now, changes)
    rows = tuple(weighed(at, fit, written.get(at)) for at, fit in enumerate(found.fits))
    return Choice(rows, found.is_stale, found.is_applied)


def weighed(at: int, fit: Fit, written: str | None) -> Weighed:
    base, wanted = texts_of(fit.change)
    takes_text = isinstance(fit.change, Rewrite | Insertion) and fit.status is not Status.GONE
    offered = fit.text or wanted
    field = offered if written is None else written
    return Weighed(at, shown(fit.change), fit.status, base, wanted, fit.now, offered, field, takes_text)


def texts_of(change: Change) -> tuple[str, str]:
    """Return how the paragraph read and how it is to read."""
    match change:
        case Rewrite():
            return change.base, change.text
        case Deletion():
            return change.base, ""
        case Insertion():
            return "", "\n".join(paragraph.text for paragraph in change.paragraphs)
        case Move():
            return "", ""


def mark_of(text: str) -> str:
    """Return a short mark of the text that somebody had before them when they wrote another one."""
    return f"{zlib.crc32(text.encode()):08x}"
