"""Writing a speech of 11,000 characters in 63 paragraphs: ours against python-docx with its default template.

Run by `python -m tests.bench.docx_bench`. Both do the same: styles by name, fonts per run. Medians.
"""

import io
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from speeches.docx.reader import read
from speeches.docx.sandbox import read_in_child
from speeches.docx.writer import write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript

SENTENCE = "坚持严的主基调不动摇，一体推进“三不腐”，2023年共处置问题线索36件。"
TITLE = "纪委书记在2023年全面从严治党和党风廉政建设工作会议上的讲话"
PARAGRAPHS, CHARACTERS = 63, 11_000
REPEATS = 15
TARGET_MS, TARGET_RATIO = 30, 5


def speech(times: int = 1) -> Manuscript:
    """Return a speech of 63 paragraphs (times so many): every ninth a heading, run-in heads between."""
    text = SENTENCE * (CHARACTERS // (PARAGRAPHS * 8 // 9) // len(SENTENCE) + 1)
    paragraphs = []
    for number in range(PARAGRAPHS * times):
        if number % 9 == 0:
            paragraphs.append(Paragraph(f"h{number}", Role.HEADING, "提高政治站位", level=1, series="一、"))
        else:
            paragraphs.append(Paragraph(f"b{number}", Role.BODY, text[: CHARACTERS * 9 // 8 // PARAGRAPHS]))
    return Manuscript((FrontLine(Front.TITLE, TITLE),), tuple(paragraphs))


def with_python_docx(manuscript: Manuscript) -> bytes:
    """Do the same with the default template: style by name, fonts in all slots."""
    document = Document()
    for style, font in (
        ("Normal", "仿宋_GB2312"),
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        ("Body Text", "仿宋_GB2312"),
    ):
        document.styles[style].font.name = "Times New Roman"
        document.styles[style].font.size = Pt(16)
        document.styles[style].element.rPr.rFonts.set(qn("w:eastAsia"), font)
    document.add_paragraph(style="Title").add_run(manuscript.title)
    for line in manuscript.printed_lines():
        style, font = (
            ("Heading 1", "黑体") if line[0][1].role is Role.HEADING else ("Body Text", "仿宋_GB2312")
        )
        paragraph = document.add_paragraph(style=style)
        for marker, segment in line:
            run = paragraph.add_run(marker + segment.text)
            run.font.name = "Times New Roman"
            run.font.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def milliseconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    work()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return median(times)


def milliseconds_in_child(data: bytes) -> float:
    return milliseconds(lambda: read_in_child(data), 3)


def main() -> None:
    one, ten = speech(), speech(10)
    size = sum(len(paragraph.text) for paragraph in one.paragraphs)
    ours, theirs, tenfold = (
        milliseconds(lambda: write(one)),
        milliseconds(lambda: with_python_docx(one), 5),
        milliseconds(lambda: write(ten), 5),
    )
    data, large = write(one, preset="working"), write(ten, preset="working")
    reading, reading_ten = milliseconds(lambda: read(data)), milliseconds(lambda: read(large), 5)
    out = sys.stdout.write
    out(f"{size} characters, {len(one.paragraphs)} paragraphs, {len(data) // 1024} kB\n")
    out(f"write                {ours:8.1f} ms  (target ≤ {TARGET_MS})\n")
    out(f"python-docx          {theirs:8.1f} ms  = {theirs / ours:.1f} × ours (target ≥ {TARGET_RATIO})\n")
    out(f"write, 10 times      {tenfold:8.1f} ms  = {tenfold / ours:.1f} × one\n")
    out(f"read                 {reading:8.1f} ms\n")
    out(f"read, 10 times       {reading_ten:8.1f} ms  = {reading_ten / reading:.1f} × one\n")
    out(f"read in a child      {milliseconds_in_child(data):8.1f} ms\n")


if __name__ == "__main__":
    main()
