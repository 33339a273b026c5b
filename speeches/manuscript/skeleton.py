"""The outline (提纲) of a manuscript: its headings, and the prompts for text still to come. Pure."""

from .paragraph import Paragraph, Role
from .value import Manuscript

PROMPT = "【提示："


def outline_of(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with its title block, headings and prompts only; keys and numbers stay."""
    return Manuscript(manuscript.front, tuple(filter(is_of_outline, manuscript.paragraphs)))


def has_outline(manuscript: Manuscript) -> bool:
    return any(paragraph.role is Role.HEADING for paragraph in manuscript.paragraphs)


def is_of_outline(paragraph: Paragraph) -> bool:
    return paragraph.role is Role.HEADING or paragraph.text.startswith(PROMPT)
