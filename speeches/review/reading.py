"""The submitted text with its comments and changes, and where each comment now belongs. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count, pairwise

from speeches.manuscript.comparison import Move
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

from .anchors import find_anchor
from .models import Answer, Comment
from .since import Change, Gone, Marks, Since, change_of_gone, change_of_line
from .states import CommentState
from .suggesting.moves import AS_IT_STANDS, Marked, moves_wanted
from .suggesting.wanting import AS_IT_IS, Wanted, wanted_by

UNCHANGED = Marks()


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
    """A stretch of text; `comment` is the id of the first comment on these words, 0 for none.

    `is_new` since it was seen last; `was` stood before it then. A suggestion wants it `to_go`, and `to_come`
    before it.
    """

    text: str
    comment: int = 0
    is_new: bool = False
    was: str = ""
    to_go: bool = False
    to_come: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    paragraph: Paragraph
    marker: str
    pieces: tuple[Piece, ...]
    is_commented: bool
    note: str = ""
    # What a suggestion wants to come in behind it.
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """What stood above a line when it was seen last: deleted, or moved elsewhere."""

    gone: Gone
    change: Change


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `change`: what happened to it since it was seen; `moves`: what is to go, to come."""

    segments: tuple[Segment, ...] = ()
    above: tuple[Above, ...] = ()
    change: Change | None = None
    move: Move | None = None
    moves: Marked = AS_IT_STANDS


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


def reading_lines(manuscript: Manuscript, placed: Iterable[Note], since: Since | None = None) -> list[Line]:
    """Return the printed lines, the words that are commented on, and what is new, cut out of them.

    What is gone from the end stands above a last line without text.
    """
    by_key: dict[str, list[Note]] = {}
    placed = list(placed)
    shown = [note.comment for note in placed if is_shown(note)]
    wanted = wanted_by(shown, manuscript)
    for note in placed:
        if note.where in (Where.WORDS, Where.PARAGRAPH, Where.CHANGED) and is_shown(note):
            by_key.setdefault(note.comment.key, []).append(note)
    marks, numbers = since.marks if since else {}, count(1)
    lines = []
    for printed in manuscript.printed_lines():
        above = gone_above(since, (paragraph.key for _, paragraph in printed), numbers)
        segments = tuple(
            segment(
                paragraph,
                marker,
                by_key.get(paragraph.key, []),
                marks.get(paragraph.key, UNCHANGED),
                wanted.get(paragraph.key, AS_IT_IS),
            )
            for marker, paragraph in printed
        )
        lines.append(line_of(segments, above, marks, numbers))
    end = tuple(Above(one, change_of_gone(one, next(numbers))) for one in (since.end if since else ()))
    moved = with_moves(lines, moves_wanted(shown, manuscript))
    return [*moved, Line(above=end)] if end else moved


def with_moves(lines: Iterable[Line], marks: Mapping[str, Marked]) -> list[Line]:
    """Return the lines with the moves that are wanted; what is to come first has a line without text."""
    texts = [line for line in lines if line.segments]
    found = [replace(line, moves=marks.get(line.segments[0].paragraph.key, AS_IT_STANDS)) for line in texts]
    return [Line(moves=marks[""]), *found] if "" in marks else found


def changes_of(lines: Iterable[Line]) -> list[Change]:
    """Return all changes in reading order."""
    every = (one for line in lines for one in (*(above.change for above in line.above), line.change))
    return [change for change in every if change]


def gone_above(since: Since | None, keys: Iterable[str], numbers: Iterator[int]) -> tuple[Above, ...]:
    found = (one for key in keys for one in since.gone.get(key, ())) if since else ()
    return tuple(Above(one, change_of_gone(one, next(numbers))) for one in found)


def line_of(
    segments: tuple[Segment, ...], above: tuple[Above, ...], marks: dict[str, Marks], numbers: Iterator[int]
) -> Line:
    parts = [(each.paragraph.text, marks.get(each.paragraph.key, UNCHANGED)) for each in segments]
    if not any(one.is_change for _, one in parts):
        return Line(segments, above)
    return Line(segments, above, change_of_line(parts, next(numbers)), parts[0][1].move)


def is_shown(note: Note) -> bool:
    return note.comment.state in (CommentState.OPEN, CommentState.REFERRED)


def segment(
    paragraph: Paragraph, marker: str, placed: list[Note], marks: Marks, wanted: Wanted = AS_IT_IS
) -> Segment:
    spans = [(*note.span, note.comment.pk) for note in placed if note.span]
    cut = tuple(pieces(paragraph.text, spans, marks, wanted))
    return Segment(paragraph, marker, cut, bool(placed), marks.note, "\n".join(wanted.behind))


def pieces(
    text: str, spans: list[tuple[int, int, int]], marks: Marks, wanted: Wanted = AS_IT_IS
) -> Iterator[Piece]:
    """Yield the text cut at every edge of a comment or change; of comments that overlap the first marks."""
    was, came = dict(marks.deleted), wanted.to_come
    edges = (edge for span in (*spans, *marks.inserted, *wanted.to_go) for edge in span[:2])
    cuts = sorted({0, len(text), *edges, *was, *came})
    for start, end in pairwise(cuts):
        over = sorted(span for span in spans if span[0] <= start and end <= span[1])
        is_new = any(first <= start and end <= last for first, last in marks.inserted)
        to_go = any(first <= start and end <= last for first, last in wanted.to_go)
        comment = over[0][2] if over else 0
        yield Piece(text[start:end], comment, is_new, was.get(start, ""), to_go, came.get(start, ""))
    if len(text) in was or len(text) in came:
        yield Piece("", was=was.get(len(text), ""), to_come=came.get(len(text), ""))
