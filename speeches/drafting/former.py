"""What a speech that began as a copy still says of its former occasion (旧稿痕迹). Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.placeholders import substitute
from speeches.manuscript.value import Front, FrontLine, Manuscript

YEAR = "年份"
YEAR_IN_TEXT = re.compile(r"(?<!\d)(20\d{2})年")
# One character is found everywhere and says nothing.
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Trace:
    """A former fact that still stands in the text: how often, and in which paragraph first ("" = title)."""

    name: str
    value: str
    count: int
    key: str


def traces(manuscript: Manuscript, former: Mapping[str, str]) -> list[Trace]:
    """Return the former facts still found, in the order in which they were given."""
    return [trace for name, value in former.items() if (trace := trace_of(manuscript, name, value))]


def trace_of(manuscript: Manuscript, name: str, value: str) -> Trace | None:
    keys = [key for key, text in texts(manuscript) for _ in range(text.count(value))]
    return Trace(name, value, len(keys), keys[0]) if keys else None


def texts(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    yield from (("", line.text) for line in manuscript.front)
    yield from ((paragraph.key, paragraph.text) for paragraph in manuscript.paragraphs)


def former_facts(
    manuscript: Manuscript, old: Mapping[str, str], new: Mapping[str, str], spoken_on: date | None
) -> dict[str, str]:
    """Return what was true of the old speech and is not of the new one, its year included."""
    former = {
        name: value
        for name, value in old.items()
        if len(value) >= SHORTEST and value != new.get(name) and value not in new.values()
    }
    if (year := year_of(manuscript, old)) and not (spoken_on and f"{spoken_on.year}年" == year):
        former[YEAR] = year
    return former


def year_of(manuscript: Manuscript, facts: Mapping[str, str]) -> str:
    """Return the year a speech was made for, as its title block or its date says it; "" where none does."""
    says = [*(line.text for line in manuscript.front), facts.get("日期", "")]
    return next((match[0] for text in says if (match := YEAR_IN_TEXT.search(text))), "")


def asked_anew(manuscript: Manuscript, facts: Mapping[str, str]) -> Manuscript:
    """Return the speech with its filled-in facts replaced by the new ones, or open again where unknown."""
    paragraphs = tuple(paragraph_asked_anew(paragraph, facts) for paragraph in manuscript.paragraphs)
    return replace(manuscript, paragraphs=paragraphs)


def paragraph_asked_anew(paragraph: Paragraph, facts: Mapping[str, str]) -> Paragraph:
    for span in sorted(paragraph.spans, key=lambda span: -span.start):
        if span.kind != "fact":
            continue
        value = facts.get(span.ref, "")
        paragraph = substitute(paragraph, span, value or f"【{span.ref}】")
        if not value:
            # An open place is found by its brackets; a span would say that it is filled.
            spans = tuple(s for s in paragraph.spans if (s.kind, s.start) != ("fact", span.start))
            paragraph = replace(paragraph, spans=spans)
    return paragraph


def front_asked_anew(
    front: tuple[FrontLine, ...], title: str, facts: Mapping[str, str]
) -> tuple[FrontLine, ...]:
    """Return the title block under the new title, with the new speaker and date or open places for them."""
    asked = {
        Front.BYLINE: facts.get("讲话人") or "【讲话人】",
        Front.DATE: f"（{facts.get('日期') or '【日期】'}）",
    }
    others = [
        replace(line, text=asked.get(line.kind, line.text)) for line in front if line.kind is not Front.TITLE
    ]
    return (FrontLine(Front.TITLE, title), *others)
