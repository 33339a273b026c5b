"""What a suggestion (修改建议) proposes, as values and as they are stored. Pure.

Every change knows the text it was made from; what has become of that text since is found out when it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from speeches.manuscript.paragraph import Paragraph

# How much of a paragraph says which one it was.
GLIMPSE = 60


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The text of a paragraph, `base`, is to be `text`."""

    key: str
    base: str
    text: str

    @property
    def place(self) -> str:
        return self.key

    @property
    def glimpse(self) -> str:
        return self.base[:GLIMPSE]

    def to_json(self) -> dict[str, Any]:
        return {"kind": "rewrite", "key": self.key, "base": self.base, "text": self.text}


@dataclass(frozen=True, slots=True)
class Deletion:
    """A paragraph, which read `base`, is to go."""

    key: str
    base: str

    @property
    def place(self) -> str:
        return self.key

    @property
    def glimpse(self) -> str:
        return self.base[:GLIMPSE]

    def to_json(self) -> dict[str, Any]:
        return {"kind": "delete", "key": self.key, "base": self.base}


@dataclass(frozen=True, slots=True)
class Insertion:
    """Paragraphs, under keys of their own, are to come after one ("": at the start) that began `near`."""

    after: str
    near: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def place(self) -> str:
        return self.after

    @property
    def glimpse(self) -> str:
        return self.near

    def to_json(self) -> dict[str, Any]:
        paragraphs = [paragraph.to_json() for paragraph in self.paragraphs]
        return {"kind": "insert", "after": self.after, "near": self.near, "paragraphs": paragraphs}


class Whole(StrEnum):
    """What was moved by hand; a file that came back does not say."""

    LINE = "line"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Move:
    """Paragraphs that follow one another are to come after another one ("": to the start).

    `texts` are how they began, `was_after` and `near` the paragraph that they followed and how the one began
    that they are to follow. They are a `whole` line or section; `ahead` is how the heading begins that a
    section is to come before, "" where none does.
    """

    keys: tuple[str, ...]
    after: str
    was_after: str
    near: str
    texts: tuple[str, ...]
    whole: Whole | None = None
    ahead: str = ""

    @property
    def place(self) -> str:
        return self.keys[0]

    @property
    def glimpse(self) -> str:
        return self.texts[0]

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": "move",
            "keys": list(self.keys),
            "after": self.after,
            "was_after": self.was_after,
            "near": self.near,
            "texts": list(self.texts),
            **({"whole": self.whole.value, "ahead": self.ahead} if self.whole else {}),
        }


Change = Rewrite | Deletion | Insertion | Move


def to_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [change.to_json() for change in changes]


def from_json(data: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    return tuple(change_from(one) for one in data)


def move_from(data: dict[str, Any]) -> Move:
    texts, whole = tuple(data["texts"]), Whole(data["whole"]) if "whole" in data else None
    places = (data["after"], data["was_after"], data["near"])
    return Move(tuple(data["keys"]), *places, texts, whole, data.get("ahead", ""))


def change_from(data: dict[str, Any]) -> Change:
    """Read one stored change. Raises KeyError or ValueError where it is none."""
    match data["kind"]:
        case "rewrite":
            return Rewrite(data["key"], data["base"], data["text"])
        case "delete":
            return Deletion(data["key"], data["base"])
        case "insert":
            paragraphs = tuple(Paragraph.from_json(one) for one in data["paragraphs"])
            return Insertion(data["after"], data["near"], paragraphs)
        case "move":
            return move_from(data)
        case kind:
            raise ValueError(f"unknown change {kind!r}")
