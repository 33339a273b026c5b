"""提纲: the headings of a speech, and its items by their first sentences where these are wanted."""

from collections.abc import Iterator
from dataclasses import replace

from speeches.manuscript.duration import minutes
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.sections import sections
from speeches.manuscript.sentences import first_sentence_end
from speeches.manuscript.value import Manuscript

DEEPEST = 4
# A head that its text ran in after ends like a sentence; in a list of heads it does not.
END = "。；， \n"


def outline(
    manuscript: Manuscript, *, levels: int = DEEPEST, has_items: bool = False, per_minute: int = 0
) -> Manuscript:
    """Return the title block and the headings down to a level, each on a line of its own.

    With `per_minute` each says how long its section is spoken.
    """
    lengths = section_minutes(manuscript, per_minute) if per_minute else {}
    lines = tuple(outline_lines(manuscript, levels, lengths, has_items=has_items))
    return manuscript.with_paragraphs(lines)


def outline_lines(
    manuscript: Manuscript, levels: int, lengths: dict[str, str], *, has_items: bool
) -> Iterator[Paragraph]:
    for paragraph in manuscript.paragraphs:
        if paragraph.role is Role.HEADING and paragraph.level <= levels:
            text = paragraph.text.rstrip(END) + lengths.get(paragraph.key, "")
            yield replace(paragraph, text=text, run_in=False, spans=())
        elif has_items and paragraph.role is Role.ITEM:
            text = paragraph.text[: first_sentence_end(paragraph.text)].rstrip(END)
            yield replace(paragraph, text=text, run_in=False, spans=())


def section_minutes(manuscript: Manuscript, per_minute: int) -> dict[str, str]:
    """Return “（约5分钟）” by the key of the heading."""
    return {
        section.key: f"（约{max(1, round(minutes(section.characters, per_minute)))}分钟）"
        for section in sections(manuscript)
        if section.level
    }
