"""The parts of an untrusted .docx: limits before a byte is unpacked, no document types, nothing external."""

import io
import posixpath
import zipfile
import zlib
from typing import Self

from lxml import etree

from speeches.docx.errors import (
    BombError,
    CorruptFileError,
    EncryptedFileError,
    NotWordError,
    OtherOfficeError,
    UnsafeFileError,
)

from .names import PACKAGE_RELATIONSHIPS, R, W

MOST_ENTRIES = 2_000
LARGEST_PART = 20_000_000
LARGEST_SUM = 60_000_000
# Real documents stay below 60; small parts may be as repetitive as they like.
HIGHEST_RATIO, RATIO_MATTERS_FROM = 300, 1_000_000
ENCRYPTED_FLAG = 1
DOCUMENT_TYPES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
# “Strict Open XML” differs in its namespaces only.
STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
)
UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    KeyError,
)


class Archive:
    """The parts of a file by name. Every method may raise a DocxError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except UNPACKING_ERRORS as error:
            raise CorruptFileError from error
        entries = self._zip.infolist()
        refuse_bombs(entries)
        # Some programs write Windows separators.
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}
        for name in self._entries:
            if name.startswith("/") or ".." in name.split("/"):
                raise UnsafeFileError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes | None:
        """Return a part's XML, None where there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise EncryptedFileError
        if entry.file_size > max(RATIO_MATTERS_FROM, HIGHEST_RATIO * entry.compress_size):
            raise BombError
        try:
            data = self._zip.read(entry)
        except UNPACKING_ERRORS as error:
            raise CorruptFileError from error
        if any(mark in data for mark in DOCUMENT_TYPES):
            raise UnsafeFileError
        for strict, usual in STRICT_NAMESPACES:
            data = data.replace(strict, usual)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return a small part as a tree, None where there is no such part."""
        data = self.read(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise CorruptFileError from error

    def main_part(self) -> str:
        """Return the name of the document's main part. Raises NotWordError for another kind of package."""
        name = self.related("", "officeDocument") or "word/document.xml"
        if name not in self._entries:
            raise CorruptFileError if "[Content_Types].xml" in self._entries else NotWordError
        if name.startswith(("xl/", "ppt/")):
            raise OtherOfficeError
        return name

    def related(self, part: str, kind: str) -> str | None:
        """Return the part of a kind that a part refers to; whatever is outside the file is ignored."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relationship in [] if root is None else root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
            is_external = relationship.get("TargetMode") == "External"
            if relationship.get("Type", "").endswith(f"/{kind}") and not is_external:
                target = relationship.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None


def refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_SUM:
        raise BombError
    if any(entry.file_size > LARGEST_PART for entry in entries):
        raise BombError
