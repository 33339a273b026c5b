"""From paragraphs of a speech to proposed material (存为素材): text, kind, function and title are guessed."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.duration import characters
from speeches.manuscript.editing import with_healed_counts
from speeches.manuscript.enumeration import read_enumeration
from speeches.manuscript.groups import group_members
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .functions import classify, place_at
from .intake import figures
from .intake.figures import masks
from .learning import Learned
from .models.entry import Function, Kind

SLOGAN_LENGTH = 45
TITLE_LENGTH = 24
CLAUSE = re.compile("[^。；，：！？\n]+")
MARKED = re.compile("【[^【】]*】")


class Suggestion(NamedTuple):
    """What the form of a proposal begins with; `replaced` are (words, placeholder) pairs."""

    kind: Kind
    function: Function
    title: str
    text: str
    replaced: tuple[tuple[str, str], ...]

    def initial(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("kind", "function", "title", "text")}


def suggest(
    manuscript: Manuscript,
    keys: Collection[str],
    facts: Mapping[str, str],
    learned: Learned | None = None,
    set_names: Collection[str] = SET_NAMES,
) -> Suggestion | None:
    """Return what these paragraphs would be as material; None where none of them is there.

    `facts`: what the draft knows of itself, name → value; it becomes placeholders again.
    `learned`: how the office's material is worded, for telling the function.
    """
    chosen = [paragraph for paragraph in manuscript.paragraphs if paragraph.key in keys]
    if not chosen:
        return None
    fragment = as_fragment(with_own_counts(manuscript, chosen))
    text, replaced = with_placeholders(fragment.to_text(), facts)
    kind = guess_kind(fragment, set_names)
    function = guess_function(manuscript, chosen[0].key, text, learned)
    return Suggestion(kind, function, guess_title(fragment, kind, set_names), text, replaced)


def with_own_counts(manuscript: Manuscript, chosen: list[Paragraph]) -> list[Paragraph]:
    """Return the chosen paragraphs with counts of the items among them: three of five."""
    before, after = group_members(manuscript.paragraphs), group_members(chosen)
    sizes = {
        p.list_id: (len(before[p.list_id]), len(after[p.list_id])) for p in chosen if p.role is Role.ITEM
    }
    return [with_healed_counts(paragraph, sizes) for paragraph in chosen]


def as_fragment(chosen: list[Paragraph]) -> Manuscript:
    """Return the paragraphs as a text of their own: it begins with a line, and is numbered anew."""
    first, *rest = (replace(paragraph, typed_marker=None, origin=None) for paragraph in chosen)
    return Manuscript(paragraphs=(replace(first, run_in=False), *rest))


def with_placeholders(text: str, facts: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Put 【name】 wherever a fact's value stands, and a figure, day or name as the intake knows them.

    Returns what was replaced in the order of the text; what is open already stays.
    """
    own = list(known_words(text, facts))
    opened = list(masks(text))
    others = [each for each in figures.suggest(text) if all(is_apart(each, one) for one in (*own, *opened))]
    places = sorted([*own, *others], key=lambda each: each.start)
    return figures.applied(text, places), tuple((each.text, each.placeholder) for each in places)


def known_words(text: str, facts: Mapping[str, str]) -> Iterator[figures.Suggestion]:
    """Yield where facts' values stand, longer ones first; nothing inside 【】."""
    names = {value: name for name, value in reversed(facts.items()) if len(value) > 1}
    if not names:
        return
    values = sorted(names, key=len, reverse=True)
    for match in re.finditer("|".join([MARKED.pattern, *map(re.escape, values)]), text):
        if match[0] in names:
            yield figures.Suggestion(*match.span(), match[0], names[match[0]])


def is_apart(one: figures.Suggestion, other: figures.Suggestion) -> bool:
    return one.end <= other.start or one.start >= other.end


def guess_kind(fragment: Manuscript, set_names: Collection[str]) -> Kind:
    if is_enumeration(fragment, set_names):
        return Kind.ENUMERATION
    is_short = characters(fragment.to_text()) <= SLOGAN_LENGTH
    has_parts = any(paragraph.role is Role.HEADING for paragraph in fragment.paragraphs)
    return Kind.SLOGAN if is_short and not has_parts else Kind.PASSAGE


def is_enumeration(fragment: Manuscript, set_names: Collection[str]) -> bool:
    """Tell whether a list is announced, or there is nothing but one."""
    if any(found.group for found in find_announcements(fragment, set_names)):
        return True
    found = read_enumeration(fragment)
    return found is not None and not found.lead and not found.has_headings


def guess_function(manuscript: Manuscript, key: str, text: str, learned: Learned | None) -> Function:
    """Return what these paragraphs are for, by where the first of them stands and by what they say."""
    at = next(at for at, paragraph in enumerate(manuscript.paragraphs) if paragraph.key == key)
    return Function(classify(text, place_at(manuscript, at), learned).function)


def guess_title(fragment: Manuscript, kind: Kind, set_names: Collection[str]) -> str:
    """Return the heading, the name of the list, or the first clause."""
    heading = next((p.text for p in fragment.paragraphs if p.role is Role.HEADING), "")
    if heading:
        return heading.rstrip("。；：")[:TITLE_LENGTH]
    names = [found.text for found in find_announcements(fragment, set_names) if found.group]
    if kind is Kind.ENUMERATION and names:
        return names[0][:TITLE_LENGTH]
    clause = CLAUSE.search(fragment.paragraphs[0].text)
    return clause[0][:TITLE_LENGTH] if clause else ""
