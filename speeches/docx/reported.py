"""What each person changed in a file that came back, as changes of our manuscript. Pure.

A change is the smallest thing that somebody may take or leave: some words, a paragraph, a move.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import BREAK, FrontRow, Kind, Row
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.pieces import Piece
from speeches.manuscript.value import Manuscript

from .marking import NOBODY, Stamp
from .matching import Matched, match
from .owners import owners
from .remarks import ReturnedComment, placed_comments
from .returned import Atom, ReadLine, ReturnedFile, Sides, read_lines


class ChangeKind(StrEnum):
    WORDS = "words"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    RUN_IN = "run_in"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class ReturnedChange:
    """One change. `keys` are the base's paragraphs it concerns, `paragraphs` what it makes of them.

    WORDS: text[start:end] of the one paragraph becomes `new`. INSERTED and MOVED stand behind `after`, ""
    for the beginning. FRONT: `front` is the kind of the line and its place among those of that kind.
    `is_tracked` is false where the file does not say who changed it; the stamp names who saved it then.
    """

    kind: ChangeKind
    stamp: Stamp = NOBODY
    is_tracked: bool = False
    keys: tuple[str, ...] = ()
    old: str = ""
    new: str = ""
    start: int = 0
    end: int = 0
    after: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    front: tuple[str, int] = ("", 0)

    def to_json(self) -> dict[str, Any]:
        data = {name: getattr(self, name) for name in self.__slots__}
        return {**data, "paragraphs": [paragraph.to_json() for paragraph in self.paragraphs]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "kind": ChangeKind(data["kind"]),
                "stamp": Stamp(*data["stamp"]),
                "keys": tuple(data["keys"]),
                "paragraphs": tuple(Paragraph.from_json(each) for each in data["paragraphs"]),
                "front": (data["front"][0], data["front"][1]),
            }
        )


@dataclass(slots=True)
class Report:
    """All that a file says: the changed manuscript, its changes, comments, and what has no place in them."""

    matched: Matched
    changes: list[ReturnedChange] = field(default_factory=list)
    comments: list[ReturnedComment] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def report(base: Manuscript, file: ReturnedFile, sides: Sides | None = None) -> Report:
    """Compare a file with the text that went out. About linear in both."""
    sides = sides or Sides()
    lines = read_lines(file.atoms, sides.after)
    matched = match(base, lines)
    keys = owners(base, matched, file, sides, lines)
    reporter = Reporter(base, matched, file, sides, lines, keys)
    comments = placed_comments(base, file, sides, keys)
    return Report(matched, list(reporter.changes()), comments, list(leftovers(matched, file, sides)))


def leftovers(matched: Matched, file: ReturnedFile, sides: Sides) -> Iterator[str]:
    """Yield what is told and can only be done by hand."""
    yield from (f"{kind}：{text}" for kind, text in file.asides)
    yield from (told_marker(ours, theirs) for _, ours, theirs in matched.markers)
    for atom in file.atoms:
        both = (atom.inserted, atom.deleted)
        if atom.text.strip() and all(one is not None and one not in sides.ours for one in both):
            inserted, deleted = both[0] or NOBODY, both[1] or NOBODY
            yield f"{inserted.author}加了“{atom.text}”，{deleted.author}又删去了。"


def told_marker(ours: str, theirs: str) -> str:
    """Say what somebody did to a number (序号), and where it is to be done."""
    if not theirs:
        return f"删去了序号“{ours}”。序号由系统按次序排，要去掉请在编辑器里改。"
    done = f"序号“{ours}”改成了“{theirs}”" if ours else f"加了序号“{theirs}”"
    return f"{done}。序号由系统按次序排，要换样式请在编辑器里改。"


@dataclass(slots=True)
class Reporter:
    base: Manuscript
    matched: Matched
    file: ReturnedFile
    sides: Sides
    lines: Sequence[ReadLine]
    owners: Sequence[str]
    by_key: dict[str, list[Atom]] = field(default_factory=dict)

    def changes(self) -> Iterator[ReturnedChange]:
        for key, atom in zip(self.owners, self.file.atoms, strict=True):
            self.by_key.setdefault(key, []).append(atom)
        comparison = compare(self.base, self.matched.manuscript)
        for line, place in numbered(comparison.front):
            if line.is_change:
                yield self.front(line, place)
        before = ""
        moved: set[int] = set()
        for row in comparison.rows:
            if row.kind is not Kind.LEFT and row.move and row.move.number not in moved:
                moved.add(row.move.number)
                together = [
                    each for each in comparison.rows if each.move and each.move.number == row.move.number
                ]
                yield self.moved([each for each in together if each.kind is not Kind.LEFT], before)
            yield from self.row(row, before)
            if row.new:
                before = row.new[-1].paragraph.key

    def front(self, row: FrontRow, place: int) -> ReturnedChange:
        old, new = row.old.text if row.old else "", row.new.text if row.new else ""
        kind = kind_of(row)
        heads = [atom for atom in self.file.atoms if self.sides.is_theirs(atom) and not atom.key]
        told = [atom for atom in heads if atom.text and (atom.text in new or atom.text in old)]
        stamp, is_tracked = self.stamp(told)
        return ReturnedChange(ChangeKind.FRONT, stamp, is_tracked, old=old, new=new, front=(kind, place))

    def moved(self, rows: Sequence[Row], before: str) -> ReturnedChange:
        paragraphs = tuple(one.paragraph for row in rows for one in row.new)
        keys = tuple(one.paragraph.key for row in rows for one in row.old)
        stamp, is_tracked = self.stamp(self.around(rows))
        text = BREAK.join(one.marker + one.paragraph.text for row in rows for one in row.old)
        return ReturnedChange(
            ChangeKind.MOVED, stamp, is_tracked, keys, text, text, after=before, paragraphs=paragraphs
        )

    def row(self, row: Row, before: str) -> Iterator[ReturnedChange]:
        if row.kind in (Kind.SAME, Kind.LEFT):
            return
        stamp, is_tracked = self.stamp(self.around([row]))
        keys = tuple(one.paragraph.key for one in row.old)
        old, new = (BREAK.join(one.paragraph.text for one in side) for side in (row.old, row.new))
        paragraphs = tuple(one.paragraph for one in row.new)
        told = ReturnedChange(
            ChangeKind.WORDS, stamp, is_tracked, keys, old, new, after=before, paragraphs=paragraphs
        )
        if row.kind is not Kind.CHANGED:
            yield replace(told, kind=ChangeKind(row.kind.value))
        elif old != new:
            yield from self.words(row, told)
        for was, now in stayed(row):
            if was.run_in is not now.run_in:
                yield replace(told, kind=ChangeKind.RUN_IN, keys=(was.key,), paragraphs=(now,))

    def words(self, row: Row, told: ReturnedChange) -> Iterator[ReturnedChange]:
        """Yield the changes inside a paragraph, as they were made where the file says how."""
        paragraph = row.old[0].paragraph
        hunks = self.tracked(paragraph, told.new) or list(untracked(row.pieces, told.stamp))
        for start, end, new, stamp in hunks:
            yield replace(
                told,
                stamp=stamp,
                is_tracked=told.is_tracked,
                old=paragraph.text[start:end],
                new=new,
                start=start,
                end=end,
                paragraphs=(),
            )

    def tracked(self, paragraph: Paragraph, new: str) -> list[tuple[int, int, str, Stamp]]:
        """Return the changes that were tracked in a paragraph, none where something else changed it too."""
        atoms = [atom for atom in self.by_key.get(paragraph.key, []) if not atom.is_end]
        before = "".join(atom.text for atom in atoms if self.sides.before(atom))
        shift = len(before) - len(paragraph.text)
        hunks = list(self.hunks(atoms, shift))
        if not before.endswith(paragraph.text) or any(hunk[0] < 0 for hunk in hunks):
            return []
        return hunks if applied(paragraph.text, hunks) == new else []

    def hunks(self, atoms: Iterable[Atom], shift: int) -> Iterator[tuple[int, int, str, Stamp]]:
        at, start, words, author = -shift, -shift, "", NOBODY
        for atom in atoms:
            is_before, is_after = self.sides.before(atom), self.sides.after(atom)
            if not is_before and not is_after:
                continue
            stamp = NOBODY if is_before and is_after else self.their_stamp(atom)
            if (is_before and is_after) or stamp != author:
                if at > start or words:
                    yield start, at, words, author
                start, words, author = at, "", stamp
            at += len(atom.text) if is_before else 0
            if is_before and is_after:
                start = at
            elif is_after:
                words += atom.text
        if at > start or words:
            yield start, at, words, author

    def their_stamp(self, atom: Atom) -> Stamp:
        for one in (atom.deleted, atom.inserted):
            if one is not None and one not in self.sides.ours:
                return one
        return NOBODY

    def around(self, rows: Iterable[Row]) -> list[Atom]:
        """Return the changed atoms of the lines that some rows stand on, and of what they were."""
        found: list[Atom] = []
        for row in rows:
            keys = {one.paragraph.key for one in (*row.old, *row.new)}
            for key in keys:
                found += self.by_key.get(key, [])
            places = {self.matched.places[key] for key in keys if key in self.matched.places}
            for place in places:
                atoms = [self.file.atoms[at] for at in self.lines[place].atoms]
                is_whole = row.kind is not Kind.CHANGED or row.form_changes
                found += [atom for atom in atoms if is_whole or atom.key in keys]
        return [atom for atom in found if self.sides.is_theirs(atom)]

    def stamp(self, atoms: Iterable[Atom]) -> tuple[Stamp, bool]:
        """Return who changed most of it, and whether the file says so."""
        counts: Counter[Stamp] = Counter()
        for atom in atoms:
            counts[self.their_stamp(atom)] += len(atom.text) + 1
        if not counts:
            return Stamp(self.file.saved_by), False
        return counts.most_common(1)[0][0], True


def stayed(row: Row) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield the paragraphs of a row that are on both sides."""
    was = {one.paragraph.key: one.paragraph for one in row.old}
    for one in row.new:
        if one.paragraph.key in was:
            yield was[one.paragraph.key], one.paragraph


def numbered(rows: Iterable[FrontRow]) -> Iterator[tuple[FrontRow, int]]:
    """Yield the lines of the title block with their places among those of their kind, in the old one."""
    places: Counter[str] = Counter()
    for row in rows:
        kind = kind_of(row)
        yield row, places[kind]
        places[kind] += row.old is not None


def kind_of(row: FrontRow) -> str:
    line = row.old or row.new
    return line.kind.value if line else ""


def untracked(pieces: Iterable[Piece], stamp: Stamp) -> Iterator[tuple[int, int, str, Stamp]]:
    at, start, words = 0, 0, ""
    for piece in pieces:
        if not piece.kind:
            if at > start or words:
                yield start, at, words, stamp
            at += len(piece.text)
            start, words = at, ""
        elif piece.kind == "del":
            at += len(piece.text)
        else:
            words += piece.text
    if at > start or words:
        yield start, at, words, stamp


def applied(text: str, hunks: Sequence[tuple[int, int, str, Stamp]]) -> str:
    for start, end, words, _ in reversed(hunks):
        text = text[:start] + words + text[end:]
    return text
