"""Tables and packages as tests make them."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

HEADERS = ["编号", "类别", "题目", "作用", "正文", "主题"]
ROW = ["", "金句", "常抓不懈", "要求", "监督常在，形成常态。", ""]


def table(*rows: Iterable[Any], headers: Iterable[Any] = HEADERS) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (headers, *rows):
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    """Return the first sheet of a workbook."""
    return load_workbook(io.BytesIO(data)).worksheets[0]


def changed_cell(data: bytes, column: str, value: Any, row: int = 2) -> bytes:
    """Do what a person does in Excel: open, change one cell, save."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(row, names.index(column) + 1).value = value
    return saved(book)


def upload(data: bytes, name: str = "素材.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_json(data: bytes, part: str, **fields: Any) -> bytes:
    """Change fields of a part, the signature left as it is."""
    parts = parts_of(data)
    parts[part] = json.dumps({**json.loads(parts[part]), **fields}).encode()
    return zipped(parts)
