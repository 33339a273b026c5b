"""What the paper of the editor shows: printed lines of segments, texts cut where a count is marked. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `kind` and `ref` say what it is bound to, "" for plain text."""

    text: str
    kind: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    paragraph: Paragraph
    marker: str
    pieces: tuple[Piece, ...]


def paper_lines(manuscript: Manuscript) -> list[tuple[Segment, ...]]:
    """Return the printed lines of the speech. One pass."""
    return [
        tuple(Segment(paragraph, marker, tuple(pieces(paragraph))) for marker, paragraph in line)
        for line in manuscript.printed_lines()
    ]


def pieces(paragraph: Paragraph) -> Iterator[Piece]:
    """Yield the text cut at its spans; where spans overlap the later one is left out."""
    text, done = paragraph.text, 0
    for span in sorted(paragraph.spans, key=lambda span: span.start):
        if span.start < done or span.end > len(text):
            continue
        if span.start > done:
            yield Piece(text[done : span.start])
        yield Piece(text[span.start : span.end], span.kind, span.ref)
        done = span.end
    if done < len(text):
        yield Piece(text[done:])
