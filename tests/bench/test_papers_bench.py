"""`make bench` prints what the papers of the meeting cost: one speech, and one ten times as long."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from speeches.docx.layout import Layout
from speeches.docx.papers.annotating import Notes
from speeches.docx.papers.outline import outline
from speeches.docx.papers.reading import reading_layout, reading_pages, write_reading
from speeches.docx.papers.redline import redline_blocks
from speeches.docx.papers.writing import write_blocks
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.manuscript.value import Manuscript

from .docx_bench import milliseconds, speech

REPEATS = 5


def reading(manuscript: Manuscript) -> bytes:
    layout = reading_layout(Layout())
    pages = reading_pages(manuscript, layout, Notes(readings=(("问题", "wèn tí"),)))
    return write_reading(pages, layout)


def redline(manuscript: Manuscript) -> bytes:
    changed = (
        replace(one, text=f"{one.text[:-4]}改了。") if at % 7 == 0 else one
        for at, one in enumerate(manuscript.paragraphs)
    )
    new = manuscript.with_paragraphs(tuple(changed))
    blocks = redline_blocks(manuscript, new, Layout(), about="与第 1 版相比")
    return write_blocks(blocks, Layout(), Properties(), is_rendered=False)


def bare(manuscript: Manuscript) -> bytes:
    return write(outline(manuscript))


def test_papers_of_a_meeting() -> None:
    papers: tuple[tuple[str, Callable[[Manuscript], bytes]], ...] = (
        ("大字版", reading),
        ("花脸稿", redline),
        ("提纲", bare),
    )
    for name, make in papers:
        one, ten = (milliseconds(partial(make, speech(times)), REPEATS) for times in (1, 10))
        print(f"{name}: {one:.0f} ms; ten times as long {ten:.0f} ms ({ten / one:.1f}×)")
