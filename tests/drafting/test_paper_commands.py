"""export_draft and convert with each preset: large type, redline, outline."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from speeches.accounts.models import User
from speeches.docx.reader import read
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft

from .factories import SPEECH, body, change_set, upsert


@pytest.fixture
def speech_file(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def failure(*arguments: str) -> str:
    error = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(*arguments, stderr=error)
    assert stopped.value.code == 1
    return error.getvalue()


def text_of(file: Path) -> str:
    return "".join(read(file.read_bytes()).text.split())


@pytest.mark.parametrize("size", ["18", "22", "26"])
def test_convert_to_a_reading_copy(speech_file: Path, tmp_path: Path, size: str) -> None:
    out = tmp_path / "out.docx"
    call_command("convert", str(speech_file), "-o", str(out), "--preset", "reading", "--size", size)
    assert text_of(out) == SPEECH.replace("\n", "")


def test_convert_to_an_outline(speech_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    call_command("convert", str(speech_file), "-o", str(out), "--preset", "outline")
    assert "二、汲取教训" in text_of(out)
    assert "形势依然" not in text_of(out)


def test_convert_to_a_redline_against_another_file(speech_file: Path, tmp_path: Path) -> None:
    old, out = tmp_path / "旧稿.txt", tmp_path / "out.docx"
    old.write_text(SPEECH.replace("严峻复杂", "很严峻"), encoding="utf-8")
    call_command("convert", str(speech_file), "-o", str(out), "--preset", "redline", "--against", str(old))
    assert "与旧稿“旧稿”相比" in text_of(out)


def test_a_redline_without_an_old_file_says_so_and_marks_nothing(speech_file: Path, tmp_path: Path) -> None:
    out, error = tmp_path / "out.docx", StringIO()
    call_command("convert", str(speech_file), "-o", str(out), "--preset", "redline", stderr=error)
    assert "--against" in error.getvalue()
    assert "没有可比的旧版" in text_of(out)


@pytest.mark.django_db
@pytest.mark.parametrize("preset", ["final", "reading", "outline", "working", "preview"])
def test_export_draft_knows_every_preset(speech: Draft, tmp_path: Path, preset: str) -> None:
    out = tmp_path / "out.docx"
    call_command("export_draft", str(speech.pk), "-o", str(out), "--preset", preset)
    assert "一、认清形势" in text_of(out)


@pytest.mark.django_db
def test_export_draft_compares_with_a_version(draft: Draft, drafter: User, tmp_path: Path) -> None:
    out = str(tmp_path / "out.docx")
    words = ("export_draft", str(draft.pk), "-o", out, "--preset", "redline")
    error = StringIO()
    call_command(*words, stderr=error)
    assert "没有可比的旧版" in error.getvalue()
    payload = change_set(draft, upserts=[upsert(body(1, "第一段改过了。"))])
    apply_change_set(draft, author=drafter, payload=payload)
    call_command(*words)
    assert "第1版" in text_of(Path(out))
    assert "没有第 9 版" in failure(*words, "--against", "9")
