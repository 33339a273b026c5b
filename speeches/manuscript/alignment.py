"""Which paragraph of one manuscript is which of another: by key, then by text. Pure.

By key first: a paragraph keeps it through editing. What is left (pasted elsewhere, come back from Word, typed
anew) is found by equal text, then by how much of the text it shares. Last, a paragraph cut in two or joined
from two is told by what stands beside its partner.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from .paragraph import Paragraph

GRAM = 3
# A run of characters that stands in more paragraphs than this says nothing about any of them.
MOST_PLACES = 24
ALIKE = 0.5
CONTAINED = 0.6
FEWEST_GRAMS = 6


@dataclass(frozen=True, slots=True)
class Match:
    """Indexes, consecutive on either side: one to one, one to several (split) or several to one (joined)."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Match]:
    """Return the matches in the order of the new manuscript; whoever is in none was deleted or inserted."""
    partners = by_key(old, new)
    by_text(old, new, partners)
    by_likeness(old, new, partners)
    by_neighbours(old, new, partners)
    return sorted(with_splits(old, new, partners), key=lambda match: match.new)


def by_key(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """Return new index → old index."""
    places = {paragraph.key: place for place, paragraph in enumerate(old)}
    return {at: places[paragraph.key] for at, paragraph in enumerate(new) if paragraph.key in places}


def rest(
    old: Sequence[Paragraph], new: Sequence[Paragraph], partners: dict[int, int]
) -> tuple[list[int], list[int]]:
    """Return the indexes of the texts that have no partner yet."""
    taken = set(partners.values())
    lone_old = [at for at, paragraph in enumerate(old) if at not in taken and paragraph.text]
    return lone_old, [at for at, paragraph in enumerate(new) if at not in partners and paragraph.text]


def by_text(old: Sequence[Paragraph], new: Sequence[Paragraph], partners: dict[int, int]) -> None:
    """Pair equal texts: those that kept their order, then those that changed places."""
    lone_old, lone_new = rest(old, new, partners)
    for change in LCSseq.opcodes([old[at].text for at in lone_old], [new[at].text for at in lone_new]):
        if change.tag == "equal":
            run = lone_old[change.src_start : change.src_end]
            partners.update(zip(lone_new[change.dest_start : change.dest_end], run, strict=True))
    lone_old, lone_new = rest(old, new, partners)
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(lone_old):
        places[old[at].text].append(at)
    for at in lone_new:
        if waiting := places.get(new[at].text):
            partners[at] = waiting.pop()


def by_likeness(old: Sequence[Paragraph], new: Sequence[Paragraph], partners: dict[int, int]) -> None:
    """Pair what shares most, the surest first."""
    lone_old, lone_new = rest(old, new, partners)
    candidates = sorted(likely(old, lone_old, new, lone_new))
    taken = set(partners.values())
    for _, _, new_at, old_at in candidates:
        if new_at not in partners and old_at not in taken:
            partners[new_at] = old_at
            taken.add(old_at)


def likely(
    old: Sequence[Paragraph], lone_old: Iterable[int], new: Sequence[Paragraph], lone_new: Iterable[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (−shared runs, distance, new index, old index) of pairs that are enough alike."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in lone_old:
        for gram in grams(old[at].text):
            places[gram].append(at)
    for at in lone_new:
        text = new[at].text
        own = grams(text)
        votes = Counter(place for gram in own for place in seldom(places.get(gram, ())))
        for place, shared in votes.items():
            if are_alike(old[place].text, text, shared):
                yield -shared, abs(place - at), at, place


def seldom(places: Sequence[int]) -> Sequence[int]:
    return places if len(places) <= MOST_PLACES else ()


def grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))}


def are_alike(one: str, other: str, shared: int) -> bool:
    """Tell whether two texts are one paragraph: half of it in common, or the shorter inside the longer."""
    shorter = min(len(one), len(other)) - GRAM + 1
    if shorter >= FEWEST_GRAMS and shared >= CONTAINED * shorter:
        return True
    return bool(LCSseq.normalized_similarity(one, other) >= ALIKE)


def by_neighbours(old: Sequence[Paragraph], new: Sequence[Paragraph], partners: dict[int, int]) -> None:
    """Pair short texts, too short to be found by what they share, that stand behind the same paragraph."""
    lone_old = set(rest(old, new, partners)[0])
    for at, paragraph in enumerate(new):
        place = partners.get(at - 1, -1) + 1
        if at not in partners and place in lone_old and are_alike(old[place].text, paragraph.text, 0):
            partners[at] = place
            lone_old.discard(place)


def with_splits(
    old: Sequence[Paragraph], new: Sequence[Paragraph], partners: dict[int, int]
) -> Iterator[Match]:
    """Yield the matches, taking in lone neighbours that are a part cut off, or one joined on."""
    lone_new = {at for at in range(len(new)) if at not in partners}
    lone_old = set(range(len(old))) - set(partners.values())
    for new_at, old_at in partners.items():
        whole, part = old[old_at].text, new[new_at].text
        parts = joined_on(new, new_at, lone_new, part, whole) if len(whole) > len(part) else (new_at,)
        wholes = joined_on(old, old_at, lone_old, whole, part) if len(part) > len(whole) else (old_at,)
        yield Match(wholes, parts)


def joined_on(
    paragraphs: Sequence[Paragraph], at: int, lone: set[int], text: str, whole: str
) -> tuple[int, ...]:
    """Return an index with those of its lone neighbours whose text comes out of the same whole."""
    first = last = at
    while last + 1 in lone and is_part(paragraphs[last + 1].text, text, whole, is_after=True):
        last += 1
        text += paragraphs[last].text
        lone.discard(last)
    while first - 1 in lone and is_part(paragraphs[first - 1].text, text, whole, is_after=False):
        first -= 1
        text = paragraphs[first].text + text
        lone.discard(first)
    return tuple(range(first, last + 1))


def is_part(part: str, text: str, whole: str, *, is_after: bool) -> bool:
    """Tell whether a part, put before or after a text, says more of what the whole said."""
    own = grams(part)
    if not part or sum(gram in whole for gram in own) < CONTAINED * len(own):
        return False
    together = text + part if is_after else part + text
    gain = LCSseq.similarity(whole, together) - LCSseq.similarity(whole, text)
    return bool(gain >= CONTAINED * len(part))
