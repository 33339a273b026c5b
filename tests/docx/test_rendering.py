"""Papers as PDF, as LibreOffice draws them: every character, every page where we said. Skipped without it."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from speeches.docx.layout import Layout
from speeches.docx.libreoffice import find_office
from speeches.docx.papers.annotating import Notes
from speeches.docx.papers.outline import outline
from speeches.docx.papers.reading import SIZES, reading_layout, reading_pages, write_reading
from speeches.docx.papers.redline import redline_blocks
from speeches.docx.papers.turning import Part
from speeches.docx.papers.writing import write_blocks
from speeches.docx.properties import Properties
from speeches.docx.rendering import missing_office, to_pdf, without_links
from speeches.docx.writer import write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript

from .files import OFFICE, PACKAGE, plain, word_file

drawn = pytest.mark.skipif(
    not find_office() or not shutil.which("pdftotext"), reason="LibreOffice or poppler is not installed"
)
SENTENCES = (
    "今年以来，全市各级纪检监察机关忠诚履职、担当作为，取得了新的明显成效。",
    "要看到，“四风”问题树倒根存，稍有松懈就可能反弹；有的同志认识还不到位，抓而不紧、抓而不实。",
    "2026年上半年，共处置问题线索1234件，立案567件，给予党纪政务处分489人，同比上升12.5%。",
    "各级党组织要扛起主体责任，班子成员要落实“一岗双责”，真正把责任扛在肩上、抓在手上。",
)


def long_speech() -> Manuscript:
    lines = ["在全市纪检监察工作会议上的讲话", "（2026年3月6日）", "", "同志们："]
    for number, head in enumerate(("提高政治站位", "压实主体责任", "锻造过硬队伍")):
        lines.append("一二三"[number] + f"、{head}，推动全面从严治党向纵深发展")
        lines += ["".join(SENTENCES[at % 4] for at in range(number, number + 9))] * 3
        lines += [f"一是{SENTENCES[0]}", f"二是{SENTENCES[1] * 2}", f"三是{SENTENCES[3]}"]
    return parse("\n".join(lines)).manuscript


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the text of each page without white space."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    words = ["pdftotext", "-layout", str(file), "-"]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


def words_of(page: tuple[Part, ...]) -> str:
    return re.sub(r"\s", "", "".join(one.block.text[one.start : one.end] for one in page))


@drawn
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_reading_copy_turn_where_we_said(size: int, tmp_path: Path) -> None:
    layout = reading_layout(Layout(), size)
    pages = reading_pages(long_speech(), layout, Notes(time_every=2))
    drawn_pages = pages_of(to_pdf(write_reading(pages, layout, is_rendered=True)), tmp_path)
    footers = [f"第{number}页共{len(pages)}页" for number in range(1, len(pages) + 1)]
    assert drawn_pages == [words_of(page) + foot for page, foot in zip(pages, footers, strict=True)]


@drawn
def test_readings_take_no_line_of_their_own(tmp_path: Path) -> None:
    layout = reading_layout(Layout())
    notes = Notes(time_every=0, readings=(("责任", "zé rèn"), ("四风", "念全")))
    pages = reading_pages(long_speech(), layout, notes)
    assert len(pages_of(to_pdf(write_reading(pages, layout, is_rendered=True)), tmp_path)) == len(pages)


@drawn
def test_no_character_of_the_final_copy_is_lost(tmp_path: Path) -> None:
    text = "".join(pages_of(to_pdf(write(long_speech(), preset="preview")), tmp_path))
    printed = re.sub(r"\s", "", long_speech().to_text())
    assert re.sub(r"—\d+—", "", text) == printed


@drawn
def test_redline_and_outline_are_drawn(tmp_path: Path) -> None:
    old = long_speech()
    first = old.paragraphs[2]
    added = Paragraph("newparagraph1", Role.BODY, "这一段是新加的内容。")
    changed = replace(first, text=first.text.replace("新的明显成效", "新的成绩"), spans=())
    new = old.with_paragraphs((*old.paragraphs[:2], changed, added, *old.paragraphs[4:]))
    blocks = redline_blocks(old, new, Layout(), about="与第1版相比")
    text = "".join(pages_of(to_pdf(write_blocks(blocks, Layout(), Properties(), is_rendered=True)), tmp_path))
    assert "花脸稿：与第1版相比" in text
    assert "这一段是新加的内容。" in text
    heads = "".join(pages_of(to_pdf(write(outline(old), preset="preview")), tmp_path))
    assert "二、压实主体责任" in heads


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert "没有安装LibreOffice" in missing_office().replace(" ", "")


def test_links_to_outside_are_taken_out() -> None:
    relationships = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r9" Type="{OFFICE}/image" Target="file:///etc/hostname" TargetMode="External"/>'
        "</Relationships>"
    )
    file = word_file(plain("同志们："), parts={"word/_rels/document.xml.rels": relationships})
    with zipfile.ZipFile(io.BytesIO(without_links(file))) as archive:
        part = archive.read("word/_rels/document.xml.rels").decode()
    assert "styles.xml" in part
    assert "hostname" not in part
