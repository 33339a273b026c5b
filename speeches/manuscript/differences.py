"""What differs between two texts, by characters: hunks that a person would call one change each. Pure.

The plain longest common subsequence leaves crumbs: single characters that both texts happen to have
between two rewritten words. They are cleared away here, and insertions are put where a clause begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import LCSseq

# How far an insertion that fits in several places is tried; a doubled sentence is well within.
MAX_SLIDE = 400
# How well a change may begin after this character: a sentence's end before a clause's before any other.
EDGES = {
    "": 4,
    **dict.fromkeys("。！？；\n", 3),
    **dict.fromkeys("，、：）”》】", 2),
    **dict.fromkeys("的了和与", 1),
}


@dataclass(frozen=True, slots=True)
class Hunk:
    """`old[start:end]` became `new[new_start:new_end]`; offsets in code points, ends exclusive."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, self.new_end - self.new_start)

    @property
    def is_replacement(self) -> bool:
        return self.end > self.start and self.new_end > self.new_start

    def moved(self, by: int) -> "Hunk":
        return Hunk(self.start + by, self.end + by, self.new_start + by, self.new_end + by)


def hunks(old: str, new: str) -> list[Hunk]:
    """Return the changes in order, none touching the next. Equal texts have none."""
    return joined(slid(joined(raw_hunks(old, new), crumbs=True), old, new), crumbs=False)


def raw_hunks(old: str, new: str) -> Iterator[Hunk]:
    """Yield the fewest inserted and deleted characters. n·m/64 steps on what is between the common ends."""
    head = common_prefix(old, new)
    tail = common_suffix(old[head:], new[head:])
    middle = LCSseq.opcodes(old[head : len(old) - tail], new[head : len(new) - tail])
    for change in middle:
        if change.tag != "equal":
            yield Hunk(change.src_start, change.src_end, change.dest_start, change.dest_end).moved(head)


def joined(found: Iterable[Hunk], *, crumbs: bool, least: int = 1) -> list[Hunk]:
    """Join hunks with less than `least` characters between them: those that touch.

    With `crumbs` those, too, that have no more between them than each of the two changes.
    """
    kept: list[Hunk] = []
    last = 0
    for hunk in found:
        size = hunk.size
        gap = hunk.start - kept[-1].end if kept else 0
        if kept and (gap < least or (crumbs and gap <= min(last, size))):
            before = kept.pop()
            size = max(size, last) if hunk.start == before.end else size
            hunk = Hunk(before.start, hunk.end, before.new_start, hunk.new_end)
        kept.append(hunk)
        last = size
    return kept


def slid(found: list[Hunk], old: str, new: str) -> Iterator[Hunk]:
    """Yield the hunks, each insertion or deletion at the best of the places where it says the same."""
    floor = 0
    for hunk, following in zip_longest(found, found[1:]):
        ceiling = following.start if following else len(old)
        best = hunk if hunk.is_replacement else best_place(hunk, old, new, floor, ceiling)
        floor = best.end
        yield best


def best_place(hunk: Hunk, old: str, new: str, floor: int, ceiling: int) -> Hunk:
    """Return the leftmost of the best places, so that the same edit of two people lies at the same one."""
    longer, first, last = longer_side(hunk, old, new)
    steps = slides(hunk, old, new, floor, ceiling)
    return hunk.moved(max(steps, key=lambda step: (edge(longer, first + step, last + step), -step)))


def longer_side(hunk: Hunk, old: str, new: str) -> tuple[str, int, int]:
    """Return the text that has what an insertion or deletion is about, and where."""
    if hunk.end > hunk.start:
        return old, hunk.start, hunk.end
    return new, hunk.new_start, hunk.new_end


def slides(hunk: Hunk, old: str, new: str, floor: int, ceiling: int) -> range:
    """Return by how much an insertion or deletion may be moved and say the same; between two old offsets."""
    longer, first, last = longer_side(hunk, old, new)
    left = right = 0
    while left < min(MAX_SLIDE, hunk.start - floor) and longer[first - left - 1] == longer[last - left - 1]:
        left += 1
    while right < min(MAX_SLIDE, ceiling - hunk.end) and longer[first + right] == longer[last + right]:
        right += 1
    return range(-left, right + 1)


def edge(text: str, start: int, end: int) -> int:
    """Return how well text[start:end] is cut out: by where it begins, with what it ends, what follows."""
    before = text[start - 1] if start else ""
    last = text[end - 1] if end < len(text) else ""
    is_followed_by_mark = end == len(text) or EDGES.get(text[end], 0) > 1
    return EDGES.get(before, 0) + EDGES.get(last, 0) + is_followed_by_mark


def common_prefix(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def common_suffix(one: str, other: str) -> int:
    return common_prefix(one[::-1], other[::-1])
