"""The child that reads uploads: the same answer as reading here, and an end to whatever takes too much."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from speeches.docx import sandbox
from speeches.docx.errors import TooComplexError
from speeches.docx.properties import Properties
from speeches.docx.reader import KeyRange, read
from speeches.docx.writer import write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .files import plain, word_file

LIMITED = "from speeches.docx import sandbox; sandbox.limit(); "


def test_child_reads_what_we_read() -> None:
    manuscript = Manuscript(paragraphs=(Paragraph("abc", Role.BODY, "“一带一路”😀"),))
    data = write(manuscript, preset="working", properties=Properties(draft="7", revision="3"))
    speech = sandbox.read_in_child(data)
    assert speech == read(data)
    assert (speech.draft, speech.revision) == ("7", "3")
    assert isinstance(speech.keys[-1][0], KeyRange)


def in_child(code: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", LIMITED + code], cwd=sandbox.PROJECT, env={}, capture_output=True, check=False
    ).returncode


def test_child_cannot_take_much_memory() -> None:
    assert in_child("b'x' * 2_000_000_000") != 0


def test_child_cannot_write_files(tmp_path: Path) -> None:
    assert in_child(f"from pathlib import Path; Path({str(tmp_path / 'x')!r}).write_text('x' * 9)") != 0


def test_child_has_a_limit_of_time() -> None:
    assert (
        in_child(
            f"import resource as r; assert r.getrlimit({resource.RLIMIT_CPU}) == ({sandbox.CPU_SECONDS},) * 2"
        )
        == 0
    )


def test_waiting_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.01)
    with pytest.raises(TooComplexError, match="上限"):
        sandbox.read_in_child(word_file(plain("同志们：")))


def test_killed_child_gives_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PROJECT", sandbox.PROJECT / "speeches")
    with pytest.raises(TooComplexError):
        sandbox.read_in_child(word_file(plain("同志们：")))
