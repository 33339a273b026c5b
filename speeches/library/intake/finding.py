"""From a speech to what may be used again: passages, enumerations, slogans, each with why it was taken."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from speeches.library.functions import Classified, Place, classify
from speeches.library.learning import Learned
from speeches.manuscript.announcements import Announcement, find_announcements
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.sections import closing_start
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .slogans import slogans

SHORTEST_PASSAGE, LONGEST_PASSAGE = 45, 900
# Several short paragraphs under one heading are one passage.
LONGEST_TOGETHER = 500
LEAST_ITEMS = 3
# Salutation and the first paragraph.
OPENING_LINES, LEAST_LINES = 2, 4
LONGEST_ITEMS = 6_000
TITLE_LENGTH = 28
SENTENCE_END = re.compile(r"[。！？；]")
TAKEN_UP = re.compile(r"以上|上述|这[二三四五六七八九十两]|[二三四五六七八九十]个“|做到了这|概括起来")
WELCOME = re.compile(r"^(?:谢谢大家|同志们)[！。：，]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the speech: its number among the lines (1-based), and the headings over it."""

    number: int
    pairs: tuple[tuple[str, Paragraph], ...]
    headings: tuple[Paragraph, ...]
    is_closing: bool

    @property
    def text(self) -> str:
        return "".join(marker + paragraph.text for marker, paragraph in self.pairs)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for _, paragraph in self.pairs)

    @property
    def is_heading(self) -> bool:
        return all(paragraph.role is Role.HEADING for paragraph in self.paragraphs)

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """Without the heading it begins with: what is worth keeping when only this line is taken."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.role is not Role.HEADING)


@dataclass(frozen=True, slots=True)
class Find:
    """A piece of a speech that may become an entry; `first` and `last` are numbers of printed lines."""

    kind: str
    function: str
    title: str
    why: str
    paragraphs: tuple[Paragraph, ...]
    first: int
    last: int
    is_sure: bool = True

    @property
    def manuscript(self) -> Manuscript:
        return Manuscript(paragraphs=self.paragraphs)

    @property
    def text(self) -> str:
        return self.manuscript.to_text()


Judge = Callable[[str, Line], Classified]


def find(
    manuscript: Manuscript, learned: Learned | None = None, set_names: Collection[str] = SET_NAMES
) -> list[Find]:
    """Return what may be used again, in reading order. Linear in the text, but for the announcements.

    `learned`: how the library's material is worded, for telling the functions.
    """
    lines = read_lines(manuscript)
    judge = judging(lines, learned)
    announcements = find_announcements(manuscript, set_names)
    enumerations = list(find_enumerations(lines, announcements, judge))
    taken = {number for found in enumerations for number in range(found.first, found.last + 1)}
    rest = [line for line in lines if line.number not in taken]
    found = [*enumerations, *find_passages(rest, judge), *find_slogans(lines, judge)]
    return sorted(found, key=lambda each: (each.first, each.kind != "passage"))


def read_lines(manuscript: Manuscript) -> list[Line]:
    lines: list[Line] = []
    over: tuple[Paragraph, ...] = ()
    closing = {paragraph.key for paragraph in manuscript.paragraphs[closing_start(manuscript) :]}
    for number, pairs in enumerate(manuscript.printed_lines(), start=1):
        for _, paragraph in pairs:
            if paragraph.role is Role.HEADING:
                over = (*(above for above in over if above.level < paragraph.level), paragraph)
        lines.append(Line(number, pairs, over, pairs[0][1].key in closing))
    return lines


def judging(lines: Sequence[Line], learned: Learned | None) -> Judge:
    """Return how a text that stands at a line of this speech is classified."""
    has_headings = bool(lines and lines[-1].headings)

    def judge(text: str, line: Line) -> Classified:
        return classify(text, place_of(line, len(lines), has_headings=has_headings), learned)

    return judge


def place_of(line: Line, total: int, *, has_headings: bool) -> Place:
    headings = tuple(heading.text.rstrip("。；：") for heading in line.headings)
    # Without headings only the first lines open a speech; a few lines are no speech.
    is_first = not headings if has_headings else line.number <= OPENING_LINES and total > LEAST_LINES
    return Place(
        headings,
        is_first and not line.is_closing,
        line.is_closing,
        is_last=line.number == total and total > LEAST_LINES,
    )


# --- enumerations ---


def find_enumerations(
    lines: Sequence[Line], announcements: Sequence[Announcement], judge: Judge
) -> Iterator[Find]:
    """Yield the lists of three items and more: lead-in, items, closing reference."""
    told = {found.group: found for found in reversed(announcements) if found.group}
    spans: dict[str, list[Line]] = {}
    for line in lines:
        for list_id in dict.fromkeys(
            p.list_id for p in line.paragraphs if p.role is Role.ITEM and p.depth <= 1
        ):
            spans.setdefault(list_id, []).append(line)
    last_taken = 0
    for list_id, holding in spans.items():
        if holding[0].number > last_taken and (
            found := enumeration(lines, list_id, holding, told.get(list_id), judge)
        ):
            last_taken = found.last
            yield found


def enumeration(
    lines: Sequence[Line], list_id: str, holding: Sequence[Line], told: Announcement | None, judge: Judge
) -> Find | None:
    items = [p for line in holding for p in line.paragraphs if p.list_id == list_id and p.role is Role.ITEM]
    first, last = bounds(lines, holding, told)
    inside = lines[first - 1 : last]
    paragraphs = tuple(p for line in inside for p in line.body)
    length = sum(len(paragraph.text) for paragraph in paragraphs)
    if len(items) < LEAST_ITEMS or length > LONGEST_ITEMS or length < SHORTEST_PASSAGE:
        return None
    judged = judge("".join(p.text for p in paragraphs), holding[0])
    return Find(
        "enumeration",
        judged.function,
        enumeration_title(items, told),
        f"{list_reason(items, told)}；归为{judged.function}：{judged.why}",
        unattached(paragraphs),
        first,
        last,
        judged.is_sure and (told is None or bool(told.consistent)),
    )


def bounds(lines: Sequence[Line], holding: Sequence[Line], told: Announcement | None) -> tuple[int, int]:
    """Return the first and last line, with the one that announces the list and one that takes it up."""
    first, last = holding[0].number, holding[-1].number
    before = lines[first - 2] if first > 1 else None
    if before and before.body and not before.is_heading and leads_in(before, told):
        first -= 1
    after = lines[last] if last < len(lines) else None
    if after and not after.is_heading and after.headings == holding[-1].headings and takes_up(after, told):
        last += 1
    return first, last


def leads_in(line: Line, told: Announcement | None) -> bool:
    if told and any(paragraph.key == told.key for paragraph in line.paragraphs):
        return True
    return line.text.endswith(("：", ":"))


def takes_up(line: Line, told: Announcement | None) -> bool:
    return bool(told and len(line.text) <= LONGEST_TOGETHER and TAKEN_UP.search(line.text[:40]))


def list_reason(items: Sequence[Paragraph], told: Announcement | None) -> str:
    if told is None:
        return f"{len(items)} 个条目，用“{items[0].series}”排列"
    if told.consistent:
        return f"预告{quoted(told.text)}与随后 {told.counted} 个条目一致"
    return f"预告{quoted(told.text)}，随后却有 {told.counted} 个条目，请核对"


def enumeration_title(items: Sequence[Paragraph], told: Announcement | None) -> str:
    heads = "、".join(head(item.text, 9) for item in items[:3])
    return shortened(f"{told.text}：{heads}" if told else heads, TITLE_LENGTH + 12)


# --- passages ---


def find_passages(lines: Sequence[Line], judge: Judge) -> Iterator[Find]:
    for _, group in groupby(lines, key=lambda line: (tuple(h.key for h in line.headings), line.is_closing)):
        section = [line for line in group if is_text(line)]
        length = sum(len(line.text) for line in section)
        if len(section) > 1 and length <= LONGEST_TOGETHER and is_unbroken(section):
            yield from passage(section, judge)
        else:
            for line in section:
                yield from passage([line], judge)


def is_text(line: Line) -> bool:
    return bool(line.body) and line.paragraphs[0].role is not Role.SALUTATION and not WELCOME.match(line.text)


def is_unbroken(section: Sequence[Line]) -> bool:
    return section[-1].number - section[0].number == len(section) - 1


def passage(section: Sequence[Line], judge: Judge) -> Iterator[Find]:
    """Yield the passage of these lines if it is of a useful size. Its run-in heading belongs to it."""
    text = "\n".join("".join(p.text for p in line.body) for line in section)
    if not SHORTEST_PASSAGE <= len(text) <= LONGEST_PASSAGE * len(section):
        return
    judged = judge(text, section[0])
    own = [p for p in section[0].paragraphs if p.role is Role.HEADING]
    title = head((own[-1] if own else section[0].body[0]).text, TITLE_LENGTH)
    yield Find(
        "passage",
        judged.function,
        f"{judged.function}：{title}",
        judged.why,
        unattached(tuple(p for line in section for p in line.body)),
        section[0].number,
        section[-1].number,
        judged.is_sure,
    )


# --- slogans ---


def find_slogans(lines: Sequence[Line], judge: Judge) -> Iterator[Find]:
    seen: set[str] = set()
    for line in lines:
        if line.is_heading:
            continue
        for paragraph in line.body:
            for slogan in slogans(paragraph.text):
                if slogan.text not in seen:
                    seen.add(slogan.text)
                    judged = judge(paragraph.text, line)
                    content = (Paragraph(paragraph.key, Role.BODY, slogan.text),)
                    yield Find(
                        "slogan",
                        judged.function,
                        shortened(slogan.text.rstrip("。；！"), TITLE_LENGTH),
                        f"{slogan.why}；归为{judged.function}：{judged.why}",
                        content,
                        line.number,
                        line.number,
                        judged.is_sure,
                    )


# --- small things ---


def unattached(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the paragraphs as a fragment: the first begins a line, and nothing refers outside."""
    loose = tuple(replace(paragraph, spans=(), typed_marker=None) for paragraph in paragraphs)
    return (replace(loose[0], run_in=False), *loose[1:]) if loose else ()


def head(text: str, length: int) -> str:
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return shortened(sentence, length)


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
