"""A working copy brings every paragraph's key back."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.docx.errors import NoTextError
from speeches.docx.importing import to_manuscript
from speeches.docx.layout import Layout, Preset
from speeches.docx.properties import Properties
from speeches.docx.reader import ReadSpeech, read
from speeches.docx.segments import INDENT
from speeches.docx.writer import UNTITLED, write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts, wild_manuscripts

GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def texts_by_key(speech: ReadSpeech) -> dict[str, str]:
    """Return what stands in each bookmark."""
    return {
        found.key: line[found.start : found.end]
        for line, keys in zip(speech.lines, speech.keys, strict=True)
        for found in keys
    }


def printed_by_key(manuscript: Manuscript) -> dict[str, str]:
    return {
        paragraph.key: marker + paragraph.text
        for line in manuscript.printed_lines()
        for marker, paragraph in line
    }


@GENERATED
@given(manuscripts())
def test_every_segment_comes_back_under_its_key(manuscript: Manuscript) -> None:
    assert texts_by_key(read(write(manuscript, preset="working"))) == printed_by_key(manuscript)


@GENERATED
@given(manuscripts())
def test_a_speech_that_was_read_comes_back_the_same(manuscript: Manuscript) -> None:
    """What parsing finds in a text it finds in the export: paragraphs, roles, levels, markers, keys."""
    speech = parse(manuscript.to_text()).manuscript
    back = to_manuscript(read(write(speech, preset="working", properties=Properties(draft="7")))).manuscript
    assert back.to_text() == speech.to_text()
    assert [outline(paragraph) for paragraph in back.paragraphs] == [
        outline(paragraph) for paragraph in speech.paragraphs
    ]
    assert back.title == speech.title


def outline(paragraph: Paragraph) -> tuple[object, ...]:
    """Return all of a paragraph but the id of its list, which is minted anew."""
    return (
        paragraph.key,
        paragraph.role,
        paragraph.text,
        paragraph.level,
        paragraph.series,
        paragraph.depth,
        paragraph.typed_marker,
        paragraph.run_in,
        [(span.start, span.end, span.kind) for span in paragraph.spans],
    )


@GENERATED
@given(manuscripts())
def test_final_copy_has_the_words_and_no_keys(manuscript: Manuscript) -> None:
    speech = read(write(manuscript, layout=Layout(byline_before_date=None)))
    assert not any(speech.keys)
    assert words(speech.text) == words(manuscript.to_text())


def words(text: str) -> str:
    """Return the text without marks, digits in one width: what standard punctuation leaves alone."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(wild_manuscripts, st.sampled_from(Preset))
def test_any_text_makes_a_file_that_can_be_read(manuscript: Manuscript, preset: Preset) -> None:
    try:
        lines = read(write(manuscript, preset=preset)).lines
    except NoTextError:
        lines = []
    assert UNTITLED in lines or any(line.kind is Front.TITLE for line in manuscript.front)


def test_a_missing_title_is_a_gap_that_does_not_come_back() -> None:
    manuscript = Manuscript(
        paragraphs=(Paragraph("aa", Role.SALUTATION, "同志们："), Paragraph("bb", Role.BODY, "好。"))
    )
    speech = read(write(manuscript, preset="working"))
    assert speech.lines[0] == UNTITLED
    back = to_manuscript(speech).manuscript
    assert back.front == ()
    assert [paragraph.key for paragraph in back.paragraphs] == ["aa", "bb"]


def test_edited_text_keeps_its_key_and_new_text_gets_a_new_one() -> None:
    speech = ReadSpeech(
        lines=["在会上的讲话", "同志们：", "改过的文字。", "新的一段。"],
        keys=[[], [("aa", 0, 4)], [("bb", 0, 6)], []],
    )
    keys = [paragraph.key for paragraph in to_manuscript(speech).manuscript.paragraphs]
    assert keys[:2] == ["aa", "bb"]
    assert keys[2] not in ("aa", "bb")


def test_identity_of_the_draft_comes_back_from_a_working_copy_only() -> None:
    manuscript = Manuscript((FrontLine(Front.TITLE, "讲话"),), (Paragraph("aa", Role.BODY, "好。"),))
    properties = Properties(draft="7", revision="3")
    working = read(write(manuscript, preset="working", properties=properties))
    final = read(write(manuscript, properties=properties))
    assert (working.draft, working.revision, final.draft, final.revision) == ("7", "3", "", "")


def test_order_of_speaker_and_date_is_the_offices() -> None:
    front = tuple(
        FrontLine(kind, text)
        for kind, text in (
            (Front.TITLE, "在会上的讲话"),
            (Front.DATE, "（2023年2月8日）"),
            (Front.BYLINE, "张三"),
            (Front.SUBTITLE, "——副题"),
        )
    )

    def lines(*, byline_before_date: bool | None) -> list[str]:
        layout = Layout(byline_before_date=byline_before_date)
        return [line for line in read(write(Manuscript(front), layout=layout)).lines if line]

    assert lines(byline_before_date=None) == ["在会上的讲话", "——副题", "（2023年2月8日）", "张三"]
    assert lines(byline_before_date=True) == ["在会上的讲话", "——副题", "张三", "（2023年2月8日）"]
    assert lines(byline_before_date=False) == ["在会上的讲话", "——副题", "（2023年2月8日）", "张三"]


def test_indent_of_the_text_is_the_layouts() -> None:
    manuscript = Manuscript(paragraphs=(Paragraph("aa", Role.BODY, INDENT + "好。"),))
    assert read(write(manuscript)).lines[-1] == "好。"
