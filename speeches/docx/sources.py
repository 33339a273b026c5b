"""The paragraphs of a copy before anything is marked in them. Pure.

A marked copy is made from two lists of these, an old and a new one; what comes back is compared with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from speeches.manuscript.value import FrontLine, Manuscript

from .layout import Layout
from .oxml import styles
from .segments import printed_line
from .writer import FRONT_STYLES, front_lines, title_lines

# Keys of what is no paragraph of the speech: never a bookmark's name, as that holds no such character.
FRONT_MARK = "@"
TITLE_KEY, BLANK_KEY = "@title", "@blank"
# A line break inside a paragraph, told from the end of one.
SOFT_BREAK = "\u2028"


class Stretch(NamedTuple):
    """Text of one font and one key."""

    text: str
    font: str
    key: str


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph of the file. `broken` is how it is printed where only looks break it (the title)."""

    key: str
    style: str
    stretches: tuple[Stretch, ...]
    broken: str = ""

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    def cut(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield the stretches of a range."""
        at = 0
        for stretch in self.stretches:
            text = stretch.text[max(0, start - at) : max(0, end - at)]
            if text:
                yield stretch._replace(text=text)
            at += len(stretch.text)


def sources(manuscript: Manuscript, layout: Layout) -> list[Source]:
    """Return the paragraphs as a working copy prints them: every typed character stays."""
    return [*front(manuscript, layout), plain(BLANK_KEY, styles.NORMAL, ""), *body(manuscript)]


def plain(key: str, style: str, text: str, broken: str = "") -> Source:
    text = text.replace("\n", SOFT_BREAK)
    return Source(key, style, (Stretch(text, "", key),) if text else (), broken)


def front(manuscript: Manuscript, layout: Layout) -> Iterator[Source]:
    for place, text in enumerate(title_lines(manuscript, layout, standardize=False)):
        key = TITLE_KEY if place == 0 else f"{TITLE_KEY}-{place}"
        yield plain(key, styles.TITLE, text.replace("\n", ""), text)
    places: dict[str, int] = {}
    for line in front_lines(manuscript, layout):
        places[line.kind] = place = places.get(line.kind, -1) + 1
        yield plain(front_key(line, place), FRONT_STYLES[line.kind], line.text.strip())


def front_key(line: FrontLine, place: int) -> str:
    return f"{FRONT_MARK}{line.kind.value}-{place}"


def body(manuscript: Manuscript) -> Iterator[Source]:
    for line in manuscript.printed_lines():
        if printed := printed_line(line, standardize=False):
            stretches = [
                Stretch(text.replace("\n", SOFT_BREAK), font, segment.key)
                for segment in printed.segments
                for text, font in segment.pieces(printed.own_font)
            ]
            yield Source(stretches[0].key, printed.style, tuple(stretches))
