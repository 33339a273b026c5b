"""A .docx of our own as PDF, through LibreOffice. Takes 3 to 6 s: never in a web worker."""

import io
import zipfile

from lxml import etree

from .libreoffice import convert, find_office
from .oxml.names import PACKAGE_RELATIONSHIPS

# LibreOffice 7.4 draws a mark that hangs past the end of a line, but loses it in the PDF.
HANGING, NOT_HANGING = b'style:punctuation-wrap="hanging"', b'style:punctuation-wrap="simple"'
RELATIONSHIP = f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"
MISSING = (
    "这台服务器没有安装 LibreOffice，不能生成 PDF。请系统管理员安装"
    "（Debian：apt-get install libreoffice-writer），或下载 .docx 后在 WPS、Word 里另存为 PDF。"
)


def missing_office() -> str:
    """Say what is missing for PDF, "" where nothing is."""
    return "" if find_office() else MISSING


def to_pdf(data: bytes) -> bytes:
    """Return the PDF of a .docx. Raises NoOfficeError, ConversionError."""
    flat = convert(without_links(data), ".docx", "fodt")
    return convert(flat.replace(HANGING, NOT_HANGING), ".fodt", "pdf")


def without_links(data: bytes) -> bytes:
    """Return the file without relationships to anything outside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as result:
        for entry in source.infolist():
            part = source.read(entry)
            result.writestr(entry, inner_links(part) if entry.filename.endswith(".rels") else part)
    return buffer.getvalue()


def inner_links(part: bytes) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    for relationship in list(root.iter(RELATIONSHIP)):
        if relationship.get("TargetMode") == "External":
            root.remove(relationship)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
