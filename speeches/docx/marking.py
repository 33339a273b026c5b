"""What is marked in a copy that goes out and comes back: who changed what, who says what. Pure values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from speeches.manuscript.value import Manuscript

# Word keeps the minute of a change and no more; what is written to the second does not come back.
MINUTE = "%Y-%m-%dT%H:%M:00"


class Stamp(NamedTuple):
    """Who made a mark, and when: wall time to the minute without a zone, as Word keeps it; "" unknown."""

    author: str = ""
    at: str = ""

    @classmethod
    def of(cls, author: str, at: datetime) -> "Stamp":
        """Stamp with the time of the clock on the wall; `at` is in the zone of that wall."""
        return cls(author, at.strftime(MINUTE))


NOBODY = Stamp()


@dataclass(frozen=True, slots=True)
class Range:
    """Words from a place in one paragraph to a place in the same or a later one; `end` is exclusive.

    Offsets in the paragraph's text, without its marker, in code points.
    """

    key: str
    start: int
    end_key: str
    end: int


@dataclass(frozen=True, slots=True)
class Reply:
    stamp: Stamp
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and what was answered; without a range it is on the whole speech."""

    stamp: Stamp
    text: str
    range: Range | None = None
    is_resolved: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposed change of one paragraph: its text[start:end] would become another."""

    key: str
    start: int
    end: int
    text: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Marking:
    """Everything marked in one copy. Changes are against `old`, or they are `edits`; never both.

    `is_comments_only` makes Word refuse all but comments; no password, anybody may take that off.
    """

    comments: tuple[Comment, ...] = ()
    old: Manuscript | None = None
    stamp: Stamp = NOBODY
    edits: tuple[Edit, ...] = ()
    is_comments_only: bool = False
    # The revision that `old` is; for a person and for the way back.
    against: str = field(default="")

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """Return the stamps of the changes that go out, by which they are known when they come back."""
        return (self.stamp,) if self.old is not None else tuple(dict.fromkeys(e.stamp for e in self.edits))
