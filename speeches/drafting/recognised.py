"""What an import's preview shows: the outline with the text under each row, and where lines went. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from speeches.manuscript.paragraph import Role

from .incoming import Incoming

SHOWN = 200
DEEPEST = 6


@dataclass(slots=True)
class TreeRow:
    """A heading or an item; `level` is 0 for what stands before the first one."""

    level: int
    marker: str
    text: str
    line: int | None
    texts: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The beginning of the text up to the next row."""
        whole = "\n".join(self.texts)
        return whole[:SHOWN] + ("……" if len(whole) > SHOWN else "")


def tree(incoming: Incoming) -> list[TreeRow]:
    """Return the outline with its items; the first row is the opening (开场) where there is one."""
    level = 0
    rows = [TreeRow(0, "", "开场", None)]
    for line in incoming.manuscript.printed_lines():
        for marker, paragraph in line:
            number = incoming.lines.get(paragraph.key)
            if paragraph.role is Role.HEADING:
                level = paragraph.level
                rows.append(TreeRow(level, marker, paragraph.text, number))
            elif paragraph.role is Role.ITEM:
                rows.append(TreeRow(min(level + paragraph.depth, DEEPEST), marker, paragraph.text, number))
            else:
                rows[-1].texts.append(marker + paragraph.text)
    return rows if rows[0].texts else rows[1:]


def returned(incoming: Incoming) -> Iterator[tuple[str, int, str, bool]]:
    """Yield the lines taken back: (key, line, text, whether it went to the start of the body)."""
    paragraphs = incoming.manuscript.paragraphs
    place_of = {paragraph.key: place for place, paragraph in enumerate(paragraphs)}
    for key, (number, text) in incoming.returned.items():
        before = paragraphs[: place_of[key]]
        yield key, number, text, all(other.role is Role.SALUTATION for other in before)
