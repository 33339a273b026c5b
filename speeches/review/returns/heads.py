"""Changes of the title block (题头): how each fits the lines of now, and putting it in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from speeches.docx.reported import ReturnedChange
from speeches.manuscript.merge import merge_texts
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.review.suggesting.fitting import Status


@dataclass(frozen=True, slots=True)
class Placing:
    """How one change fits the text of now: `now` is how its paragraph reads where that is another way."""

    status: Status
    now: str = ""

    @property
    def is_ready(self) -> bool:
        return self.status in (Status.READY, Status.MERGED)


def front_placing(now: Manuscript, change: ReturnedChange) -> Placing:
    texts = {line.text for line in now.front if line.kind == change.front[0]}
    at = front_place(now.front, change)
    if not change.old:
        return Placing(Status.APPLIED if change.new in texts else Status.READY)
    if at is None:
        return Placing(Status.APPLIED if not change.new or change.new in texts else Status.GONE)
    text = now.front[at].text
    if text == change.old:
        return Placing(Status.READY)
    if text == change.new:
        return Placing(Status.APPLIED)
    merged = merge_texts(change.old, text, change.new).text
    return Placing(Status.CONFLICT if merged is None else Status.MERGED, text)


def front_place(front: Sequence[FrontLine], change: ReturnedChange) -> int | None:
    """Return where a line of the title block is now: where it was, or where its words are."""
    places = [at for at, line in enumerate(front) if line.kind == change.front[0]]
    own = places[change.front[1]] if change.front[1] < len(places) else None
    if own is not None and front[own].text == change.old:
        return own
    return next((at for at in places if front[at].text == change.old), own)


def with_front(front: Sequence[FrontLine], change: ReturnedChange) -> list[FrontLine]:
    """Return the title block with one line changed, taken out, or added among those of its kind."""
    lines, kind = list(front), Front(change.front[0])
    at = front_place(lines, change)
    if not change.old:
        lines.insert(place_of_new(lines, kind, change.front[1]), FrontLine(kind, change.new))
    elif at is not None:
        text = merge_texts(change.old, lines[at].text, change.new).text or ""
        lines[at : at + 1] = [FrontLine(kind, text)] if text else []
    return lines


def place_of_new(lines: Sequence[FrontLine], kind: Front, place: int) -> int:
    places = [at for at, line in enumerate(lines) if line.kind is kind]
    if place < len(places):
        return places[place]
    return places[-1] + 1 if places else len(lines)
