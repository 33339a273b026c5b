"""One paragraph of a speech, and the small values it is made of."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

KEY_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


class Role(StrEnum):
    SALUTATION = "salutation"
    HEADING = "heading"
    ITEM = "item"
    BODY = "body"
    CLOSING = "closing"


def new_key() -> str:
    """Return a fresh paragraph key: 12 letters and digits, 60 bits, valid inside a Word bookmark name."""
    number = secrets.randbits(60)
    return "".join(KEY_ALPHABET[number >> shift & 31] for shift in range(0, 60, 5))


@dataclass(frozen=True, slots=True)
class Span:
    """A span of a paragraph's text in code points (not UTF-16 units); `end` is exclusive.

    kind "count": `ref` names the group whose size the text announces (see `announcements.py`).
    kind "fact": `ref` names the fact the text was filled from.
    """

    start: int
    end: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The library entry a paragraph came from: its id and the version that was inserted."""

    entry: str
    version: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One segment of the speech; `text` never holds the marker.

    `series` is the first marker of the family as it was written ("一、", "（一）", "一是"); "" for none.
    `level` is 1–4 for headings, else 0. `list_id` and `depth` (1 = outermost) belong to items.
    `typed_marker` is kept only while it differs from the derived one. `run_in` continues the printed line.
    """

    key: str
    role: Role
    text: str
    level: int = 0
    series: str = ""
    list_id: str = ""
    depth: int = 0
    typed_marker: str | None = None
    run_in: bool = False
    spans: tuple[Span, ...] = ()
    origin: Origin | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the stored shape; fields at their default are left out."""
        data: dict[str, Any] = {"key": self.key, "role": self.role.value, "text": self.text}
        optional = {
            "level": self.level,
            "series": self.series,
            "list": self.list_id,
            "depth": self.depth,
            "run_in": self.run_in,
            "spans": [[span.start, span.end, span.kind, span.ref] for span in self.spans],
            "origin": [self.origin.entry, self.origin.version] if self.origin else None,
        }
        data.update((name, value) for name, value in optional.items() if value)
        if self.typed_marker is not None:
            data["typed_marker"] = self.typed_marker
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read the stored shape. Raises KeyError or ValueError when it is not one."""
        origin = data.get("origin")
        return cls(
            key=str(data["key"]),
            role=Role(data["role"]),
            text=str(data["text"]),
            level=int(data.get("level", 0)),
            series=str(data.get("series", "")),
            list_id=str(data.get("list", "")),
            depth=int(data.get("depth", 0)),
            typed_marker=data.get("typed_marker"),
            run_in=bool(data.get("run_in", False)),
            spans=tuple(Span(*span) for span in data.get("spans", ())),
            origin=Origin(*origin) if origin else None,
        )
