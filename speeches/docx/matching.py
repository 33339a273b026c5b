"""From a file that came back to a manuscript under our keys: which of its paragraphs is which of ours. Pure.

By bookmark first, then by text. What stands as it went out is taken over as it is, structure and all: only
what is new is parsed, so a file that nobody changed gives exactly the manuscript that went out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from speeches.manuscript.alignment import align
from speeches.manuscript.differences import hunks
from speeches.manuscript.merge import aligned, anchored
from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.value import Front, FrontLine, Manuscript

from .layout import Layout
from .returned import ReadLine
from .segments import INDENT
from .sources import FRONT_MARK, SOFT_BREAK, TITLE_KEY, Source, front, sources
from .writer import UNTITLED

STYLE_FRONTS = {
    "title": Front.TITLE,
    "标题": Front.TITLE,
    "subtitle": Front.SUBTITLE,
    "副标题": Front.SUBTITLE,
    "讲话人": Front.BYLINE,
    "date": Front.DATE,
    "日期": Front.DATE,
    "题注说明": Front.NOTE,
}
# Words that end so, or are longer, are no number (序号) typed otherwise.
CLAUSE_ENDS = "。；：！？，、”"
LONGEST_MARK = 6
# What parsing takes for the head of a speech, so that it takes no line of the body for it.
OPENING = ("在会议上的讲话", "同志们：")


class Segment(NamedTuple):
    """What stands under one key on a line, marker included; key "" for text that is nobody's yet."""

    key: str
    text: str


@dataclass(slots=True)
class FileLine:
    """A line of the file with its segments; `place` is that of the line it was read from."""

    segments: list[Segment]
    place: int

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def is_keyed(self) -> bool:
        return any(segment.key for segment in self.segments)


@dataclass(slots=True)
class Matched:
    """The manuscript of a file. `places` are the lines that its paragraphs were read from, by key.

    `markers` are numbers (序号) typed otherwise than the place in the text gives them: (key, ours, theirs).
    """

    manuscript: Manuscript
    places: dict[str, int] = field(default_factory=dict)
    markers: list[tuple[str, str, str]] = field(default_factory=list)


def match(
    base: Manuscript,
    lines: Sequence[ReadLine],
    *,
    layout: Layout | None = None,
    mint: Callable[[], str] = new_key,
) -> Matched:
    """Return the file's text as a changed version of the base. About linear in both."""
    layout = layout or Layout()
    own = sources(base, layout)
    heads, rest = split_front(base, lines, own)
    body = [source for source in own if not source.key.startswith(FRONT_MARK)]
    found = file_lines(rest, {key for source in body for key in keys_of(source)})
    restore_unchanged(body, found)
    find_lost(body, found)
    printed = {key: text for source in body for key, text in segments_of(source)}
    builder = Builder(base, printed, {source.key for source in body}, mint)
    builder.build(found)
    fronts = new_front(base, [(line, lines[line.place].style) for line in heads], layout)
    return Matched(Manuscript(fronts, builder.paragraphs()), builder.places, builder.marker_changes())


def keys_of(source: Source) -> list[str]:
    return list(dict.fromkeys(stretch.key for stretch in source.stretches))


def segments_of(source: Source) -> list[Segment]:
    texts: dict[str, str] = {}
    for stretch in source.stretches:
        texts[stretch.key] = texts.get(stretch.key, "") + stretch.text
    return [Segment(key, text) for key, text in texts.items()]


# The lines of the file


def file_lines(lines: Sequence[tuple[int, ReadLine]], known: set[str]) -> list[FileLine]:
    """Return the lines that hold text; what stands under no key of ours goes with what is beside it."""
    seen: set[str] = set()
    found = []
    for place, line in lines:
        segments: list[Segment] = []
        for key, text in line.parts:
            is_ours = key in known and (key not in seen or any(key == own for own, _ in segments))
            segments.append(Segment(key if is_ours else "", text))
        seen.update(key for key, _ in segments)
        for part in soft_lines(segments):
            if any(text.strip() for _, text in part):
                found.append(FileLine(trimmed(attached(part)), place))
    return found


def attached(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments with what stands under no key put to the one before, the first to the next."""
    joined: list[Segment] = []
    for key, text in segments:
        before = joined[-1] if joined else None
        if before is not None and (key in ("", before.key) or not before.key):
            joined[-1] = Segment(before.key or key, before.text + text)
        else:
            joined.append(Segment(key, text))
    return joined


def soft_lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Cut a line at the breaks inside it: what follows one is a line of its own, under no key."""
    lines: list[list[Segment]] = [[]]
    cut: set[str] = set()
    for key, text in segments:
        first, *others = text.split(SOFT_BREAK)
        lines[-1].append(Segment("" if key in cut else key, first))
        for part in others:
            cut.add(key)
            lines.append([Segment("", part)])
    return lines


def trimmed(segments: Sequence[Segment]) -> list[Segment]:
    """Return a line without the indent that somebody typed and without blanks at its end."""
    first, *others = segments
    line = [Segment(first.key, first.text.lstrip(INDENT)), *others]
    last = line[-1]
    return [*line[:-1], Segment(last.key, last.text.rstrip())]


def restore_unchanged(own: Sequence[Source], found: Sequence[FileLine]) -> None:
    """Give a line that reads as it did all its keys, whichever bookmarks a program left out of it."""
    by_key = {key: source for source in own for key in keys_of(source)}
    for line in found:
        source = next((by_key[key] for key, _ in line.segments if key in by_key), None)
        if source is not None and line.text == source.text:
            line.segments = segments_of(source)


def find_lost(own: Sequence[Source], found: list[FileLine]) -> None:
    """Give keys to lines that lost theirs: retyped, pasted, or from a file without any. By their text."""
    present = {key for line in found for key, _ in line.segments}
    lost = [source for source in own if not present.intersection(keys_of(source))]
    free = [line for line in found if not line.is_keyed]
    if not lost or not free:
        return
    old = [Paragraph(source.key, Role.BODY, source.text) for source in lost]
    new = [Paragraph(f"{FRONT_MARK}{place}", Role.BODY, line.text) for place, line in enumerate(free)]
    for pair in align(old, new):
        source, line = lost[pair.old[0]], free[pair.new[0]]
        line.segments = divided(segments_of(source), line.text)


def divided(segments: Sequence[Segment], text: str) -> list[Segment]:
    """Cut a changed line where its segments began and ended; one of which nothing is left is left out."""
    old = "".join(segment.text for segment in segments)
    found, at, start = [], 0, 0
    for number, (key, own) in enumerate(segments, 1):
        at += len(own)
        end = len(text) if number == len(segments) else translated(old, text, at)
        if text[start:end]:
            found.append(Segment(key, text[start:end]))
        start = max(start, end)
    return found


def translated(old: str, new: str, at: int) -> int:
    """Return where an offset of the old text is in the new one; inside a change, where that ends."""
    shift = 0
    for hunk in hunks(old, new):
        if hunk.start >= at:
            break
        if hunk.end > at:
            return hunk.new_end
        shift = hunk.new_end - hunk.end
    return at + shift


# The title block


def split_front(
    base: Manuscript, lines: Sequence[ReadLine], own: Sequence[Source]
) -> tuple[list[FileLine], list[tuple[int, ReadLine]]]:
    """Return the lines of the title block and the others: by style, else by what they say."""
    known = {paragraph.key for paragraph in base.paragraphs}
    numbered = list(enumerate(lines))
    first = next((at for at, line in numbered if any(key in known for key, _ in line.parts)), len(lines))
    if first == len(lines):
        first = len(own) - sum(not source.key.startswith(FRONT_MARK) for source in own)
        first = min(first, front_by_text(lines, own))
    texts = {source.text for source in own if source.key.startswith(FRONT_MARK)}
    heads = [
        (at, line)
        for at, line in numbered[:first]
        if line.text.strip()
        and (line.style in STYLE_FRONTS or line.text in texts or is_like_title(line, own))
    ]
    taken = {at for at, _ in heads}
    rest = [(at, line) for at, line in numbered if at not in taken]
    fronts = [FileLine([Segment("", line.text.replace(SOFT_BREAK, " ").strip())], at) for at, line in heads]
    return fronts, rest


def front_by_text(lines: Sequence[ReadLine], own: Sequence[Source]) -> int:
    """Return how many lines come before the first that is one of the speech's own paragraphs."""
    texts = {source.text for source in own if not source.key.startswith(FRONT_MARK)}
    return next((at for at, line in enumerate(lines) if line.text.strip() in texts), len(lines))


def is_like_title(line: ReadLine, own: Sequence[Source]) -> bool:
    """Tell whether a line in another style is part of our title, which some programs cut in lines."""
    title = "".join(source.text for source in own if source.key.startswith(TITLE_KEY))
    return len(line.text.strip()) > 1 and line.text.strip() in title


def new_front(
    base: Manuscript, heads: Sequence[tuple[FileLine, str]], layout: Layout
) -> tuple[FrontLine, ...]:
    """Return the title block as it came back; one that nobody touched is the base's own."""
    printed = list(front(base, layout))
    kinds = {text: kind for kind, text in front_texts(base)}
    told: dict[Front, list[str]] = {}
    for line, style in heads:
        kind = STYLE_FRONTS.get(style) or kinds.get(line.text, Front.TITLE)
        told.setdefault(kind, []).append(line.text)
    title = "".join(source.text for source in printed if source.key.startswith(TITLE_KEY))
    if "".join(told.get(Front.TITLE, ())).replace(" ", "") in ("", UNTITLED, title.replace(" ", "")):
        told.pop(Front.TITLE, None)
    return tuple(replaced_front(base, told))


def front_texts(base: Manuscript) -> list[tuple[Front, str]]:
    return [(line.kind, line.text.strip()) for line in base.front if line.kind is not Front.TITLE]


def replaced_front(base: Manuscript, told: dict[Front, list[str]]) -> list[FrontLine]:
    """Return the base's lines with those of the file in their places, further ones of a kind behind them."""
    was: dict[Front, list[FrontLine]] = {}
    for line in base.front:
        if line.text.strip():
            was.setdefault(line.kind, []).append(line)
    if Front.TITLE in told:
        told[Front.TITLE] = titled(was.get(Front.TITLE, []), told[Front.TITLE])
    fronts: list[FrontLine] = []
    places = dict.fromkeys(Front, 0)
    for line in base.front:
        is_kept = not line.text.strip() or (line.kind is Front.TITLE and Front.TITLE not in told)
        texts = [] if is_kept else told.get(line.kind, [])
        place = places[line.kind]
        places[line.kind] += bool(line.text.strip())
        if is_kept or (place < len(texts) and texts[place] == line.text.strip()):
            fronts.append(line)
        elif place < len(texts):
            fronts.append(FrontLine(line.kind, texts[place]))
        if not is_kept and places[line.kind] == len(was[line.kind]):
            fronts += [FrontLine(line.kind, text) for text in texts[place + 1 :]]
    fronts += [FrontLine(kind, text) for kind, texts in told.items() if kind not in was for text in texts]
    return fronts


def titled(was: Sequence[FrontLine], texts: Sequence[str]) -> list[str]:
    """Return a changed title on as many lines as it had, cut where it was cut."""
    if not was or len(texts) == len(was):
        return list(texts)
    lines = [Segment(str(place), line.text.strip()) for place, line in enumerate(was)]
    cut = dict(divided(lines, "".join(texts)))
    return [cut.get(str(place), "") for place in range(len(was))]


# The paragraphs


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
