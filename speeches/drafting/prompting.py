"""What the prompter (提词) shows: the speech in large paragraphs that know how long they take."""

from collections.abc import Iterator
from dataclasses import dataclass

from speeches.docx.oxml import styles
from speeches.docx.papers.annotating import HEADINGS, is_above, with_readings
from speeches.docx.papers.flow import Piece, speech_blocks
from speeches.manuscript.duration import characters
from speeches.manuscript.value import Manuscript


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: `before` characters are spoken when it begins, `characters` are its own."""

    key: str
    kind: str
    pieces: tuple[Piece, ...]
    before: int
    characters: int
    notes: tuple[str, ...] = ()


def passages(manuscript: Manuscript, readings: tuple[tuple[str, str], ...]) -> Iterator[Passage]:
    before = 0
    behind = [(word, note) for word, note in readings if not is_above(word, note)]
    for block in speech_blocks(manuscript):
        own = characters(block.text)
        notes = tuple(f"{word}：{note}" for word, note in behind if word in block.text)
        pieces = with_readings(block, readings).pieces
        yield Passage(block.key, kind_of(block.style), pieces, before, own, notes)
        before += own


def kind_of(style: str) -> str:
    if style in HEADINGS:
        return "head"
    return "address" if style == styles.SALUTATION else "text"
