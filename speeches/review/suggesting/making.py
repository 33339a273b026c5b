"""Making suggestions: of words, of a paragraph, of the difference between two manuscripts. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from speeches.manuscript.numbering import markers
from speeches.manuscript.ordering import unmoved
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.value import Manuscript

from .changes import GLIMPSE, Change, Deletion, Insertion, Move, Rewrite

TEXT = Paragraph("", Role.BODY, "")


def rewriting(manuscript: Manuscript, key: str, text: str) -> list[Change]:
    """Return what it takes for a paragraph to read so; every further line of the text comes in behind it.

    Raises KeyError where there is no such paragraph.
    """
    paragraph = named(manuscript, key)
    first, *rest = lines_of(text) or [""]
    if not first:
        return [Deletion(key, paragraph.text)]
    changes: list[Change] = [Rewrite(key, paragraph.text, first)] if first != paragraph.text else []
    return changes + ([insertion_behind(manuscript, key, rest)] if rest else [])


def words_replaced(manuscript: Manuscript, key: str, start: int, quote: str, words: str) -> list[Change]:
    """Return the change of words that begin at `start`. Raises KeyError, ValueError: they are not there."""
    text = named(manuscript, key).text
    if not quote or not text.startswith(quote, start):
        raise ValueError(f"no such words at {start}")
    return rewriting(manuscript, key, text[:start] + words + text[start + len(quote) :])


def deleting(manuscript: Manuscript, key: str) -> list[Change]:
    """Return a paragraph gone; with the one that begins a line goes what runs on after it.

    What ran on would else join the line before. Raises KeyError.
    """
    for line in manuscript.lines():
        if line[0].key == key:
            return [Deletion(paragraph.key, paragraph.text) for paragraph in line]
    return [Deletion(key, named(manuscript, key).text)]


def inserting(manuscript: Manuscript, key: str, text: str) -> list[Change]:
    """Return the lines of a text as paragraphs to come behind another one; none where nothing is written."""
    lines = lines_of(text)
    return [insertion_behind(manuscript, key, lines)] if lines else []


def moving(manuscript: Manuscript, keys: Sequence[str], after: str) -> list[Change]:
    """Return paragraphs, in the manuscript's order, moved behind another one. Raises KeyError."""
    moved = [paragraph for paragraph in manuscript.paragraphs if paragraph.key in keys]
    was_after = key_before(manuscript, moved[0].key)
    texts = tuple(glimpse(manuscript, paragraph.key) for paragraph in moved)
    return [Move(tuple(p.key for p in moved), after, was_after, glimpse(manuscript, after), texts)]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def named(manuscript: Manuscript, key: str) -> Paragraph:
    for paragraph in manuscript.paragraphs:
        if paragraph.key == key:
            return paragraph
    raise KeyError(key)


def key_before(manuscript: Manuscript, key: str) -> str:
    keys = ["", *(paragraph.key for paragraph in manuscript.paragraphs)]
    return next(before for before, each in pairwise(keys) if each == key)


def glimpse(manuscript: Manuscript, key: str) -> str:
    """Return how a paragraph begins, with its marker; "" for the start of the text."""
    marks = markers(manuscript.paragraphs)
    pairs = zip(marks, manuscript.paragraphs, strict=True)
    return next((mark + p.text for mark, p in pairs if p.key == key), "")[:GLIMPSE]


# What comes in


def insertion_behind(manuscript: Manuscript, key: str, lines: Sequence[str]) -> Insertion:
    """Return paragraphs behind another: items behind an item, else text behind the whole printed line."""
    one = named(manuscript, key)
    is_item = one.role is Role.ITEM
    after = key if is_item else end_of_line(manuscript, key)
    shape = replace(one, spans=(), origin=None, typed_marker=None) if is_item else TEXT
    paragraphs = tuple(replace(shape, key=new_key(), text=line) for line in lines)
    return Insertion(after, glimpse(manuscript, after), paragraphs)


def end_of_line(manuscript: Manuscript, key: str) -> str:
    for line in manuscript.lines():
        if any(paragraph.key == key for paragraph in line):
            return line[-1].key
    raise KeyError(key)


# A whole manuscript that came back


def changes_between(old: Manuscript, new: Manuscript) -> list[Change]:
    """Return every change of text and order, one value each, in the order of the new manuscript.

    Paragraphs are the same where their keys are. What they are (role, level) is not looked at.
    """
    was = {paragraph.key: paragraph for paragraph in old.paragraphs}
    kept = {paragraph.key for paragraph in new.paragraphs}
    deleted = [Deletion(p.key, p.text) for p in old.paragraphs if p.key not in kept]
    return [*coming(old, new, was), *going_elsewhere(old, new), *deleted]


def coming(old: Manuscript, new: Manuscript, was: dict[str, Paragraph]) -> Iterator[Change]:
    """Yield what was rewritten and what came in; paragraphs that came in together are one change."""
    after, fresh = "", list[Paragraph]()
    for paragraph in [*new.paragraphs, None]:
        if paragraph is not None and paragraph.key not in was:
            fresh.append(paragraph)
            continue
        if fresh:
            yield Insertion(after, glimpse(old, after), tuple(fresh))
            fresh = []
        if paragraph is not None:
            after = paragraph.key
            if paragraph.text != was[after].text:
                yield Rewrite(after, was[after].text, paragraph.text)


def going_elsewhere(old: Manuscript, new: Manuscript) -> Iterator[Change]:
    """Yield the moves; paragraphs that went together are one."""
    places = {paragraph.key: place for place, paragraph in enumerate(old.paragraphs)}
    common = [paragraph for paragraph in new.paragraphs if paragraph.key in places]
    stays = unmoved([places[p.key] for p in common], [1 + len(p.text) for p in common])
    block: list[str] = []
    after = ""
    for at, paragraph in enumerate([*common, None]):
        goes = paragraph is not None and at not in stays
        follows = goes and block and places[paragraph.key] == places[block[-1]] + 1
        if block and not follows:
            yield from moving(old, block, after)
            after, block = block[-1], []
        if goes:
            block.append(paragraph.key)
        elif paragraph is not None:
            after = paragraph.key
