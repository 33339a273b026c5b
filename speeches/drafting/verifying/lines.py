"""The lines of the sheet: figures, what is computed from them, and numbers typed into the text. Pure."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from speeches.drafting.facts import figures_of, formulas
from speeches.library.intake.figures import UNITS, Suggestion, quantities
from speeches.manuscript.figures import read_number
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.sentences import sentence_ends
from speeches.manuscript.value import Manuscript

UNIT = re.compile("|".join(unit for _, unit in UNITS))
# So like a sentence must be to one that was verified, in per cent, to be what became of it.
ALIKE = 60
COMPARED = ("value", "unit", "previous", "period")


class Status(StrEnum):
    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    WRONG = "wrong"
    CHANGED = "changed"
    COMPUTED = "computed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Status.UNVERIFIED: "未核实",
    Status.VERIFIED: "已核实",
    Status.WRONG: "待更正",
    Status.CHANGED: "核实后有改动，须重新核实",
    Status.COMPUTED: "由上列数据算出",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the text."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """`identity` names the line on the page; `fact` is the row of a figure, None for a sentence."""

    identity: str
    name: str
    value: str
    previous: str
    period: str
    source: str
    places: tuple[Place, ...]
    status: Status
    verifications: tuple[Any, ...] = ()
    fact: Any = None

    @property
    def is_done(self) -> bool:
        return self.status in (Status.VERIFIED, Status.COMPUTED)

    @property
    def can_verify(self) -> bool:
        return self.status is not Status.COMPUTED

    @property
    def last(self) -> Any:
        return self.verifications[-1] if self.verifications else None


def lines_of(manuscript: Manuscript, facts: Iterable[Any], verifications: Iterable[Any]) -> list[Line]:
    """Return the figures as they were entered, what is computed, then the other sentences with numbers."""
    figures = [fact for fact in facts if fact.is_figure]
    of_fact: dict[int, list[Any]] = {}
    of_text: dict[str, list[Any]] = {}
    for one in verifications:
        (of_fact.setdefault(one.fact_id, []) if one.fact_id else of_text.setdefault(one.key, [])).append(one)
    named = places_by_name(manuscript)
    computed = formulas(manuscript, figures_of(figures))
    return [
        *(figure_line(fact, named.get(fact.name, ()), of_fact.get(fact.pk, [])) for fact in figures),
        *(
            computed_line(name, found.text or found.reason, named.get(name, ()))
            for name, found in computed.items()
        ),
        *text_lines(manuscript, of_text),
    ]


def figure_line(fact: Any, places: Sequence[Place], verifications: Sequence[Any]) -> Line:
    return Line(
        f"fact-{fact.pk}",
        fact.name,
        f"{fact.value}{fact.unit}" if fact.value else "",
        f"{fact.previous}{fact.unit}" if fact.previous else "",
        fact.period,
        fact.source,
        tuple(places),
        figure_status(fact, verifications),
        tuple(verifications),
        fact,
    )


def said_of(fact: Any) -> dict[str, str]:
    """Return what is verified of a figure: a corrected source makes no other number."""
    return {name: getattr(fact, name) for name in COMPARED}


def figure_status(fact: Any, verifications: Sequence[Any]) -> Status:
    if not verifications:
        return Status.UNVERIFIED
    last, now = verifications[-1], said_of(fact)
    if last.verdict == "right":
        return Status.VERIFIED if last.said == now else Status.CHANGED
    if last.said == now:
        return Status.WRONG
    # What the department gave has been put in: that is what it verified.
    return (
        Status.VERIFIED
        if {**last.said, "value": fact.value} == now and is_same(fact.value, last.proposed)
        else Status.CHANGED
    )


def is_same(value: str, proposed: str) -> bool:
    return value == proposed or (
        read_number(value) is not None and read_number(value) == read_number(proposed)
    )


def computed_line(name: str, text: str, places: Sequence[Place]) -> Line:
    return Line(f"computed-{name}", name, text, "", "", "", tuple(places), Status.COMPUTED)


def places_by_name(manuscript: Manuscript) -> dict[str, tuple[Place, ...]]:
    """Return the sentences into which each figure was filled."""
    found: dict[str, list[Place]] = {}
    for paragraph in manuscript.paragraphs:
        for span in paragraph.spans:
            if span.kind == "fact":
                start, end = next(each for each in sentences(paragraph.text) if span.start < each[1])
                found.setdefault(span.ref, []).append(Place(paragraph.key, paragraph.text[start:end]))
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def sentences(text: str) -> Iterator[tuple[int, int]]:
    yield from pairwise([0, *sentence_ends(text)])


# Numbers that were typed


def text_lines(manuscript: Manuscript, of_text: Mapping[str, Sequence[Any]]) -> Iterator[Line]:
    """Yield the sentences with typed numbers."""
    for paragraph in manuscript.paragraphs:
        now = dict(typed(paragraph))
        known = of_text.get(paragraph.key, ())
        lost = [one for one in known if one.quote not in now]
        for sentence, numbers in now.items():
            mine = [one for one in known if one.quote == sentence]
            yield text_line(paragraph.key, sentence, numbers, mine, lost)


def typed(paragraph: Paragraph) -> Iterator[tuple[str, list[str]]]:
    """Yield (sentence, its numbers) where numbers stand that no figure put there."""
    filled = [(span.start, span.end) for span in paragraph.spans if span.kind == "fact"]
    found = [
        one
        for one in quantities(paragraph.text)
        if not any(one.start < end and start < one.end for start, end in filled)
    ]
    for start, end in sentences(paragraph.text):
        inside = [with_unit(paragraph.text, one) for one in found if start <= one.start < end]
        if inside:
            yield paragraph.text[start:end].strip(), inside


def with_unit(text: str, one: Suggestion) -> str:
    """Return a number with the unit behind it."""
    found = UNIT.match(text, one.end)
    return one.text + (found[0] if found else "")


def text_line(
    key: str, sentence: str, numbers: Sequence[str], mine: Sequence[Any], lost: Sequence[Any]
) -> Line:
    """Return the line of a sentence; one that read otherwise when it was verified has to be once more."""
    status = Status.UNVERIFIED
    if mine:
        status = Status.VERIFIED if mine[-1].verdict == "right" else Status.WRONG
    elif mine := [one for one in lost if fuzz.ratio(one.quote, sentence) >= ALIKE]:
        is_mended = mine[-1].verdict == "wrong" and mine[-1].proposed and mine[-1].proposed in sentence
        status = Status.VERIFIED if is_mended else Status.CHANGED
    place = (Place(key, sentence),)
    identity = f"text-{key}-{zlib.crc32(sentence.encode())}"
    return Line(identity, "", "、".join(numbers), "", "", "", place, status, tuple(mine))
