"""Where lines and pages end when a speech is printed in the official layout (28 characters, 22 lines). Pure.

An estimate of what Word and WPS do with the exported file: characters on a grid, a closing mark hanging past
the end of a line, none at its beginning. Linear in the text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from speeches.manuscript.punctuation import full_width
from speeches.manuscript.value import Manuscript

from .layout import FIRST_LINE_INDENT, Layout
from .oxml import styles
from .segments import printed_line
from .titles import NEVER_LAST, width
from .writer import front_lines, title_lines

# What a line end does not divide: figures and words in Latin letters, dashes and dots of two characters.
TOKEN = re.compile(r"[0-9A-Za-z.,%+/-]+|——|……|\s|.")
HANGING = frozenset("，。、；：？！")
NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’·…,.;:?!)")
FLUSH_STYLES = frozenset({styles.SALUTATION})

IDEOGRAPH = re.compile(r"[\u3400-\u9fff〇]")
LATIN = re.compile(r"[0-9A-Za-z%]")
# Word and WPS leave a quarter between Hanzi and Latin letters or digits.
GAP = 0.25
CAPITAL = re.compile(r"[A-Z]")
CAPITAL_WIDTH = 0.7

Piece = tuple[str, str]


class Token(NamedTuple):
    """What a line end does not divide. `breadth` None: that of its characters."""

    start: int
    text: str
    breadth: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed: pieces of (text, font's style name), its indent in characters, and where it belongs.

    `key` is that of the paragraph that begins here, "" on turn-over lines; `is_full` lines reach both edges.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    is_full: bool = False
    key: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    lines: tuple[Line, ...]


def paginate(manuscript: Manuscript, layout: Layout | None = None) -> tuple[Page, ...]:
    """Return the pages of the final copy; at least one."""
    layout = layout or Layout()
    lines = list(printed(manuscript, layout))
    size = layout.lines_per_page
    starts = range(0, max(len(lines), 1), size)
    return tuple(
        Page(number, tuple(lines[start : start + size])) for number, start in enumerate(starts, start=1)
    )


def printed(manuscript: Manuscript, layout: Layout) -> Iterator[Line]:
    """Yield the lines from the title to the last word."""
    for text in title_lines(manuscript, layout, standardize=True):
        yield from (Line("title", ((part, ""),)) for part in text.split("\n"))
    yield from (Line("front", ((full_width(f.text).strip(), ""),)) for f in front_lines(manuscript, layout))
    yield Line("blank")
    for line in manuscript.printed_lines():
        if found := printed_line(line, standardize=True):
            pieces = [piece for segment in found.segments for piece in segment.pieces("")]
            indent = 0 if found.style in FLUSH_STYLES else FIRST_LINE_INDENT
            broken = text_lines(pieces, layout.characters_per_line, indent)
            for place, one in enumerate(broken):
                yield replace(one, key="" if place else found.segments[0].key)


def text_lines(pieces: Sequence[Piece], capacity: int, indent: int) -> Iterator[Line]:
    """Yield a paragraph's lines, the first one indented."""
    text = "".join(part for part, _ in pieces)
    fonts = [font for part, font in pieces for _ in part]
    ends = [0, *line_ends(text, capacity, indent)]
    for start, end in pairwise(ends):
        runs = groupby(range(start, end), key=lambda at: fonts[at])
        parts = tuple(("".join(text[at] for at in places), font) for font, places in runs)
        yield Line("text", parts, 0 if start else indent, end < len(text))


def line_ends(
    text: str,
    capacity: float,
    indent: int,
    whole: Mapping[int, Token] | None = None,
    *,
    hanging: bool = True,
) -> Iterator[int]:
    """Yield the offset at which each line of a paragraph ends, the last one included.

    `whole` are stretches of another width than their characters', by the offset at which they start.
    """
    tokens = list(tokens_of(text, whole or {}))
    first, used, at = 0, float(indent), 0
    while at < len(tokens):
        token = tokens[at]
        breadth = width_after(tokens[at - 1] if at > first else None, token)
        fits = used + breadth <= capacity
        # One closing mark may stand past the end of a full line.
        hangs = hanging and token.text in HANGING and used <= capacity
        if fits or hangs or at == first:
            used += breadth
            at += 1
            continue
        at = turn_over(tokens, first, at)
        yield tokens[at].start
        first, used = at, 0.0
    yield len(text)


def tokens_of(text: str, whole: Mapping[int, Token]) -> Iterator[Token]:
    at = 0
    for start, token in sorted(whole.items()):
        yield from (Token(match.start(), match[0]) for match in TOKEN.finditer(text, at, start))
        yield token
        at = start + len(token.text)
    yield from (Token(match.start(), match[0]) for match in TOKEN.finditer(text, at))


def width_after(before: Token | None, token: Token) -> float:
    """Return what a token takes on its line, in Hanzi, the gap to the one before included."""
    if token.breadth is not None:
        return token.breadth
    breadth = own_width(token.text)
    return breadth + GAP if before and is_border(before.text[-1:], token.text[0]) else breadth


@lru_cache(maxsize=8192)
def own_width(text: str) -> float:
    """Return the width of a token in Hanzi. A few thousand characters make up every speech."""
    return width(text) + (CAPITAL_WIDTH - 0.5) * len(CAPITAL.findall(text))


@lru_cache(maxsize=65536)
def is_border(before: str, after: str) -> bool:
    """Tell whether a Hanzi stands beside a Latin letter or a digit."""
    pair = before, after
    return any(IDEOGRAPH.match(a) and LATIN.match(b) for a, b in (pair, pair[::-1]))


def turn_over(tokens: Sequence[Token], first: int, at: int) -> int:
    """Return the token with which the next line begins: no closing mark, and no opening one left behind."""
    begin = at
    while begin > first + 1 and (tokens[begin].text in NEVER_FIRST or tokens[begin - 1].text in NEVER_LAST):
        begin -= 1
    return begin if begin > first + 1 else at
