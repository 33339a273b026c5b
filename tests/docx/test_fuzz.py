"""300 spoiled files, the same ones each time: read or refused in time, and nothing outside is touched."""

import base64
import io
import json
import random
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from speeches.docx import sandbox
from speeches.docx.errors import BY_NAME
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.manuscript.parsing import parse

from .files import paragraph, plain, run, word_file, zipped

FILES, SEED = 300, 20_261_121
SECRET = "机密的内容"
SPEECH = """在全市纪检监察工作会议上的讲话
（2026年3月18日）
同志们：
今天讲三点意见。
一、提高站位
一是学。二是做。三是查。
二、压实责任
要敢抓敢管。
三、改进作风
谢谢大家！
"""
# Reads every file it is given under the limits of the child that reads uploads, and tells what it did.
READER = """
import base64, json, signal, sys
from speeches.docx import sandbox
from speeches.docx.errors import DocxError
from speeches.docx.importing import to_manuscript
from speeches.docx.reader import read
import speeches.docx.pdf

def overdue(*_):
    raise TimeoutError

touched = []
def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith("/") and not str(arguments[0]).startswith(sys.prefix):
        touched.append(str(arguments[0]))
    elif event.split(".")[0] in ("socket", "subprocess", "shutil", "ftplib", "urllib"):
        touched.append(event)

files = [base64.b64decode(line) for line in sys.stdin]
to_manuscript(read(files.pop(0)))
sandbox.limit()
signal.signal(signal.SIGALRM, overdue)
sys.addaudithook(watch)
for data in files:
    signal.alarm(20)
    try:
        speech = read(data)
        to_manuscript(speech)
        outcome = "read", speech.text
    except DocxError as error:
        outcome = type(error).__name__, str(error)
    except BaseException as error:
        outcome = "FAULT", repr(error)
    signal.alarm(0)
    print(json.dumps([*outcome, touched]))
    touched.clear()
"""


def sound_files() -> list[bytes]:
    manuscript = parse(SPEECH).manuscript
    box = f"<w:r><w:pict><w:txbxContent>{plain('文本框')}</w:txbxContent></w:pict></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{plain('甲', '乙')}</w:tc></w:tr></w:tbl>"
    numbered = paragraph(run("条目"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 3
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return [
        write(manuscript, preset="working", properties=Properties(draft="7", revision="3")),
        write(manuscript),
        word_file(plain("同志们：") + numbered + paragraph(run("前") + box) + table, numbering=numbering),
    ]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Spoiler:
    """Spoils files in ways that broken programs and hostile people do; `outside` are places it points to."""

    def __init__(self, seed: int, outside: list[str]) -> None:
        self.random = random.Random(seed)
        self.outside = outside
        self.ways = [self.flip, self.cut, self.flip_part, self.double, self.drop, self.nest, self.number]
        self.ways += [self.point_outside, self.entity, self.rename, self.garbage]

    def spoil(self, data: bytes) -> bytes:
        for _ in range(self.random.randint(1, 3)):
            data = self.random.choice(self.ways)(data)
        return data

    def flip(self, data: bytes) -> bytes:
        spoiled = bytearray(data)
        for _ in range(self.random.randint(1, 30)):
            spoiled[self.random.randrange(len(spoiled))] = self.random.randrange(256)
        return bytes(spoiled)

    def cut(self, data: bytes) -> bytes:
        return data[: self.random.randint(4, len(data))]

    def in_part(self, data: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
        """Change one part of a file that still is a package; leave any other as it is."""
        try:
            parts = parts_of(data)
        except Exception:
            return data
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        if not names:
            return data
        name = "word/document.xml" if "word/document.xml" in names and self.random.random() < 0.5 else ""
        name = name or self.random.choice(names)
        return zipped({**parts, name: change(parts[name])})

    def flip_part(self, data: bytes) -> bytes:
        return self.in_part(data, self.flip)

    def element(self, xml: bytes) -> tuple[int, int]:
        """Return a stretch from one tag's beginning to another's."""
        places = [place for place, byte in enumerate(xml) if byte == ord("<")] or [0]
        first, last = sorted(self.random.choices(places, k=2))
        return first, last

    def double(self, data: bytes) -> bytes:
        def change(xml: bytes) -> bytes:
            first, last = self.element(xml)
            return xml[:last] + xml[first:last] * self.random.randint(1, 50) + xml[last:]

        return self.in_part(data, change)

    def drop(self, data: bytes) -> bytes:
        def change(xml: bytes) -> bytes:
            first, last = self.element(xml)
            return xml[:first] + xml[last:]

        return self.in_part(data, change)

    def nest(self, data: bytes) -> bytes:
        depth = self.random.choice([50, 300, 5_000])
        tag = self.random.choice([b"w:ins", b"w:p", b"w:tbl", b"w:sdt", b"w:txbxContent"])
        begin, end = b"<" + tag + b">", b"</" + tag + b">"
        return self.in_part(
            data, lambda xml: xml.replace(b"<w:r>", begin * depth + b"<w:r>" + end * depth, 1)
        )

    def number(self, data: bytes) -> bytes:
        value = self.random.choice([b"-1", b"99999999999999999999", b"", b"x", "九".encode(), b"\xff\xfe"])
        return self.in_part(data, lambda xml: xml.replace(b'w:val="1"', b'w:val="' + value + b'"'))

    def point_outside(self, data: bytes) -> bytes:
        place = self.random.choice(self.outside).encode()

        def change(xml: bytes) -> bytes:
            outside = b' Target="' + place + b'" TargetMode="External"'
            inside = b' Target="../../../../' + place.rpartition(b"//")[2].lstrip(b"/") + b'"'
            return xml.replace(b' Target="', self.random.choice([outside, inside]) + b' Target2="', 1)

        return self.in_part(data, change)

    def entity(self, data: bytes) -> bytes:
        place = self.random.choice(self.outside).encode()
        kind = self.random.choice([b"", b"% "])
        declared = b"<!DOCTYPE w:document [<!ENTITY " + kind + b'x SYSTEM "' + place + b'">'
        declared += (b"%x;" if kind else b"") + b"]>"
        return self.in_part(data, lambda xml: declared + xml.replace(b"</w:t>", b"&x;</w:t>"))

    def rename(self, data: bytes) -> bytes:
        try:
            parts = parts_of(data)
        except Exception:
            return data
        if not parts:
            return data
        old = self.random.choice(sorted(parts))
        new = self.random.choice([f"../{old}", f"/{old}", old.upper(), f"xl/{old}", old.replace("/", "\\")])
        return zipped({new if name == old else name: content for name, content in parts.items()})

    def garbage(self, data: bytes) -> bytes:
        return self.in_part(data, lambda xml: self.random.randbytes(self.random.randint(0, 3_000)))


@pytest.fixture
def outside(tmp_path: Path) -> list[str]:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    return [secret.as_uri(), str(secret)]


def test_spoiled_files_are_read_or_refused_and_touch_nothing(outside: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        spoiler = Spoiler(SEED, [*outside, f"http://127.0.0.1:{server.getsockname()[1]}/x"])
        sound = sound_files()
        files = [sound[0], *(spoiler.spoil(sound[number % len(sound)]) for number in range(FILES))]
        child = subprocess.run(
            [sys.executable, "-c", READER],
            input=b"\n".join(map(base64.b64encode, files)),
            cwd=sandbox.PROJECT,
            env={},
            capture_output=True,
            check=False,
        )
        assert child.returncode == 0, child.stderr.decode()[-2_000:]
        outcomes = [json.loads(line) for line in child.stdout.splitlines()]
        with pytest.raises(BlockingIOError):
            server.accept()
    assert len(outcomes) == FILES
    for number, (name, said, touched) in enumerate(outcomes):
        assert name in {"read", *BY_NAME}, (number, name, said)
        assert SECRET not in said
        assert touched == [], (number, touched)
    # The spoiling is worth something: some are read all the same, many are refused, for different reasons.
    names = [name for name, _, _ in outcomes]
    assert 20 < names.count("read") < 250
    assert len(set(names)) >= 5
