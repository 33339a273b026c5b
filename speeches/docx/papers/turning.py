"""Where the pages of a reading copy turn (翻页): after a whole sentence, and not inside an item."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speeches.docx.layout import Layout

from .flow import Block, Seam, lines_before

# An item is kept whole as long as the page before it is filled by so much.
LEAST_FILLED = 0.5


class Part(NamedTuple):
    """What a page holds of a block: its text from `start` to `end`."""

    block: Block
    start: int
    end: int


class Turn(NamedTuple):
    """A place where a page might end: before this block's offset, so many lines down."""

    at: int
    offset: int
    used: int
    seam: Seam


def turn_pages(blocks: Sequence[Block], layout: Layout) -> Iterator[tuple[Part, ...]]:
    """Yield the pages. Linear in the text, but for lines that are measured anew on each page they reach."""
    index = offset = 0
    while index < len(blocks):
        turns = list(possible_turns(blocks, index, offset, layout))
        turn = chosen(turns, layout.lines_per_page)
        yield tuple(parts(blocks, (index, offset), (turn.at, turn.offset)))
        index, offset = turn.at, turn.offset


def possible_turns(blocks: Sequence[Block], index: int, offset: int, layout: Layout) -> Iterator[Turn]:
    """Yield the places at which a page that begins here may end; the last of all where the rest fits."""
    room, used = layout.lines_per_page, 0
    for at in range(index, len(blocks)):
        block, start = blocks[at], offset if at == index else 0
        ends = block.line_ends(layout, start, room - used)
        fitting = ends[: room - used]
        limit = fitting[-1] if fitting else start
        for place, seam in block.seams:
            if start < place <= limit:
                yield Turn(at, place, used + lines_before(ends, place), seam)
        if len(ends) > room - used:
            if fitting:
                yield Turn(at, limit, room, Seam.LINE)
            return
        used += len(ends)
        is_last = at + 1 == len(blocks)
        yield Turn(at + 1, 0, room + 1 if is_last else used, Seam.WHOLE if is_last else block.seam)


def chosen(turns: Sequence[Turn], room: int) -> Turn:
    """Return the best place, the last of those as good."""
    for seam, least in (
        (Seam.WHOLE, room * LEAST_FILLED),
        (Seam.SENTENCE, 1),
        (Seam.CLAUSE, 1),
        (Seam.LINE, 1),
    ):
        good = [turn for turn in turns if turn.seam >= seam and turn.used >= least]
        if good:
            return good[-1]
    return turns[-1]


def parts(blocks: Sequence[Block], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Part]:
    for at in range(start[0], min(end[0] + 1, len(blocks))):
        first = start[1] if at == start[0] else 0
        last = end[1] if at == end[0] else len(blocks[at].text)
        if at < end[0] or last > first:
            yield Part(blocks[at], first, last)
