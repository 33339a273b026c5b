"""How a suggestion fits the text as it now is: applied exactly, merged, or not at all. Pure.

Nothing is guessed. What was changed meanwhile where the suggestion changes it, what is gone, and what cannot
be told from a look-alike is reported, and a person decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from speeches.manuscript.differences import hunks, slides
from speeches.manuscript.editing import delete, insert, move
from speeches.manuscript.merge import merge_paragraphs, rewritings
from speeches.manuscript.paragraph import Paragraph, new_key
from speeches.manuscript.value import Manuscript
from speeches.review.anchors import anchor_at, find_anchor

from .changes import Change, Deletion, Insertion, Move, Rewrite
from .moving import still_fits

# How much on both sides of a change must read as it did for its place to be known.
AROUND = 4


class Status(StrEnum):
    READY = "ready"
    MERGED = "merged"
    APPLIED = "applied"
    CONFLICT = "conflict"
    GONE = "gone"


STALE = frozenset({Status.CONFLICT, Status.GONE})
LATER = {Insertion: 1, Deletion: 2}
NO_TEXTS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fit:
    """One change against the text of now: `now` is how its paragraph reads, `text` how it would read."""

    change: Change
    status: Status
    now: str = ""
    text: str = ""

    @property
    def is_stale(self) -> bool:
        return self.status in STALE


@dataclass(frozen=True, slots=True)
class Fitted:
    """All changes of a suggestion; `manuscript` has them all, or is None where one of them does not fit."""

    fits: tuple[Fit, ...]
    manuscript: Manuscript | None

    @property
    def is_stale(self) -> bool:
        return self.manuscript is None

    @property
    def is_applied(self) -> bool:
        return all(fit.status is Status.APPLIED for fit in self.fits)


def fitted(manuscript: Manuscript, changes: Sequence[Change], texts: Mapping[int, str] = NO_TEXTS) -> Fitted:
    """Fit a suggestion's changes; `texts` are what a person wrote instead, by the number of the change.

    What is to come in follows what was moved; it may follow what goes, so that deletions come last.
    """
    fits: dict[int, Fit] = {}
    now = manuscript
    # Whether somebody moved it meanwhile is asked of the text without our own moves.
    order = ["", *(paragraph.key for paragraph in manuscript.paragraphs)]
    for at in sorted(range(len(changes)), key=lambda at: (LATER.get(type(changes[at]), 0), at)):
        now, fits[at] = fit(now, changes[at], texts.get(at), order)
    found = tuple(fits[at] for at in range(len(changes)))
    return Fitted(found, None if any(one.is_stale for one in found) else now)


def fit(
    manuscript: Manuscript, change: Change, text: str | None, order: Sequence[str]
) -> tuple[Manuscript, Fit]:
    """Return the manuscript with one change, and how that went; `order` is that of the keys of now."""
    known = {paragraph.key: paragraph for paragraph in manuscript.paragraphs}
    match change:
        case Rewrite():
            return fit_rewrite(manuscript, change, known.get(change.key), text)
        case Deletion():
            return fit_deletion(manuscript, change, known.get(change.key))
        case Insertion():
            return fit_insertion(manuscript, change, known, text)
        case Move():
            return fit_move(manuscript, change, known, order)


def fit_rewrite(
    manuscript: Manuscript, change: Rewrite, now: Paragraph | None, text: str | None
) -> tuple[Manuscript, Fit]:
    if now is None:
        return manuscript, Fit(change, Status.GONE)
    wanted = change.text if text is None else text
    if now.text == wanted:
        return manuscript, Fit(change, Status.APPLIED, now.text, wanted)
    # What a person wrote with the text of now before their eyes is no merge.
    base = change.base if text is None else now.text
    merged = merged_paragraph(base, wanted, now)
    if merged is None:
        return manuscript, Fit(change, Status.CONFLICT, now.text)
    status = Status.READY if now.text == base else Status.MERGED
    return with_paragraph(manuscript, merged), Fit(change, status, now.text, merged.text)


def with_paragraph(manuscript: Manuscript, changed: Paragraph) -> Manuscript:
    paragraphs = (changed if p.key == changed.key else p for p in manuscript.paragraphs)
    return manuscript.with_paragraphs(tuple(paragraphs))


def merged_paragraph(base: str, wanted: str, now: Paragraph) -> Paragraph | None:
    """Return the paragraph of now with a change of its text of then; None where that has no certain place."""
    mine = replace(now, text=wanted, spans=())
    merged = merge_paragraphs(replace(now, text=base, spans=()), mine, now)
    if merged is None or now.text == base:
        return merged
    return merged if merged.text == spliced(base, wanted, now.text) else None


def spliced(base: str, wanted: str, now: str) -> str | None:
    """Return the text of now, each change put where its surroundings stand; None where one is not certain.

    Merging goes by what is most alike. Of two like sentences of which one was deleted it may take the other.
    """
    done, at = "", 0
    doubtful = list(doubtful_stretches(base, now))
    for hunk in rewritings(base, wanted):
        if any(hunk.start <= end and start <= hunk.end for start, end in doubtful):
            return None
        start = max(0, hunk.start - AROUND)
        quote = base[start : hunk.end + AROUND]
        found = find_anchor(now, anchor_at(base, start, quote)) if quote else None
        if found is None:
            return None
        begin = found[0] + hunk.start - start
        if begin < at:
            return None
        done += now[at:begin] + wanted[hunk.new_start : hunk.new_end]
        at = begin + hunk.end - hunk.start
    return done + now[at:]


def doubtful_stretches(base: str, now: str) -> Iterator[tuple[int, int]]:
    """Yield where in the text of then something went or came in one of several like places."""
    changes = hunks(base, now)
    for before, change, behind in zip([None, *changes], changes, [*changes[1:], None], strict=False):
        if not change.is_replacement:
            floor, ceiling = before.end if before else 0, behind.start if behind else len(base)
            steps = slides(change, base, now, floor, ceiling)
            if len(steps) > 1:
                yield change.start + steps[0], change.end + steps[-1]


def fit_deletion(manuscript: Manuscript, change: Deletion, now: Paragraph | None) -> tuple[Manuscript, Fit]:
    if now is None:
        return manuscript, Fit(change, Status.APPLIED)
    if now.text != change.base:
        return manuscript, Fit(change, Status.CONFLICT, now.text)
    return delete(manuscript, [change.key]), Fit(change, Status.READY, now.text)


def fit_insertion(
    manuscript: Manuscript, change: Insertion, known: Mapping[str, Paragraph], text: str | None
) -> tuple[Manuscript, Fit]:
    paragraphs = change.paragraphs if text is None else as_written(change, text)
    wanted = "\n".join(paragraph.text for paragraph in paragraphs)
    if all(paragraph.key in known for paragraph in paragraphs):
        return manuscript, Fit(change, Status.APPLIED, text=wanted)
    if change.after and change.after not in known:
        return manuscript, Fit(change, Status.GONE, text=wanted)
    fresh = [paragraph for paragraph in paragraphs if paragraph.key not in known]
    return insert(manuscript, change.after or None, fresh), Fit(change, Status.READY, text=wanted)


def as_written(change: Insertion, text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an insertion as a person wrote them instead, a line each."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = change.paragraphs[-1]
    shapes = [*change.paragraphs, *(replace(last, key=new_key()) for _ in lines)]
    return tuple(replace(shape, text=line, spans=()) for shape, line in zip(shapes, lines, strict=False))


def fit_move(
    manuscript: Manuscript, change: Move, known: Mapping[str, Paragraph], order: Sequence[str]
) -> tuple[Manuscript, Fit]:
    needed = [*change.keys, *([change.after] if change.after else [])]
    if any(key not in known for key in needed):
        return manuscript, Fit(change, Status.GONE)
    keys = ["", *known]
    start = keys.index(change.after) + 1
    if tuple(keys[start : start + len(change.keys)]) == change.keys:
        return manuscript, Fit(change, Status.APPLIED)
    if was_moved(order, change) or not still_fits(manuscript, change):
        return manuscript, Fit(change, Status.CONFLICT)
    return move(manuscript, change.keys, change.after or None), Fit(change, Status.READY)


def was_moved(order: Sequence[str], change: Move) -> bool:
    """Tell whether somebody has put these paragraphs elsewhere, or others between them, meanwhile."""
    place = order.index
    first = place(change.keys[0])
    is_together = tuple(order[first : first + len(change.keys)]) == change.keys
    return not is_together or (change.was_after in order and place(change.was_after) > first)
