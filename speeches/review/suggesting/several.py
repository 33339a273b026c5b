"""Words across several paragraphs put otherwise: written as lines, told as what becomes of each. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from speeches.docx.filelines import Segment, divided
from speeches.docx.matching import match
from speeches.docx.returned import ReadLine
from speeches.manuscript.alignment import align
from speeches.manuscript.numbering import ADVERBS, LAST_ADVERB, NUMERAL
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.value import Manuscript

from .changes import Change
from .making import changes_between, lines_of

WORDED = "|".join((*ADVERBS, "再者", LAST_ADVERB))
MARK = re.compile(rf"[（()）第其]*(?:{NUMERAL.pattern}|{WORDED})?[）)、.．，,：:是要]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a place in one paragraph to one in a later one; code points of their texts, without markers."""

    key: str
    start: int
    until: str
    stop: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Printed lines from one to another (`last` is inclusive), the first from `start`, the last to `stop`.

    Offsets in the lines as they are printed, markers included.
    """

    lines: tuple[tuple[Segment, ...], ...]
    first: int
    last: int
    start: int
    stop: int

    @property
    def whole(self) -> list[str]:
        return [text_of(line) for line in self.lines[self.first : self.last + 1]]

    @property
    def text(self) -> str:
        """Return what was chosen, a printed line a line."""
        texts = self.whole
        texts[-1] = texts[-1][: self.stop]
        return "\n".join([texts[0][self.start :], *texts[1:]])

    def with_text(self, text: str) -> list[str]:
        """Return the lines with another text in the place of what was chosen."""
        head, tail = self.whole[0][: self.start], self.whole[-1][self.stop :]
        return lines_of(head + text + tail)


def text_of(line: Sequence[Segment]) -> str:
    return "".join(text for _, text in line)


def chosen(manuscript: Manuscript, stretch: Stretch) -> Chosen:
    """Return what a stretch is of. Raises KeyError, ValueError: it is not there, or is empty."""
    printed = [list(line) for line in manuscript.printed_lines()]
    lines = tuple(tuple(Segment(p.key, mark + p.text) for mark, p in line) for line in printed)
    first, start = place_in(printed, stretch.key, stretch.start)
    last, stop = place_in(printed, stretch.until, stretch.stop)
    if (first, start) >= (last, stop):
        raise ValueError(f"nothing from {first} to {last}")
    return Chosen(lines, first, last, start, stop)


def place_in(printed: Sequence[Sequence[tuple[str, Paragraph]]], key: str, offset: int) -> tuple[int, int]:
    """Return the line and the offset in it; a marker belongs to the words that it stands before."""
    for number, line in enumerate(printed):
        at = 0
        for mark, paragraph in line:
            if paragraph.key == key:
                if not 0 <= offset <= len(paragraph.text):
                    raise ValueError(f"{key} has no place {offset}")
                return number, at + (len(mark) + offset if offset else 0)
            at += len(mark) + len(paragraph.text)
    raise KeyError(key)


def rewritten(manuscript: Manuscript, found: Chosen, text: str) -> list[Change]:
    """Return what it takes for the chosen lines to read so: words changed, paragraphs that come and go."""
    wanted = found.with_text(text)
    inside = [ReadLine(parts) for parts in keyed(found.lines[found.first : found.last + 1], wanted)]
    before = [ReadLine(list(line)) for line in found.lines[: found.first]]
    behind = [ReadLine(list(line)) for line in found.lines[found.last + 1 :]]
    read = match(replace(manuscript, front=()), [*before, *inside, *behind])
    # What stands in the place of a number is words, unless it is another number: that one is derived.
    words = {key: typed for key, _, typed in read.markers if not MARK.fullmatch(typed.strip())}
    found = (replace(p, text=words.get(p.key, "") + p.text) for p in read.manuscript.paragraphs)
    return changes_between(manuscript, renamed(manuscript, read.manuscript.with_paragraphs(tuple(found))))


def keyed(own: Sequence[Sequence[Segment]], wanted: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    """Yield the wanted lines under the keys of those that they were; under none, what is new."""
    partners = paired([text_of(line) for line in own], wanted)
    for at, text in enumerate(wanted):
        was = partners.get(at)
        yield [("", text)] if was is None else [tuple(one) for one in divided(own[was], text)]


def paired(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return new index → old index: what is alike, and between these what stands in the same place."""
    one, other = ([Paragraph(new_key(), Role.BODY, text) for text in texts] for texts in (old, new))
    found = {match.new[0]: match.old[0] for match in align(one, other)}
    anchors = sorted(found.items())
    if [was for _, was in anchors] != sorted(was for _, was in anchors):
        return found
    for (left, was), (right, then) in pairwise(((-1, -1), *anchors, (len(new), len(old)))):
        if right - left == then - was:
            found.update(zip(range(left + 1, right), range(was + 1, then), strict=True))
    return found


def renamed(old: Manuscript, new: Manuscript) -> Manuscript:
    """Return the manuscript with other keys for what begins a line and did not, or no more does.

    A suggestion changes texts and order, not where the lines break: such a paragraph goes, and comes anew.
    """
    was = {paragraph.key: paragraph.run_in for paragraph in old.paragraphs}
    is_same = [was.get(paragraph.key, paragraph.run_in) is paragraph.run_in for paragraph in new.paragraphs]
    pairs = zip(new.paragraphs, is_same, strict=True)
    return new.with_paragraphs(tuple(p if same else replace(p, key=new_key()) for p, same in pairs))
