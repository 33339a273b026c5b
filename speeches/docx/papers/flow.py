"""A paper as blocks: paragraphs as they are printed, with what is added to the speech's own words."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import accumulate

from speeches.docx.layout import FIRST_LINE_INDENT, Layout
from speeches.docx.oxml import styles
from speeches.docx.pages import FLUSH_STYLES, Token, line_ends
from speeches.docx.segments import PrintedLine, printed_line
from speeches.docx.sizes import Pt
from speeches.docx.titles import width
from speeches.docx.writer import FRONT_STYLES, front_lines, title_lines
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.punctuation import full_width
from speeches.manuscript.sentences import sentence_ends
from speeches.manuscript.value import Manuscript

# What a paper says about itself (说明), in small type. No style of the file's: it belongs to papers only.
LEGEND, LEGEND_SIZE = "Legend", Pt(12)
FRONT = frozenset({styles.TITLE, *FRONT_STYLES.values()})
# Letters of a reading above the line are half as large as the text, and half as wide as they are high.
READING_SCALE = 0.5
LATIN_WIDTH = 0.5
CLAUSE_ENDS = "；：，"
LEADS_ON = "：:"
MOST_LINES = 1_000_000


class Mark(StrEnum):
    """What a piece is: words of the speech, or something added. Added words have a smaller type."""

    NONE = ""
    TIME = "time"
    PAUSE = "pause"
    NOTE = "note"
    LABEL = "label"
    INSERTED = "ins"
    DELETED = "del"


# Type of what is added, against that of the speech.
SCALES = {Mark.TIME: 0.6, Mark.NOTE: 0.7, Mark.LABEL: 0.7, Mark.PAUSE: 1.0}


class Seam(IntEnum):
    """How well a page may end somewhere."""

    NEVER = -1
    LINE = 0
    CLAUSE = 1
    SENTENCE = 2  # inside an item
    WHOLE = 3  # no sentence and no item is cut


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look; `font` is a character style, `above` the reading printed over it."""

    text: str
    font: str = ""
    mark: Mark = Mark.NONE
    above: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph. `seams` tell where inside it a page may end; `seam` whether it may after it."""

    style: str
    pieces: tuple[Piece, ...] = ()
    key: str = ""
    seams: tuple[tuple[int, Seam], ...] = ()
    seam: Seam = Seam.WHOLE
    is_moved: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_spoken(self) -> bool:
        return self.style not in FRONT and self.style != LEGEND and bool(self.text)

    @property
    def indent(self) -> int:
        return 0 if self.style in FLUSH_STYLES | FRONT | {LEGEND} else FIRST_LINE_INDENT

    def line_ends(self, layout: Layout, start: int = 0, most: int = MOST_LINES) -> list[int]:
        """Return where its lines end when it is printed from an offset on; one line where it is empty.

        Looks no further than `most` lines and one more.
        """
        if self.style == styles.TITLE and not any(piece.mark for piece in self.pieces):
            breaks = [at for at, character in enumerate(self.text) if character == "\n" and at > start]
            return [*breaks, len(self.text)]
        capacity = self.capacity(layout)
        # No line holds more than two half-width characters a Hanzi.
        part = cut(self.pieces, start, start + int(2 * capacity + 1) * (most + 1))
        text = "".join(piece.text for piece in part)
        indent = 0 if start else self.indent
        ends = line_ends(text, capacity, indent, whole_tokens(part), hanging=layout.has_hanging_marks)
        return [start + end for end in ends]

    def capacity(self, layout: Layout) -> float:
        if self.style == LEGEND:
            return layout.characters_per_line * layout.body_size / LEGEND_SIZE
        if self.style == styles.TITLE:
            return layout.title_capacity
        return layout.characters_per_line


def cut(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return what stands between two offsets of the pieces' text."""
    found, at = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        at += len(piece.text)
        if text:
            found.append(replace(piece, text=text))
    return tuple(found)


def whole_tokens(pieces: Sequence[Piece]) -> Mapping[int, Token]:
    """Return the pieces that are printed in another width than their characters', by offset."""
    starts = accumulate((len(piece.text) for piece in pieces), initial=0)
    return {
        start: Token(start, piece.text, breadth(piece))
        for start, piece in zip(starts, pieces, strict=False)
        if piece.above or piece.mark in SCALES
    }


def breadth(piece: Piece) -> float:
    """Return a piece's width in Hanzi of the text."""
    if piece.above:
        return max(width(piece.text), len(piece.above) * READING_SCALE * LATIN_WIDTH)
    return width(piece.text) * SCALES[piece.mark]


# From a manuscript


def front_blocks(manuscript: Manuscript, layout: Layout) -> Iterator[Block]:
    """Yield the title block and the blank line below it; the page does not turn inside."""
    for text in title_lines(manuscript, layout, standardize=True):
        yield Block(styles.TITLE, (Piece(text),), seam=Seam.NEVER)
    for line in front_lines(manuscript, layout):
        text = full_width(line.text).strip()
        yield Block(FRONT_STYLES[line.kind], (Piece(text),), seam=Seam.NEVER)
    yield Block(styles.NORMAL, seam=Seam.NEVER)


def speech_blocks(manuscript: Manuscript) -> Iterator[Block]:
    for line in manuscript.printed_lines():
        if printed := printed_line(line, standardize=True):
            yield block_of(printed, [paragraph for _, paragraph in line])


def block_of(line: PrintedLine, paragraphs: Sequence[Paragraph]) -> Block:
    pieces = tuple(
        Piece(text, font) for segment in line.segments for text, font in segment.pieces(line.own_font)
    )
    roles = {paragraph.key: paragraph.role for paragraph in paragraphs}
    block = Block(line.style, pieces, line.segments[0].key)
    is_head = [roles[segment.key] for segment in line.segments] == [Role.HEADING]
    stays = is_head or line.style == styles.SALUTATION or block.text.rstrip().endswith(tuple(LEADS_ON))
    return replace(
        block,
        seams=tuple(seams_of(line, roles)),
        seam=Seam.NEVER if stays else Seam.WHOLE,
    )


def seams_of(line: PrintedLine, roles: Mapping[str, Role]) -> Iterator[tuple[int, Seam]]:
    """Yield where a page may end inside a line, in order; each offset once, at its best."""
    text = "".join(segment.text for segment in line.segments)
    found = {at + 1: Seam.CLAUSE for at, char in enumerate(text) if char in CLAUSE_ENDS}
    found |= dict.fromkeys(sentence_ends(text), Seam.WHOLE)
    starts = list(accumulate((len(segment.text) for segment in line.segments), initial=0))
    items = [at for at, one in enumerate(line.segments) if roles[one.key] is Role.ITEM]
    if items:
        # What follows an item on its line belongs to it.
        inside = starts[items[0]]
        found |= {at: Seam.SENTENCE for at, seam in found.items() if at > inside and seam is Seam.WHOLE}
        found |= {starts[at]: Seam.WHOLE for at in items}
    if roles[line.segments[0].key] is Role.HEADING:
        found.pop(starts[1], None)
    yield from sorted((at, seam) for at, seam in found.items() if 0 < at < len(text))


def lines_before(ends: Sequence[int], offset: int) -> int:
    """Return how many lines what stands before an offset takes."""
    return bisect_left(ends, offset) + 1
