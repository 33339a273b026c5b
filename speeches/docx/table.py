"""A title and a table as a .docx, for what is read beside a speech: lists, reports."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .layout import Layout, Preset
from .oxml import body, styles
from .oxml.body import escape
from .oxml.parts import package
from .properties import Properties
from .sizes import Mm, Pt

SIZE = Pt(10.5)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_table(
    title: str,
    lines: Iterable[str],
    columns: Sequence[tuple[str, Mm]],
    rows: Iterable[Sequence[str]],
    *,
    author: str = "",
    created: datetime | None = None,
) -> bytes:
    """Return a file of a title, lines of text and a table; `columns` are headings with their widths."""
    layout, preset = Layout(), Preset.PREVIEW
    paragraphs = [body.paragraph(styles.TITLE, [body.run(body.clean(title))])]
    paragraphs += [cell_text(line) for line in lines]
    paragraphs += [table(columns, rows), cell_text("")]
    properties = Properties(title=title, author=author, created=created, modified=created)
    return package(body.document(paragraphs, layout, preset), layout, preset, properties)


def table(columns: Sequence[tuple[str, Mm]], rows: Iterable[Sequence[str]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width.twips}"/>' for _, width in columns)
    widths = [width for _, width in columns]
    head = row([name for name, _ in columns], widths, is_head=True)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(width.twips for width in widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(row(cells, widths) for cells in rows)}</w:tbl>"
    )


def row(cells: Sequence[str], widths: Sequence[Mm], *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/>" + "<w:tblHeader/>" * is_head + "</w:trPr>"
    content = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width.twips}" w:type="dxa"/></w:tcPr>{cell(text, is_bold=is_head)}'
        "</w:tc>"
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{content}</w:tr>"


def cell(text: str, *, is_bold: bool) -> str:
    return "".join(cell_text(line, is_bold=is_bold) for line in text.split("\n"))


def cell_text(text: str, *, is_bold: bool = False) -> str:
    """Return a paragraph of small type, flush left, lines as close as they come."""
    size = f'{"<w:b/>" * is_bold}<w:sz w:val="{SIZE.half_points}"/>'
    spacing = '<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="left"/></w:pPr>'
        f"<w:r><w:rPr>{body.HINT}{size}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
