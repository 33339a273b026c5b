"""parse, convert, export_draft, load_demo_drafts: what people and measurements rely on."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from speeches.accounts.models import User
from speeches.docx.reader import read
from speeches.drafting.demo import load_demo_drafts
from speeches.drafting.models import Draft
from tests.cast import make_office
from tests.library.factories import make_expression

from .factories import SPEECH
from .hostile import hostile_files, speech_docx

HOSTILE = hostile_files()
TOP = [
    "title",
    "subtitle",
    "byline",
    "date",
    "salutation",
    "dropped",
    "paragraphs",
    "announcements",
    "placeholders",
]
PARAGRAPH = ["key", "role", "level", "series", "marker", "text", "run_in", "line"]


@pytest.fixture
def speech_file(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def failure(*arguments: str) -> str:
    """Return what a command that must fail says on its error channel."""
    error = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(*arguments, stderr=error)
    assert stopped.value.code == 1
    return error.getvalue()


def test_json_has_exactly_the_agreed_shape(speech_file: Path) -> None:
    data = json.loads(run("parse", str(speech_file), "--json"))
    assert list(data) == TOP
    assert all(list(paragraph) == PARAGRAPH for paragraph in data["paragraphs"])
    assert data["title"] == "在全县警示教育大会上的讲话"
    assert data["date"] == "（2026年3月6日）"
    assert data["salutation"] == "同志们："
    assert {"line": 4, "text": "三点意见", "n": 3, "counted": 3, "consistent": True} in data["announcements"]
    assert data["placeholders"] == [{"line": 6, "text": "XX", "kind": "number"}]
    lines = SPEECH.splitlines()
    for paragraph in data["paragraphs"]:
        assert paragraph["marker"] + paragraph["text"] in lines[paragraph["line"] - 1]


def test_without_json_it_reads_as_an_outline(speech_file: Path) -> None:
    text = run("parse", str(speech_file))
    assert "一、认清形势（第 5 行）" in text
    assert "　（一）压实责任。（第 10 行）" in text


@pytest.mark.django_db
def test_set_names_are_those_that_ship_or_those_of_an_office(tmp_path: Path) -> None:
    def announced(*more: str) -> list[str]:
        rows = json.loads(run("parse", str(path), "--json", *more))["announcements"]
        return [row["text"] for row in rows]

    path = tmp_path / "讲话.txt"
    lists = (
        "落实“三个新名”。\n一是学习。\n二是宣传。\n三是落实。",
        "“六个如何始终”。\n1.甲\n2.乙\n3.丙\n4.丁\n5.戊\n6.己",
    )
    path.write_text("同志们：\n" + "\n".join(lists), encoding="utf-8")
    assert announced() == ["“三个新名”"]
    office = make_office()
    make_expression(office, "“三个新名”", is_set_name=True)
    assert announced("--office", office.name) == ["“六个如何始终”"]
    output = tmp_path / "讲话.docx"
    run("convert", str(path), "-o", str(output), "--office", office.name)
    assert output.exists()
    for command in (["parse", str(path)], ["convert", str(path), "-o", str(output)]):
        assert "没有名称是“别处”的单位" in failure(*command, "--office", "别处")


def test_word_and_text_files_give_the_same_structure(speech_file: Path, tmp_path: Path) -> None:
    word = tmp_path / "讲话.docx"
    word.write_bytes(speech_docx(SPEECH))
    first, second = (json.loads(run("parse", str(path), "--json")) for path in (speech_file, word))
    for data in (first, second):
        for paragraph in data["paragraphs"]:
            del paragraph["key"]
    assert first == second


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "空的"),
        ("a.doc", b"x", "另存为"),
        ("a.pdf", b"x", "不是 Word 文档"),
        ("a.xls", b"x", "只能读"),
        ("a.txt", bytes(range(128, 256)) * 40, "编码"),
        ("a.txt", ("长" * 200_000).encode(), "超过 100,000 字"),
        ("a.txt", "仅供学习 禁止外传\n会员群：".encode(), "没有找到讲话稿正文"),
        *((f"{number}.docx", data, "") for number, data in enumerate(HOSTILE.values())),
    ],
)
def test_a_bad_file_is_one_chinese_sentence_and_exit_1(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for command in (["parse", str(path), "--json"], ["convert", str(path), "-o", str(tmp_path / "out.docx")]):
        said = failure(*command)
        assert sentence in said
        assert said.endswith("。\n")
    assert not (tmp_path / "out.docx").exists()


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    assert "没有这个文件" in failure("parse", str(tmp_path / "nowhere.txt"))


def test_convert_writes_the_speech(speech_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    call_command("convert", str(speech_file), output=str(out))
    assert "".join(read(out.read_bytes()).lines) == SPEECH.replace("\n", "")


def test_convert_says_where_it_cannot_write(speech_file: Path, tmp_path: Path) -> None:
    assert "不能写入" in failure("convert", str(speech_file), "-o", str(tmp_path / "no" / "out.docx"))


def test_parse_needs_no_database(speech_file: Path) -> None:
    environment = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "SECRET_KEY": "x",
        "PATH": "/usr/bin",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "parse", str(speech_file), "--json"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["title"]


@pytest.mark.django_db
def test_export_draft_writes_a_draft(speech: Draft, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    call_command("export_draft", str(speech.pk), "-o", str(out), "--preset", "working")
    assert "".join(read(out.read_bytes()).lines) == SPEECH.replace("\n", "")


@pytest.mark.django_db
def test_export_of_an_unknown_draft_is_explained(tmp_path: Path) -> None:
    assert "没有编号为 7 的讲话稿" in failure("export_draft", "7", "-o", str(tmp_path / "out.docx"))


@pytest.mark.django_db
def test_demo_drafts_are_loaded_once(drafter: User, tmp_path: Path) -> None:
    row = {
        "id": "demo-1",
        "author": drafter.username,
        "title": "在全县警示教育大会上的讲话",
        "occasion": "没有的场合",
        "meeting": "警示教育大会",
        "speaker": "县纪委书记",
        "spoken_on": "2026-03-06",
        "target_minutes": 20,
        "facts": {"单位": "县纪委监委"},
        "text": SPEECH,
    }
    path = tmp_path / "drafts.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    assert [load_demo_drafts(path), load_demo_drafts(path)] == [1, 0]
    draft = Draft.objects.get()
    assert draft.manuscript().to_text() == SPEECH
    assert draft.facts_by_name() == {"单位": "县纪委监委"}
