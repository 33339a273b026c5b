"""The changes and comments of a returned file, one by one, and how each fits the text of now. Pure.

A change is fitted as a suggestion is: exactly, merged with what was changed meanwhile, or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from speeches.docx.remarks import ReturnedComment
from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.manuscript.merge import merge_texts
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.review.suggesting.changes import Change, Deletion, Insertion, Move, Rewrite
from speeches.review.suggesting.fitting import Status, fitted
from speeches.review.suggesting.making import glimpse, key_before

# What can be put into the text at once, but is no suggestion: no paragraph's words change.
IN_PLACE = (ChangeKind.FRONT, ChangeKind.RUN_IN)


def fingerprint_of(change: ReturnedChange) -> str:
    """Return what is the same for the same change in another save of the file."""
    said = [change.kind, *change.stamp, change.keys, change.old, change.new, change.start, change.front]
    return digest(said)


def fingerprint_of_comment(comment: ReturnedComment) -> str:
    return digest([*comment.stamp, comment.text, comment.key, comment.quote, comment.replies])


def digest(said: Sequence[Any]) -> str:
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Placing:
    """How one change fits the text of now: `now` is how its paragraph reads where that is another way."""

    status: Status
    now: str = ""

    @property
    def is_ready(self) -> bool:
        return self.status in (Status.READY, Status.MERGED)


def placings(base: Manuscript, now: Manuscript, changes: Mapping[int, ReturnedChange]) -> dict[int, Placing]:
    """Return how each change alone fits the text of now, by its number."""
    befores = inserted_after(changes.values())
    here = {paragraph.key for paragraph in now.paragraphs}
    return {number: placing(base, now, anchored(change, befores, here)) for number, change in changes.items()}


def placing(base: Manuscript, now: Manuscript, change: ReturnedChange) -> Placing:
    if change.kind is ChangeKind.FRONT:
        return front_placing(now, change)
    if change.kind is ChangeKind.RUN_IN:
        wanted = change.paragraphs[0]
        found = next((p for p in now.paragraphs if p.key == wanted.key), None)
        if found is None:
            return Placing(Status.GONE)
        return Placing(Status.APPLIED if found.run_in == wanted.run_in else Status.READY)
    fits = fitted(now, suggestible(base, [change])).fits
    if not fits:
        return Placing(Status.GONE)
    for status in (Status.GONE, Status.CONFLICT, Status.MERGED, Status.READY):
        for fit in fits:
            if fit.status is status:
                return Placing(status, fit.now)
    return Placing(Status.APPLIED)


def front_placing(now: Manuscript, change: ReturnedChange) -> Placing:
    lines = [line for line in now.front if line.kind == change.front[0]]
    text = lines[change.front[1]].text if change.front[1] < len(lines) else ""
    if text == change.new:
        return Placing(Status.APPLIED)
    if text == change.old:
        return Placing(Status.READY)
    merged = merge_texts(change.old, text, change.new).text
    return Placing(Status.CONFLICT if merged is None else Status.MERGED, text)


def inserted_after(changes: Iterable[ReturnedChange]) -> dict[str, str]:
    """Return for each new paragraph the key that it stands behind."""
    found: dict[str, str] = {}
    for change in changes:
        before = change.after
        for paragraph in change.paragraphs:
            if change.kind is ChangeKind.INSERTED:
                found[paragraph.key] = before
            before = paragraph.key
    return found


def anchored(change: ReturnedChange, befores: Mapping[str, str], here: set[str]) -> ReturnedChange:
    """Return a change that stands behind a new paragraph behind one that is there already."""
    after = change.after
    while after in befores and after not in here:
        after = befores[after]
    return replace(change, after=after)


def suggestible(base: Manuscript, chosen: Sequence[ReturnedChange]) -> list[Change]:
    """Return changes as suggestions have them: those of one paragraph's words are one."""
    texts = {paragraph.key: paragraph.text for paragraph in base.paragraphs}
    words: dict[str, list[ReturnedChange]] = {}
    for change in chosen:
        if change.kind is ChangeKind.WORDS:
            words.setdefault(change.keys[0], []).append(change)
    found: list[Change] = []
    for change in chosen:
        if change.kind is ChangeKind.WORDS:
            if key_changes := words.pop(change.keys[0], []):
                text = texts[change.keys[0]]
                found.append(Rewrite(change.keys[0], text, rewritten(text, key_changes)))
        elif change.kind not in IN_PLACE:
            found += structural(base, texts, change)
    return found


def rewritten(text: str, changes: Iterable[ReturnedChange]) -> str:
    """Return a text with some of the changes of its words."""
    for change in sorted(changes, key=lambda change: (change.start, change.end), reverse=True):
        text = text[: change.start] + change.new + text[change.end :]
    return text


def structural(base: Manuscript, texts: Mapping[str, str], change: ReturnedChange) -> Iterator[Change]:
    known = [key for key in change.keys if key in texts]
    match change.kind:
        case ChangeKind.INSERTED:
            yield Insertion(change.after, glimpse(base, change.after), change.paragraphs)
        case ChangeKind.DELETED:
            yield from (Deletion(key, texts[key]) for key in known)
        case ChangeKind.MOVED:
            began = tuple(glimpse(base, key) for key in known)
            was_after = key_before(base, known[0])
            yield Move(tuple(known), change.after, was_after, glimpse(base, change.after), began)
        case ChangeKind.SPLIT | ChangeKind.JOINED:
            yield from divided(base, texts, change)


def divided(base: Manuscript, texts: Mapping[str, str], change: ReturnedChange) -> Iterator[Change]:
    """Yield what a split or a joining is made of: other words, paragraphs that come and that go."""
    kept = {paragraph.key for paragraph in change.paragraphs}
    behind = change.after
    fresh = []
    for paragraph in change.paragraphs:
        if paragraph.key in texts:
            if fresh:
                yield Insertion(behind, glimpse(base, behind), tuple(fresh))
                fresh = []
            if texts[paragraph.key] != paragraph.text:
                yield Rewrite(paragraph.key, texts[paragraph.key], paragraph.text)
            behind = paragraph.key
        else:
            fresh.append(paragraph)
    if fresh:
        yield Insertion(behind, glimpse(base, behind), tuple(fresh))
    yield from (Deletion(key, texts[key]) for key in change.keys if key in texts and key not in kept)


def accepted(
    base: Manuscript, now: Manuscript, changes: Mapping[int, ReturnedChange], chosen: Sequence[int]
) -> tuple[Manuscript, list[int]]:
    """Return the text of now with the chosen changes, and the numbers of those that do not fit.

    What does not fit together with the others is tried alone, so that one clash does not keep all back.
    """
    befores = inserted_after(changes.values())
    left: list[int] = []
    wanted = [number for number in chosen if changes[number].kind not in IN_PLACE]
    here = {paragraph.key for paragraph in now.paragraphs}
    here |= {p.key for n in wanted for p in changes[n].paragraphs if changes[n].kind is ChangeKind.INSERTED}
    together = [anchored(changes[number], befores, here) for number in wanted]
    result = fitted(now, suggestible(base, together)).manuscript
    if result is None:
        result = now
        for group in by_paragraph(changes, wanted):
            here = {paragraph.key for paragraph in result.paragraphs}
            alone = [anchored(changes[number], befores, here) for number in group]
            fitting = fitted(result, suggestible(base, alone)).manuscript
            left += group if fitting is None else []
            result = fitting or result
    for number in chosen:
        if changes[number].kind in IN_PLACE:
            result, is_done = in_place(result, changes[number])
            left += [] if is_done else [number]
    return result, left


def by_paragraph(changes: Mapping[int, ReturnedChange], chosen: Iterable[int]) -> list[list[int]]:
    """Group the changes of one paragraph's words; every other change is its own group."""
    groups: dict[Any, list[int]] = {}
    for number in chosen:
        change = changes[number]
        name = change.keys[0] if change.kind is ChangeKind.WORDS else number
        groups.setdefault(name, []).append(number)
    return list(groups.values())


def in_place(now: Manuscript, change: ReturnedChange) -> tuple[Manuscript, bool]:
    found = placing(now, now, change)
    if not found.is_ready:
        return now, found.status is Status.APPLIED
    if change.kind is ChangeKind.RUN_IN:
        wanted = change.paragraphs[0]
        paragraphs = (replace(p, run_in=wanted.run_in) if p.key == wanted.key else p for p in now.paragraphs)
        return now.with_paragraphs(tuple(paragraphs)), True
    return replace(now, front=tuple(with_front(now.front, change))), True


def with_front(front: Sequence[FrontLine], change: ReturnedChange) -> list[FrontLine]:
    """Return the title block with one line changed, added or taken out."""
    lines = list(front)
    places = [at for at, line in enumerate(lines) if line.kind == change.front[0]]
    if change.front[1] >= len(places):
        return [*lines, FrontLine(Front(change.front[0]), change.new)]
    at = places[change.front[1]]
    text = merge_texts(change.old, lines[at].text, change.new).text or ""
    lines[at : at + 1] = [FrontLine(lines[at].kind, text)] if text else []
    return lines
