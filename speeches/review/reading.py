"""The submitted text with its comments: what is marked in it, and where each comment now belongs. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

from .anchors import find_anchor
from .models import Answer, Comment
from .states import CommentState


class Where(StrEnum):
    """Where a comment stands in a text: at its words, on its paragraph, or no more."""

    WORDS = "words"
    PARAGRAPH = "paragraph"
    CHANGED = "changed"
    GONE = "gone"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Note:
    """A comment and its place in one text; `span` in code points of the paragraph."""

    comment: Comment
    where: Where
    span: tuple[int, int] | None = None
    order: int = 0

    @property
    def last_answer(self) -> Answer | None:
        return next(reversed(self.comment.answers.all()), None)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `comment` is the id of the first comment on these words, 0 for none."""

    text: str
    comment: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    paragraph: Paragraph
    marker: str
    pieces: tuple[Piece, ...]
    is_commented: bool


def notes(manuscript: Manuscript, comments: Iterable[Comment]) -> list[Note]:
    """Return every comment with its place, in reading order; those on no paragraph of this text come last."""
    places = {paragraph.key: place for place, paragraph in enumerate(manuscript.paragraphs)}
    found = [note_of(comment, manuscript, places) for comment in comments]
    return sorted(found, key=lambda note: (note.order, note.span or (0, 0), note.comment.pk))


def note_of(comment: Comment, manuscript: Manuscript, places: dict[str, int]) -> Note:
    last = len(manuscript.paragraphs)
    place = places.get(comment.key)
    if place is None:
        return Note(comment, Where.GONE if comment.key else Where.ALL, order=last)
    if not comment.quote:
        return Note(comment, Where.PARAGRAPH, order=place)
    span = find_anchor(manuscript.paragraphs[place].text, comment.anchor)
    return Note(comment, Where.WORDS if span else Where.CHANGED, span, place)


def reading_lines(manuscript: Manuscript, placed: Iterable[Note]) -> list[tuple[Segment, ...]]:
    """Return the printed lines, the words that are commented on cut out of them."""
    by_key: dict[str, list[Note]] = {}
    for note in placed:
        if note.where in (Where.WORDS, Where.PARAGRAPH, Where.CHANGED) and is_shown(note):
            by_key.setdefault(note.comment.key, []).append(note)
    return [
        tuple(segment(paragraph, marker, by_key.get(paragraph.key, [])) for marker, paragraph in line)
        for line in manuscript.printed_lines()
    ]


def is_shown(note: Note) -> bool:
    return note.comment.state in (CommentState.OPEN, CommentState.REFERRED)


def segment(paragraph: Paragraph, marker: str, placed: list[Note]) -> Segment:
    spans = [(*note.span, note.comment.pk) for note in placed if note.span]
    return Segment(paragraph, marker, tuple(pieces(paragraph.text, spans)), bool(placed))


def pieces(text: str, spans: list[tuple[int, int, int]]) -> Iterator[Piece]:
    """Yield the text cut at every edge of a comment; where they overlap, the one that begins first marks."""
    cuts = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    for start, end in pairwise(cuts):
        over = sorted(span for span in spans if span[0] <= start and end <= span[1])
        yield Piece(text[start:end], over[0][2] if over else 0)
