"""Figures (数据) that are computed: shares, and differences from the same period of the year before.

Written as placeholders over the names of figures:

    【甲 占 乙】        17.4%
    【甲 占 乙 同比】    同比提高2.3个百分点
    【甲 同比】         同比增长12.3% (of a figure in per cent: 同比提高2.3个百分点)
    【甲 增减】         同比增加61件

Exact decimal arithmetic; rounded half up to one place, more where one place would say 0. What cannot be
computed stays open, with the reason.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

PLACES = 1
MOST_PLACES = 4
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
NOTATION = re.compile(r"(?P<a>[^\s]+)(?:\s+占\s+(?P<b>[^\s]+))?(?:\s+(?P<how>同比|增减))?")
PER_CENT = frozenset({"%", "％", "个百分点"})
# A unit is added only where nothing follows that could be one: “处分【人数】名干部” has its own.
SENTENCE_GOES_ON = re.compile(r"[^，。；、：！？（）”\s]")


class OpenFigureError(Exception):
    """The figure cannot be said yet; str() is the reason, a Chinese sentence without its full stop."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written, with that of the same period of the year before."""

    name: str
    value: str
    unit: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a computed placeholder says; `reason` says why not, where `text` is empty."""

    text: str = ""
    reason: str = ""


def read_number(text: str) -> Fraction | None:
    """Return a number as people write it (1,286; ３.５; 35%), None for what is none."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip()
    return Fraction(re.sub("[,，]", "", plain)) if NUMBER.fullmatch(plain) else None


def is_derived(name: str) -> bool:
    return bool((found := NOTATION.fullmatch(name.strip())) and (found["b"] or found["how"]))


def derive(name: str, figures: Mapping[str, Figure]) -> Derived:
    """Compute a placeholder of the notation above from the figures that are known."""
    try:
        return Derived(text=_text(name, figures))
    except OpenFigureError as error:
        return Derived(reason=str(error))


def _text(name: str, figures: Mapping[str, Figure]) -> str:
    found = NOTATION.fullmatch(name.strip())
    if not found or not (found["b"] or found["how"]):
        raise OpenFigureError("写法不认识，请写成“甲 占 乙”“甲 同比”或“甲 增减”")
    a = _known(found["a"], figures)
    if found["b"]:
        return _share(a, _known(found["b"], figures), found["how"] or "")
    now, before = _value(a), _previous(a)
    if found["how"] == "增减":
        return _difference(now - before, a.unit)
    return _points(now - before) if a.unit in PER_CENT else _growth(a, now, before)


def _known(name: str, figures: Mapping[str, Figure]) -> Figure:
    if name not in figures:
        raise OpenFigureError(f"数据里还没有“{name}”")
    return figures[name]


def _number(name: str, which: str, text: str) -> Fraction:
    if not text.strip():
        raise OpenFigureError(f"“{name}”的{which}还没有填")
    number = read_number(text)
    if number is None:
        raise OpenFigureError(f"“{name}”的{which}“{text}”不是数字")
    return number


def _value(figure: Figure) -> Fraction:
    return _number(figure.name, "数值", figure.value)


def _previous(figure: Figure) -> Fraction:
    return _number(figure.name, "上年同期数", figure.previous)


def _share(a: Figure, b: Figure, how: str) -> str:
    if a.unit != b.unit and a.unit and b.unit:
        raise OpenFigureError(f"“{a.name}”和“{b.name}”的单位不同（{a.unit}、{b.unit}），不能算占比")
    share = _part(_value(a), _value(b), b.name, "数值")
    if not how:
        return f"{rounded(share * 100)}%"
    return _points(100 * (share - _part(_previous(a), _previous(b), b.name, "上年同期数")))


def _part(part: Fraction, whole: Fraction, name: str, which: str) -> Fraction:
    if not whole:
        raise OpenFigureError(f"“{name}”的{which}是 0，不能作分母")
    return part / whole


def _growth(figure: Figure, now: Fraction, before: Fraction) -> str:
    if now == before:
        return "与上年同期持平"
    if before <= 0:
        told = "是 0" if before == 0 else "是负数"
        raise OpenFigureError(f"“{figure.name}”的上年同期数{told}，不能算增幅，可改用“{figure.name} 增减”")
    change = 100 * (now - before) / before
    return f"同比{'增长' if change > 0 else '下降'}{rounded(abs(change))}%"


def _difference(change: Fraction, unit: str) -> str:
    if unit in PER_CENT:
        return _points(change)
    if not change:
        return "与上年同期持平"
    return f"同比{'增加' if change > 0 else '减少'}{exact(abs(change))}{unit}"


def _points(change: Fraction) -> str:
    if not change:
        return "与上年同期持平"
    return f"同比{'提高' if change > 0 else '降低'}{rounded(abs(change))}个百分点"


def rounded(number: Fraction) -> str:
    """Return a number of at least 0 rounded half up, a whole one without places; never 0 what is not 0."""
    if number.denominator == 1:
        return str(number)
    for places in range(PLACES, MOST_PLACES + 1):
        scaled = int(number * 10**places + Fraction(1, 2))
        if scaled:
            return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}"
    return "不足0.0001"


def exact(number: Fraction) -> str:
    """Return a difference of two decimal numbers as it is, without places that say nothing."""
    whole, rest = divmod(number, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


def with_unit(value: str, unit: str, after: str) -> str:
    """Return a figure with its unit, unless the text after it goes on and so has one of its own."""
    return value if not unit or SENTENCE_GOES_ON.match(after) else f"{value}{unit}"
