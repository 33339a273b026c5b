"""Numbers with a noun that may announce a list: 三点意见, 6个方面, “四责协同”, 五个“始终”; no set names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .numerals import HAN, number_of
from .reading import Line, Reading

NUMBER = rf"(?:[二三四五六七八九两]|十[{HAN}]?|[二三]十[{HAN}]?|[2-9２-９]|[12１２]\d)"
NOT_BEFORE = rf"(?<![第每百千万亿余几数某\d{HAN}.．＋+])"
# Words that can only sum up a list (三点意见, 四个方面), unlike 5个单位.
THINGS = (
    "角度|层面|环节|维度|问题|特点|重点|关键|关系|字|词|部分|阶段|步骤|体会|打算|转变|导向|抓手"
    "|着力点|原则|结合"
)
GREAT_THINGS = "任务|行动|工程|举措|能力|体系|机制|环节|重点|问题|变化|特点"
GENERAL = f"点|个?方面|个(?:{THINGS})|条|项|件|句话|篇|大(?:{GREAT_THINGS})|部分"
QUALITIES = "具体|主要|重点|重要|原则性|总体|初步|基本"
NOUNS = (
    "意见|工作|内容|要求|任务|措施|举措|职责|建议|体会|想法|问题|特点|文章|经验|做法|活动|制度|机制|成效|责任"
    "|希望|大事|实事|事情|事|人|情况|能力|关系"
)
COUNTED = re.compile(
    rf"{NOT_BEFORE}(?P<number>{NUMBER})(?P<unit>{GENERAL}|[种类步层大个]|管齐下|手抓)"
    rf"(?P<noun>(?:的?(?:{QUALITIES})?的?(?:{NOUNS}))?)"
)
NAME = r"[^”、，+＋\d][^”、，]{0,7}"
LEAD = rf"[^”、，{HAN}]{{0,3}}|一[^”、，{HAN}]"
NAMED = re.compile(
    rf"{NOT_BEFORE}(?P<n1>{NUMBER})个?“(?P<name1>{NAME})”|“(?P<lead>{LEAD})(?P<n2>{NUMBER})个?(?P<name2>{NAME})”"
)
BARE_NAME = re.compile(
    rf"{NOT_BEFORE}(?P<number>{NUMBER})个(?!{THINGS}|方面)(?P<name>[\u4e00-\u9fff]{{2}})(?=[，。：；、！）]|$)"
)
QUOTES = re.compile(r"[“”‘’\"]")
LONGEST_SET_NAME = 20
LONGEST_TITLE = 60
LONGEST_QUOTATION = 300
# How far a list may stand from its count in one line. Bounded, so that a text without line breaks stays fast.
REACH_BEFORE, REACH_AFTER = 600, 2000


@dataclass(frozen=True)
class Count:
    """A number with its noun, as it stands in a line; `name` is what a set is called (始终)."""

    line: Line
    start: int
    end: int
    number: int
    unit: str = ""
    name: str = ""
    leads: bool = True

    @property
    def before(self) -> str:
        return self.line.text[max(0, self.start - REACH_BEFORE) : self.start]

    @property
    def after(self) -> str:
        return self.line.text[self.end : self.end + REACH_AFTER]

    @property
    def sums_up(self) -> bool:
        """Tell whether the words can only sum up a list (三点意见, 四个方面), unlike 5个单位."""
        return bool(re.fullmatch(GENERAL, self.unit))


class SetNames:
    """Names that announce nothing, by their first character."""

    def __init__(self, names: Collection[str]) -> None:
        self.by_first: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self.by_first[name[:1]].append(name)

    def stands_at(self, text: str, start: int) -> bool:
        """Tell whether a set name begins here, quoted in any way (“四个意识”, 两个“维护”)."""
        bare = QUOTES.sub("", text[start : start + LONGEST_SET_NAME])
        return any(bare.startswith(name) for name in self.by_first.get(bare[:1], ()))


def counts(reading: Reading, set_names: Collection[str]) -> Iterator[Count]:
    """Yield the counts of every line, quoted names first."""
    names = SetNames(set_names)
    for line in reading.lines:
        yield from named_counts(line, names)
        yield from plain_counts(line, names)


def named_counts(line: Line, names: SetNames) -> Iterator[Count]:
    for match in NAMED.finditer(line.text):
        if not (names.stands_at(line.text, match.start()) or is_cited(line.text, match.start())):
            numeral, name = match["n1"] or match["n2"], match["name1"] or match["name2"]
            leads = not match["lead"]
            yield Count(line, *match.span(), number_of(numeral) or 0, name=name if leads else "", leads=leads)


def bare_counts(lines: Iterable[Line], set_names: Collection[str], names: Collection[str]) -> Iterator[Count]:
    """Yield the counts of these names that stand without quotes: 五个始终."""
    # A name of one letter is a word like any other (三会).
    words = sorted((re.escape(name) for name in names if len(name) > 1), key=len, reverse=True)
    if not words:
        return
    pattern = re.compile(rf"{NOT_BEFORE}(?P<number>{NUMBER})个(?P<name>{'|'.join(words)})")
    known = SetNames(set_names)
    for line in lines:
        for match in pattern.finditer(line.text):
            start = match.start()
            if not (known.stands_at(line.text, start) or is_cited(line.text, start)):
                yield Count(line, start, match.end(), number_of(match["number"]) or 0, name=match["name"])


def unquoted_counts(reading: Reading, set_names: Collection[str]) -> Iterator[Count]:
    """Yield what may be a name without quotes (做到六个严禁); only the items can tell."""
    names = SetNames(set_names)
    for line in reading.lines:
        for match in BARE_NAME.finditer(line.text):
            start = match.start()
            if not (names.stands_at(line.text, start) or is_cited(line.text, start)):
                yield Count(line, start, match.end(), number_of(match["number"]) or 0, name=match["name"])


def plain_counts(line: Line, names: SetNames) -> Iterator[Count]:
    for match in COUNTED.finditer(line.text):
        is_name = names.stands_at(line.text, match.start()) or is_quoted_name(line, match)
        if not (is_name or is_cited(line.text, match.start())):
            yield Count(line, match.start(), match.end(), number_of(match["number"]) or 0, unit=match["unit"])


def is_cited(text: str, place: int) -> bool:
    """Tell whether a place is in a title or in somebody's words: 《三十条意见》, 强调，“要做到三点”."""
    return is_between("《》", text, place, LONGEST_TITLE) or is_between("“”", text, place, LONGEST_QUOTATION)


def is_between(marks: str, text: str, place: int, longest: int) -> bool:
    start = max(0, place - longest)
    return text.rfind(marks[0], start, place) > text.rfind(marks[1], start, place)


def is_quoted_name(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a count is the inside or the beginning of a quoted name, which NAMED has read."""
    return line.text[match.start() - 1 : match.start()] == "“" or (
        line.text[match.end("unit") : match.end("unit") + 1] == "“" and match["unit"] == "个"
    )
