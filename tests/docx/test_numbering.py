"""Automatic numbers, as Word draws them, in the text of the line."""

import pytest

from speeches.docx.reader import read

from .files import paragraph, run, word_file


def level(index: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, name: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def number(name: int = 1, of: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str = "甲", index: int = 0, name: int = 1) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{name}"/></w:numPr>')


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read(word_file(body, numbering=numbering, styles=styles)).lines


HEADS = abstract(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def test_the_four_levels_of_an_official_text() -> None:
    body = item() + item(index=1) + item(index=1) + item(index=2) + item() + item(index=1) + item(index=3)
    assert lines(body, HEADS + number()) == [
        "一、甲",
        "（一）甲",
        "（二）甲",
        "1.甲",
        "二、甲",
        "（一）甲",
        "（1）甲",
    ]


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("decimal", 3, "3"),
        ("chineseCounting", 12, "十二"),
        ("japaneseCounting", 20, "二十"),
        ("ideographDigital", 10, "一〇"),
        ("decimalFullWidth", 7, "７"),
        ("decimalEnclosedCircle", 11, "⑪"),
        ("decimalEnclosedCircleChinese", 1, "①"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("decimalZero", 5, "05"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("unknownFormat", 4, "4"),
        ("upperRoman", 999_999_999, "999999999"),
        ("decimal", 0, "0"),
    ],
)
def test_formats(kind: str, start: int, shown: str) -> None:
    assert lines(item(), abstract(level(0, kind, "%1、", start=start)) + number()) == [f"{shown}、甲"]


def test_bullets_have_no_text() -> None:
    assert lines(item(), abstract(level(0, "bullet", "●")) + number()) == ["甲"]


def test_a_number_without_a_mark_stays_apart() -> None:
    assert lines(item(), abstract(level(0, "decimal", "第%1条")) + number()) == ["第1条 甲"]
    nothing = abstract(level(0, "chineseCounting", "%1是", '<w:suff w:val="nothing"/>')) + number()
    assert lines(item(), nothing) == ["一是甲"]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = HEADS + number(1) + number(2) + number(3, overrides=restart)
    body = item(name=1) + item(name=2) + item(name=3) + item(name=3)
    assert lines(body, numbering) == ["一、甲", "二、甲", "一、甲", "二、甲"]


def test_a_list_may_redefine_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)", start=5)}</w:lvlOverride>'
    assert lines(item(), HEADS + number(overrides=override)) == ["5)甲"]


def test_levels_that_never_restart_and_legal_numbers() -> None:
    numbering = (
        abstract(
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'),
        )
        + number()
    )
    assert lines(item() + item(index=1) + item() + item(index=1), numbering) == [
        "一、甲",
        "1.1 甲",
        "二、甲",
        "2.2 甲",
    ]


def test_numbers_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:name w:val="mine"/><w:basedOn w:val="H"/></w:style>'
    )
    numbering = (
        abstract(level(0, "decimal", "%1."), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H"/>'))
        + number()
    )
    body = "".join(paragraph(run("甲"), f'<w:pStyle w:val="{style}"/>') for style in "HK")
    off = paragraph(run("乙"), '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + off, numbering, styles) == ["（一）甲", "（二）甲", "乙"]


def test_list_that_names_a_style_takes_its_levels() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="list"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    assert lines(item(name=2), HEADS + linked + number(1) + number(2, of=1), styles) == ["一、甲"]


def test_empty_and_deleted_paragraphs_are_not_counted() -> None:
    gone = paragraph(
        "<w:del w:id='1'><w:r><w:delText>乙</w:delText></w:r></w:del>",
        "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:del w:id='2'/></w:rPr>",
    )
    assert lines(item() + gone + item(""), HEADS + number()) == ["一、甲", ""]
    assert lines(item() + gone + item(), HEADS + number()) == ["一、甲", "二、甲"]


@pytest.mark.parametrize("body", [item(name=99), item(index=8), item(index=77), item(index=-3)])
def test_unknown_lists_and_levels_are_plain_text(body: str) -> None:
    assert lines(body, HEADS + number()) == ["甲"]


def test_number_comes_before_the_marked_text() -> None:
    marked = '<w:bookmarkStart w:id="1" w:name="_zb_aa"/>' + run("甲") + '<w:bookmarkEnd w:id="1"/>'
    body = paragraph(marked, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    speech = read(word_file(body, numbering=HEADS + number()))
    assert (speech.lines, speech.keys) == (["一、甲"], [[("aa", 0, 3)]])
