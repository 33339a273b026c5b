"""The structure of a speech as the commands print it: JSON of a fixed shape, and an outline to read. Pure."""

from collections.abc import Collection, Iterator
from typing import Any

from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.duration import minutes
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import source_lines
from speeches.manuscript.placeholders import find_placeholders
from speeches.manuscript.sections import spoken_characters
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .incoming import Incoming


def structure(incoming: Incoming, text: str, set_names: Collection[str] = SET_NAMES) -> dict[str, Any]:
    """Return what `parse --json` prints; `line` is the 1-based line of `text`."""
    manuscript, lines = incoming.manuscript, incoming.lines
    salutations = (p.text for p in manuscript.paragraphs if p.role is Role.SALUTATION)
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "byline": manuscript.byline,
        "date": manuscript.date,
        "salutation": next(salutations, ""),
        "dropped": [line for _, line in incoming.dropped],
        "paragraphs": [
            {
                "key": paragraph.key,
                "role": paragraph.role.value,
                "level": paragraph.level,
                "series": paragraph.series,
                "marker": marker,
                "text": paragraph.text,
                "run_in": paragraph.run_in,
                "line": lines[paragraph.key],
            }
            for line in manuscript.printed_lines()
            for marker, paragraph in line
        ],
        "announcements": [
            {
                "line": lines[found.key],
                "text": found.text,
                "n": found.n,
                "counted": found.counted,
                "consistent": found.consistent,
            }
            for found in find_announcements(manuscript, set_names)
        ],
        "placeholders": list(placeholders(incoming, text)),
    }


def placeholders(incoming: Incoming, text: str) -> Iterator[dict[str, Any]]:
    """Yield the open places of title block and text with their lines."""
    numbers = front_numbers(incoming.manuscript, text)
    texts = [(number, line.text) for number, line in zip(numbers, incoming.manuscript.front, strict=True)]
    texts += [(incoming.lines[p.key], p.text) for p in incoming.manuscript.paragraphs]
    for number, passage in texts:
        for found in find_placeholders(passage):
            yield {"line": number, "text": found.text, "kind": found.kind}


def front_numbers(manuscript: Manuscript, text: str) -> list[int]:
    """Return the input line of each line of the title block, 0 where it is not found."""
    rest = iter(source_lines(text))
    return [next((line.number for line in rest if line.text == front.text), 0) for front in manuscript.front]


def readable_outline(incoming: Incoming, set_names: Collection[str] = SET_NAMES) -> Iterator[str]:
    """Yield the lines of an outline for people: title block, headings and items, and what was noticed."""
    manuscript = incoming.manuscript
    yield from (line.text for line in manuscript.front)
    level = 0
    for line in manuscript.printed_lines():
        for marker, paragraph in line:
            level = paragraph.level or level
            if paragraph.role in (Role.HEADING, Role.ITEM):
                indent = level - 1 if paragraph.level else level + paragraph.depth - 1
                yield f"{'　' * indent}{marker}{paragraph.text}（第 {incoming.lines[paragraph.key]} 行）"
    count = spoken_characters(manuscript)
    yield f"共 {count:,} 字，约 {minutes(count):.0f} 分钟。"
    yield from findings(incoming, set_names)


def findings(incoming: Incoming, set_names: Collection[str]) -> Iterator[str]:
    for found in find_announcements(incoming.manuscript, set_names):
        verdict = (
            f"相符，{found.counted} 条" if found.consistent else f"不符：说 {found.n}，后面是 {found.counted}"
        )
        yield f"预告 {found.text}（第 {incoming.lines[found.key]} 行）{verdict}"
    for paragraph in incoming.manuscript.paragraphs:
        for place in find_placeholders(paragraph.text):
            yield f"待填“{place.text}”（第 {incoming.lines[paragraph.key]} 行）"
    for number, line in incoming.dropped:
        yield f"没有带入：{line.strip()}（第 {number} 行）"
