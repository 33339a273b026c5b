"""Taking changes of a returned file into the text of now (采纳到正文). Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.manuscript.value import Manuscript
from speeches.review.suggesting.changes import Change, Deletion
from speeches.review.suggesting.fitting import Status, fit

from .heads import with_front
from .items import IN_PLACE, anchored, inserted_after, placing, suggestible


def accepted(
    base: Manuscript, now: Manuscript, changes: Mapping[int, ReturnedChange], chosen: Collection[int]
) -> tuple[Manuscript, list[int]]:
    """Return the text of now with the chosen changes, and the numbers of those that do not fit.

    They go in as they stand in the text, so that each finds its place behind what has come before it; what
    goes, goes last, as others may stand behind it. A change goes in as a whole or not at all.
    """
    befores = inserted_after(changes.values())
    order = ["", *(paragraph.key for paragraph in now.paragraphs)]
    result, left, going = now, list[int](), list[Change]()
    for group in by_paragraph(changes, chosen):
        here = {paragraph.key for paragraph in result.paragraphs}
        steps = suggestible(base, [anchored(changes[number], befores, here) for number in group])
        tried = step_by_step(result, steps, order)
        if tried is None:
            left += group
            continue
        result = tried
        going += [step for step in steps if isinstance(step, Deletion)]
    for step in going:
        result, _ = fit(result, step, None, order)
    for number in in_place_order(changes, chosen):
        result, is_done = in_place(result, changes[number])
        left += [] if is_done else [number]
    return result, left


def by_paragraph(changes: Mapping[int, ReturnedChange], chosen: Collection[int]) -> list[list[int]]:
    """Group the changes of one paragraph's words, these first; every other change is its own group."""
    words: dict[str, list[int]] = {}
    others: list[list[int]] = []
    for number, change in changes.items():
        if number not in chosen or change.kind in IN_PLACE:
            continue
        if change.kind is ChangeKind.WORDS:
            words.setdefault(change.keys[0], []).append(number)
        else:
            others.append([number])
    return [*words.values(), *others]


def step_by_step(now: Manuscript, steps: Iterable[Change], order: Sequence[str]) -> Manuscript | None:
    """Return the text with one change but for what goes; None where part of it does not fit."""
    for step in steps:
        after, found = fit(now, step, None, order)
        if found.is_stale:
            return None
        now = now if isinstance(step, Deletion) else after
    return now


def in_place_order(changes: Mapping[int, ReturnedChange], chosen: Collection[int]) -> list[int]:
    """Return the changes in place. Lines of the title block are told by their old places: from the last."""
    found = [number for number in changes if number in chosen and changes[number].kind in IN_PLACE]
    kinds = list(dict.fromkeys(changes[number].front[0] for number in found if not changes[number].old))
    added = [number for number in reversed(found) if not changes[number].old]
    gone = [number for number in reversed(found) if changes[number].old]
    return [*gone, *sorted(added, key=lambda number: kinds.index(changes[number].front[0]))]


def in_place(now: Manuscript, change: ReturnedChange) -> tuple[Manuscript, bool]:
    found = placing(now, now, change)
    if not found.is_ready:
        return now, found.status is Status.APPLIED
    if change.kind is ChangeKind.RUN_IN:
        wanted = change.paragraphs[0]
        paragraphs = (replace(p, run_in=wanted.run_in) if p.key == wanted.key else p for p in now.paragraphs)
        return now.with_paragraphs(tuple(paragraphs)), True
    return replace(now, front=tuple(with_front(now.front, change))), True
