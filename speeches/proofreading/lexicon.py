"""The tables of proofreading: set expressions (提法) with their wrong forms, and confusable words.

Dates are the days from which (`since`) and before which (`until`, exclusive) an expression or a form is
right; of a confusable, in which the word is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from speeches.manuscript.counts import QUOTES
from speeches.manuscript.setnames import SET_NAMES

from .findings import Severity


class Use(StrEnum):
    """When a wrong form is wrong."""

    WRONG = "wrong"
    """Never right."""

    DATED = "dated"
    """Right in its time; an old form from `until` on, a variant where there is no date."""

    CONTEXT = "context"
    """Wrong only where `pattern` matches."""


@dataclass(frozen=True, slots=True)
class WrongForm:
    """A form that is not the expression's.

    `pattern` is a regular expression, tried on paragraphs that hold the text, "" for the text itself; a group
    in it narrows what is marked. `right` replaces the marked text, "" where no replacement is safe.
    """

    text: str
    use: Use = Use.WRONG
    pattern: str = ""
    right: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "use": self.use.value,
            "pattern": self.pattern,
            "right": self.right,
            "since": written(self.since),
            "until": written(self.until),
            "note": self.note,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored shape. Raises KeyError, TypeError or ValueError when it is not one."""
        return cls(
            text=str(data["text"]),
            use=Use(data["use"]),
            pattern=str(data["pattern"]),
            right=str(data["right"]),
            since=day(data["since"]),
            until=day(data["until"]),
            note=str(data["note"]),
        )


@dataclass(frozen=True, slots=True)
class Expression:
    """A set expression in its right form, its members in their order, and what people write instead.

    `successor` is the text of the expression that replaces it. `is_set_name` says that the number in it never
    announces a list (四个意识).
    """

    id: str
    text: str
    members: tuple[str, ...] = ()
    wrong_forms: tuple[WrongForm, ...] = ()
    since: date | None = None
    until: date | None = None
    successor: str = ""
    note: str = ""
    source: str = ""
    is_certain: bool = True
    is_set_name: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "members": list(self.members),
            "wrong_forms": [form.to_json() for form in self.wrong_forms],
            "since": written(self.since),
            "until": written(self.until),
            "successor": self.successor,
            "note": self.note,
            "source": self.source,
            "is_certain": self.is_certain,
            "is_set_name": self.is_set_name,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored shape. Raises KeyError, TypeError or ValueError when it is not one."""
        return cls(
            id=str(data["id"]),
            text=str(data["text"]),
            members=tuple(str(member) for member in data["members"]),
            wrong_forms=tuple(WrongForm.from_json(form) for form in data["wrong_forms"]),
            since=day(data["since"]),
            until=day(data["until"]),
            successor=str(data["successor"]),
            note=str(data["note"]),
            source=str(data["source"]),
            is_certain=bool(data["is_certain"]),
            is_set_name=bool(data["is_set_name"]),
        )


@dataclass(frozen=True, slots=True)
class Confusable:
    """A wrong word and the right one.

    `pattern` is as in `WrongForm`. `unless` is a regular expression of right contexts: a hit that overlaps
    one of its matches is none.
    """

    id: str
    wrong: str
    right: str
    pattern: str = ""
    unless: str = ""
    severity: Severity = Severity.MUST
    since: date | None = None
    until: date | None = None
    note: str = ""
    is_certain: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "wrong": self.wrong,
            "right": self.right,
            "pattern": self.pattern,
            "unless": self.unless,
            "severity": self.severity.value,
            "since": written(self.since),
            "until": written(self.until),
            "note": self.note,
            "is_certain": self.is_certain,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored shape. Raises KeyError, TypeError or ValueError when it is not one."""
        return cls(
            id=str(data["id"]),
            wrong=str(data["wrong"]),
            right=str(data["right"]),
            pattern=str(data["pattern"]),
            unless=str(data["unless"]),
            severity=Severity(data["severity"]),
            since=day(data["since"]),
            until=day(data["until"]),
            note=str(data["note"]),
            is_certain=bool(data["is_certain"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that the rules look up. Compared by identity: what is prepared from it is remembered."""

    expressions: tuple[Expression, ...] = ()
    confusables: tuple[Confusable, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "expressions": [expression.to_json() for expression in self.expressions],
            "confusables": [confusable.to_json() for confusable in self.confusables],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            expressions=tuple(Expression.from_json(row) for row in data["expressions"]),
            confusables=tuple(Confusable.from_json(row) for row in data["confusables"]),
        )

    def set_names(self) -> frozenset[str]:
        """Return the names that hold a number and announce nothing, built-in ones too, without marks."""
        return SET_NAMES | {QUOTES.sub("", row.text) for row in self.expressions if row.is_set_name}


def is_valid_on(since: date | None, until: date | None, today: date) -> bool:
    """Tell whether a day lies in [since, until)."""
    return (since is None or since <= today) and (until is None or today < until)


def written(value: date | None) -> str | None:
    return value.isoformat() if value else None


def day(value: str | None) -> date | None:
    """Read an ISO date. Raises ValueError for anything else."""
    return date.fromisoformat(value) if value else None
