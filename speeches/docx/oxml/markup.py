"""Tracked changes, comment ranges and bookmarks as XML: the paragraphs of a marked copy."""

from collections.abc import Iterator, Sequence
from itertools import count

from speeches.docx.marking import Comment, Stamp
from speeches.docx.placing import Cut
from speeches.docx.sources import SOFT_BREAK
from speeches.docx.tracked import NEW_SIDE, Change, Line

from .body import BOOKMARK_KEY, escape, run
from .names import BOOKMARK_PREFIX

# Ids of comments are one series, those of every other mark another.
FIRST_ID = 1000
REFERENCE = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'

Ends = dict[str, tuple[tuple[int, int], tuple[int, int]]]


def signed(stamp: Stamp, number: int) -> str:
    """Return the attributes that say who and when. Word reads the time as the wall's, whatever the Z says."""
    date = f' w:date="{stamp.at}Z"' if stamp.at else ""
    return f'w:id="{number}" w:author="{escape(stamp.author)}"{date}'


class Markup:
    """Writes the paragraphs of a marked copy. `numbers` are the ids of each comment and of its replies."""

    def __init__(
        self, lines: Sequence[Line], cuts: Sequence[Sequence[Cut]], numbers: Sequence[Sequence[int]]
    ) -> None:
        self.lines, self.cuts, self.numbers = lines, cuts, numbers
        self.ids = count(FIRST_ID)
        self.bookmarks = bookmark_ends(cuts)
        self.bookmark_ids: dict[str, int] = {}
        self.move_ids: dict[tuple[str, Change], int] = {}

    def paragraphs(self) -> Iterator[str]:
        for place, line in enumerate(self.lines):
            before = self.lines[place - 1] if place else None
            behind = self.lines[place + 1] if place + 1 < len(self.lines) else None
            opening = self.move_start(line) if line.move and not is_same_move(before, line) else ""
            content = "".join(self.content(place))
            closing = self.move_end(line) if line.move and not is_same_move(behind, line) else ""
            yield f"<w:p>{self.properties(line)}{opening}{content}</w:p>{closing}"

    def properties(self, line: Line) -> str:
        end = f"<w:rPr><w:{line.end} {signed(line.stamp, next(self.ids))}/></w:rPr>" if line.end else ""
        return f'<w:pPr><w:pStyle w:val="{line.style}"/>{end}</w:pPr>'

    def move_start(self, line: Line) -> str:
        number = self.move_ids[line.move, line.end] = next(self.ids)
        return f'<w:{line.end}RangeStart {signed(line.stamp, number)} w:name="{line.move}"/>'

    def move_end(self, line: Line) -> str:
        return f'<w:{line.end}RangeEnd w:id="{self.move_ids[line.move, line.end]}"/>'

    def content(self, place: int) -> Iterator[str]:
        for at, cut in enumerate(self.cuts[place]):
            key = cut.piece.key
            first, last = self.bookmarks.get(key, (None, None))
            if first == (place, at):
                self.bookmark_ids[key] = next(self.ids)
                name = f"{BOOKMARK_PREFIX}{key}"
                yield f'<w:bookmarkStart w:id="{self.bookmark_ids[key]}" w:name="{name}"/>'
            for thread in cut.starts:
                yield "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in self.numbers[thread])
            yield self.changed(cut)
            for thread in cut.ends:
                yield thread_end(self.numbers[thread])
            if last == (place, at):
                yield f'<w:bookmarkEnd w:id="{self.bookmark_ids[key]}"/>'

    def changed(self, cut: Cut) -> str:
        piece = cut.piece
        xml = run(piece.text.replace(SOFT_BREAK, "\n"), piece.font)
        if not piece.change:
            return xml
        if piece.change is Change.DELETED:
            xml = xml.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:{piece.change} {signed(piece.stamp, next(self.ids))}>{xml}</w:{piece.change}>"


def is_same_move(one: Line | None, other: Line) -> bool:
    return one is not None and one.move == other.move and one.end is other.end


def thread_end(numbers: Sequence[int]) -> str:
    """Return the ends of a thread's ranges: with two replies or more Word wants all ends first."""
    ends = [f'<w:commentRangeEnd w:id="{number}"/>' for number in numbers]
    references = [f'<w:r>{REFERENCE}<w:commentReference w:id="{number}"/></w:r>' for number in numbers]
    if len(numbers) > 2:
        return "".join([*ends, *references])
    return "".join(end + reference for end, reference in zip(ends, references, strict=True))


def bookmark_ends(cuts: Sequence[Sequence[Cut]]) -> Ends:
    """Return the first and last cut of each key: where it stands in the new text, else where it was."""
    places: dict[str, list[tuple[int, int]]] = {}
    homes: dict[str, int] = {}
    for place, line in enumerate(cuts):
        for at, cut in enumerate(line):
            key = cut.piece.key
            if not BOOKMARK_KEY.fullmatch(key):
                continue
            places.setdefault(key, []).append((place, at))
            if cut.piece.change in NEW_SIDE:
                homes.setdefault(key, place)
    found: Ends = {}
    for key, spots in places.items():
        home = homes.get(key, spots[0][0])
        own = [spot for spot in spots if spot[0] == home]
        found[key] = own[0], own[-1]
    return found


def thread_numbers(comments: Sequence[Comment]) -> list[list[int]]:
    """Return the ids of each comment and its replies, one series."""
    numbers = count()
    return [[next(numbers) for _ in range(1 + len(comment.replies))] for comment in comments]
