"""From plain text to a manuscript: what a careful reader sees in a speech that somebody sends as a file.

Steps: lines → title block and adverts → heading and list markers → segments → list ids, typed markers,
closing. `Manuscript.to_text()` of the result gives the text back, white space and dropped lines aside.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from types import MappingProxyType

from . import announcements, closing, headings, markdown
from .adverts import is_advert, is_intruder, is_page_number
from .lists import ListLine, find_lists
from .marks import Mark, list_marks
from .paragraph import Paragraph, new_key
from .segments import LineReader, keep_typed, list_members, salutation
from .setnames import SET_NAMES
from .titleblock import GREETING, front_kind, opens_body, read_front, salutation_end
from .value import Front, FrontLine, Manuscript
from .wrapping import continues_line, wrapped_width

LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Zero-width and soft-hyphen characters of web pages, marks of direction, the choice of an emoji's looks.
INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1b\x7f]"
)
# What is left of a web page's source where its text was copied from there.
ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|times|quot|amp"
    r"|#(?:160|12288|34|39|183|82(?:03|1[167]|2[01]|30)));"
)
LONGEST_FRONT_BLOCK = 8
# Some sites join paragraphs into one line and leave only the indent of each.
INDENT = re.compile(r"[\u3000\xa0]{2,}")
JOINED_PARAGRAPHS = re.compile(rf"(?<=[。！？；：”]){INDENT.pattern}")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the input that is not blank: its 1-based number, its text stripped, and as it was."""

    number: int
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A manuscript, what was left out of it as (line number, line), and the line on which each key stands."""

    manuscript: Manuscript
    dropped: tuple[tuple[int, str], ...] = ()
    lines: dict[str, int] = field(default_factory=dict)


def source_lines(text: str) -> Iterator[SourceLine]:
    for number, coded in enumerate(LINE_BREAK.split(text), start=1):
        raw = ENTITY.sub(lambda match: unescape(match[0]), coded)
        for part in joined_paragraphs(raw):
            if stripped := INVISIBLE.sub("", part).strip():
                yield SourceLine(number, stripped, part)


def joined_paragraphs(line: str) -> list[str]:
    """Split a line where paragraphs were joined; where that happened twice, headings were joined as well."""
    parts = JOINED_PARAGRAPHS.split(line)
    return INDENT.split(line) if len(parts) > 2 else parts


def unwrapped(lines: list[SourceLine]) -> list[SourceLine]:
    """Join the lines of a text that was broken at one width; a joined line has the number of its first.

    A page number in the middle of a paragraph stays a line of its own, behind it.
    """
    width = wrapped_width([line.raw for line in lines if not is_page_number(line.text)])
    if width is None:
        return lines
    joined: list[SourceLine] = []
    last, at, is_over_page = None, 0, False
    for line in lines:
        if last is not None and is_page_number(line.text):
            joined.append(line)
            is_over_page = True
            continue
        goes_on = last is not None and (is_over_page or line.number == last.number + 1)
        if last is not None and goes_on and continues_line(last.raw, line.raw, width):
            before = joined[at]
            joined[at] = replace(before, text=before.text + line.text, raw=before.raw + line.raw)
        else:
            joined.append(line)
            at = len(joined) - 1
        last, is_over_page = line, False
    return joined


def parse(
    text: str,
    *,
    set_names: Collection[str] = SET_NAMES,
    mint: Callable[[], str] = new_key,
    styled: Mapping[int, int] = MappingProxyType({}),
) -> Parsed:
    """Read a speech. Linear in the text; `set_names` hold a number and announce nothing (四个意识).

    `styled` says which lines (from 1) a word processor's style makes headings, and of which level.
    """
    lines, levels = without_markdown(list(source_lines(text)))
    lines, styled = unwrapped(lines), {**levels, **styled}
    body_start = start_of_body([line.text for line in lines])
    front_lines = lines[:body_start]
    front = read_front([line.number for line in front_lines], [line.text for line in front_lines])
    body, dropped_after = split_trailing(lines[body_start:])
    dropped = [front_lines[index] for index in front.dropped] + dropped_after
    paragraphs, numbers = read_body(body, mint, styled)
    manuscript = Manuscript(
        tuple(FrontLine(kind, front_lines[index].text) for index, kind in front.kept), tuple(paragraphs)
    )
    return Parsed(
        announcements.bind(manuscript, set_names),
        tuple((line.number, line.raw) for line in sorted(dropped, key=lambda line: line.number)),
        numbers,
    )


def without_markdown(lines: list[SourceLine]) -> tuple[list[SourceLine], dict[int, int]]:
    """Return the lines without Markdown's marks, and the levels these gave to headings below the title."""
    if not markdown.is_markdown(line.text for line in lines):
        return lines, {}
    plain = [
        line if is_page_number(line.text) else replace(line, text=markdown.unmarked(line.text) or line.text)
        for line in lines
    ]
    levels = {line.number: level for line in lines[1:] if (level := markdown.level(line.text))}
    highest = min(levels.values(), default=1)
    return plain, {number: level - highest + 1 for number, level in levels.items()}


def start_of_body(texts: Sequence[str]) -> int:
    """Return the index of the first line below the title block.

    A list of short phrases has no line that plainly opens a body: there the title is the first line, with
    speaker and date below it.
    """
    for index, text in enumerate(texts):
        if opens_body(text) and not is_advert(text):
            return index
    if len(texts) <= LONGEST_FRONT_BLOCK:
        return len(texts)
    return next(index for index in range(1, len(texts) + 1) if is_phrase(texts, index))


def is_phrase(texts: Sequence[str], index: int) -> bool:
    """Tell whether a line is neither speaker nor date nor advert, so that it can open a body of phrases."""
    if index == len(texts):
        return True
    return front_kind(texts[index]) is Front.TITLE and not is_advert(texts[index])


def split_trailing(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """Split the body's lines into those of the speech and the dropped ones: page numbers, adverts."""
    end = closing.speech_end([line.text for line in lines])
    kept = [line for line in lines[:end] if not is_intruder(line.text)]
    return kept, [line for line in lines[:end] if is_intruder(line.text)] + list(lines[end:])


def read_body(
    lines: Sequence[SourceLine], mint: Callable[[], str], styled: Mapping[int, int]
) -> tuple[list[Paragraph], dict[str, int]]:
    """Return the paragraphs of the body, and each one's line number by key."""
    texts = [line.text for line in lines]
    first = leading_salutations(texts)
    body = lines[first:]
    levels = {index: styled[line.number] for index, line in enumerate(body) if line.number in styled}
    reader = line_reader(texts[first:], mint, levels)
    paragraphs: list[Paragraph] = []
    numbers: dict[str, int] = {}
    for index, line in enumerate(lines):
        new = list(salutation(line.text, mint) if index < first else reader.read(index - first, line.text))
        numbers.update((paragraph.key, line.number) for paragraph in new)
        paragraphs += new
    return keep_typed(closing.mark_closing(paragraphs)), numbers


def line_reader(texts: Sequence[str], mint: Callable[[], str], levels: Mapping[int, int]) -> LineReader:
    """Find the headings and the lists of the body, and return what cuts its lines accordingly."""
    heads = headings.heading_lines(texts)
    marks = [free_marks(text, heads.get(index)) for index, text in enumerate(texts)]
    spoken = headings.spoken_heads(texts, marks, heads)
    for index, head in spoken.items():
        marks[index] = free_marks(texts[index], head)
    runs = find_lists(
        [
            ListLine(
                marks[index],
                starts_section=index in heads and heads[index].level <= 2,
                ends_with_colon=text.endswith(("：", ":")),
            )
            for index, text in enumerate(texts)
        ]
    )
    members = list_members(runs, mint)
    taken = {*heads, *spoken, *members}
    bare = (
        headings.styled_heads(texts, taken, levels)
        or headings.labelled_heads(texts, taken, heads)
        or headings.bracketed_heads(texts, taken, heads)
        or headings.bare_heads(texts, taken, heads)
    )
    return LineReader({**bare, **heads, **spoken}, members, mint)


def free_marks(text: str, head: headings.Head | None) -> list[Mark]:
    """Return the candidate list markers of a line that are not part of its heading."""
    if head is None:
        return list(list_marks(text))
    return [] if head.is_whole_line else [mark for mark in list_marks(text) if mark.start >= head.text_start]


def leading_salutations(texts: Sequence[str]) -> int:
    """Return how many lines open the body as salutation; later ones (同志们，) are body."""
    return next((index for index, text in enumerate(texts) if not is_salutation(texts, index)), len(texts))


def is_salutation(texts: Sequence[str], index: int) -> bool:
    """Tell whether a line is one; “大家好！” below another is what the speech begins with."""
    return salutation_end(texts[index]) is not None and not (index and GREETING.fullmatch(texts[index]))
