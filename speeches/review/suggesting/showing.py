"""How a suggestion is shown: what goes and what comes, with as much around it as tells the place. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from speeches.manuscript.pieces import Piece, compare_texts

from .changes import Change, Deletion, Insertion, Move, Rewrite
from .telling import sentence

# Unchanged text between two changes is left out but for so many characters at each.
MARGIN = 18
GAP = Piece("gap", "…")


@dataclass(frozen=True, slots=True)
class Shown:
    """One change as it is read: what it is, and its pieces ("" stays, "del", "ins", "gap" left out)."""

    label: str
    pieces: tuple[Piece, ...]


def shown(change: Change) -> Shown:
    match change:
        case Rewrite():
            return Shown("", tuple(clipped(compare_texts(change.base, change.text))))
        case Deletion():
            return Shown("删去这一段", (Piece("del", change.base),) if change.base else ())
        case Insertion():
            text = "\n".join(paragraph.text for paragraph in change.paragraphs)
            label = "在这一段后加一段" if len(change.paragraphs) == 1 else "在这一段后加几段"
            return Shown(label if change.after else "在开头加写", (Piece("ins", text),))
        case Move():
            return Shown(sentence(change), ())


def clipped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, of long unchanged ones only the ends that are beside a change."""
    every = list(pieces)
    for at, piece in enumerate(every):
        head = piece.text[:MARGIN] if at > 0 else ""
        tail = piece.text[-MARGIN:] if at < len(every) - 1 else ""
        if piece.kind or len(piece.text) <= len(head) + len(tail) + 1:
            yield piece
            continue
        yield from (one for one in (Piece("", head), GAP, Piece("", tail)) if one.text)
