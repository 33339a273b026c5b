"""What is recognised in the text of an entry while it is written."""

from collections.abc import Collection
from typing import NamedTuple

from speeches.manuscript.announcements import Announcement, find_announcements
from speeches.manuscript.duration import characters
from speeches.manuscript.paragraph import Role
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .fragments import read_fragment


class Preview(NamedTuple):
    """What was recognised in the text of an entry being written."""

    manuscript: Manuscript
    dropped: tuple[tuple[int, str], ...]
    headings: int
    items: int
    characters: int
    announcements: tuple[Announcement, ...]


def preview(text: str, set_names: Collection[str] = SET_NAMES) -> Preview:
    parsed = read_fragment(text, set_names)
    roles = [paragraph.role for paragraph in parsed.manuscript.paragraphs]
    return Preview(
        manuscript=parsed.manuscript,
        dropped=parsed.dropped,
        headings=roles.count(Role.HEADING),
        items=roles.count(Role.ITEM),
        characters=characters(parsed.manuscript.to_text()),
        announcements=find_announcements(parsed.manuscript, set_names),
    )
