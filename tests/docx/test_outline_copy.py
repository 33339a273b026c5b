"""提纲: headings, and items by their first sentences."""

from hypothesis import HealthCheck, given, settings

from speeches.docx.papers.outline import outline
from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts

SPEECH = Manuscript(
    (),
    (
        Paragraph("b00000", Role.BODY, "同志们，今天开个会。"),
        Paragraph("h00000", Role.HEADING, "提高认识", level=1, series="一、"),
        Paragraph("h00001", Role.HEADING, "看成绩。", level=2, series="（一）"),
        Paragraph("b00001", Role.BODY, "成绩是主要的。" * 60, run_in=True),
        Paragraph(
            "i00000", Role.ITEM, "严在平时；严在经常。还要管好小事。", series="一是", list_id="l", depth=1
        ),
        Paragraph("h00002", Role.HEADING, "压实责任", level=1, series="一、"),
    ),
)


def lines(manuscript: Manuscript) -> list[str]:
    return manuscript.to_text().split("\n")


def test_headings_stand_alone_each_on_its_line() -> None:
    assert lines(outline(SPEECH)) == ["一、提高认识", "（一）看成绩", "二、压实责任"]


def test_deeper_levels_can_be_left_out() -> None:
    assert lines(outline(SPEECH, levels=1)) == ["一、提高认识", "二、压实责任"]


def test_items_are_their_first_sentence() -> None:
    assert "一是严在平时；严在经常" in lines(outline(SPEECH, has_items=True))


def test_minutes_are_those_of_the_section() -> None:
    assert lines(outline(SPEECH, per_minute=180))[0] == "一、提高认识（约3分钟）"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(manuscripts())
def test_numbers_are_those_of_the_speech(manuscript: Manuscript) -> None:
    def heads(one: Manuscript) -> list[tuple[str, str]]:
        pairs = zip(markers(one.paragraphs), one.paragraphs, strict=True)
        return [(mark, p.text.rstrip("。；")) for mark, p in pairs if p.role is Role.HEADING]

    assert heads(outline(manuscript)) == heads(manuscript)
