"""The comments of a file that came back: on which words of ours, in which threads. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from speeches.manuscript.value import Manuscript

from .marking import Comment, Stamp
from .placing import marker_lengths
from .returned import Atom, Remark, ReturnedFile, Sides

Word = tuple[Stamp, str]


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment on words of our text: `quote` begins at `start` of the paragraph's text.

    Without a quote it is on the paragraph, without a key on the whole. `words` is what it stands on in the
    file, for the reader. `replies` are in their order.
    """

    stamp: Stamp
    text: str
    key: str = ""
    start: int = 0
    quote: str = ""
    words: str = ""
    is_resolved: bool = False
    replies: tuple[Word, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        replies = tuple((Stamp(*stamp), text) for stamp, text in data["replies"])
        return cls(**{**data, "stamp": Stamp(*data["stamp"]), "replies": replies})


def relinked(remarks: Sequence[Remark], sent: Iterable[Comment]) -> list[Remark]:
    """Return the comments with the threads that went out: LibreOffice forgets what answers what.

    A reply is known by who wrote it, when and what; it answers what it answered when it was sent.
    """
    places: dict[Word, int] = {}
    for place, remark in enumerate(remarks):
        places.setdefault((remark.stamp, remark.text), place)
    linked = list(remarks)
    for comment in sent:
        first = places.get((comment.stamp, comment.text))
        for reply in comment.replies:
            own = places.get((reply.stamp, reply.text))
            if first is None or own is None or own == first or linked[own].parent >= 0:
                continue
            if linked[first].parent >= 0:
                # It answers something itself in the file: threads have one level, and no circles.
                continue
            linked[own] = linked[own]._replace(parent=first)
    return linked


def placed_comments(
    base: Manuscript, file: ReturnedFile, sides: Sides, keys: Sequence[str]
) -> list[ReturnedComment]:
    """Return the threads, each at its words in the base, in the order of the text; `keys` are the atoms'."""
    starts = text_starts(file.atoms, keys, sides)
    shifts = marker_lengths(base)
    texts = {paragraph.key: paragraph.text for paragraph in base.paragraphs}
    replies: dict[int, list[Word]] = {}
    for remark in file.remarks:
        if remark.parent >= 0:
            replies.setdefault(root_of(file.remarks, remark), []).append((remark.stamp, remark.text))
    found = []
    for place, remark in enumerate(file.remarks):
        if remark.parent < 0:
            comment = placed(remark, file, keys, starts, shifts, texts, sides)
            told = sorted(replies.get(place, []), key=lambda word: word[0].at)
            found.append((remark.start, replace(comment, replies=tuple(told))))
    return [comment for _, comment in sorted(found, key=lambda pair: pair[0])]


def root_of(remarks: Sequence[Remark], remark: Remark) -> int:
    """Return the first of a thread; a circle, which no program writes, ends somewhere."""
    place = remark.parent
    for _ in remarks:
        if remarks[place].parent < 0:
            break
        place = remarks[place].parent
    return place


def text_starts(atoms: Sequence[Atom], keys: Sequence[str], sides: Sides) -> list[int]:
    """Return for each atom how much of its key's text, as it went out, stands before it."""
    at: dict[str, int] = {}
    starts = []
    for atom, key in zip(atoms, keys, strict=True):
        starts.append(at.get(key, 0))
        if not atom.is_end and sides.before(atom):
            at[key] = at.get(key, 0) + len(atom.text)
    return starts


def placed(
    remark: Remark,
    file: ReturnedFile,
    keys: Sequence[str],
    starts: Sequence[int],
    shifts: dict[str, int],
    texts: dict[str, str],
    sides: Sides,
) -> ReturnedComment:
    inside = [at for at in range(max(0, remark.start), max(0, remark.end)) if not file.atoms[at].is_end]
    words = "".join(file.atoms[at].text for at in inside if sides.after(file.atoms[at]))
    comment = ReturnedComment(remark.stamp, remark.text, words=words, is_resolved=remark.is_resolved)
    key = next((keys[at] for at in inside if keys[at] in texts), "")
    own = [at for at in inside if keys[at] == key and sides.before(file.atoms[at])]
    if not key or not own:
        return replace(comment, key=key)
    said = "".join(file.atoms[at].text for at in own)
    start = starts[own[0]] - shifts.get(key, 0)
    # The marker is no part of the paragraph's text.
    said, start = said[max(0, -start) :], max(0, start)
    text = texts[key]
    if not text.startswith(said, start):
        start = text.find(said) if text.count(said) == 1 else -1
    return replace(comment, key=key, start=max(0, start), quote=said if start >= 0 else "")
