"""What kind of file some bytes are, whatever its name says."""

from .errors import (
    DocxError,
    EmptyFileError,
    EncryptedFileError,
    FileTooLargeError,
    ImageFileError,
    NotWordError,
    OldFormatError,
    OtherOfficeError,
    PdfFileError,
)

LARGEST_FILE = 10 * 1024 * 1024
ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
RTF_START = b"{\\rtf"
OLD_WORD_STARTS = (RTF_START, b"\xdb\xa5", b"\x31\xbe\x00\x00")


def refuse_other_files(data: bytes) -> None:
    """Raise the fitting error unless the bytes begin as a zip package does."""
    refuse_size(data)
    if not data.startswith(ZIP_START):
        raise other_file(data)


def refuse_size(data: bytes) -> None:
    if not data:
        raise EmptyFileError
    if len(data) > LARGEST_FILE:
        raise FileTooLargeError


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF")


def is_rtf(data: bytes) -> bool:
    return data.startswith(RTF_START)


def other_file(data: bytes) -> DocxError:
    if data.startswith(OLE_START):
        return ole_file(data)
    if data.startswith(IMAGE_STARTS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return ImageFileError()
    if is_pdf(data):
        return PdfFileError()
    return OldFormatError() if data.startswith(OLD_WORD_STARTS) else NotWordError()


def ole_file(data: bytes) -> DocxError:
    """Tell the OLE containers apart by the names of their streams; .doc and .wps both hold a WordDocument."""
    if holds_stream(data, "EncryptedPackage"):
        return EncryptedFileError()
    if holds_stream(data, "Workbook") or holds_stream(data, "PowerPoint Document"):
        return OtherOfficeError()
    return OldFormatError()


def holds_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data
