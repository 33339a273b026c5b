"""A table as offices hand it round (汇总表, 核实单): official type, landscape, its head on every page."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .layout import PAGE_HEIGHT, PAGE_WIDTH, Layout, Preset
from .oxml import body, styles
from .oxml.names import R, W
from .oxml.parts import package
from .properties import Properties
from .sizes import Mm, Pt

# A4 across. The widths of the columns of a table add up to WIDTH.
TOP, BOTTOM, SIDE = Mm(28), Mm(26), Mm(22)
WIDTH = Mm(PAGE_HEIGHT - 2 * SIDE)
HEADER, FOOTER = Mm(15), Mm(15)
LINE_SIZE = Pt(14)  # 四号
CELL_SIZE = Pt(12)  # 小四
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PADDING = (
    '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
Column = tuple[str, Mm]
# None goes on with the cell above it.
Cells = Sequence[str | None]


def write_official_table(
    title: str,
    lines: Iterable[str],
    columns: Sequence[Column],
    rows: Iterable[Cells],
    *,
    centred: Sequence[int] = (0,),
    layout: Layout | None = None,
    author: str = "",
    created: datetime | None = None,
) -> bytes:
    """Return a file of a title, lines of text and a table.

    `columns` are headings with their widths; the text of the `centred` ones stands in the middle.
    """
    layout = layout or Layout()
    content = [
        body.paragraph(styles.TITLE, [body.run(body.clean(title))]),
        text("", LINE_SIZE),
        *(text(line, LINE_SIZE) for line in lines),
        table(columns, list(rows), frozenset(centred), layout),
        text("", CELL_SIZE),
    ]
    document = (
        f'{body.XML_DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        f"{''.join(content)}{section(layout)}</w:body></w:document>"
    )
    properties = Properties(title=title, author=author, created=created, modified=created)
    return package(document, layout, Preset.PREVIEW, properties)


def section(layout: Layout) -> str:
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{PAGE_HEIGHT.twips}" w:h="{PAGE_WIDTH.twips}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{TOP.twips}" w:right="{SIDE.twips}" w:bottom="{BOTTOM.twips}"'
        f' w:left="{SIDE.twips}" w:header="{HEADER.twips}" w:footer="{FOOTER.twips}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{layout.line_pitch.twips}"/>'
        "</w:sectPr>"
    )


def table(columns: Sequence[Column], rows: Sequence[Cells], centred: frozenset[int], layout: Layout) -> str:
    widths = [width for _, width in columns]
    grid = "".join(f'<w:gridCol w:w="{width.twips}"/>' for width in widths)
    below = [*rows[1:], [""] * len(columns)] if rows else []
    lines = (row(one, widths, centred, layout, next_one) for one, next_one in zip(rows, below, strict=True))
    head = row([name for name, _ in columns], widths, frozenset(range(len(columns))), layout, is_head=True)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(width.twips for width in widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{PADDING}'
        "</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(lines)}"
        "</w:tbl>"
    )


def row(
    cells: Cells,
    widths: Sequence[Mm],
    centred: frozenset[int],
    layout: Layout,
    below: Cells = (),
    *,
    is_head: bool = False,
) -> str:
    """Return a row that no page break cuts; the head comes again on every page.

    `below` are the cells of the next row: where one goes on, this one begins what is one cell together.
    """
    font = layout.fonts.level_one if is_head else ""
    content = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width.twips}" w:type="dxa"/>{merging(cell, below[at : at + 1])}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        + "".join(text(line, CELL_SIZE, font, is_centred=at in centred) for line in (cell or "").split("\n"))
        + "</w:tc>"
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{content}</w:tr>"


def merging(cell: str | None, below: Cells) -> str:
    if cell is None:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if None in below else ""


def text(content: str, size: Pt, font: str = "", *, is_centred: bool = False) -> str:
    """Return a paragraph flush left or centred, lines as close as they come; `font` "" is the body's."""
    face = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{body.escape(font)}"/>' if font else body.HINT
    where = "center" if is_centred else "left"
    return (
        '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{where}"/></w:pPr>'
        f'<w:r><w:rPr>{face}<w:sz w:val="{size.half_points}"/><w:szCs w:val="{size.half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{body.escape(content)}</w:t></w:r></w:p>'
    )
