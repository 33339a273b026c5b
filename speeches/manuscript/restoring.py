"""Bring a section of an old version back into the manuscript of today (恢复一节). Pure.

The section becomes what it was. Paragraphs that have since come into it from elsewhere stay, behind it; a
section that is gone altogether comes back behind the one that it followed.
"""

from .editing import rearranged
from .paragraph import Paragraph, Role
from .sections import Section, sections
from .value import Manuscript


def with_section(now: Manuscript, then: Manuscript, key: str) -> Manuscript:
    """Return today's manuscript with a section, named by its first paragraph, as it was. Raises KeyError."""
    wanted = section_named(then, key)
    old = then.paragraphs[wanted.start : wanted.end]
    start, end = place_of(now, then, wanted)
    known = {paragraph.key for paragraph in then.paragraphs}
    own = {paragraph.key for paragraph in old}
    paragraphs = now.paragraphs
    guests = [p for p in paragraphs[start:end] if p.key in known and p.key not in own]
    before = [p for p in paragraphs[:start] if p.key not in own]
    after = [p for p in paragraphs[end:] if p.key not in own]
    return rearranged(now, (*before, *old, *guests, *after))


def section_named(manuscript: Manuscript, key: str) -> Section:
    found = next((section for section in sections(manuscript) if section.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def place_of(now: Manuscript, then: Manuscript, wanted: Section) -> tuple[int, int]:
    """Return where the section stands today; where it is gone, an empty place for it."""
    same = next((section for section in sections(now) if is_same(section, wanted)), None)
    if same is not None:
        return same.start, same.end
    places = {paragraph.key: place for place, paragraph in enumerate(now.paragraphs)}
    for paragraph in reversed(then.paragraphs[: wanted.start]):
        if paragraph.key in places:
            place = end_of_parts(now, places[paragraph.key] + 1, wanted)
            return place, place
    return 0, 0


def is_same(section: Section, wanted: Section) -> bool:
    """Tell whether a section is the one wanted: its heading's key, or the opening or closing of either."""
    if wanted.index is None:
        return section.index is None and section.title == wanted.title
    return section.index is not None and section.key == wanted.key


def end_of_parts(now: Manuscript, place: int, wanted: Section) -> int:
    """Return the first place from one on where a section of this level does not cut another one in two."""
    paragraphs = now.paragraphs
    while place < len(paragraphs) and not is_border(paragraphs[place], wanted.level):
        place += 1
    return place


def is_border(paragraph: Paragraph, level: int) -> bool:
    is_heading = paragraph.role is Role.HEADING and paragraph.level <= max(level, 1)
    return is_heading or paragraph.role is Role.CLOSING
