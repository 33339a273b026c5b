"""The changes and comments of a returned file, one by one, and how each fits the text of now. Pure.

A change is fitted as a suggestion is: exactly, merged with what was changed meanwhile, or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from typing import Any

from speeches.docx.remarks import ReturnedComment
from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.manuscript.value import Manuscript
from speeches.review.suggesting.changes import Change, Deletion, Insertion, Move, Rewrite
from speeches.review.suggesting.fitting import Status, fitted
from speeches.review.suggesting.making import glimpse, key_before

from .heads import Placing, front_placing

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


def inserted_after(changes: Iterable[ReturnedChange]) -> dict[str, str]:
    """Return for each new paragraph, one that was cut off another too, the key that it stands behind."""
    found: dict[str, str] = {}
    for change in changes:
        before = change.after
        for paragraph in change.paragraphs:
            if paragraph.key not in change.keys:
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
            yield from moves(base, known, change.after)
        case ChangeKind.SPLIT | ChangeKind.JOINED:
            yield from divided(base, texts, change)


def moves(base: Manuscript, keys: Sequence[str], after: str) -> Iterator[Move]:
    """Yield a move for each run of paragraphs that stood together: between two one may have been deleted."""
    places = {paragraph.key: place for place, paragraph in enumerate(base.paragraphs)}
    for _, run in groupby(enumerate(keys), key=lambda pair: places[pair[1]] - pair[0]):
        together = tuple(key for _, key in run)
        began = tuple(glimpse(base, key) for key in together)
        yield Move(together, after, key_before(base, together[0]), glimpse(base, after), began)
        after = together[-1]


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
