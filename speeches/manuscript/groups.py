"""Groups that can be announced and counted: the items of a list, the sister headings below one parent."""

import re
from collections.abc import Sequence

from .numerals import CIRCLED, HAN, number_of
from .paragraph import Paragraph, Role, Span

COUNT_NUMERAL = re.compile(rf"[{HAN}两]+|[0-9]+|[０-９]+|[{CIRCLED}]")


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
