"""Groups that can be announced and counted: the items of a list, the sister headings below one parent."""

import re
from collections.abc import Sequence

from .numerals import CIRCLED, HAN, chinese, number_of
from .paragraph import Paragraph, Role, Span

# In “一案四问责” four are counted, not one.
LEAD = rf"一[^{HAN}两0-9]"
COUNT_NUMERAL = re.compile(rf"(?!{LEAD}[{HAN}两])[{HAN}两]+|[0-9]+|[０-９]+|[{CIRCLED}]")


def group_refs(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return each paragraph's group: its list id, "headings:<parent key>:<level>", "" for other text."""
    parents: dict[int, str] = {}
    refs = []
    for paragraph in paragraphs:
        ref = paragraph.list_id if paragraph.role is Role.ITEM else ""
        if paragraph.role is Role.HEADING:
            parents = {level: key for level, key in parents.items() if level < paragraph.level}
            ref = f"headings:{parents[max(parents)] if parents else ''}:{paragraph.level}"
            parents[paragraph.level] = paragraph.key
        refs.append(ref)
    return refs


def group_members(paragraphs: Sequence[Paragraph]) -> dict[str, list[str]]:
    """Return the keys of each group's paragraphs in reading order."""
    members: dict[str, list[str]] = {}
    for paragraph, ref in zip(paragraphs, group_refs(paragraphs), strict=True):
        if ref:
            members.setdefault(ref, []).append(paragraph.key)
    return members


def announced(paragraph: Paragraph, span: Span) -> int | None:
    """Return the number that a bound count names."""
    numeral = COUNT_NUMERAL.search(paragraph.text[span.start : span.end])
    return number_of(numeral[0]) if numeral else None


def recount(text: str, number: int) -> str:
    """Put a new number into “五个始终” or “3项工作”, in the script of the old one; two things are 两."""
    numeral = COUNT_NUMERAL.search(text)
    if numeral is None:
        return text
    digits = numeral[0][0] in "0123456789０１２３４５６７８９"
    written = str(number) if digits else "两" if number == 2 else chinese(number)
    return text[: numeral.start()] + written + text[numeral.end() :]
