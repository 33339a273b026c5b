"""LibreOffice as a converter: what goes in, and what it must not touch. Skipped where it is not installed."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from speeches.docx import libreoffice
from speeches.docx.errors import ConversionError, NoOfficeError
from speeches.docx.libreoffice import PROJECT, convert, find_office
from speeches.docx.sandbox import read_in_child

from .files import OFFICE, PACKAGE, paragraph, plain, run, word_file

installed = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINES = ["在全市纪检监察工作会议上的讲话", "", "同志们：", "今天的会议，主要任务是总结部署。"]

A = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{A}/wordprocessingDrawing"><wp:extent cx="635000" cy="635000"/>'
    f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{A}/main"><a:graphicData uri="{A}/picture">'
    f'<pic:pic xmlns:pic="{A}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="635000" cy="635000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def real(body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """Return a file that other programs take for one, too."""
    return word_file(body, parts={"[Content_Types].xml": TYPES, **(parts or {})})


def linked(target: str) -> bytes:
    """Return a file with a picture that lies somewhere else."""
    relationship = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId9" Type="{OFFICE}/image" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    body = plain("同志们：") + paragraph(run("看图。") + PICTURE)
    return real(body, {"word/_rels/document.xml.rels": relationship})


@installed
@pytest.mark.parametrize("suffix", [".doc", ".rtf"])
def test_an_old_file_comes_back_line_by_line(suffix: str) -> None:
    old = convert(real(plain(*LINES)), ".docx", suffix[1:])
    assert not old.startswith(b"PK")
    assert read_in_child(convert(old, suffix, "docx")).lines == LINES


@installed
def test_a_linked_address_is_not_asked() -> None:
    asked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)

        def listen() -> None:
            try:
                server.accept()[0].close()
                asked.set()
            except OSError:
                pass

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        port = server.getsockname()[1]
        assert convert(linked(f"http://127.0.0.1:{port}/x.png"), ".docx", "pdf").startswith(b"%PDF")
        assert not asked.is_set()


@installed
def test_a_linked_file_is_not_taken_in(tmp_path: Path) -> None:
    drawing = tmp_path / "secret.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>机密</text></svg>', encoding="utf-8")
    without = convert(real(plain("同志们：", "看图。")), ".docx", "pdf")
    with_link = convert(linked(drawing.as_uri()), ".docx", "pdf")
    assert len(with_link) < len(without) + 2_000
    assert b"/Subtype/Image" not in with_link


@installed
def test_a_broken_file_is_refused_and_nothing_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ConversionError):
        convert(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc", "docx")
    assert list(tmp_path.iterdir()) == []


@installed
def test_who_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "WALL_SECONDS", 0.05)
    with pytest.raises(ConversionError):
        convert(real(plain(*LINES)), ".docx", "pdf")


CONVERTING = """
import tempfile
from speeches.docx.libreoffice import convert
from tests.docx.test_libreoffice import LINES, plain, real
tempfile.tempdir = {folder!r}
convert(real(plain(*LINES * 400)), ".docx", "pdf")
"""


def running_in(folder: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter(["cmdline"]) if is_in(process, str(folder))]


def is_in(process: psutil.Process, folder: str) -> bool:
    words = process.info["cmdline"] or []
    return any(folder in word for word in words) and not any("LINES" in word for word in words)


@installed
def test_when_the_worker_is_killed_neither_office_nor_speech_stays(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", CONVERTING.format(folder=str(tmp_path))], cwd=PROJECT, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not any("soffice.bin" in process.info["cmdline"][0] for process in running_in(tmp_path)):
        assert worker.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    while running_in(tmp_path) or list(tmp_path.iterdir()):
        assert time.monotonic() < deadline, (running_in(tmp_path), list(tmp_path.iterdir()))
        time.sleep(0.05)


def test_a_machine_without_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_office", lambda: "")
    with pytest.raises(NoOfficeError, match="LibreOffice"):
        convert(b"", ".doc", "docx")
