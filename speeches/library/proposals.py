"""From paragraphs of a speech to proposed material (存为素材): text, kind, function and title are guessed."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.duration import characters
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.sections import Section, sections
from speeches.manuscript.value import Manuscript

from .models.entry import Function, Kind

SLOGAN_LENGTH = 45
TITLE_LENGTH = 24
# The words of headings that tell what a section is for; the first family that is met decides.
CUES: tuple[tuple[Function, re.Pattern[str]], ...] = (
    (Function.PROBLEM, re.compile("问题|不足|差距|短板|薄弱|通报|教训")),
    (Function.EXPERIENCE, re.compile("经验|体会|启示|规律")),
    (Function.REVIEW, re.compile("回顾|成绩|成效|取得|以来|进展")),
    (Function.SITUATION, re.compile("形势|认清|认识|把握|站位|领会|意义")),
    (Function.TEAM, re.compile("队伍|自身建设|干部|铁军|打铁|能力")),
    (Function.DEMAND, re.compile("要求|责任|保障|组织领导|作风|落实")),
    (Function.TASK, re.compile("任务|重点|工作|部署|抓好|推进|监督")),
)
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


def suggest(manuscript: Manuscript, keys: Collection[str], facts: Mapping[str, str]) -> Suggestion | None:
    """Return what these paragraphs would be as material; None where none of them is there.

    `facts`: what the draft knows of itself, name → value; it becomes placeholders again.
    """
    chosen = [paragraph for paragraph in manuscript.paragraphs if paragraph.key in keys]
    if not chosen:
        return None
    fragment = as_fragment(chosen)
    text, replaced = with_placeholders(fragment.to_text(), facts)
    kind = guess_kind(fragment)
    function = guess_function(manuscript, chosen[0].key)
    return Suggestion(kind, function, guess_title(fragment, kind), text, replaced)


def as_fragment(chosen: list[Paragraph]) -> Manuscript:
    """Return the paragraphs as a text of their own: it begins with a line, and is numbered anew."""
    first, *rest = (replace(paragraph, typed_marker=None, origin=None) for paragraph in chosen)
    return Manuscript(paragraphs=(replace(first, run_in=False), *rest))


def with_placeholders(text: str, facts: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Put 【name】 wherever a fact's value stands, longer values first; what is in 【】 already stays."""
    names = {value: name for name, value in reversed(facts.items()) if len(value) > 1}
    if not names:
        return text, ()
    values = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join([MARKED.pattern, *map(re.escape, values)]))
    found: dict[str, str] = {}

    def marked(match: re.Match[str]) -> str:
        if match[0] not in names:
            return match[0]
        return found.setdefault(match[0], f"【{names[match[0]]}】")

    return pattern.sub(marked, text), tuple(found.items())


def guess_kind(fragment: Manuscript) -> Kind:
    if any(found.group for found in find_announcements(fragment)):
        return Kind.ENUMERATION
    is_short = characters(fragment.to_text()) <= SLOGAN_LENGTH
    has_parts = any(paragraph.role is Role.HEADING for paragraph in fragment.paragraphs)
    return Kind.SLOGAN if is_short and not has_parts else Kind.PASSAGE


def guess_function(manuscript: Manuscript, key: str) -> Function:
    """Return what the section around a paragraph is for: its own heading speaks before those above it."""
    around = sections_around(manuscript, key)
    for section in around:
        for function, cue in CUES:
            if section.level and cue.search(section.title):
                return function
    if around and not around[0].level and len(sections(manuscript)) > 1:
        return Function.OPENING if around[0].start == 0 else Function.ENDING
    return Function.TASK


def sections_around(manuscript: Manuscript, key: str) -> list[Section]:
    """Return the sections that hold a paragraph, the innermost first."""
    keys = [paragraph.key for paragraph in manuscript.paragraphs]
    place = keys.index(key)
    return [found for found in reversed(sections(manuscript)) if found.start <= place < found.end]


def guess_title(fragment: Manuscript, kind: Kind) -> str:
    """Return the heading, the name of the list, or the first clause."""
    heading = next((p.text for p in fragment.paragraphs if p.role is Role.HEADING), "")
    if heading:
        return heading.rstrip("。；：")[:TITLE_LENGTH]
    if kind is Kind.ENUMERATION:
        return next(found.text for found in find_announcements(fragment) if found.group)[:TITLE_LENGTH]
    clause = CLAUSE.search(fragment.paragraphs[0].text)
    return clause[0][:TITLE_LENGTH] if clause else ""
