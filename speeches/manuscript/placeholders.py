"""Placeholders (待填项): 【单位】 as this product writes them; XX, ××, X月X日, * as past speeches do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .figures import with_unit
from .paragraph import Paragraph, Span
from .value import FrontLine, Manuscript


class Kind(StrEnum):
    FACT = "fact"
    PROMPT = "prompt"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    OFFICE = "office"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place to be filled, in code points; `name` is what stands between 【】."""

    start: int
    end: int
    text: str
    kind: Kind
    name: str = ""


MASK = "XxＸｘ×✕╳*＊"
# 【案例一】 is a label over a story, not a place to be filled.
LABEL = r"(?:典型)?(?:案例|事例|故事|镜头|场景|片段|链接)[一二三四五六七八九十\d]{1,2}"
NAMED = rf"【(?!{LABEL}】)(?P<name>[^【】\n]{{1,80}})】"
SHORT = rf"(?:\d{{1,2}}|[{MASK}]{{1,2}})"
MASKED_DATE = (
    rf"(?P<date>(?:[\d{MASK}]{{2,4}}\s?年\s?)?{SHORT}\s?月\s?{SHORT}\s?[日号]"
    rf"|(?:20)?[{MASK}]{{2,4}}\s?年(?:\s?[{MASK}\d]{{1,2}}\s?月)?"
    rf"|\d{{2}}[{MASK}]{{2}}(?!\d)|[{MASK}]{{1,2}}\s?月(?:份)?)"
)
MASKED = r"(?P<mask>[XＸ×✕╳]+|[xｘ]{2,}|[*＊]+)"
DIGIT = r"[一二三四五六七八九〇零○\d]"
SPELLED = (
    rf"(?P<spelled>某某+|(?<!{DIGIT})○{{2,}}(?!{DIGIT})|_{{2,}}|＿{{2,}}"
    r"|[（(]\s*(?:待补充?|待定|待核实?|略)\s*[）)]"
    # （此处填写本单位情况） · （请结合实际补充） · （可根据需要删减）
    r"|[（(]\s*(?:此处|这里|请|可|可以|自行|根据|结合)[^（）()，。；]{0,20}"
    r"(?:填写|填入|补充|插入|添加|列举|展开|替换|修改|删减|增减|略写)[^（）()。；]{0,20}[）)])"
)
PLACEHOLDER = re.compile(f"{NAMED}|{MASKED_DATE}|{MASKED}|{SPELLED}")
HAS_MASK = re.compile(f"[{MASK}]")
# 5×8, X光, *.doc, 1×N are no placeholders.
NOT_BEFORE = re.compile(r"[A-Za-z0-9.\-]$")
NOT_AFTER = re.compile(r"^(?:[A-WYZa-wyz0-9.\-]|光|线机|射线|轴|染色体|级别)")
UNITS = re.compile(
    r"^\s?(?:余|多)?(?:[个名件人次项条份批期万亿千百%％类轮元级家起篇场户处张封本例台套倍天年周页字方点位笔宗辆亩吨]"
    r"|小时|分钟|公里)"
)
PEOPLE = re.compile(r"^\s?(?:同志|书记|主任|[组局部市县区省院处科]长|主席|先生|女士|教授|常委|委员|副)")
OFFICES = re.compile(
    r"^\s?(?:[省市县区州镇乡村局委厅部处科院校]"
    r"|街道|集团|公司|单位|机关|纪委|纪检|党组|党委|支部|办公室|中心|银行)"
)


def find_placeholders(text: str) -> list[Placeholder]:
    """Return the open places of a text, from left to right."""
    return [found for match in PLACEHOLDER.finditer(text) if (found := read_placeholder(text, match))]


def read_placeholder(text: str, match: re.Match[str]) -> Placeholder | None:
    start, end = match.span()
    if name := match["name"]:
        kind = Kind.PROMPT if name.startswith("提示") else Kind.FACT
        return Placeholder(start, end, match[0], kind, name)
    if match["date"]:
        return Placeholder(start, end, match[0], Kind.DATE) if HAS_MASK.search(match[0]) else None
    if match["mask"] and (NOT_BEFORE.search(text[:start]) or NOT_AFTER.match(text[end:])):
        return None
    after = text[end : end + 6]
    for kind, pattern in ((Kind.NUMBER, UNITS), (Kind.PERSON, PEOPLE), (Kind.OFFICE, OFFICES)):
        if pattern.match(after):
            return Placeholder(start, end, match[0], kind)
    return Placeholder(start, end, match[0], Kind.TEXT)


def fill(
    manuscript: Manuscript, facts: Mapping[str, str], units: Mapping[str, str] | None = None
) -> Manuscript:
    """Put the known facts into their 【places】 and into those filled before: all follow a change.

    A fact that is there but empty opens its places again. `units` are those of figures, by name.
    """
    front = tuple(FrontLine(line.kind, fill_text(line.text, facts)) for line in manuscript.front)
    paragraphs = (fill_paragraph(paragraph, facts, units or {}) for paragraph in manuscript.paragraphs)
    return Manuscript(front, tuple(paragraphs))


def fill_text(text: str, facts: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: facts.get(match["name"] or "") or match[0], text)


def fill_paragraph(
    paragraph: Paragraph, facts: Mapping[str, str], units: Mapping[str, str] | None = None
) -> Paragraph:
    """Return the paragraph with its facts filled in, each remembered as a span of kind "fact"."""
    open_places = [
        Span(p.start, p.end, "fact", p.name) for p in find_placeholders(paragraph.text) if facts.get(p.name)
    ]
    filled = [span for span in paragraph.spans if span.kind == "fact" and span.ref in facts]
    for span in sorted([*open_places, *filled], key=lambda span: -span.start):
        value = with_unit(facts[span.ref], (units or {}).get(span.ref, ""), paragraph.text[span.end :])
        paragraph = substitute(paragraph, span, value) if facts[span.ref] else reopen(paragraph, span)
    return paragraph


def reopen(paragraph: Paragraph, filled: Span) -> Paragraph:
    """Return the paragraph with a filled place open again."""
    opened = substitute(paragraph, filled, f"【{filled.ref}】")
    at = (filled.kind, filled.start)
    return replace(opened, spans=tuple(span for span in opened.spans if (span.kind, span.start) != at))


def substitute(paragraph: Paragraph, place: Span, value: str) -> Paragraph:
    """Replace a span's text; spans to the right move, those that overlap the replaced text are dropped."""
    shift = len(value) - (place.end - place.start)
    others = [span for span in paragraph.spans if span.end <= place.start or span.start >= place.end]
    moved = [
        replace(span, start=span.start + shift, end=span.end + shift) if span.start >= place.end else span
        for span in others
    ]
    spans = sorted([*moved, replace(place, end=place.start + len(value))], key=lambda span: span.start)
    text = paragraph.text[: place.start] + value + paragraph.text[place.end :]
    return replace(paragraph, text=text, spans=tuple(spans))
