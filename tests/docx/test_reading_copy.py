"""大字版: nothing of the speech is lost, pages turn after whole sentences, marks stand where they belong."""

import io
import re
from itertools import pairwise
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.docx.layout import Layout
from speeches.docx.papers.annotating import Notes, Pauses
from speeches.docx.papers.flow import Mark, Piece, cut, front_blocks, speech_blocks
from speeches.docx.papers.reading import SIZES, reading_layout, reading_pages, write_reading
from speeches.docx.papers.sheets import sheets_of_pages
from speeches.docx.papers.turning import Part
from speeches.docx.reader import read
from speeches.docx.writer import cleaned
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.sentences import sentence_ends
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts, wild_manuscripts

GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LAYOUT = reading_layout(Layout())
PLAIN = Notes(time_every=0)
SENTENCE = "各级党组织要扛起主体责任，把每一项工作抓到位、抓到底。"
notes = st.builds(
    Notes,
    time_every=st.sampled_from((0, 1, 5)),
    per_minute=st.sampled_from((60, 180)),
    pauses=st.sampled_from(Pauses),
    readings=st.sampled_from(((), (("监督", "jiān dū"), ("干部", "音同步"), ("责任", "zérèn")))),
)


def body(key: str, text: str, **fields: object) -> Paragraph:
    return Paragraph(key, Role.BODY, text, **fields)


def speech(*paragraphs: Paragraph) -> Manuscript:
    return Manuscript((FrontLine(Front.TITLE, "在会议上的讲话"),), paragraphs)


def own_text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.mark is Mark.NONE)


def text_of(parts: tuple[Part, ...]) -> str:
    return "".join(own_text(cut(part.block.pieces, part.start, part.end)) for part in parts)


def last_words(page: tuple[Part, ...]) -> str:
    return text_of(page)[-6:]


def part(data: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@GENERATED
@given(st.one_of(manuscripts(), wild_manuscripts), st.sampled_from(sorted(SIZES)), notes)
def test_nothing_is_lost_and_no_page_overflows(manuscript: Manuscript, size: int, added: Notes) -> None:
    layout = reading_layout(Layout(), size)
    pages = reading_pages(manuscript, layout, added)
    whole = "".join(text_of(page) for page in pages)
    manuscript = cleaned(manuscript)
    blocks = [*front_blocks(manuscript, layout), *speech_blocks(manuscript)]
    assert re.sub(r"\s", "", whole) == re.sub(r"\s", "", "".join(block.text for block in blocks))
    sheets = sheets_of_pages(pages, layout)
    assert all(len(sheet) <= layout.lines_per_page for sheet in sheets)
    shown = [own_text(line.pieces) for sheet in sheets for line in sheet]
    assert "".join(shown) == whole


@GENERATED
@given(manuscripts())
def test_the_file_reads_back_as_the_speech(manuscript: Manuscript) -> None:
    pages = reading_pages(manuscript, LAYOUT, PLAIN)
    words = re.sub(r"\s", "", read(write_reading(pages, LAYOUT)).text)
    assert words == re.sub(r"\s", "", "".join(text_of(page) for page in pages))


@GENERATED
@given(manuscripts())
def test_pages_turn_where_a_sentence_or_an_item_ends(manuscript: Manuscript) -> None:
    pages = reading_pages(manuscript, LAYOUT, PLAIN)
    for page, following in pairwise(pages):
        last = page[-1]
        if last.end == len(last.block.text):
            continue
        ends = {*sentence_ends(last.block.text), *(at for at, seam in last.block.seams if seam >= 2)}
        # A sentence longer than a page is cut at a clause.
        fills = len(last.block.line_ends(LAYOUT, last.end)) >= LAYOUT.lines_per_page or page[0] is last
        assert last.end in ends or fills
        assert following[0].start == last.end


def test_a_paragraph_is_divided_between_sentences() -> None:
    pages = reading_pages(speech(body("p00001", SENTENCE * 40)), LAYOUT, PLAIN)
    assert len(pages) > 2
    assert all(last_words(page) == SENTENCE[-6:] for page in pages)


def test_an_item_is_kept_whole() -> None:
    items = [
        Paragraph(f"i{n:05}", Role.ITEM, SENTENCE * 3, series="一是", list_id="list01", depth=1)
        for n in range(9)
    ]
    pages = reading_pages(speech(*items), LAYOUT, PLAIN)
    assert len(pages) > 2
    assert all(one.start == 0 and one.end == len(one.block.text) for page in pages for one in page)


def test_items_on_one_line_are_not_cut_either() -> None:
    items = [
        Paragraph(f"i{n:05}", Role.ITEM, SENTENCE * 3, series="一是", list_id="list01", depth=1, run_in=n > 0)
        for n in range(9)
    ]
    pages = reading_pages(speech(*items), LAYOUT, PLAIN)
    starts = [page[0].block.text[page[0].start :][:2] for page in pages[1:]]
    assert starts
    assert all(re.fullmatch("[一二三四五六七八九]是", start) for start in starts)


def test_a_heading_goes_with_what_follows() -> None:
    paragraphs = []
    for n in range(12):
        paragraphs += [
            Paragraph(f"h{n:05}", Role.HEADING, "提高认识", level=1, series="一、"),
            body(f"b{n:05}", SENTENCE * 4),
        ]
    for page in reading_pages(speech(*paragraphs), LAYOUT, PLAIN):
        assert not last_words(page).endswith("提高认识")


def test_a_sentence_longer_than_a_page_is_cut_at_a_clause() -> None:
    pages = reading_pages(speech(body("p00001", "要把责任扛在肩上，" * 80 + "。")), LAYOUT, PLAIN)
    assert len(pages) > 2
    assert all(last_words(page)[-1] in "，。" for page in pages)


def test_a_title_longer_than_a_page_does_no_harm() -> None:
    front = (FrontLine(Front.TITLE, "\n".join(f"第{n}行" for n in range(60))),)
    pages = reading_pages(Manuscript(front, (body("p00001", SENTENCE),)), LAYOUT, PLAIN)
    text = "".join(text_of(page) for page in pages)
    assert text.count("行") == 60
    assert text.endswith(SENTENCE)


def test_text_without_any_mark_is_cut_at_lines() -> None:
    pages = reading_pages(speech(body("p00001", "责任" * 800)), LAYOUT, PLAIN)
    assert "".join(text_of(page) for page in pages).endswith("责任" * 800)
    assert all(len(sheet) <= LAYOUT.lines_per_page for sheet in sheets_of_pages(pages, LAYOUT))


def test_time_marks_stand_at_the_ends_of_sentences() -> None:
    paragraphs = [body(f"p{n:05}", SENTENCE * 7) for n in range(10)]
    pages = reading_pages(speech(*paragraphs), LAYOUT, Notes(time_every=2, per_minute=180))
    text = "".join(one.block.text[one.start : one.end] for page in pages for one in page)
    marks = re.findall(r"(.)［(\d+)分］", text)
    assert [int(minutes) for _, minutes in marks] == list(range(2, 2 * len(marks) + 1, 2))
    assert len(marks) == len(SENTENCE) * 70 // 360
    assert {before for before, _ in marks} == {"。"}


def test_readings_stand_above_other_notes_behind() -> None:
    added = Notes(time_every=0, readings=(("甪直", "lù zhí"), ("发改委", "念全称")))
    manuscript = speech(body("p00001", "甪直镇和发改委要抓好落实。"))
    file = part(write_reading(reading_pages(manuscript, LAYOUT, added), LAYOUT), "word/document.xml")
    assert file.count("<w:ruby>") == 2
    assert "lù" in file
    assert "（念全称）" in file


@pytest.mark.parametrize(
    ("pauses", "marks"), [(Pauses.NONE, 0), (Pauses.PARAGRAPHS, 2), (Pauses.SENTENCES, 6)]
)
def test_pauses(pauses: Pauses, marks: int) -> None:
    manuscript = speech(body("p00001", SENTENCE * 3), body("p00002", SENTENCE * 3))
    pages = reading_pages(manuscript, LAYOUT, Notes(time_every=0, pauses=pauses))
    found = [p for page in pages for one in page for p in one.block.pieces if p.mark is Mark.PAUSE]
    assert len(found) == marks


def test_each_page_begins_with_a_break_and_says_of_how_many_it_is() -> None:
    manuscript = speech(body("p00001", SENTENCE * 40))
    pages = reading_pages(manuscript, LAYOUT, PLAIN)
    file = write_reading(pages, LAYOUT)
    assert part(file, "word/document.xml").count("<w:pageBreakBefore/>") == len(pages) - 1
    footer = part(file, "word/footer1.xml")
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_a_very_long_paragraph_takes_no_more_than_its_length() -> None:
    pages = reading_pages(speech(body("p00001", SENTENCE * 3_000)), LAYOUT, PLAIN)
    assert len("".join(text_of(page) for page in pages)) == len(SENTENCE) * 3_000 + len("在会议上的讲话")
