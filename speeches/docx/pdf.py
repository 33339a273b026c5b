"""The text of a PDF: it has no paragraphs, so these are guessed from where its lines begin and end.

A line goes on in the next one when it is full and the next is not indented. Measured on speeches of ours laid
out by LibreOffice; a PDF from elsewhere needs a look, which the notice says.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .errors import CorruptFileError, EncryptedFileError, ScannedFileError, TooComplexError
from .reader import ReadSpeech

MOST_PAGES = 300
MOST_CHARACTERS = 200_000
# In widths of a character: how near to its margin a line's beginning and its end have to be.
NEAR_MARGIN = 0.6
FULL = 2.2
# The lines of a title have characters larger than the text's by this.
TITLE = 1.2
BREAKS = "\r\n\ufffe\0"
# Between wide characters a space is only the distance of two glyphs.
ADDED_SPACE = re.compile(r"(?<=[^\x00-\xff]) +| +(?=[^\x00-\xff])")
PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[-—–－·\s]*")
# No line begins with these, so nothing new begins with them.
CLOSING = tuple("，。、；：？！”’）》】")
UNCERTAIN = "PDF 里没有段落，分段是按缩进和行宽推断的；表格和分栏可能读乱。请对照原文逐段核对。"


class Line(NamedTuple):
    """A printed line: its text, left and right edge and the median width of its characters, in points."""

    text: str
    left: float
    right: float
    width: float


class Char(NamedTuple):
    text: str
    left: float
    right: float


def read_pdf(data: bytes) -> ReadSpeech:
    """Read a PDF with a text layer. Raises a DocxError."""
    document = opened(data)
    try:
        if len(document) > MOST_PAGES:
            raise TooComplexError
        pages = [without_page_number(list(page_lines(page))) for page in document]
    finally:
        document.close()
    lines = [line for page in pages for line in page]
    if not lines:
        raise ScannedFileError
    speech = ReadSpeech(notices=[UNCERTAIN])
    for text in paragraphs(lines):
        speech.add(text, [])
    return speech


def opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise (EncryptedFileError if is_locked else CorruptFileError) from error


def page_lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Yield the lines of a page from top to bottom."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > MOST_CHARACTERS:
        raise TooComplexError
    chars: list[Char] = []
    for place in range(count):
        text = chr(pdfium.FPDFText_GetUnicode(text_page, place))
        if text in BREAKS:
            yield from line_of(chars)
            chars = []
        else:
            left, _, right, _ = text_page.get_charbox(place, loose=True)
            chars.append(Char(text, left, right))
    yield from line_of(chars)


def line_of(chars: list[Char]) -> Iterator[Line]:
    text = ADDED_SPACE.sub("", "".join(char.text for char in chars)).strip()
    seen = [char for char in chars if not char.text.isspace()]
    if text and seen:
        width = median(char.right - char.left for char in seen)
        yield Line(text, min(char.left for char in seen), max(char.right for char in seen), max(width, 1.0))


def without_page_number(lines: list[Line]) -> list[Line]:
    """Return a page's lines without a number at its foot or head."""
    if lines and PAGE_NUMBER.fullmatch(lines[-1].text):
        lines = lines[:-1]
    if lines and PAGE_NUMBER.fullmatch(lines[0].text):
        lines = lines[1:]
    return lines


def paragraphs(lines: list[Line]) -> Iterator[str]:
    """Yield the texts of the paragraphs, guessed from the margins that most lines keep."""
    width = median(line.width for line in lines)
    left = edge([line.left for line in lines], width, min) + NEAR_MARGIN * width
    right = edge([line.right for line in lines], width, max) - FULL * width
    whole = lines[0].text
    for before, line in pairwise(lines):
        is_alike = abs(line.width - before.width) < width / 4
        is_title = min(line.width, before.width) > width * TITLE
        goes_on = (before.right > right and line.left < left) or line.text.startswith(CLOSING)
        if is_alike and (is_title or goes_on):
            whole += line.text
        else:
            yield whole
            whole = line.text
    yield whole


def edge(places: list[float], width: float, outermost: Callable[[Iterable[float]], float]) -> float:
    """Return the outermost place that a tenth of the lines keep: a title or a stamp sets no margin."""

    def is_kept(place: float) -> bool:
        return sum(abs(place - other) < width / 2 for other in places) * 10 >= len(places)

    return outermost([place for place in places if is_kept(place)] or places)
