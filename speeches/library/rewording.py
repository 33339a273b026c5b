"""The old wording of an expression: found place by place, replaced where a person ticked it.

What a text is made of are its parts by key: a paragraph's key, "front-0" for a line of the title block.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from speeches.manuscript.counts import QUOTES
from speeches.manuscript.paragraph import Paragraph, Span
from speeches.manuscript.placeholders import substitute
from speeches.manuscript.value import Manuscript
from speeches.proofreading.tables import marked_span

from .lexicon import lexicon_for
from .models import Entry, Expression, Outline
from .outdated import Outdated, outdated_forms

ENCLOSED = re.compile(r"“[^“”]+”")
SLOT_FIELDS = ("text", "prompt")
MARK = "reworded"

Parts = dict[str, str]
# By part and place in it, the digest of the part as the person saw it.
Ticks = Mapping[str, Mapping[int, str]]


class Spot(NamedTuple):
    """A place in a text; `right` is what is said instead, "" where a person has to find the words."""

    start: int
    end: int
    right: str
    until: date


class Rewording:
    """Finds one expression's outdated forms, those still to come included; not inside what is right."""

    def __init__(self, forms: Iterable[Outdated], right: Iterable[str]) -> None:
        self.forms = forms = tuple(forms)
        self.plain = {told.form: told for form in forms if not form.pattern for told in (bare(form), form)}
        self.shaped = [(form, re.compile(form.pattern)) for form in forms if form.pattern]
        self.literals = tuple({*self.plain, *(form.form for form, _ in self.shaped)})
        shields = {text for text in right if text not in self.plain and any(f in text for f in self.literals)}
        words = sorted({*self.plain, *shields}, key=len, reverse=True)
        self.words = re.compile("|".join(map(re.escape, words))) if words else None

    def spots(self, text: str) -> list[Spot]:
        """Return the places in reading order; none overlaps another."""
        found = sorted({*self.plain_spots(text), *self.shaped_spots(text)})
        return [spot for i, spot in enumerate(found) if i == 0 or spot.start >= found[i - 1].end]

    def plain_spots(self, text: str) -> Iterator[Spot]:
        for match in self.words.finditer(text) if self.words else ():
            if form := self.plain.get(match[0]):
                right = fitting(form.right, text[: match.start()], text[match.end() :])
                yield Spot(*match.span(), right, form.until)

    def shaped_spots(self, text: str) -> Iterator[Spot]:
        for form, shape in self.shaped:
            for match in shape.finditer(text) if form.form in text else ():
                yield Spot(*marked_span(match), form.right, form.until)


def rewording_of(expression: Expression) -> Rewording:
    """Return what finds the old wording of a row, beside what its office holds right. Two short queries."""
    known = [one.text for one in lexicon_for(expression.office_id).expressions if one.text != expression.text]
    return Rewording(outdated_forms(expression.value(), date.max), [*known, expression.successor])


def bare(form: Outdated) -> Outdated:
    """Return a form without its quotation marks, as speeches often write it."""
    right = form.right[1:-1] if ENCLOSED.fullmatch(form.right) else form.right
    stripped = QUOTES.sub("", form.form)
    return form._replace(form=stripped, right=right) if stripped != form.form else form


def fitting(right: str, before: str, after: str) -> str:
    """Return the new wording without its quotation marks where they are there already."""
    has_marks = before.endswith("“") and after.startswith("”")
    return right[1:-1] if has_marks and ENCLOSED.fullmatch(right) else right


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def ticked_spots(text: str, wanted: Mapping[int, str], rewording: Rewording) -> list[Spot]:
    """Return the places to replace, the last one first; none where the text is not what was ticked."""
    if not wanted:
        return []
    seen = digest(text)
    spots = [spot for spot in rewording.spots(text) if spot.right and wanted.get(spot.start) == seen]
    return spots[::-1]


def replaced(text: str, spots: Iterable[Spot]) -> str:
    for spot in spots:
        text = text[: spot.start] + spot.right + text[spot.end :]
    return text


def reworded_paragraph(paragraph: Paragraph, spots: Iterable[Spot]) -> Paragraph:
    for spot in spots:
        paragraph = substitute(paragraph, Span(spot.start, spot.end, MARK), spot.right)
    return replace(paragraph, spans=tuple(span for span in paragraph.spans if span.kind != MARK))


def reworded(manuscript: Manuscript, rewording: Rewording, ticks: Ticks) -> tuple[Manuscript, int]:
    """Return the manuscript with the ticked places replaced, and how many were. Pure."""
    parts = manuscript_parts(manuscript)
    spots = {key: ticked_spots(text, ticks.get(key, {}), rewording) for key, text in parts.items()}
    front = tuple(
        replace(line, text=replaced(line.text, spots[f"front-{place}"]))
        for place, line in enumerate(manuscript.front)
    )
    paragraphs = tuple(reworded_paragraph(one, spots[one.key]) for one in manuscript.paragraphs)
    return Manuscript(front, paragraphs), sum(map(len, spots.values()))


def manuscript_parts(manuscript: Manuscript) -> Parts:
    front = {f"front-{place}": line.text for place, line in enumerate(manuscript.front)}
    return {**front, **{paragraph.key: paragraph.text for paragraph in manuscript.paragraphs}}


def entry_parts(entry: Entry) -> Parts:
    return {"title": entry.title, **manuscript_parts(entry.manuscript)}


def outline_parts(outline: Outline) -> Parts:
    parts = {"name": outline.name, "summary": outline.summary}
    parts |= {f"front-{place}": line[1] for place, line in enumerate(outline.front)}
    for place, slot in enumerate(outline.slots):
        parts |= {f"slot-{place}-{name}": slot.get(name, "") for name in SLOT_FIELDS}
    return parts
