"""The pages of a paper line by line, as a browser shows them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from speeches.docx.layout import Layout
from speeches.docx.oxml import styles

from .flow import FRONT, LEGEND, Block, Piece, cut
from .turning import Part


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line as printed. `kind` says how: title, front, legend, text; a full one reaches both edges."""

    kind: str
    style: str
    pieces: tuple[Piece, ...] = ()
    is_first: bool = False
    is_full: bool = False
    is_moved: bool = False


Sheet = tuple[SheetLine, ...]


def sheets_of_pages(pages: Iterable[Sequence[Part]], layout: Layout) -> list[Sheet]:
    """Return the sheets of pages that turn where we say."""
    return [tuple(line for part in page for line in lines_of(part, layout)) for page in pages]


def sheets_of_blocks(blocks: Iterable[Block], layout: Layout) -> list[Sheet]:
    """Return the sheets of blocks that follow one another; at least one."""
    lines = [line for block in blocks for line in lines_of(Part(block, 0, len(block.text)), layout)]
    size = layout.lines_per_page
    return [tuple(lines[start : start + size]) for start in range(0, max(1, len(lines)), size)]


def lines_of(part: Part, layout: Layout) -> Iterator[SheetLine]:
    block, start = part.block, part.start
    kind = kind_of(block)
    for place in block.line_ends(layout, start):
        end = min(place, part.end)
        is_first = not start and bool(block.indent)
        is_full = kind == "text" and end < part.end
        pieces = cut(block.pieces, start, end)
        yield SheetLine(kind, block.style.lower(), pieces, is_first, is_full, block.is_moved)
        start = end
        if end == part.end:
            return


def kind_of(block: Block) -> str:
    if block.style == styles.TITLE:
        return "title"
    if block.style == LEGEND:
        return "legend"
    if block.style in FRONT:
        return "front"
    return "text" if block.text else "blank"
