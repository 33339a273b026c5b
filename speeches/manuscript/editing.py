"""Insert, delete and move paragraphs so that markers and announced counts stay right.

A list whose members change is numbered anew as a whole; a count that agreed with its group follows it. What
did not agree before the edit is left as it was: it is a person's to judge.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from .echoes import echoed
from .groups import announced, group_members, group_refs, recount
from .paragraph import Paragraph, Span
from .placeholders import substitute
from .value import FrontLine, Manuscript


def insert(manuscript: Manuscript, after: str | None, new: Sequence[Paragraph]) -> Manuscript:
    """Return the manuscript with paragraphs put in after a key; None puts them first. Raises KeyError."""
    place = position(manuscript, after) + 1 if after is not None else 0
    paragraphs = manuscript.paragraphs
    return rearranged(manuscript, (*paragraphs[:place], *new, *paragraphs[place:]))


def delete(manuscript: Manuscript, keys: Collection[str]) -> Manuscript:
    return rearranged(manuscript, tuple(p for p in manuscript.paragraphs if p.key not in keys))


def move(manuscript: Manuscript, keys: Collection[str], after: str | None) -> Manuscript:
    """Return the manuscript with some paragraphs, in their order, put after a key that is none of them."""
    moved = [paragraph for paragraph in manuscript.paragraphs if paragraph.key in keys]
    rest = manuscript.with_paragraphs(tuple(p for p in manuscript.paragraphs if p.key not in keys))
    place = position(rest, after) + 1 if after is not None else 0
    return rearranged(manuscript, (*rest.paragraphs[:place], *moved, *rest.paragraphs[place:]))


def position(manuscript: Manuscript, key: str) -> int:
    for place, paragraph in enumerate(manuscript.paragraphs):
        if paragraph.key == key:
            return place
    raise KeyError(key)


def rearranged(before: Manuscript, paragraphs: Sequence[Paragraph]) -> Manuscript:
    """Return the manuscript with these paragraphs: changed groups numbered anew, their counts following."""
    old, new = group_members(before.paragraphs), group_members(paragraphs)
    changed = {ref for ref, members in new.items() if members != old.get(ref)}
    renumbered = [
        replace(paragraph, typed_marker=None) if ref in changed else paragraph
        for paragraph, ref in zip(paragraphs, group_refs(paragraphs), strict=True)
    ]
    sizes = {ref: (len(old.get(ref, ())), len(new.get(ref, ()))) for ref in {*old, *new}}
    healed = tuple(with_healed_counts(paragraph, sizes) for paragraph in renumbered)
    front = tuple(with_healed_front(line, renumbered, sizes) for line in before.front)
    return Manuscript(front, healed)


Sizes = Mapping[str, tuple[int, int]]


def following(paragraph: Paragraph, sizes: Sizes) -> Iterator[tuple[Span, int]]:
    """Yield the counts that agreed with their group before, and its size now; the last one first."""
    for span in sorted(paragraph.spans, key=lambda span: -span.start):
        was, now = sizes.get(span.ref, (0, 0))
        if span.kind == "count" and was != now > 0 and announced(paragraph, span) == was:
            yield span, now


def with_healed_counts(paragraph: Paragraph, sizes: Sizes) -> Paragraph:
    for span, now in following(paragraph, sizes):
        paragraph = substitute(paragraph, span, recount(paragraph.text[span.start : span.end], now))
    return paragraph


def with_healed_front(line: FrontLine, paragraphs: Sequence[Paragraph], sizes: Sizes) -> FrontLine:
    """Return a line of the title block: what it says of a count in the text follows that count."""
    for paragraph in paragraphs:
        for span, now in following(paragraph, sizes):
            line = replace(line, text=echoed(line.text, paragraph.text[span.start : span.end], now))
    return line
