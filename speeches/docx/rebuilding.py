"""The paragraphs of a file that came back: ours where their text stayed, parsed where they are new. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from speeches.manuscript.alignment import align
from speeches.manuscript.merge import aligned, anchored
from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.value import Manuscript

from .filelines import FileLine, Segment, translated
from .segments import INDENT

# Words that end so, or are longer, are no number (序号) typed otherwise.
CLAUSE_ENDS = "。；：！？，、”"
LONGEST_MARK = 6
# What parsing takes for the head of a speech, so that it takes no line of the body for it.
OPENING = ("在会议上的讲话", "同志们：")


@dataclass(slots=True)
class Builder:
    """Makes paragraphs of the lines; `printed` is what the base printed under each key.

    `starts` are the keys with which a line of the base began.
    """

    base: Manuscript
    printed: dict[str, str]
    starts: set[str]
    mint: Callable[[], str]
    own: dict[str, Paragraph] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    built: list[Paragraph] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    def build(self, lines: Sequence[FileLine]) -> None:
        paragraphs = self.base.paragraphs
        self.own = {paragraph.key: paragraph for paragraph in paragraphs}
        self.marks = {p.key: mark for p, mark in zip(paragraphs, markers(paragraphs), strict=True)}
        parsed = parse_lines(lines, self.mint) if any(not line.is_keyed for line in lines) else None
        lists = known_lists(lines, parsed, self.own)
        for number, line in enumerate(lines, 1):
            if line.is_keyed:
                self.keyed(line)
            else:
                self.unknown(line, parsed.get(number, []) if parsed else [], lists)

    def keyed(self, line: FileLine) -> None:
        for at, (key, text) in enumerate(self.unmixed(line)):
            if not key:
                self.add(Paragraph(self.mint(), Role.BODY, text), line.place)
                continue
            paragraph = self.paragraph(key, text)
            before = self.built[-1] if at else None
            if (at == 0) is (key in self.starts):
                self.add(paragraph, line.place)
            elif before is not None and self.is_one(before, paragraph):
                # Two plain paragraphs on one line are one; its name is that of the first.
                self.built[-1] = retexted(before, before.text + paragraph.text)
            else:
                self.add(replace(paragraph, run_in=at > 0), line.place)

    def unmixed(self, line: FileLine) -> list[Segment]:
        """Return the segments with words typed before a number put to the segment before, else alone."""
        segments: list[Segment] = []
        for key, text in line.segments:
            mark = self.marks.get(key, "")
            place = text.find(mark) if mark and text != self.printed[key] else 0
            before = text[: max(0, place)]
            if before and (before[-1] in CLAUSE_ENDS or len(before) > LONGEST_MARK):
                text = text[place:]
                if segments:
                    segments[-1] = Segment(segments[-1].key, segments[-1].text + before)
                else:
                    segments.append(Segment("", before))
            segments.append(Segment(key, text))
        return segments

    def is_one(self, before: Paragraph, paragraph: Paragraph) -> bool:
        return before.role is paragraph.role is Role.BODY and not self.marks.get(paragraph.key)

    def paragraph(self, key: str, text: str) -> Paragraph:
        """Return the base's paragraph with the text that now stands under its key."""
        own, printed = self.own[key], self.printed[key]
        if text == printed:
            return own
        whole = self.marks[key] + own.text
        indent = max(0, len(whole) - len(whole.lstrip(INDENT)))
        mark = max(0, len(self.marks[key]) - indent)
        start = translated(printed, text, mark) if mark else 0
        if mark and text.startswith(printed[:mark]):
            start = mark
        if start > mark + LONGEST_MARK:
            # Rewritten from its beginning on, number and all.
            start = 0
        elif text[:start] != printed[:mark]:
            self.typed[key] = text[:start]
        return retexted(own, text[start:])

    def unknown(self, line: FileLine, parsed: Sequence[Paragraph], lists: dict[str, str]) -> None:
        """Add a line that is new, as it was parsed; what parsing would leave out is plain text."""
        for at, paragraph in enumerate(parsed or [Paragraph(self.mint(), Role.BODY, line.text)]):
            own_list = lists.get(paragraph.list_id, paragraph.list_id)
            spans = tuple(span for span in paragraph.spans if span.kind != "count")
            new = replace(paragraph, list_id=own_list, run_in=at > 0, spans=spans, typed_marker=None)
            self.add(new, line.place)

    def add(self, paragraph: Paragraph, place: int) -> None:
        self.built.append(paragraph)
        self.places[paragraph.key] = place

    def adopt(self) -> None:
        """Take for ours what reads like one of ours that is nowhere else: part of a line, written anew."""
        ours = [paragraph for paragraph in self.base.paragraphs if paragraph.key in self.printed]
        marks = list(markers(self.built))
        for found in align(ours, self.built):
            if all(self.built[at].key not in self.own for at in found.new):
                at = max(found.new, key=lambda at: len(self.built[at].text))
                own = max((ours[at] for at in found.old), key=lambda paragraph: len(paragraph.text))
                self.rename(at, own, marks[at])

    def rename(self, at: int, own: Paragraph, mark: str) -> None:
        """Put our paragraph, with its new text, where one under a new key stands."""
        new, own_mark = self.built[at], self.marks[own.key]
        text = new.text
        if own_mark and new.role is Role.BODY and text.startswith(own_mark):
            text = text[len(own_mark) :]
        elif new.series != own.series and mark != own_mark:
            self.typed[own.key] = mark
        self.places[own.key] = self.places.pop(new.key)
        self.built[at] = replace(retexted(own, text), run_in=new.run_in)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return them all, with those that print nothing behind the paragraph they stood behind."""
        before: dict[str, list[Paragraph]] = {}
        last = ""
        for paragraph in self.base.paragraphs:
            if paragraph.key in self.printed:
                last = paragraph.key
            else:
                before.setdefault(last, []).append(paragraph)
        result = [*before.pop("", [])]
        for paragraph in self.built:
            result += [paragraph, *before.pop(paragraph.key, [])]
        return (*result, *(one for left in before.values() for one in left))

    def marker_changes(self) -> list[tuple[str, str, str]]:
        """Return the numbers that were typed anew and are not what their place gives them anyway."""
        paragraphs = self.paragraphs()
        derived = {p.key: mark for p, mark in zip(paragraphs, markers(paragraphs), strict=True)}
        return [
            (key, self.marks[key], typed)
            for key, typed in self.typed.items()
            if key in derived and typed.strip() != derived[key].strip()
        ]


def retexted(paragraph: Paragraph, text: str) -> Paragraph:
    """Return the paragraph with another text; spans whose words stayed move along."""
    if text == paragraph.text:
        return paragraph
    if paragraph.spans:
        pieces = list(aligned(paragraph.text, text, paragraph.text))
        kept = anchored(paragraph.spans, pieces, "base")
        return replace(paragraph, text=text, spans=tuple(sorted(kept, key=lambda span: span.start)))
    return replace(paragraph, text=text)


def parse_lines(lines: Sequence[FileLine], mint: Callable[[], str]) -> dict[int, list[Paragraph]]:
    """Return what a reader sees in the text: by line number, from 1, the paragraphs of the line."""
    parsed: Parsed = parse("\n".join([*OPENING, *(line.text for line in lines)]), mint=mint)
    found: dict[int, list[Paragraph]] = {}
    number = 0
    for paragraph in parsed.manuscript.paragraphs:
        number = parsed.lines.get(paragraph.key, number)
        found.setdefault(number - len(OPENING), []).append(paragraph)
    return found


def known_lists(
    lines: Sequence[FileLine], parsed: dict[int, list[Paragraph]] | None, own: dict[str, Paragraph]
) -> dict[str, str]:
    """Return our list for each parsed one that items of ours are in: a new item belongs to them."""
    lists: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        seen = (parsed or {}).get(number, [])
        if not line.is_keyed or len(seen) != len(line.segments):
            continue
        for paragraph, (key, _) in zip(seen, line.segments, strict=True):
            if paragraph.list_id and own[key].list_id:
                lists.setdefault(paragraph.list_id, own[key].list_id)
    return lists
