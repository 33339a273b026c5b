"""What a reading copy adds to the words: readings of rare characters, time marks, pauses."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from speeches.docx.oxml import styles
from speeches.manuscript.duration import characters
from speeches.manuscript.sentences import sentence_ends

from .flow import Block, Mark, Piece, Seam, cut

HEADINGS = frozenset(styles.HEADINGS.values())
# A reading of letters stands above the characters, any other note behind them.
PINYIN = re.compile(r"[a-zA-Zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿê'’·\s]+")
SHORT_PAUSE, LONG_PAUSE = "／", "／／"


class Pauses(StrEnum):
    """Where a speaker is told to pause."""

    NONE = "none"
    PARAGRAPHS = "paragraphs"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Notes:
    """What to add. `time_every` in minutes, 0 for no time marks; `readings` are (word, reading)."""

    time_every: int = 5
    per_minute: int = 180
    pauses: Pauses = Pauses.NONE
    readings: tuple[tuple[str, str], ...] = ()


Insertion = tuple[int, Piece]


def annotated(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Return the blocks with all that is to be added. The words of the speech stay as they are."""
    times = time_marks(blocks, notes)
    return [
        inserted(
            with_readings(block, notes.readings),
            sorted([*times.get(at, ()), *added(block, notes)], key=order),
        )
        if block.is_spoken
        else block
        for at, block in enumerate(blocks)
    ]


def order(insertion: Insertion) -> tuple[int, bool]:
    """At one place a note on the word comes first."""
    return insertion[0], insertion[1].mark is not Mark.NOTE


def added(block: Block, notes: Notes) -> Iterator[Insertion]:
    yield from pauses(block, notes.pauses)
    for word, reading in notes.readings:
        if not is_above(word, reading):
            yield from ((match.end(), note(reading)) for match in re.finditer(re.escape(word), block.text))


def note(reading: str) -> Piece:
    return Piece(f"（{reading}）", mark=Mark.NOTE)


def is_above(word: str, reading: str) -> bool:
    """Tell whether a reading is pinyin with a syllable for each character."""
    return bool(PINYIN.fullmatch(reading)) and len(reading.split()) == len(word)


def with_readings(block: Block, readings: Sequence[tuple[str, str]]) -> Block:
    """Return the block with pinyin above the words that have one; longer words first."""
    above = {word: reading for word, reading in readings if is_above(word, reading)}
    if not above:
        return block
    longest = sorted(above, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)))
    syllables = {
        match.start() + at: one
        for match in pattern.finditer(block.text)
        for at, one in enumerate(above[match[0]].split())
    }
    return replace(block, pieces=tuple(spelled(block.pieces, syllables)))


def spelled(pieces: Sequence[Piece], syllables: Mapping[int, str]) -> Iterator[Piece]:
    """Yield the pieces, each character that has a syllable a piece of its own."""
    at = 0
    for piece in pieces:
        places = range(at, at + len(piece.text))
        for above, part in groupby(places, key=lambda place: syllables.get(place, "")):
            text = "".join(piece.text[place - at] for place in part)
            yield from (replace(piece, text=one, above=above) for one in (text if above else [text]))
        at += len(piece.text)


def pauses(block: Block, where: Pauses) -> Iterator[Insertion]:
    if where is Pauses.NONE or block.style in HEADINGS:
        return
    ends = list(sentence_ends(block.text))
    if where is Pauses.SENTENCES:
        yield from ((at, Piece(SHORT_PAUSE, mark=Mark.PAUSE)) for at in ends[:-1])
    yield len(block.text), Piece(LONG_PAUSE, mark=Mark.PAUSE)


def time_marks(blocks: Sequence[Block], notes: Notes) -> dict[int, list[Insertion]]:
    """Return, by block, marks at the ends of sentences nearest to every n minutes; none at the very end."""
    stops = list(stops_of(blocks))[:-1]
    if not notes.time_every or not stops:
        return {}
    spoken = [count for count, _, _ in stops]
    step = notes.time_every * notes.per_minute
    found: dict[int, list[Insertion]] = {}
    last = -1
    for number in range(1, spoken[-1] // step + 2):
        at = nearest(spoken, number * step)
        if at > last and abs(spoken[at] - number * step) <= step / 2:
            _, block, offset = stops[at]
            mark = Piece(f"［{number * notes.time_every}分］", mark=Mark.TIME)
            found.setdefault(block, []).append((offset, mark))
            last = at
    return found


def stops_of(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Yield (characters spoken so far, block, offset) at every end of a sentence outside headings."""
    spoken = 0
    for index, block in enumerate(blocks):
        if not block.is_spoken:
            continue
        start = 0
        for end in sentence_ends(block.text):
            spoken += characters(block.text[start:end])
            start = end
            if block.style not in HEADINGS:
                yield spoken, index, end


def nearest(values: Sequence[int], wanted: int) -> int:
    """Return the index of the value nearest to another. Values in order."""
    at = bisect_left(values, wanted)
    around = [place for place in (at - 1, at) if 0 <= place < len(values)]
    return min(around, key=lambda place: abs(values[place] - wanted))


def inserted(block: Block, insertions: Sequence[Insertion]) -> Block:
    """Return the block with pieces put in; they belong to what stands before them."""
    if not insertions:
        return block
    pieces: list[Piece] = []
    at = 0
    for offset, piece in insertions:
        pieces += [*cut(block.pieces, at, offset), piece]
        at = offset
    pieces += cut(block.pieces, at, len(block.text))
    return replace(block, pieces=tuple(pieces), seams=tuple(shifted(block.seams, insertions)))


def shifted(seams: Sequence[tuple[int, Seam]], insertions: Sequence[Insertion]) -> Iterator[tuple[int, Seam]]:
    for place, seam in seams:
        yield place + sum(len(piece.text) for offset, piece in insertions if offset <= place), seam
