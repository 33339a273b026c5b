"""Facts (要素) and figures (数据) of a draft: which names are expected, what they put into the text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from speeches.manuscript.figures import Derived, Figure, derive, is_derived
from speeches.manuscript.placeholders import fill_text, find_placeholders
from speeches.manuscript.value import FrontLine, Manuscript

# In the order in which they are asked for.
FACT_NAMES = ("单位", "会议名称", "讲话人", "日期", "时间", "地点", "上级会议")
# Facts that are also columns of the draft, for lists and searches.
FACT_FIELDS = {"会议名称": "meeting", "讲话人": "speaker"}
# Names that stand for another value in each place: one value for all would be wrong, they are filled by hand.
VARYING = frozenset(
    {"数据", "数字", "数量", "次数", "人数", "金额", "比例", "期限", "时长", "地区", "乡镇", "姓名"}
)
MAX_FACTS = 100
# So many former values are remembered, to be found again in the title block.
REMEMBERED = 5


def chinese_date(day: date) -> str:
    """Return the date as it is written in a speech: 2026年7月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def remembered(old: str, earlier: Sequence[str]) -> list[str]:
    """Return the former values once one more has become one."""
    return list(dict.fromkeys(value for value in (old, *earlier) if value))[:REMEMBERED]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is known to a text: values and units by name, computed ones among them; "" is asked for anew."""

    values: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, Sequence[str]] = field(default_factory=dict)


def known_facts(facts: Iterable[Any], manuscript: Manuscript) -> KnownFacts:
    """Return what facts (rows with name, value, unit, previous, earlier, is_figure) say in a text."""
    facts = list(facts)
    computed = {name: found.text for name, found in formulas(manuscript, figures_of(facts)).items()}
    return KnownFacts(
        {**computed, **{fact.name: fact.value for fact in facts}},
        {fact.name: fact.unit for fact in facts},
        {fact.name: fact.earlier for fact in facts},
    )


def figures_of(facts: Iterable[Any]) -> dict[str, Figure]:
    return {
        fact.name: Figure(fact.name, fact.value, fact.unit, fact.previous) for fact in facts if fact.is_figure
    }


def formulas(manuscript: Manuscript, figures: Mapping[str, Figure]) -> dict[str, Derived]:
    """Return every computed place of a text, open or filled, and what it says now."""
    texts = (*(line.text for line in manuscript.front), *(one.text for one in manuscript.paragraphs))
    names = [place.name for text in texts for place in find_placeholders(text)]
    names += [span.ref for one in manuscript.paragraphs for span in one.spans if span.kind == "fact"]
    return {name: derive(name, figures) for name in dict.fromkeys(names) if is_derived(name)}


def filled_front(front: Iterable[FrontLine], known: KnownFacts) -> tuple[FrontLine, ...]:
    """Return the title block with its places filled, and with what was filled before brought up to date."""
    return tuple(FrontLine(line.kind, followed(fill_text(line.text, known.values), known)) for line in front)


def followed(text: str, known: KnownFacts) -> str:
    for name, earlier in known.earlier.items():
        value = known.values[name]
        if earlier and not (value and value in without(text, earlier, value)):
            text = replaced(text, earlier, value or f"【{name}】", known.values.values())
    return text


def retold(text: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """Return a text with its facts of another occasion replaced by the new ones, or open where unknown."""
    earlier = {name: (value,) for name, value in old.items() if value and value != new.get(name)}
    return followed(text, KnownFacts({**dict.fromkeys(earlier, ""), **new}, {}, earlier))


def without(text: str, earlier: Sequence[str], value: str) -> str:
    """Return the text without those former values that hold the present one: 年会 is not yet in 半年会."""
    for old in earlier:
        text = text.replace(old, "") if value in old else text
    return text


def replaced(text: str, earlier: Sequence[str], value: str, others: Iterable[str]) -> str:
    """Put a value where one of its former ones stands, unless that is a part of another fact there."""
    taken = [other for other in others if other and other in text]
    # The longest first: 年会 also stands in 半年会.
    for old in sorted(earlier, key=len, reverse=True):
        if len(old) > 1 and old in text and not any(old in other for other in taken):
            return text.replace(old, value)
    return text
