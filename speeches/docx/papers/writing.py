"""The blocks of a paper as a .docx file."""

from collections.abc import Iterable, Sequence

from speeches.docx.layout import Layout, Preset
from speeches.docx.oxml import body, pieces, styles
from speeches.docx.oxml.parts import package
from speeches.docx.properties import Properties

from .flow import LEGEND, LEGEND_SIZE, READING_SCALE, SCALES, Block, Mark, Piece, Seam, cut
from .turning import Part

# What a mark looks like beside its size: what the format wants before the size, and after it.
LOOKS = {
    Mark.INSERTED: (pieces.BOLD, pieces.UNDERLINE),
    Mark.DELETED: (pieces.STRUCK, ""),
    Mark.TIME: ("", pieces.BOXED),
    Mark.LABEL: ("", pieces.BOXED),
}


def write_blocks(
    blocks: Iterable[Block], layout: Layout, properties: Properties, *, is_rendered: bool
) -> bytes:
    """Return the file of blocks that follow one another; `is_rendered`: for LibreOffice, not for Word."""
    paragraphs = (paragraph(block, block.pieces, layout) for block in blocks)
    return finished(paragraphs, layout, properties, is_rendered=is_rendered)


def write_pages(
    pages: Sequence[Sequence[Part]], layout: Layout, properties: Properties, *, is_rendered: bool
) -> bytes:
    """Return the file of pages that turn where we say."""
    paragraphs = (
        part_paragraph(part, layout, begins_page=bool(number) and not place)
        for number, page in enumerate(pages)
        for place, part in enumerate(page)
    )
    return finished(paragraphs, layout, properties, is_rendered=is_rendered)


def finished(
    paragraphs: Iterable[str], layout: Layout, properties: Properties, *, is_rendered: bool
) -> bytes:
    preset = Preset.PREVIEW if is_rendered else Preset.FINAL
    return package(body.document(paragraphs, layout, preset), layout, preset, properties)


def part_paragraph(part: Part, layout: Layout, *, begins_page: bool) -> str:
    """Return what a page holds of a block; should the page overflow, it goes to the next as a whole."""
    is_whole = part.end == len(part.block.text)
    keep = pieces.KEEP_NEXT if is_whole and part.block.seam is Seam.NEVER else ""
    keep += pieces.KEEP_LINES + pieces.BREAK_BEFORE * begins_page
    flush = pieces.FLUSH if part.start else ""
    return paragraph(part.block, cut(part.block.pieces, part.start, part.end), layout, keep, flush)


def paragraph(
    block: Block, content: Sequence[Piece], layout: Layout, keep: str = "", indent: str = ""
) -> str:
    if block.style == LEGEND:
        runs = [run(piece, LEGEND_SIZE, is_body=False) for piece in content]
        return body.paragraph(styles.NORMAL, runs, pieces.LEGEND)
    border = pieces.MOVED_BORDER if block.is_moved else ""
    runs = [run(piece, layout.body_size) for piece in content]
    return body.paragraph(block.style, runs, f"{keep}{border}{indent}")


def run(piece: Piece, size: float, *, is_body: bool = True) -> str:
    """Return the run of a piece; `size` is that of its surroundings, which a body paragraph has by itself."""
    if piece.above:
        return pieces.ruby(piece.text, piece.above, piece.font, size, READING_SCALE)
    before, after = LOOKS.get(piece.mark, ("", ""))
    is_own = piece.mark in SCALES or not is_body
    own_size = pieces.size(size * SCALES.get(piece.mark, 1.0)) if is_own else ""
    return body.run(piece.text, piece.font, f"{before}{own_size}{after}")
