"""Moving (移动) as a suggestion: what goes along with a paragraph, and where it may come to stand. Pure."""

from dataclasses import dataclass, replace
from itertools import accumulate

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.sections import closing_start, section_ends
from speeches.manuscript.value import Manuscript

from .changes import Change, Move, Whole
from .making import glimpse, moving

FIXED = (Role.SALUTATION, Role.CLOSING)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is moved together: a printed line, or the section (`level` > 0) whose heading begins the line."""

    start: int
    end: int
    level: int
    keys: tuple[str, ...]

    @property
    def whole(self) -> Whole:
        return Whole.SECTION if self.level else Whole.LINE


def unit_of(manuscript: Manuscript, key: str) -> Unit:
    """Return what moves with a paragraph. Raises KeyError: there is none; ValueError: it has its place."""
    start, line = line_of(manuscript, key)
    head = line[0]
    if head.role in FIXED:
        raise ValueError(f"{head.role} stays where it is")
    if head.role is Role.HEADING:
        body = manuscript.paragraphs[: closing_start(manuscript)]
        return unit(manuscript, start, section_ends(body)[start], head.level)
    return unit(manuscript, start, start + len(line), 0)


def unit(manuscript: Manuscript, start: int, end: int, level: int) -> Unit:
    return Unit(start, end, level, tuple(p.key for p in manuscript.paragraphs[start:end]))


def line_of(manuscript: Manuscript, key: str) -> tuple[int, tuple[Paragraph, ...]]:
    """Return the printed line that a paragraph is on, and the index at which it begins. Raises KeyError."""
    start = 0
    for line in manuscript.lines():
        if any(paragraph.key == key for paragraph in line):
            return start, line
        start += len(line)
    raise KeyError(key)


def places(manuscript: Manuscript, moved: Unit) -> list[str]:
    """Return behind what it may come, "" for the start: a line between lines, a section between sections.

    Nothing comes before the salutation or behind the beginning of the closing.
    """
    lines = list(manuscript.lines())
    starts = [0, *accumulate(len(line) for line in lines)]
    first = next((at for at, line in enumerate(lines) if line[0].role is not Role.SALUTATION), len(lines))
    last = closing_start(manuscript)
    fit = [at for at in starts[first:] if at <= last and not moved.start <= at <= moved.end]
    if moved.level:
        fit = [at for at in fit if at == last or is_border(manuscript, at, moved.level)]
        if has_parent(manuscript, moved.start, moved.level):
            fit = [at for at in fit if has_parent(manuscript, at, moved.level)]
    return [manuscript.paragraphs[at - 1].key if at else "" for at in fit]


def is_border(manuscript: Manuscript, at: int, level: int) -> bool:
    paragraph = manuscript.paragraphs[at]
    return paragraph.role is Role.HEADING and paragraph.level <= level


def has_parent(manuscript: Manuscript, at: int, level: int) -> bool:
    """Tell whether a section of this level would be inside one of a higher level."""
    return any(p.role is Role.HEADING and p.level < level for p in manuscript.paragraphs[:at])


def unit_moved(manuscript: Manuscript, key: str, after: str) -> list[Change]:
    """Return a paragraph, or a heading's section, moved. Raises KeyError, ValueError: it cannot go there."""
    moved = unit_of(manuscript, key)
    if after not in places(manuscript, moved):
        raise ValueError(f"not behind {after}")
    ahead = heading_behind(manuscript, after) if moved.level else ""
    changes = moving(manuscript, moved.keys, after)
    return [replace(one, whole=moved.whole, ahead=ahead) for one in changes]


def heading_behind(manuscript: Manuscript, key: str) -> str:
    """Return how the heading begins that follows a paragraph; "" where none does."""
    keys = ["", *(paragraph.key for paragraph in manuscript.paragraphs)]
    follower = manuscript.paragraphs[keys.index(key) :][:1]
    return glimpse(manuscript, follower[0].key) if follower and follower[0].role is Role.HEADING else ""


def still_fits(manuscript: Manuscript, move: Move) -> bool:
    """Tell whether what was moved as a whole is still the same whole, and its place still between wholes."""
    if not move.whole:
        return True
    try:
        moved = unit_of(manuscript, move.keys[0])
    except ValueError:
        return False
    return moved.keys == move.keys and move.after in places(manuscript, moved)
