"""Exports, opened again by another program (python-docx) and compared by paragraph, style and font."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt as WordPt
from hypothesis import HealthCheck, given, settings
from lxml import etree

from speeches.docx.layout import COMMON_FONTS, Fonts, Layout, PageNumbers, Preset
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts

HEI, KAI, FANG, SONG = "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
OFFICE = "某某市纪委监委"


def heading(text: str, level: int, series: str) -> Paragraph:
    return Paragraph("heading", Role.HEADING, text, level=level, series=series)


def body(text: str, *, run_in: bool = False) -> Paragraph:
    return Paragraph("body", Role.BODY, text, run_in=run_in)


def item(text: str, series: str, *, run_in: bool = False) -> Paragraph:
    return Paragraph("item", Role.ITEM, text, series=series, list_id="l", depth=1, run_in=run_in)


DRAFT = Manuscript(
    (
        FrontLine(Front.TITLE, "纪委书记在2023年全面从严治党和党风廉政建设工作会议上的讲话"),
        FrontLine(Front.SUBTITLE, "——在市委礼堂"),
        FrontLine(Front.BYLINE, "张三"),
        FrontLine(Front.DATE, "（2023年2月8日）"),
    ),
    (
        Paragraph("sal", Role.SALUTATION, "同志们："),
        body("讲三点意见。"),
        heading("提高站位", 1, "一、"),
        heading("压实责任。", 2, "（一）"),
        body("今年以来，取得“三个成效”。", run_in=True),
        heading("聚焦主责", 2, "（一）"),
        heading("抓学习。", 3, "1."),
        body("要学深。", run_in=True),
        heading("抓落实", 4, "（1）"),
        item("强化监督。", "一是"),
        item("严格执纪。", "一是", run_in=True),
        heading("践行宗旨", 1, "一要"),
        Paragraph("end", Role.CLOSING, "谢谢大家！"),
    ),
)
SPEECH = DRAFT.with_paragraphs(
    tuple(replace(paragraph, key=f"key{number}") for number, paragraph in enumerate(DRAFT.paragraphs))
)


def opened(manuscript: Manuscript = SPEECH, **options: object) -> WordDocument:
    return Document(io.BytesIO(write(manuscript, **options)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def font(document: WordDocument, style: object) -> str:
    """Return the East Asian font of a style, inherited ones too."""
    while style is not None:
        found = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if found is not None and found.get(qn("w:eastAsia")):
            return found.get(qn("w:eastAsia"))
        style = style.base_style
    raise AssertionError("no font")


def seen(document: WordDocument) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (style, [(text, font) of each run]) of each paragraph that is not empty."""
    lines = []
    for paragraph in document.paragraphs:
        runs = []
        for run in paragraph.runs:
            has_own = run.style.name != "Default Paragraph Font"
            runs.append((run.text, font(document, run.style if has_own else paragraph.style)))
        if runs:
            lines.append((paragraph.style.name, runs))
    return lines


def test_paragraphs_styles_and_fonts() -> None:
    assert seen(opened()) == [
        ("Title", [("纪委书记在2023年全面从严治党和\n党风廉政建设工作会议上的讲话", SONG)]),
        ("Subtitle", [("——在市委礼堂", KAI)]),
        ("讲话人", [("张三", KAI)]),
        ("Date", [("（2023年2月8日）", KAI)]),
        ("Salutation", [("同志们：", FANG)]),
        ("Body Text", [("讲三点意见。", FANG)]),
        ("Heading 1", [("一、提高站位", HEI)]),
        ("Body Text", [("（一）压实责任。", KAI), ("今年以来，取得“三个成效”。", FANG)]),
        ("Heading 2", [("（二）聚焦主责", KAI)]),
        ("Body Text", [("1.抓学习。", FANG), ("要学深。", FANG)]),
        ("Heading 4", [("（1）抓落实", FANG)]),
        ("Body Text", [("一是强化监督。", FANG), ("二是严格执纪。", FANG)]),
        ("Heading 1", [("一要践行宗旨", FANG)]),
        ("Closing", [("谢谢大家！", FANG)]),
    ]


def test_one_blank_line_before_the_salutation() -> None:
    texts = [paragraph.text for paragraph in opened().paragraphs]
    assert [index for index, text in enumerate(texts) if not text] == [texts.index("同志们：") - 1]


@pytest.mark.parametrize(
    ("name", "level"), [("Heading 1", "0"), ("Heading 2", "1"), ("Heading 3", "2"), ("Heading 4", "3")]
)
def test_headings_have_outline_levels(name: str, level: str) -> None:
    outline = opened().styles[name].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    assert outline.get(qn("w:val")) == level


def test_sizes_and_indent() -> None:
    styles = opened().styles
    assert styles["Title"].font.size == WordPt(22)
    assert styles["Normal"].font.size == WordPt(16)
    indent = styles["Body Text"].element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_no_theme_no_thumbnail_no_foreign_parts() -> None:
    data = parts(write(SPEECH))
    assert sorted(data) == sorted(
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
    )
    assert not any("Theme=" in text for text in data.values())
    assert 'w:name="compatibilityMode"' in data["word/settings.xml"]


@pytest.mark.parametrize("preset", Preset)
def test_every_run_with_east_asian_marks_has_the_hint(preset: Preset) -> None:
    document = opened(preset=preset)
    for run in document.element.body.iter(qn("w:r")):
        if any(mark in "".join(run.itertext()) for mark in "“”—…·×"):
            assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"


def test_core_properties_are_true() -> None:
    begun = datetime(2023, 2, 8, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    changed = datetime(2023, 2, 9, tzinfo=UTC)
    core = opened(properties=Properties(author=OFFICE, created=begun, modified=changed)).core_properties
    assert (core.title, core.author, core.last_modified_by) == (SPEECH.title, OFFICE, OFFICE)
    assert (core.created, core.modified) == (begun.astimezone(UTC), changed)
    assert core.comments == ""


def test_unknown_properties_are_not_made_up() -> None:
    data = parts(write(Manuscript()))
    for name in ("docProps/core.xml", "docProps/app.xml"):
        assert "creator" not in data[name]
        assert "created" not in data[name]
        assert "python" not in data[name].lower()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(manuscripts())
def test_final_copy_holds_no_identity(manuscript: Manuscript) -> None:
    everything = "".join(
        parts(write(manuscript, properties=Properties(draft="77123", revision="9"))).values()
    )
    assert "bookmark" not in everything
    assert "77123" not in everything
    assert not any(paragraph.key in everything for paragraph in manuscript.paragraphs)


def test_working_copy_marks_each_segment_once() -> None:
    data = parts(write(SPEECH, preset="working", properties=Properties(draft="7", revision="3")))
    root = etree.fromstring(data["word/document.xml"].encode())
    names = [start.get(qn("w:name")) for start in root.iter(qn("w:bookmarkStart"))]
    assert names == [f"_zb_{paragraph.key}" for paragraph in SPEECH.paragraphs]
    assert len({start.get(qn("w:id")) for start in root.iter(qn("w:bookmarkStart"))}) == len(names)
    assert 'name="zbDraft"' in data["docProps/custom.xml"]


def test_working_copy_keeps_every_typed_mark_and_final_standardizes() -> None:
    typed = Manuscript(
        paragraphs=(
            body("知责,明责:"),
            Paragraph("x", Role.HEADING, "抓学习", 2, "(一)", typed_marker="(三)"),
        )
    )
    assert [p.text for p in opened(typed, preset="working").paragraphs[2:]] == ["知责,明责:", "(三)抓学习"]
    assert [p.text for p in opened(typed).paragraphs[2:]] == ["知责，明责：", "（三）抓学习"]


@pytest.mark.parametrize("typed", ["同志们", "同志们:", "同志们！", "同志们，", "同志们： "])
def test_salutation_ends_with_a_colon(typed: str) -> None:
    manuscript = Manuscript(paragraphs=(Paragraph("aa", Role.SALUTATION, typed),))
    assert opened(manuscript).paragraphs[-1].text == "同志们："
    assert opened(manuscript, preset="working").paragraphs[-1].text == typed.rstrip()


def test_key_that_cannot_be_a_name_is_left_out() -> None:
    manuscript = Manuscript(
        paragraphs=(Paragraph('a"b<', Role.BODY, "好。"), Paragraph("k" * 40, Role.BODY, "好。"))
    )
    assert "bookmark" not in parts(write(manuscript, preset="working"))["word/document.xml"]


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    manuscript = Manuscript(
        (FrontLine(Front.TITLE, "讲话\x00<&>"),),
        (body("上\x0b下\ud800\ufffe]]>&amp;\x1b“好”\t末\r\n尾"),),
    )
    document = opened(manuscript, properties=Properties(author='甲&乙"\x01'))
    assert document.paragraphs[0].text == "讲话<&>"
    assert document.paragraphs[-1].text == "上\n下]]>&amp;“好”\t末\n尾"
    assert document.core_properties.author == '甲&乙"'


def test_empty_paragraphs_and_typed_indents_are_not_printed() -> None:
    manuscript = Manuscript(paragraphs=(body(" \u3000"), body("\u3000\u3000好。"), body("")))
    assert [paragraph.text for paragraph in opened(manuscript).paragraphs] == ["【标题】", "", "好。"]


def test_a_heading_still_without_text_shows_its_number() -> None:
    assert opened(Manuscript(paragraphs=(heading("", 1, "一、"),))).paragraphs[-1].text == "一、"


def test_the_writers_own_title_lines_stay_paragraphs() -> None:
    front = (FrontLine(Front.TITLE, "在全市纪检监察"), FrontLine(Front.TITLE, "工作会议上的讲话"))
    assert [p.text for p in opened(Manuscript(front)).paragraphs if p.text] == [
        "在全市纪检监察",
        "工作会议上的讲话",
    ]


def footer_alignments(layout: Layout) -> list[str]:
    section = opened(layout=layout).sections[0]
    feet = (section.footer, section.even_page_footer)
    return [foot.paragraphs[0].style.paragraph_format.alignment.name for foot in feet]


def test_page_numbers_outside_or_centred() -> None:
    assert footer_alignments(Layout()) == ["RIGHT", "LEFT"]
    assert footer_alignments(Layout(page_numbers=PageNumbers.CENTRED)) == ["CENTER", "CENTER"]
    assert opened().sections[0].footer.paragraphs[0].text == "— 1 —"


def test_fonts_of_the_office() -> None:
    fonts = {face for _, runs in seen(opened(layout=Layout(fonts=COMMON_FONTS))) for _, face in runs}
    assert fonts == {"华文中宋", "楷体", "仿宋", "黑体"}
    odd = Fonts(body='仿"宋<')
    assert seen(opened(layout=Layout(fonts=odd)))[5][1][0][1] == '仿"宋<'


def test_grid_for_people_and_for_the_preview() -> None:
    def grid(preset: str) -> dict[str, str]:
        element = next(opened(preset=preset).element.body.iter(qn("w:docGrid")))
        return {etree.QName(name).localname: value for name, value in element.attrib.items()}

    assert grid("final") == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
    assert grid("preview") == {"type": "lines", "linePitch": "579"}


def test_same_speech_same_file() -> None:
    assert write(SPEECH) == write(SPEECH)


def test_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        write(SPEECH, preset="nothing")
