"""The title in lines (GB/T 9704 7.3.1: 词意完整, trapezoid or diamond). Word cannot do this by itself."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from math import ceil

from speeches.manuscript.words import words

FULL_WIDTH = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u00d7]"
)
NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’·…,.;:?!)的和与及")
MUST_NOT_BE_FIRST = frozenset("，。、；：？！）》」』】〉”’·…,.;:?!)的")
NEVER_LAST = frozenset("（《「『【〈“‘(")
# What stays together although the segmenter cuts it: numbers with units, quoted names, fixed compounds.
UNBROKEN = re.compile(
    r"[0-9０-９.]+[年月日届次期个%％]?|《[^》]{1,12}》|“[^”]{1,10}”"
    r"|第[一二三四五六七八九十百〇0-9]+[届次期]|工作(?:会议|报告|部署)|主题教育"
)
SHORTEST_SHARE = 3  # the shortest line has at least a third of the longest
MOST_LINES = 5
# Lines further from the mean than this never win; not trying them keeps long titles fast.
FURTHEST_FROM_MEAN = 0.45
# Where a title itself falls in two, a break reads better than an equal length.
STRONG_BORDER = re.compile(r"(?<=[ \u3000，；：！？])(?! )|(?=——)(?<!—)|(?=暨)")
STRONG_BONUS = 40.0


def width(text: str) -> float:
    """Return the width in Hanzi; a half-width character counts half."""
    return sum(1.0 if FULL_WIDTH.match(character) else 0.5 for character in text)


def is_shapely(widths: Sequence[float]) -> bool:
    """Tell whether lines strictly grow, shrink, or have one widest in the middle; none too short."""
    peak = widths.index(max(widths))
    grows = all(before < after for before, after in pairwise(widths[: peak + 1]))
    shrinks = all(before > after for before, after in pairwise(widths[peak:]))
    return grows and shrinks and min(widths) * SHORTEST_SHARE >= max(widths)


def fits(lines: Sequence[str], capacity: int) -> bool:
    """Tell whether lines can be printed as they are."""
    widths = [width(line) for line in lines]
    starts = {line[0] for line in lines[1:]}
    return max(widths) <= capacity and is_shapely(widths) and not starts & MUST_NOT_BE_FIRST


def break_title(lines: Sequence[str], capacity: int) -> list[str]:
    """Return the title in balanced lines. The writer's own lines stay where they fit.

    Tries breaks between words, then anywhere; a title that fits in no shape is cut where the line is full.
    """
    lines = [line.strip() for line in lines if line.strip()]
    if not lines or fits(lines, capacity):
        return list(lines)
    text = joined(lines)
    if width(text) <= capacity:
        return [text]
    return (
        best_break(text, word_borders(text), capacity)
        or best_break(text, range(1, len(text)), capacity)
        or filled(text, capacity)
    )


def joined(lines: Sequence[str]) -> str:
    """Return the lines as one; a space stands between them only where one of them holds a space."""
    return (" " if any(" " in line for line in lines) else "").join(lines)


def word_borders(text: str) -> list[int]:
    """Return the offsets between words at which a line may end."""
    inside = {offset for match in UNBROKEN.finditer(text) for offset in range(match.start() + 1, match.end())}
    ends = accumulate(len(word) for word in words(text))
    return [
        end
        for end in ends
        if 0 < end < len(text)
        and end not in inside
        and text[end] not in NEVER_FIRST
        and text[end - 1] not in NEVER_LAST
    ]


def best_break(text: str, borders: Collection[int], capacity: int) -> list[str] | None:
    """Return the best shape with as few lines as possible, None where no shape is possible."""
    ruler = Ruler(text)
    offsets = [offset for offset in borders if may_break(text, offset)]
    strong = {match.start() for match in STRONG_BORDER.finditer(text)}
    for count in range(max(2, ceil(ruler.starts[-1] / capacity)), MOST_LINES + 1):
        shapes = list(shapes_of(offsets, ruler, count, capacity))
        if shapes:
            best = min(shapes, key=lambda cuts: (badness(ruler.lines(cuts), len(strong & set(cuts))), cuts))
            # White space at a break stays on the line before: it belongs to the title.
            return [text[start:end] for start, end in pairwise(chain([0], best, [len(text)]))]
    return None


def may_break(text: str, offset: int) -> bool:
    after = text[offset]
    return after not in MUST_NOT_BE_FIRST and not after.isspace() and text[offset - 1] not in NEVER_LAST


class Ruler:
    """The width of a title up to each offset: as a line's start, and as its end without white space."""

    def __init__(self, text: str) -> None:
        self.starts = list(accumulate((width(character) for character in text), initial=0.0))
        self.ends = [self.starts[len(text[:offset].rstrip())] for offset in range(len(text) + 1)]

    def lines(self, cuts: Sequence[int]) -> list[float]:
        """Return the widths of the lines between cuts."""
        last = len(self.starts) - 1
        return [self.ends[end] - self.starts[start] for start, end in pairwise(chain([0], cuts, [last]))]


def shapes_of(offsets: Sequence[int], ruler: Ruler, count: int, capacity: int) -> Iterator[tuple[int, ...]]:
    """Yield the cuts that make `count` lines of a permitted shape."""
    whole = ruler.starts[-1]
    mean = whole / count
    shortest, longest = mean * (1 - FURTHEST_FROM_MEAN), min(capacity, mean * (1 + FURTHEST_FROM_MEAN))

    def cut(start: int, left: int, cuts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if left == 1:
            lengths = ruler.lines(cuts)
            if max(lengths) <= capacity and is_shapely(lengths):
                yield cuts
            return
        for offset in offsets[bisect_right(offsets, start) :]:
            length, rest = ruler.ends[offset] - ruler.starts[start], whole - ruler.starts[offset]
            if length > longest:
                return
            if length >= shortest and shortest * (left - 1) <= rest <= longest * (left - 1):
                yield from cut(offset, left - 1, (*cuts, offset))

    yield from cut(0, count, ())


def badness(lengths: Sequence[float], strong_borders: int) -> float:
    """Return how far the lines are from equal; of two as good, the longer line goes first (倒梯形)."""
    mean = sum(lengths) / len(lengths)
    grows = lengths[0] < lengths[-1]
    return (
        sum((length - mean) ** 2 for length in lengths)
        + (0.5 if grows else 0.0)
        - STRONG_BONUS * strong_borders
    )


def filled(text: str, capacity: int) -> list[str]:
    """Return full lines for a title too long for any shape."""
    lines, line = [], ""
    for character in text:
        if width(line + character) > capacity and character not in NEVER_FIRST:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]
