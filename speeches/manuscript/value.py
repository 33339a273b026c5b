"""The Manuscript value: a title block and a flat list of paragraphs. Immutable; nothing else travels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from .numbering import markers
from .paragraph import Paragraph

FORMAT = 1


class Front(StrEnum):
    """What a line of the title block is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATE = "date"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class FrontLine:
    """One line of the title block, in the order in which it is printed."""

    kind: Front
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A speech: the lines of its title block and its paragraphs in reading order."""

    front: tuple[FrontLine, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def title(self) -> str:
        return self._front(Front.TITLE)

    @property
    def subtitle(self) -> str:
        return self._front(Front.SUBTITLE)

    @property
    def byline(self) -> str:
        return self._front(Front.BYLINE)

    @property
    def date(self) -> str:
        return self._front(Front.DATE)

    def _front(self, kind: Front) -> str:
        lines = [line.text for line in self.front if line.kind is kind]
        if any(" " in line for line in lines):
            return " ".join(lines)
        return "".join(lines)

    def lines(self) -> Iterator[tuple[Paragraph, ...]]:
        """Yield the printed lines (自然段): a paragraph with all that runs in after it."""
        line: list[Paragraph] = []
        for paragraph in self.paragraphs:
            if line and not paragraph.run_in:
                yield tuple(line)
                line = []
            line.append(paragraph)
        if line:
            yield tuple(line)

    def with_paragraphs(self, paragraphs: tuple[Paragraph, ...]) -> Self:
        return replace(self, paragraphs=paragraphs)

    def printed_lines(self) -> Iterator[tuple[tuple[str, Paragraph], ...]]:
        """Yield the printed lines as (marker, paragraph) pairs; the marker is printed before the text."""
        marks = iter(markers(self.paragraphs))
        for line in self.lines():
            yield tuple((next(marks), paragraph) for paragraph in line)

    def to_text(self) -> str:
        """Return the whole speech as plain text, one printed line a line, markers included."""
        front = [line.text for line in self.front]
        body = [
            "".join(marker + paragraph.text for marker, paragraph in line) for line in self.printed_lines()
        ]
        return "\n".join([*front, *body])

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "front": [[line.kind.value, line.text] for line in self.front],
            "paragraphs": [paragraph.to_json() for paragraph in self.paragraphs],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read a stored manuscript. Raises ValueError for a format this program does not know."""
        if data.get("format") != FORMAT:
            raise ValueError(f"unknown manuscript format {data.get('format')!r}")
        return cls(
            front=tuple(FrontLine(Front(kind), text) for kind, text in data["front"]),
            paragraphs=tuple(Paragraph.from_json(paragraph) for paragraph in data["paragraphs"]),
        )
