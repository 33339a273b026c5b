"""A table in official type: landscape, its head on every page, cells that go on, any text."""

import io

from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm as DocxMm
from hypothesis import given
from hypothesis import strategies as st

from speeches.docx.layout import Fonts, Layout
from speeches.docx.official_table import WIDTH, write_official_table
from speeches.docx.sizes import Mm

COLUMNS = (("序号", Mm(20)), ("单位", Mm(60)), ("意见", Mm(WIDTH - 80)))
ROWS = (("1", "市财政局", "太长\n压缩"), ("2", None, "数字"), ("3", "市审计局", "无意见"))


def opened(data: bytes) -> Opened:
    return Document(io.BytesIO(data))


def test_page_is_across_and_the_table_fits() -> None:
    document = opened(write_official_table("汇总表", ["一行说明"], COLUMNS, ROWS))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert abs(section.page_width - DocxMm(297)) < DocxMm(0.1)
    inner = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(cell.width for cell in document.tables[0].rows[0].cells) - inner) < DocxMm(0.2)
    assert document.core_properties.title == "汇总表"


def test_head_is_repeated_and_no_row_is_cut() -> None:
    rows = opened(write_official_table("汇总表", [], COLUMNS, ROWS)).tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_cell_that_goes_on_is_one_with_the_one_above() -> None:
    rows = opened(write_official_table("汇总表", [], COLUMNS, ROWS)).tables[0].rows
    assert [row.cells[1].text for row in rows] == ["单位", "市财政局", "市财政局", "市审计局"]
    assert rows[1].cells[1]._tc is rows[2].cells[1]._tc
    assert rows[1].cells[2].text == "太长\n压缩"


def test_fonts_are_the_offices() -> None:
    layout = Layout(fonts=Fonts(level_one="思源黑体", body="仿宋"))
    document = opened(write_official_table("汇总表", [], COLUMNS, ROWS, layout=layout))
    head = document.tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    assert head._r.rPr.rFonts.get(qn("w:eastAsia")) == "思源黑体"
    assert head.font.size.pt == 12
    assert document.paragraphs[0].style.name == "Title"


@given(st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    data = write_official_table("表", [text], (("甲", Mm(100)),), [(text,)])
    assert len(opened(data).tables[0].rows) == 2


def test_table_without_rows_has_its_head() -> None:
    assert len(opened(write_official_table("表", [], COLUMNS, [])).tables[0].rows) == 1
