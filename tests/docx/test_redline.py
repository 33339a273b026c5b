"""花脸稿: both versions can be read from it, in black and white."""

import io
import re
from dataclasses import replace
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.docx.layout import Layout
from speeches.docx.ordinal import standard_marker
from speeches.docx.papers.flow import LEGEND, Block, Mark
from speeches.docx.papers.redline import redline_blocks, standardized
from speeches.docx.papers.sheets import sheets_of_blocks
from speeches.docx.papers.writing import write_blocks
from speeches.docx.properties import Properties
from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts

GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TITLE = (FrontLine(Front.TITLE, "在会议上的讲话"),)
TEXTS = (
    "全面从严治党永远在路上，要一以贯之抓下去。",
    "要坚持标本兼治，把惩治震慑、制度约束、提高觉悟贯通起来。",
    "各级党组织要扛起主体责任，班子成员要落实一岗双责。",
    "纪检监察干部要带头守纪律、讲规矩，自觉接受监督。",
)


def speech(*texts: str) -> Manuscript:
    known = {text: f"p{number:05}" for number, text in enumerate(TEXTS)}
    return Manuscript(
        TITLE,
        tuple(Paragraph(known.get(text, f"n{at:05}"), Role.BODY, text) for at, text in enumerate(texts)),
    )


def blocks(old: Manuscript, new: Manuscript) -> list[Block]:
    return redline_blocks(old, new, Layout(), about="与第 1 版相比")


def side(found: list[Block], gone: Mark) -> str:
    """Return what is read when one kind of change is left out."""
    spoken = [block for block in found if block.style != LEGEND and block.is_spoken]
    return "".join(
        piece.text for block in spoken for piece in block.pieces if piece.mark not in (gone, Mark.LABEL)
    )


def printed(manuscript: Manuscript) -> str:
    paragraphs = standardized(manuscript).paragraphs
    pairs = zip(markers(paragraphs), paragraphs, strict=True)
    return "".join(standard_marker(marker) + paragraph.text for marker, paragraph in pairs)


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"\s", "", text))


@GENERATED
@given(manuscripts(), st.randoms(use_true_random=False))
def test_nothing_of_either_version_is_lost(old: Manuscript, random: object) -> None:
    paragraphs = list(old.paragraphs)
    for _ in range(4):
        at = random.randrange(len(paragraphs))
        change = random.choice(("drop", "swap", "edit", "add"))
        if change == "drop" and len(paragraphs) > 2:
            del paragraphs[at]
        elif change == "swap":
            paragraphs.insert(random.randrange(len(paragraphs)), paragraphs.pop(at))
        elif change == "edit":
            text = paragraphs[at].text
            paragraphs[at] = replace(paragraphs[at], text=text[: len(text) // 2] + "另有要求。", spans=())
        else:
            key = "".join(random.choices("abcdefgh", k=12))
            paragraphs.insert(at, Paragraph(key, Role.BODY, "这一段是新加的内容。"))
    new = Manuscript(old.front, tuple(paragraphs))
    found = blocks(old, new)
    assert re.sub(r"\s", "", side(found, Mark.DELETED)) == re.sub(r"\s", "", printed(new))
    # What was moved stands where it went, so the old text has another order.
    assert letters(side(found, Mark.INSERTED)) == letters(printed(old))


def test_equal_versions_say_so() -> None:
    found = blocks(speech(*TEXTS), speech(*TEXTS))
    assert "没有改动" in found[0].text
    assert not any(piece.mark for block in found[1:] for piece in block.pieces)


def test_what_went_is_struck_what_came_underlined() -> None:
    found = blocks(speech(*TEXTS), speech(TEXTS[0].replace("一以贯之", "坚定不移"), *TEXTS[1:]))
    data = write_blocks(found, Layout(), Properties(), is_rendered=False)
    with ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    assert re.search(r"<w:strike/></w:rPr><w:t[^>]*>一以贯之<", document)
    assert re.search(r'<w:b/><w:u w:val="single"/></w:rPr><w:t[^>]*>坚定不移<', document)
    assert "w:color" not in document.replace('w:color="auto"', "")


def test_a_moved_paragraph_is_marked_at_both_ends() -> None:
    found = blocks(speech(*TEXTS), speech(*TEXTS[1:], TEXTS[0]))
    moved = [block for block in found if block.is_moved]
    assert len(moved) == 1
    assert "［移1：从前面移来］" in moved[0].text
    assert any("［移1］此处" in block.text and "已移到后面" in block.text for block in found[1:])


def test_a_split_paragraph_begins_a_new_line() -> None:
    old = speech(TEXTS[0] + TEXTS[1])
    new = Manuscript(
        TITLE, (Paragraph("n00000", Role.BODY, TEXTS[0]), Paragraph("x00001", Role.BODY, TEXTS[1]))
    )
    found = [block for block in blocks(old, new) if block.is_spoken]
    assert [block.text.replace("［另起一段］", "") for block in found] == [TEXTS[0], TEXTS[1]]
    joined = [block for block in blocks(new, old) if block.is_spoken]
    assert len(joined) == 1
    assert "［并入上段］" in joined[0].text


def test_a_changed_title_shows_both() -> None:
    new = replace(speech(*TEXTS), front=(FrontLine(Front.TITLE, "在大会上的讲话"),))
    title = blocks(speech(*TEXTS), new)[2]
    assert {piece.mark for piece in title.pieces} == {Mark.NONE, Mark.INSERTED, Mark.DELETED}


def test_renumbering_is_shown() -> None:
    heads = [
        Paragraph(f"h{n:05}", Role.HEADING, topic, level=1, series="一、")
        for n, topic in enumerate(("提高政治站位", "压实主体责任"))
    ]
    found = blocks(Manuscript(TITLE, tuple(heads)), Manuscript(TITLE, tuple(heads[1:])))
    kept = next(block for block in found if block.key == "h00001")
    assert [(piece.text, piece.mark) for piece in kept.pieces][:2] == [
        ("二、", Mark.DELETED),
        ("一、", Mark.INSERTED),
    ]


def test_sheets_hold_what_the_blocks_hold() -> None:
    found = blocks(speech(*TEXTS * 3), speech(*TEXTS))
    sheets = sheets_of_blocks(found, Layout())
    shown = "".join(piece.text for sheet in sheets for line in sheet for piece in line.pieces)
    assert shown == "".join(block.text for block in found)
