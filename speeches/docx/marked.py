"""A copy for review (送审稿): the speech with native comments and tracked changes, and where it came from.

About linear in the text; what was rewritten costs most.
"""

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Self

from speeches.manuscript.value import Manuscript

from .layout import Layout, Preset
from .marking import Marking, Stamp
from .oxml import body
from .oxml.additions import with_additions
from .oxml.markup import Markup, thread_numbers
from .oxml.parts import package
from .oxml.remarks import comment_parts
from .placing import cut_lines, marker_lengths
from .properties import Properties
from .sources import TITLE_KEY, sources
from .tracked import NEW_SIDE, OLD_SIDE, Line, proposed, tracked, untracked
from .writer import cleaned

CHECKSUM_LENGTH = 16
# What the changes of a copy are against where they are proposals.
PROPOSALS = "proposals"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which draft and revision a copy shows, a checksum of that, and the changes that went out in it.

    `against` is the number of an older revision, "proposals", or "" where nothing was marked as changed.
    """

    draft: str = ""
    revision: str = ""
    checksum: str = ""
    against: str = ""
    stamps: tuple[Stamp, ...] = field(default=())

    def to_properties(self) -> dict[str, str]:
        stamps = json.dumps([[stamp.author, stamp.at] for stamp in self.stamps], ensure_ascii=False)
        named = {
            "Draft": self.draft,
            "Revision": self.revision,
            "Checksum": self.checksum,
            "Against": self.against,
            "Stamps": stamps if self.stamps else "",
        }
        return {name: value for name, value in named.items() if value}

    @classmethod
    def from_properties(cls, found: dict[str, str]) -> Self:
        return cls(
            found.get("Draft", ""),
            found.get("Revision", ""),
            found.get("Checksum", ""),
            found.get("Against", ""),
            read_stamps(found.get("Stamps", "")),
        )


def read_stamps(text: str) -> tuple[Stamp, ...]:
    """Return the stamps of a property; anybody may have changed it, nonsense is none."""
    try:
        found: Any = json.loads(text or "[]")
        return tuple(Stamp(str(author), str(at)) for author, at in found)
    except (ValueError, TypeError):
        return ()


def checksum(draft: str, revision: str, manuscript: Manuscript) -> str:
    """Return what tells a revision from one of the same number on another server."""
    text = f"{draft}\n{revision}\n{manuscript.to_text()}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:CHECKSUM_LENGTH]


def write_marked(
    manuscript: Manuscript,
    marking: Marking,
    *,
    layout: Layout | None = None,
    properties: Properties | None = None,
) -> bytes:
    """Return the .docx: `manuscript` with what is marked in it; every typed character stays.

    With `marking.old` accepting all changes gives `manuscript`; with `marking.edits` rejecting all does.
    """
    layout, properties = layout or Layout(), properties or Properties()
    identity = identity_of(manuscript, marking, properties)
    manuscript = cleaned(manuscript)
    if not properties.title:
        properties = replace(properties, title=manuscript.title)
    lines = lines_of(manuscript, marking, layout)
    side = OLD_SIDE if marking.edits else NEW_SIDE
    shifts = marker_lengths(manuscript)
    cuts = cut_lines(lines, marking.comments, shifts, whole=TITLE_KEY, side=side)
    numbers = thread_numbers(marking.comments)
    paragraphs = Markup(lines, cuts, numbers).paragraphs()
    document = body.document(paragraphs, layout, Preset.WORKING)
    return with_additions(
        package("", layout, Preset.WORKING, properties),
        document,
        comment_parts(marking.comments, numbers),
        identity.to_properties(),
        is_comments_only=marking.is_comments_only,
    )


def identity_of(manuscript: Manuscript, marking: Marking, properties: Properties) -> Identity:
    against = PROPOSALS if marking.edits else marking.against if marking.old else ""
    seal = checksum(properties.draft, properties.revision, manuscript)
    return Identity(properties.draft, properties.revision, seal, against, marking.stamps)


def lines_of(manuscript: Manuscript, marking: Marking, layout: Layout) -> list[Line]:
    new = sources(manuscript, layout)
    if marking.old is not None:
        return tracked(sources(cleaned(marking.old), layout), new, marking.stamp)
    if marking.edits:
        edits = [replace(edit, text=body.clean(edit.text)) for edit in marking.edits]
        return proposed(new, edits, marker_lengths(manuscript))
    return untracked(new)
