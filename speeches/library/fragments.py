"""An entry's text is a fragment of a speech: it has no title block, whatever its first line looks like."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import product

from rapidfuzz import fuzz

from speeches.manuscript.announcements import bind
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

# The parser takes lines before the salutation for a title; with one put before it, all that follows is body.
OPENING = "同志们：\n"
# From here on (of 100) a changed paragraph is the same one; "抓早抓小。" and "抓细抓小。" reach 80.
SAME_PARAGRAPH = 60


def read_fragment(text: str, set_names: Collection[str] = SET_NAMES) -> Parsed:
    """Parse text as the inside of a speech. Line numbers are those of `text`."""
    parsed = parse(OPENING + text, set_names=set_names)
    first, *rest = parsed.manuscript.paragraphs
    return replace(
        parsed,
        manuscript=Manuscript(paragraphs=tuple(rest)),
        dropped=tuple((number - 1, line) for number, line in parsed.dropped),
        lines={key: number - 1 for key, number in parsed.lines.items() if key != first.key},
    )


def rewritten(before: Manuscript, text: str, set_names: Collection[str] = SET_NAMES) -> Manuscript:
    """Parse a text that was edited by hand; paragraphs that are still there keep their keys.

    Quadratic in the paragraphs that changed.
    """
    after = read_fragment(text, set_names).manuscript
    pairs = list(matched(before.paragraphs, after.paragraphs))
    keys = {new.key: old.key for old, new in pairs}
    lists: dict[str, str] = {}
    for old, new in pairs:
        if old.list_id and new.list_id and old.list_id not in lists.values():
            lists.setdefault(new.list_id, old.list_id)
    renamed = (
        replace(p, key=keys.get(p.key, p.key), list_id=lists.get(p.list_id, p.list_id))
        for p in after.paragraphs
    )
    # References of counts name keys and lists: they are found anew.
    return bind(after.with_paragraphs(tuple(renamed)), set_names)


def matched(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Pair paragraphs: equal texts first, in order; then those most alike, each once."""
    old, new = list(before), list(after)
    for paragraph in after:
        same = next((other for other in old if other.text == paragraph.text), None)
        if same is not None:
            old.remove(same)
            new.remove(paragraph)
            yield same, paragraph
    pairs = product(enumerate(old), enumerate(new))
    scores = ((fuzz.ratio(one.text, other.text), abs(i - j), one, other) for (i, one), (j, other) in pairs)
    taken: set[str] = set()
    for score, _, one, other in sorted(scores, key=lambda row: (-row[0], row[1])):
        if score >= SAME_PARAGRAPH and not taken & {one.key, other.key}:
            taken |= {one.key, other.key}
            yield one, other
