"""A speech in a file of any kind that offices have: .docx, older Word and WPS files, PDF."""

from .errors import OldFormatError
from .libreoffice import convert
from .reader import ReadSpeech
from .recognition import is_pdf, is_rtf
from .sandbox import read_in_child, read_pdf_in_child

OLD_SUFFIXES = frozenset({".doc", ".wps", ".wpt", ".dot", ".rtf"})
SUFFIXES = frozenset({".docx", ".pdf"}) | OLD_SUFFIXES


def open_speech(data: bytes) -> ReadSpeech:
    """Read a file by what it is, not by its name. Raises a DocxError.

    A .docx or PDF takes 0.2 s at least, an older file some seconds in LibreOffice: not for a web request.
    """
    if is_pdf(data):
        return read_pdf_in_child(data)
    try:
        return read_in_child(data)
    except OldFormatError:
        # LibreOffice tells .wps from .doc by itself.
        return read_in_child(convert(data, ".rtf" if is_rtf(data) else ".doc", "docx"))
