"""Groups that can be announced and counted: the items of a list, the sister headings below one parent."""

from collections.abc import Sequence

from .paragraph import Paragraph, Role


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
