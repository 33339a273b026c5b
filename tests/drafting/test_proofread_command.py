"""manage.py proofread: a file in, findings with their places out."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from speeches.accounts.models import Office, Person
from speeches.library.models import Quotation

SPEECH = """在全县纪检监察工作会议上的讲话
（2026年3月12日）

同志们：
　　有的干部作风浮燥，发现问题XX个。下面，我讲三点意见。
一、提高认识
要纠治“四风”，克服四风问题。
三、抓好落实
要坚持严的主基调。
更多公文请关注公众号：公文素材库
"""
ROW = [
    "line",
    "column",
    "paragraph",
    "start",
    "end",
    "rule",
    "family",
    "severity",
    "text",
    "message",
    "identity",
    "suggestions",
    "is_safe",
    "related",
    "reason",
    "source",
    "since",
    "until",
]


@pytest.fixture
def speech_file(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("proofread", *arguments, stdout=out)
    return out.getvalue()


def findings(*arguments: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run(*arguments, "--json"))
    return rows


def test_json_has_the_agreed_shape_and_true_places(speech_file: Path) -> None:
    lines = SPEECH.splitlines()
    rows = findings(str(speech_file), "--date", "2026-03-12")
    assert all(sorted(row) == sorted(ROW) for row in rows)
    for row in rows:
        line = lines[int(str(row["line"])) - 1]
        start, end, column = (int(str(row[name])) for name in ("start", "end", "column"))
        assert line[column - 1 : column - 1 + end - start].strip() == row["text"]
        # The printed paragraph is the line without its indent, markers included.
        assert line.strip()[start:end] == row["text"]
    assert {str(row["rule"]) for row in rows} == {
        "characters.confusable",
        "residue.placeholder",
        "counts.announced",
        "consistency.unquoted",
        "sequence.break",
        "expressions.wrong-form",
        "residue.boilerplate",
    }


def test_places_in_a_line_of_several_paragraphs_count_its_markers(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    line = "抓好两件事：一是作风要实；二是不能浮燥。"
    path.write_text(f"在大会上的讲话\n同志们：\n　　{line}\n", encoding="utf-8")
    (row,) = findings(str(path))
    assert (row["line"], row["start"], row["column"]) == (3, line.index("浮燥"), line.index("浮燥") + 3)


def test_date_decides_on_old_wording(speech_file: Path) -> None:
    rules = [row["rule"] for row in findings(str(speech_file), "--date", "2021-03-12")]
    assert "expressions.wrong-form" not in rules


def test_day_below_the_title_will_do(speech_file: Path) -> None:
    (old,) = [row for row in findings(str(speech_file)) if row["rule"] == "expressions.wrong-form"]
    assert old["severity"] == "should"


def test_shipped_passages_tell_what_is_no_word(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("在大会上的讲话\n同志们：\n大家听了很受启法，要抓好落实。\n", encoding="utf-8")
    assert [row["suggestions"] for row in findings(str(path))] == [["启发"]]


def test_people_read_lines_and_a_sum(speech_file: Path) -> None:
    out = run(str(speech_file), "--date", "2026-03-12")
    assert "第 5 行第 9 字【必改】浮燥：“浮燥”应为“浮躁”。（改为“浮躁”）" in out
    assert out.rstrip().splitlines()[-1].startswith("必改 5 处，建议改 2 处")


def test_clean_speech_says_so(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("在大会上的讲话\n同志们：\n要抓好落实，见到实效。\n", encoding="utf-8")
    assert run(str(path)).strip() == "没有发现问题。"


def test_word_file_is_read(tmp_path: Path, speech_file: Path) -> None:
    docx = tmp_path / "讲话.docx"
    call_command("convert", str(speech_file), "-o", str(docx), stdout=StringIO())
    assert "characters.confusable" in [row["rule"] for row in findings(str(docx))]


def test_missing_file_and_wrong_date_are_explained(tmp_path: Path) -> None:
    error = StringIO()
    with pytest.raises(SystemExit):
        call_command("proofread", str(tmp_path / "没有.txt"), stderr=error)
    assert "没有这个文件" in error.getvalue()
    with pytest.raises(CommandError, match="不是日期"):
        call_command("proofread", "讲话.txt", "--date", "三月")


@pytest.mark.django_db
def test_office_decides_on_the_tables(speech_file: Path) -> None:
    Office.objects.create(name="云岭县纪委监委", level="县")
    rules = [row["rule"] for row in findings(str(speech_file), "--office", "云岭县纪委监委")]
    assert "characters.confusable" not in rules
    error = StringIO()
    with pytest.raises(SystemExit):
        call_command("proofread", str(speech_file), "--office", "没有的单位", stderr=error)
    assert "没有名称是“没有的单位”的单位" in error.getvalue()


@pytest.mark.django_db
def test_office_decides_on_people_and_originals(tmp_path: Path) -> None:
    office = Office.objects.create(name="云岭县纪委监委")
    Person.objects.create(office=office, name="沈洁", post="县国资委主任")
    Quotation.objects.create(office=office, text="要健全权力监督制约机制，让权力在阳光下运行")
    path = tmp_path / "讲话.txt"
    path.write_text(
        "在会议上的讲话\n同志们：\n县国资委副主任沈洁同志作了发言。\n"
        "会议强调：“要健全权力监督机制，让权力在阳光下运行”。\n",
        encoding="utf-8",
    )
    wanted = {"people.wrong-post", "quotations.changed"}
    rules = {row["rule"] for row in findings(str(path), "--office", office.name)}
    assert wanted <= rules
    assert not wanted & {row["rule"] for row in findings(str(path))}
