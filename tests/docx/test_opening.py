"""Files of every kind an office has: what is read of a PDF and of an older Word file."""

import pytest

from speeches.docx.errors import CorruptFileError, NoOfficeError, NotWordError, ScannedFileError
from speeches.docx.importing import to_manuscript
from speeches.docx.libreoffice import convert, find_office
from speeches.docx.opening import open_speech
from speeches.docx.pdf import Line, paragraphs, without_page_number
from speeches.docx.writer import write
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript

installed = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
LEFT, RIGHT, WIDTH = 80.0, 528.0, 16.0
SENTENCE = "要把纪律规矩挺在前面，敢抓敢管、真抓真管，对苗头性问题早提醒、早纠正。"


def speech(*, paragraphs: int) -> Manuscript:
    body = "\n".join(f"{SENTENCE * (number % 4 + 1)}" for number in range(paragraphs))
    return parse(f"在全市工作会议上的讲话\n（2026年3月18日）\n同志们：\n{body}").manuscript


def line(text: str, *, indent: int = 0, width: float = WIDTH, ends_at: float = RIGHT) -> Line:
    return Line(text, LEFT + indent * width, ends_at, width)


def test_full_lines_go_on_and_indented_ones_begin() -> None:
    lines = [
        line("　第一段的第一行", indent=2),
        line("第一段的第二行"),
        line("第一段完。", ends_at=200),
        line("第二段的第一行", indent=2),
        line("第二段完。", ends_at=300),
    ]
    assert list(paragraphs(lines)) == [
        "　第一段的第一行第一段的第二行第一段完。",
        "第二段的第一行第二段完。",
    ]


def test_a_title_in_two_lines_is_one() -> None:
    title = [line("在全市工作会议", indent=3, width=22), line("上的讲话", indent=5, width=22)]
    body = [line("同志们：", ends_at=150), *(line("正文", indent=2) for _ in range(4))]
    assert list(paragraphs([*title, *body]))[:2] == ["在全市工作会议上的讲话", "同志们："]


def test_a_line_that_begins_with_a_closing_mark_goes_on() -> None:
    assert list(paragraphs([line("要抓实", ends_at=300), line("，要抓细。", indent=1)])) == [
        "要抓实，要抓细。"
    ]


@pytest.mark.parametrize("number", ["— 3 —", "-12-", "第 3 页 共 9 页", "7", "3/9"])
def test_page_numbers_are_left_out(number: str) -> None:
    text = line("正文")
    assert without_page_number([text, line(number)]) == [text]
    assert without_page_number([line(number), text]) == [text]


@pytest.mark.parametrize("text", ["2026年3月18日", "一、", "第三页的数字要核对"])
def test_what_looks_a_little_like_a_page_number_stays(text: str) -> None:
    assert without_page_number([line("正文"), line(text)]) == [line("正文"), line(text)]


@installed
def test_our_own_pdf_is_read_paragraph_by_paragraph() -> None:
    before = speech(paragraphs=40)
    read = open_speech(convert(write(before), ".docx", "pdf"))
    assert any("逐段核对" in notice for notice in read.notices)
    after = to_manuscript(read).manuscript
    assert after.to_text() == before.to_text()


@installed
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_an_older_file_is_read_like_the_new_one(suffix: str) -> None:
    before = speech(paragraphs=6)
    old = convert(write(before), ".docx", suffix)
    assert to_manuscript(open_speech(old)).manuscript.to_text() == before.to_text()


@installed
def test_a_pdf_of_pictures_says_so() -> None:
    empty = convert(b"{\\rtf1 }", ".rtf", "pdf")
    with pytest.raises(ScannedFileError, match="扫描件"):
        open_speech(empty)


@pytest.mark.parametrize(
    ("data", "error"), [(b"%PDF-1.7\nnothing", CorruptFileError), (b"plain", NotWordError)]
)
def test_what_is_no_document_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        open_speech(data)


def test_without_libreoffice_an_older_file_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speeches.docx.libreoffice.find_office", lambda: "")
    with pytest.raises(NoOfficeError, match="没有安装"):
        open_speech(b"{\\rtf1 text}")
