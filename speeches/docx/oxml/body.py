"""Paragraphs of document.xml: runs with their East Asian hint, line breaks, bookmarks, the section."""

import re
from collections.abc import Iterable

from speeches.docx.layout import (
    HEADER_DISTANCE,
    LEFT_MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT_MARGIN,
    TOP_MARGIN,
    Layout,
    Preset,
)

from .names import BOOKMARK_PREFIX, LONGEST_BOOKMARK, R, W

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What no XML 1.0 file may hold, not even escaped.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
SPECIAL = re.compile('[&<>"\n\t]')
SPECIAL_TEXT = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
# Word draws “ ” ‘ ’ — … · × with the Latin font unless the run says that they are East Asian.
HINT = '<w:rFonts w:hint="eastAsia"/>'
BOOKMARK_KEY = re.compile(rf"\w{{1,{LONGEST_BOOKMARK - len(BOOKMARK_PREFIX)}}}", re.ASCII)


def clean(text: str) -> str:
    """Return the text without what XML cannot hold, every kind of line break as a newline."""
    return ILLEGAL.sub("", LINE_BREAK.sub("\n", text))


def escape(text: str) -> str:
    """Return text for an element or an attribute."""
    return SPECIAL.sub(lambda match: SPECIAL_TEXT[match[0]] if match[0] not in "\n\t" else " ", clean(text))


def run(text: str, style: str = "", look: str = "") -> str:
    """Return one run; `style` is the id of a character style, "" for the paragraph's own font.

    `look` is what else its rPr holds.
    """
    reference = f'<w:rStyle w:val="{style}"/>' if style else ""
    hint = "" if text.isascii() else HINT
    properties = f"<w:rPr>{reference}{hint}{look}</w:rPr>" if reference or hint or look else ""
    content = SPECIAL.sub(lambda match: SPECIAL_TEXT[match[0]], text)
    return f'<w:r>{properties}<w:t xml:space="preserve">{content}</w:t></w:r>'


def paragraph(style: str, content: Iterable[str] = (), properties: str = "") -> str:
    """Return one paragraph; `style` is the id of a paragraph style, `properties` what else is in its pPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(content)}</w:p>'


def bookmarked(key: str, number: int, content: str) -> str:
    """Return the content inside a hidden range bookmark named by the key, if that can be a name."""
    if not BOOKMARK_KEY.fullmatch(key):
        return content
    start = f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK_PREFIX}{key}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def section(layout: Layout, preset: Preset) -> str:
    """Return the page: paper, margins, footers and the grid of lines and characters."""
    pitch = layout.line_pitch.twips
    grid = f'w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{layout.character_grid}"'
    if preset is Preset.PREVIEW:
        grid = f'w:type="lines" w:linePitch="{pitch}"'
    if not layout.has_grid:
        grid = f'w:linePitch="{pitch}"'
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH.twips}" w:h="{PAGE_HEIGHT.twips}"/>'
        f'<w:pgMar w:top="{TOP_MARGIN.twips}" w:right="{RIGHT_MARGIN.twips}"'
        f' w:bottom="{layout.bottom_margin}" w:left="{LEFT_MARGIN.twips}"'
        f' w:header="{HEADER_DISTANCE.twips}" w:footer="{layout.footer_distance}"'
        f' w:gutter="0"/><w:cols w:space="425"/><w:docGrid {grid}/></w:sectPr>'
    )


def document(paragraphs: Iterable[str], layout: Layout, preset: Preset) -> str:
    return (
        f'{XML_DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        f"{''.join(paragraphs)}{section(layout, preset)}</w:body></w:document>"
    )
