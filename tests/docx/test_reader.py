"""What is read is what the printed page shows, with all changes accepted."""

import pytest

from speeches.docx.errors import NoTextError
from speeches.docx.properties import Properties
from speeches.docx.reader import KeyRange, read
from speeches.docx.writer import write
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript

from .files import (
    NAMESPACES,
    OFFICE,
    PART_RELATIONSHIPS,
    document,
    paragraph,
    plain,
    run,
    word_file,
)


def lines(body: str, **parts: str) -> list[str]:
    return read(word_file(body, **parts)).lines


def mark(key: str, number: int, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="_zb_{key}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def field(code: str, result: str) -> str:
    def edge(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{edge('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{edge('separate')}{result}{edge('end')}"
    )


def test_lines_are_stripped_and_blank_ones_kept() -> None:
    assert lines(plain("\u3000\u3000同志们： ", "", "今天")) == ["同志们：", "", "今天"]


def test_runs_breaks_and_tabs() -> None:
    content = (
        run("一是") + "<w:r><w:tab/><w:t>抓</w:t><w:br/><w:t>学</w:t><w:noBreakHyphen/><w:t>习</w:t></w:r>"
    )
    assert lines(paragraph(content)) == ["一是\t抓", "学-习"]


def test_text_in_wrappers() -> None:
    wrapped = "".join(
        f"<w:{tag}>{run(tag)}</w:{tag}>" for tag in ("hyperlink", "smartTag", "customXml", "fldSimple")
    )
    control = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('sdt')}</w:sdtContent></w:sdt>"
    assert lines(paragraph(wrapped + control)) == ["hyperlinksmartTagcustomXmlfldSimplesdt"]


def test_paragraphs_in_a_block_control_and_in_cells() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{plain('控件')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc>{plain('甲', '乙')}</w:tc><w:tc>{plain('丙')}</w:tc></w:tr></w:tbl>"
    )
    assert lines(body + plain("丁")) == ["控件", "甲", "乙", "丙", "丁"]


def test_text_box_stands_beside_the_speech_and_never_twice() -> None:
    box = f"<w:txbxContent>{plain('文本框')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    speech = read(word_file(paragraph(run("前") + f"<w:r>{both}</w:r>" + run("后")) + plain("下一段")))
    assert speech.lines == ["前后", "文本框", "下一段"]
    assert speech.asides == {1: "文本框"}


def test_a_speech_in_a_text_box_is_the_speech() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{plain('同志们：', '今天开会。')}</w:txbxContent></w:pict></w:r>"
    speech = read(word_file(paragraph(box)))
    assert [line for line in speech.lines if line] == ["同志们：", "今天开会。"]
    assert speech.asides == {}


def test_cells_are_told_of() -> None:
    assert read(word_file(plain("正文"))).notices == []
    table = f"<w:tbl><w:tr><w:tc>{plain('甲', '乙')}</w:tc><w:tc>{plain('')}</w:tc></w:tr></w:tbl>"
    (notice,) = read(word_file(plain("正文") + table)).notices
    assert "2 段来自表格" in notice


def test_a_footnote_stands_below_its_paragraph() -> None:
    note = "<w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
    note += f"<w:footnote w:id='2'>{plain('据年度统计。')}</w:footnote>"
    relationships = PART_RELATIONSHIPS.replace(
        "</Relationships>",
        f'<Relationship Id="r8" Type="{OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    parts = {
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>",
        "word/_rels/document.xml.rels": relationships,
    }
    body = paragraph(run("立案100件") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + run("。"))
    speech = read(word_file(body + plain("下一段"), parts=parts))
    assert speech.lines == ["立案100件。", "据年度统计。", "下一段"]
    assert speech.asides == {1: "脚注"}


def test_alternate_text_is_read_once() -> None:
    both = (
        "<mc:AlternateContent><mc:Choice Requires='w16se'><w:t>☺</w:t></mc:Choice>"
        "<mc:Fallback><w:t>:)</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(paragraph(f"<w:r>{both}</w:r>")) == ["☺"]


def test_tracked_changes_count_as_accepted() -> None:
    content = (
        run("坚持")
        + f"<w:ins w:id='1'>{run('严的')}<w:del w:id='2'><w:r><w:delText>甲</w:delText></w:r></w:del></w:ins>"
        "<w:del w:id='3'><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='4'>{run('走')}</w:moveFrom><w:moveTo w:id='5'>{run('基调')}</w:moveTo>"
    )
    assert lines(paragraph(content)) == ["坚持严的基调"]


def test_deleted_paragraph_mark_joins_and_inserted_one_splits() -> None:
    deleted, inserted = "<w:rPr><w:del w:id='1'/></w:rPr>", "<w:rPr><w:ins w:id='2'/></w:rPr>"
    body = paragraph(run("前半"), deleted) + paragraph(run("后半"), inserted) + plain("下一段")
    assert lines(body) == ["前半后半", "下一段"]


def test_joined_paragraph_keeps_both_keys() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = paragraph(mark("aa", 1, run("前半")), deleted) + paragraph(mark("bb", 2, run("后半")))
    assert read(word_file(body)).keys == [[KeyRange("aa", 0, 2), KeyRange("bb", 2, 4)]]


def test_fields_show_their_result_and_contents_are_left_out() -> None:
    inner = field("DATE", run("2023年"))
    assert lines(paragraph(run("在") + inner + run("会上"))) == ["在2023年会上"]
    contents = paragraph(field("TOC \\o", run("一、目录行 1"))) + plain("一、正文")
    assert lines(contents) == ["", "一、正文"]


def test_contents_by_style_are_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = paragraph(run("一、目录行"), '<w:pStyle w:val="T1"/>') + plain("正文")
    assert lines(body, styles=styles) == ["正文"]


def test_notes_comments_hidden_text_and_ruby_are_left_out() -> None:
    content = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>"
        "<w:commentRangeStart w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>治</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert lines(paragraph(content)) == ["显治"]


def test_only_hidden_text_is_no_text() -> None:
    with pytest.raises(NoTextError):
        read(word_file(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>")))


def test_field_without_an_end_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert lines(paragraph(run("前") + begin) + plain("后")) == ["前", "后"]


def test_line_breaks_in_a_title_are_kept_but_for_those_that_we_made() -> None:
    title = "在全市纪检监察工作会议暨警示教育大会上的工作讲话"
    manuscript = Manuscript((FrontLine(Front.TITLE, title),), (Paragraph("aa", Role.BODY, "好。"),))
    ours = write(manuscript, preset="working", properties=Properties(draft="7"))
    assert read(ours).lines[0] == title
    assert len(read(write(manuscript)).lines[0]) < len(title)


def test_keys_stand_on_their_lines() -> None:
    body = paragraph(run(" ") + mark("aa", 1, run("（一）抓。")) + mark("bb", 2, run("今年")) + run("新"))
    speech = read(word_file(body))
    assert speech.lines == ["（一）抓。今年新"]
    assert speech.keys == [[KeyRange("aa", 0, 5), KeyRange("bb", 5, 7)]]


def test_copies_doubles_foreign_and_empty_bookmarks_are_no_keys() -> None:
    body = (
        paragraph(mark("aa", 1, run("甲")))
        + paragraph(mark("aa", 2, run("乙")))
        + paragraph(mark("aa_Copy_1", 3, run("丙")))
        + paragraph(mark("bb", 4, "") + run("丁"))
        + paragraph(f'<w:bookmarkStart w:id="5" w:name="_Toc1"/>{run("戊")}<w:bookmarkEnd w:id="5"/>')
    )
    assert read(word_file(body)).keys == [[KeyRange("aa", 0, 1)], [], [], [], []]


def test_split_paragraph_keeps_its_key_on_the_first_half() -> None:
    body = paragraph(f'<w:bookmarkStart w:id="1" w:name="_zb_aa"/>{run("前半")}') + paragraph(
        f'{run("后半")}<w:bookmarkEnd w:id="1"/>'
    )
    assert read(word_file(body)).keys == [[KeyRange("aa", 0, 2)], []]


def test_bookmark_between_paragraphs() -> None:
    body = f'<w:bookmarkStart w:id="1" w:name="_zb_aa"/>{plain("甲")}<w:bookmarkEnd w:id="1"/>{plain("乙")}'
    assert read(word_file(body)).keys == [[KeyRange("aa", 0, 1)], []]


def test_strict_documents_are_read() -> None:
    strict = document(plain("同志们：")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(word_file("", parts={"word/document.xml": strict})).lines == ["同志们："]


def test_windows_separators_in_names() -> None:
    parts = {"word\\document.xml": document(plain("同志们："))}
    data = word_file("", parts=parts)
    assert read(data).lines == ["同志们："]
