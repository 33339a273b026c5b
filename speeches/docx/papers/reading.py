"""大字版: the speech for the lectern. Large type, pages that turn after a whole sentence.

The standard knows no such copy; sizes fill the same type area: docx layouts of 24×19, 20×16 and 17×14.
"""

from collections.abc import Sequence
from dataclasses import replace

from speeches.docx.layout import Layout, PageNumbers
from speeches.docx.properties import Properties
from speeches.docx.sizes import Pt
from speeches.docx.writer import cleaned
from speeches.manuscript.value import Manuscript

from .annotating import Notes, annotated
from .flow import front_blocks, speech_blocks
from .turning import Part, turn_pages
from .writing import write_pages

# Size of type → characters a line, line pitch, size of the title.
SIZES: dict[int, tuple[int, Pt, Pt]] = {
    18: (24, Pt(33.5), Pt(24)),
    22: (20, Pt(39.8), Pt(28)),
    26: (17, Pt(45.5), Pt(32)),
}
USUAL_SIZE = 22


def reading_layout(office: Layout, size: int = USUAL_SIZE) -> Layout:
    """Return the office's layout in large type. Raises KeyError for a size that is not offered."""
    characters, pitch, title = SIZES[size]
    return replace(
        office,
        body_size=Pt(size),
        line_pitch=pitch,
        characters_per_line=characters,
        title_size=title,
        page_numbers=PageNumbers.OF_TOTAL,
        has_grid=False,
        has_hanging_marks=False,
        has_reserve=True,
    )


def reading_pages(manuscript: Manuscript, layout: Layout, notes: Notes) -> list[tuple[Part, ...]]:
    """Return the pages of the reading copy in a layout of `reading_layout`."""
    manuscript = cleaned(manuscript)
    blocks = [*front_blocks(manuscript, layout), *speech_blocks(manuscript)]
    return list(turn_pages(annotated(blocks, notes), layout))


def write_reading(
    pages: Sequence[Sequence[Part]],
    layout: Layout,
    properties: Properties | None = None,
    *,
    is_rendered: bool = False,
) -> bytes:
    """Return the .docx of the pages."""
    return write_pages(pages, layout, properties or Properties(), is_rendered=is_rendered)
