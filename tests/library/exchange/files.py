"""Tables and packages as tests make them."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from speeches.accounts.models import User
from speeches.library.exchange.arrivals import compare_package
from speeches.library.exchange.package import open_package
from speeches.library.exchange.packing import make_package
from speeches.library.exchange.rows import digest, entry_row, outline_row
from speeches.library.models import Entry, Outline, PackageImport
from tests.htmx import main_of
from tests.library.factories import make_entry

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


def publish(publisher: User, *, scope: str = "all") -> bytes:
    """Return a package of all that the publisher's office has; a slogan, if it has nothing."""
    office = publisher.office
    if not Entry.objects.filter(office=office).exists():
        make_entry(office, "常抓不懈", "监督常在，形成常态。", kind="slogan")
    return make_package(
        office,
        by=publisher,
        kinds=Entry.Kind.values,
        themes=(),
        is_published_only=scope == "published",
        has_outlines=True,
    )


def send_package(client: Client, data: bytes, name: str = "省.zhibi") -> Any:
    return client.post(reverse("package-import-new"), {"file": upload(data, name)}, follow=True)


def take_package(
    client: Client,
    data: bytes,
    *,
    take: Iterable[Any] = (),
    skip: Iterable[Any] = (),
    new_state: str = "active",
    new_wordings: str = "active",
) -> PackageImport:
    """Upload, look, confirm."""
    page = main_of(send_package(client, data))
    arrival = PackageImport.objects.latest("created_at")
    seen = page.select_one("input[name=seen]")["value"]
    chosen = {
        "seen": seen,
        "new_state": new_state,
        "new_wordings": new_wordings,
        "take": list(take),
        "skip": list(skip),
    }
    answer = client.post(arrival.get_absolute_url(), chosen)
    assert answer.status_code == 302, told(answer)
    arrival.refresh_from_db()
    return arrival


def told(answer: Any) -> str:
    return main_of(answer).get_text(" ", strip=True)


def counts_of(client: Client, data: bytes) -> dict[str, int]:
    """Return what a package would do."""
    send_package(client, data)
    arrival = PackageImport.objects.latest("created_at")
    package = open_package(data)
    return compare_package(package, arrival.office).counts


def library() -> list[Any]:
    """Return all that the library says, to be compared."""
    entries = Entry.objects.order_by("pk").prefetch_related("themes", "occasions")
    outlines = Outline.objects.order_by("pk").select_related("occasion")
    said = [(digest(entry_row(entry)), str(entry.pk), entry.state, entry.version) for entry in entries]
    return said + [(digest(outline_row(outline)), str(outline.pk), outline.version) for outline in outlines]
