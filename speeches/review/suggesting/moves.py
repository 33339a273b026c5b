"""Moves shown in the text: what is to go, and where to; while one is made, where it may go. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from speeches.manuscript.value import Manuscript

from .changes import Move, Whole
from .fitting import Status, fitted
from .making import glimpse
from .moving import places, unit_of


@dataclass(frozen=True, slots=True)
class Moving:
    """A move that the suggestion of a comment wants."""

    comment: int
    title: str
    count: int
    is_section: bool
    is_down: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Of a printed line: what begins with it and is to go, what is to come behind it, where one may put down.

    `landing` is the key behind which it may be put, None where it may not.
    """

    goes: tuple[Moving, ...] = ()
    comes: tuple[Moving, ...] = ()
    is_going: bool = False
    landing: str | None = None


AS_IT_STANDS = Marked()


def moves_wanted(comments: Iterable[Any], manuscript: Manuscript) -> dict[str, Marked]:
    """Return the marks by the key that the line begins with, "" for the start of the text.

    What was suggested of another order of the text is not marked.
    """
    found: dict[str, Marked] = {}
    moves = list(wanted_moves(comments, manuscript))
    heads = line_heads(manuscript) if moves else {}
    places = list(heads)
    for comment, move in moves:
        is_down = bool(move.after) and places.index(move.after) > places.index(move.keys[0])
        one = Moving(comment, move.texts[0], len(move.keys), move.whole is Whole.SECTION, is_down)
        for key in dict.fromkeys(heads[key] for key in move.keys):
            found[key] = replace(found.get(key, AS_IT_STANDS), is_going=True)
        first, behind = heads[move.keys[0]], heads.get(move.after, "")
        found[first] = replace(found[first], goes=(*found[first].goes, one))
        target = found.get(behind, AS_IT_STANDS)
        found[behind] = replace(target, comes=(*target.comes, one))
    return found


def wanted_moves(comments: Iterable[Any], manuscript: Manuscript) -> Iterator[tuple[int, Move]]:
    for comment in comments:
        changes = comment.suggestion.values() if comment.proposal else ()
        if any(isinstance(change, Move) for change in changes):
            for fit in fitted(manuscript, changes).fits:
                if isinstance(fit.change, Move) and fit.status is Status.READY:
                    yield comment.pk, fit.change


def line_heads(manuscript: Manuscript) -> dict[str, str]:
    """Return for each key, in their order, the one that its printed line begins with."""
    return {paragraph.key: line[0].key for line in manuscript.lines() for paragraph in line}


@dataclass(frozen=True, slots=True)
class Carried:
    """What is about to be moved: the marks by line, as above, and what it is."""

    key: str
    title: str
    count: int
    is_section: bool
    marks: dict[str, Marked]


def carried(manuscript: Manuscript, key: str) -> Carried:
    """Return what moves with a paragraph, and the places for it. Raises KeyError, ValueError."""
    unit, heads = unit_of(manuscript, key), line_heads(manuscript)
    marks = {heads.get(after, ""): Marked(landing=after) for after in places(manuscript, unit)}
    for moved in dict.fromkeys(heads[one] for one in unit.keys):
        marks[moved] = replace(marks.get(moved, AS_IT_STANDS), is_going=True)
    first = unit.keys[0]
    return Carried(first, glimpse(manuscript, first), len(unit.keys), bool(unit.level), marks)
