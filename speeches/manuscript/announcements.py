"""Announced counts (“三点意见”, “五个‘始终’”, “以下6个方面”) and the lists they announce.

A count whose list is not found is never reported: to guess is worse than to stay silent. Where the evidence is weak
(a name with a number in it, a list without markers), only agreement is reported, never a fault.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .counting import ETC, last_clause, matches, members, sentence_rest, split_flat
from .groups import group_refs
from .numerals import HAN, number_of
from .paragraph import Paragraph, Role, Span
from .setnames import SET_NAMES
from .value import Manuscript

NUMBER = rf"(?:[二三四五六七八九两]|十[{HAN}]?|[二三]十[{HAN}]?|[2-9]|[12]\d)"
NOT_BEFORE = rf"(?<![第每百千万亿余几数某\d{HAN}.．＋+])"
GENERAL = (
    "点|个?方面|个(?:角度|层面|环节|维度|问题|特点|重点|关键|关系|字|词|部分|阶段|步骤|体会|打算|转变|导向|抓手|着力点|原则|结合)"
    "|条|项|件|句话|篇|大(?:任务|行动|工程|举措|能力|体系|机制|环节|重点|问题|变化|特点)|部分"
)
NOUN = (
    "(?:具体|主要|重点|重要|原则性|总体|初步|基本)?的?"
    "(?:意见|工作|内容|要求|任务|措施|举措|职责|建议|体会|想法|问题|特点|文章|经验|做法|活动|制度|机制|成效|责任|希望|大事|实事|事情|事|人|情况|能力|关系)"
)
COUNTED = re.compile(
    rf"{NOT_BEFORE}(?P<number>{NUMBER})(?P<unit>{GENERAL}|[种类步层大个]|管齐下|手抓)(?P<noun>(?:的?{NOUN})?)"
)
NAMED = re.compile(
    rf"{NOT_BEFORE}(?P<n1>{NUMBER})个?“(?P<name1>[^”、，+＋\d][^”、，]{{0,7}})”|“(?P<lead>[^”、，{HAN}]{{0,3}}|一[^”、，{HAN}])(?P<n2>{NUMBER})个?(?P<name2>[^”、，+＋\d][^”、，]{{0,7}})”"
)
FORMULA = re.compile(r"“?(?P<formula>\d(?:[+＋](?:\d|[NnＮXx]))+)”?")
SPEAKING = re.compile(r"(?:讲|谈|提|说|强调|汇报|报告|通报|交流|作|明确)[^，。；：]{0,8}$")
BACKWARD = re.compile(r"(?:以上|上述|上面|前面(?:讲的)?|这|刚才讲的)这?“?$")
SUMMING = re.compile(r"^(?:从|围绕|就|在|对|把|要围绕|要从|紧扣|聚焦)")
QUOTED_BEFORE = re.compile(r"“([^“”]+)”(?:等|这|等这)?$")
WORDS_BEFORE = re.compile(
    r"((?:“[^“”]+”|《[^《》]+》)(?:(?:、|和|与|及|以及)?(?:“[^“”]+”|《[^《》]+》))+)(?:等|这|等这)?$"
)
QUOTED_WORD = re.compile(r"“[^“”]+”|《[^《》]+》")
QUOTES = re.compile(r"[“”‘’\"]")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A count found at [start, end) of a paragraph's text, and the size of what it announces.

    `n` and `counted` are numbers, or formulas such as "2+3". `group` names the paragraphs counted: a list id, or
    "headings:<key of the parent heading>:<level>"; "" where the list stands inside the sentence.
    """

    key: str
    start: int
    end: int
    text: str
    n: int | str
    counted: int | str
    consistent: bool
    group: str = ""


@dataclass(frozen=True)
class Line:
    """A printed line as one text, with the way back to its paragraphs."""

    index: int
    text: str
    pieces: tuple[tuple[int, Paragraph], ...]

    def locate(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Return (key, start, end) in a paragraph's text, None where a marker or border lies in between."""
        for begin, paragraph in self.pieces:
            if begin <= start and end <= begin + len(paragraph.text):
                return paragraph.key, start - begin, end - begin
        return None

    def is_last_sentence(self, end: int) -> bool:
        return not sentence_rest(self.text[end:].lstrip("。！？：； ")) or "。" not in self.text[end:].rstrip(
            "。！？：”"
        )


@dataclass(frozen=True)
class Group:
    """Paragraphs that can be announced together, and where the first of them stands."""

    ref: str
    size: int
    line: int
    start: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A manuscript laid out for counting: its lines, its lists and its groups of headings."""

    manuscript: Manuscript
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[Group]:
        """The lists and the groups of sister headings, in the order of their first members."""
        refs = iter(group_refs(self.manuscript.paragraphs))
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for line in self.lines:
            end = 0
            for begin, paragraph in line.pieces:
                if ref := next(refs):
                    found[ref].append((line.index, end, paragraph.text))
                end = begin + len(paragraph.text)
        return [
            Group(ref, len(of), *of[0][:2], tuple(text for _, _, text in of)) for ref, of in found.items()
        ]

    @cached_property
    def lists(self) -> list[Group]:
        """The item lists; `start` is the place of the first marker in its line."""
        return [group for group in self.groups if not group.ref.startswith("headings:")]

    @cached_property
    def heading_groups(self) -> list[Group]:
        return [group for group in self.groups if group.ref.startswith("headings:")]

    @cached_property
    def first_heading_line(self) -> int:
        return self.heading_groups[0].line if self.heading_groups else len(self.lines)


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
        return self.line.text[: self.start]

    @property
    def after(self) -> str:
        return self.line.text[self.end :]

    @property
    def sums_up(self) -> bool:
        """Tell whether the words can only sum up a list (三点意见, 四个方面), unlike 5个单位."""
        return bool(re.fullmatch(GENERAL, self.unit))


@dataclass(frozen=True)
class Finding:
    """What a count was found to announce: a size, and the group where it has paragraphs of its own."""

    counted: int
    group: str = ""


Resolver = Callable[[Count, Reading], Finding | None]


def find_announcements(
    manuscript: Manuscript, set_names: Collection[str] = SET_NAMES
) -> tuple[Announcement, ...]:
    """Return the announced counts whose lists are found, in reading order. Linear in the text."""
    reading = read(manuscript)
    found: list[Announcement] = []
    named: dict[str, Finding] = {}
    waiting: list[Count] = []
    for count in counts(reading, set_names):
        if finding := resolve(count, reading):
            found += announce(count, finding)
            if count.name and finding.group:
                named[count.name] = finding
        elif count.name:
            waiting.append(count)
    found += [a for count in waiting if count.name in named for a in announce(count, named[count.name])]
    found += formulas(reading)
    places = {paragraph.key: index for index, paragraph in enumerate(manuscript.paragraphs)}
    return tuple(sorted(found, key=lambda a: (places[a.key], a.start)))


def read(manuscript: Manuscript) -> Reading:
    lines = []
    for index, printed in enumerate(manuscript.printed_lines()):
        text, pieces = "", []
        for marker, paragraph in printed:
            text += marker
            pieces.append((len(text), paragraph))
            text += paragraph.text
        lines.append(Line(index, text, tuple(pieces)))
    return Reading(manuscript, lines)


def announce(count: Count, finding: Finding) -> Iterator[Announcement]:
    place = count.line.locate(count.start, count.end)
    if place:
        text = count.line.text[count.start : count.end]
        consistent = finding.counted == count.number
        yield Announcement(*place, text, count.number, finding.counted, consistent, finding.group)


def counts(reading: Reading, set_names: Collection[str]) -> Iterator[Count]:
    """Yield the counts of every line, set names left out."""
    by_first = defaultdict(list)
    for name in set_names:
        by_first[name[0]].append(name)
    for line in reading.lines:
        taken = -1
        for match in NAMED.finditer(line.text):
            numeral, name = match["n1"] or match["n2"], match["name1"] or match["name2"]
            if not is_set_name(line.text[match.start() :], by_first):
                leads = not match["lead"]
                yield Count(
                    line, *match.span(), number_of(numeral) or 0, name=name if leads else "", leads=leads
                )
        for match in COUNTED.finditer(line.text):
            if (
                match.start() < taken
                or is_set_name(line.text[match.start() :], by_first)
                or is_quoted_name(line, match)
            ):
                continue
            taken = match.end()
            yield Count(line, match.start(), match.end(), number_of(match["number"]) or 0, unit=match["unit"])


def is_set_name(text: str, by_first: dict[str, list[str]]) -> bool:
    bare = QUOTES.sub("", text[:20])
    return any(bare.startswith(name) for name in by_first.get(bare[:1], ()))


def is_quoted_name(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a count is the inside or the beginning of a quoted name, which NAMED has read."""
    return line.text[match.start() - 1 : match.start()] == "“" or (
        line.text[match.end("unit") :][:1] == "“" and match["unit"] == "个"
    )


def resolve(count: Count, reading: Reading) -> Finding | None:
    """Try the ways in which a list can stand to its count, the surest first."""
    for resolver in RESOLVERS:
        if finding := resolver(count, reading):
            return finding
    return None


def listed_before(count: Count, _: Reading) -> Finding | None:
    """“A、B、C”四项职责 · “破”和“立”两篇文章 · 从A、B、C等五个方面."""
    before = count.before
    if quoted := QUOTED_BEFORE.search(before):
        size = members(quoted[1])
        agrees = size == count.number
        if size and (agrees or (not count.name and count.leads and before.endswith("”"))):
            return Finding(size)
    if words := WORDS_BEFORE.search(before):
        size = len(QUOTED_WORD.findall(words[1]))
        if size == count.number:
            return Finding(size)
    clause = last_clause(before)
    if "、" not in clause:
        return None
    bare = ETC.sub("", re.sub(r"这$", "", clause))
    if matches(bare, count.number):
        return Finding(count.number)
    sure = clause.endswith("这") or (SUMMING.match(clause) and count.unit.startswith("个"))
    if sure and count.sums_up and clause == bare + "这" * clause.endswith("这"):
        return Finding(members(bare))
    return None


def listed_after(count: Count, reading: Reading) -> Finding | None:
    """Items with markers later in the same line: 三项工作：一是…；二是…；三是…."""
    here = [group for group in reading.lists if group.line == count.line.index and group.start >= count.end]
    if not here:
        return None
    first = min(here, key=lambda group: group.start)
    between = count.line.text[count.end : first.start]
    near = len(between) <= 40 and len(re.findall(r"[。！？]", between.rstrip("。：；，"))) == 0
    if near and (first.size == count.number or count.sums_up or names_items(count, first)):
        return Finding(first.size, first.ref)
    return None


def names_items(count: Count, group: Group) -> bool:
    """Tell whether the items of a group carry the name of the set (始终) in most of their heads."""
    return bool(count.name) and sum(count.name in text for text in group.texts) * 2 >= group.size


def parted_after(count: Count, _: Reading) -> Finding | None:
    """Parts without markers: 3项工作：…；…；…。 · 三种人，…；…；…。"""
    sentence = sentence_rest(count.after)
    lead, colon, rest = sentence.partition("：")
    if colon and len(lead) <= 20:
        parts = len(split_flat(rest, "；"))
        if parts == count.number or (parts > 1 and count.sums_up):
            return Finding(parts)
        return Finding(count.number) if members(rest) == count.number and "；" not in rest else None
    if sentence.startswith("，") and len(split_flat(sentence[1:], "；")) == count.number:
        return Finding(count.number)
    return None


def lines_after(count: Count, reading: Reading) -> Finding | None:
    """Items that begin the following lines: …体现为“五个始终”。 / 一是… / 二是…."""
    for group in reading.lists:
        distance = group.line - count.line.index
        if group.start or not 0 < distance <= (2 if count.name else 1):
            continue
        named = names_items(count, group)
        if (
            count.line.is_last_sentence(count.end)
            and (count.sums_up or (count.name and group.size == count.number))
        ) or named:
            return Finding(group.size, group.ref)
    return None


def heads_after(count: Count, reading: Reading) -> Finding | None:
    """Headings that follow: 下面，我讲三点意见。 / 一、… / 二、…."""
    if not (count.sums_up or count.name):
        return None
    last = count.line.is_last_sentence(count.end)
    for group in reading.heading_groups:
        in_opening = group.line == reading.first_heading_line and count.line.index < group.line
        speaks = in_opening and SPEAKING.search(count.before) and not count.before.endswith("了")
        next_line = group.line == count.line.index + 1
        if group.line > count.line.index and ((next_line and last) or speaks):
            sure = count.sums_up and not BACKWARD.search(count.before)
            deeper = (next_line and is_inside(reading, count.line, group)) or bool(speaks)
            return Finding(group.size, group.ref) if deeper and (sure or group.size == count.number) else None
    return None


def is_inside(reading: Reading, line: Line, group: Group) -> bool:
    """Tell whether a group of headings stands deeper than the heading above a line."""
    level = int(group.ref.rpartition(":")[2])
    for above in reversed(reading.lines[: line.index + 1]):
        _, paragraph = above.pieces[0]
        if paragraph.role is Role.HEADING:
            return level > paragraph.level
    return True


def named_after(count: Count, _: Reading) -> Finding | None:
    """A name whose parts are spelled out next: “一案四问责”，对A、B、C、D进行问责 · “四责协同”…“A，B，C，D”."""
    if not count.name and count.leads:
        return None
    sentence = sentence_rest(count.after)
    clauses = split_flat(sentence, "，")
    if count.after.startswith("，") and clauses and members(clauses[0]) == count.number:
        return Finding(count.number)
    quoted = [quote[1:-1] for quote in QUOTED_WORD.findall(sentence)]
    if any(len(split_flat(quote, "，")) == count.number for quote in quoted):
        return Finding(count.number)
    return None


def lists_above(count: Count, reading: Reading) -> Finding | None:
    """What stands above: 以上五个“始终”, 这三点."""
    if not BACKWARD.search(count.before):
        return None
    above = [group for group in reading.lists if group.line < count.line.index]
    for group in reversed(above):
        if group.size == count.number or names_items(count, group):
            return Finding(group.size, group.ref)
    heads = [group for group in reading.heading_groups if group.line < count.line.index]
    same = next((group for group in reversed(heads) if group.size == count.number), None)
    return Finding(same.size, same.ref) if same and count.sums_up else None


ORDINAL_NOUN = {"点": "[点条]", "条": "[点条]", "项": "项", "件": "件"}


def spread_ordinals(count: Count, reading: Reading) -> Finding | None:
    """Named one by one, far apart: 谈了两点意见，其中第一条…… 第二条……."""
    noun = ORDINAL_NOUN.get(count.unit)
    if not noun or not re.search(rf"第一{noun}", sentence_rest(count.after)):
        return None
    rest = count.after + "".join(line.text for line in reading.lines[count.line.index + 1 :])
    ordinals = [number_of(numeral) for numeral in re.findall(rf"第([{HAN}]){noun}", rest)]
    return (
        Finding(count.number)
        if sorted(set(ordinals), key=str) == sorted(range(1, count.number + 1), key=str)
        else None
    )


RESOLVERS: Sequence[Resolver] = (
    listed_before,
    lists_above,
    listed_after,
    parted_after,
    named_after,
    spread_ordinals,
    lines_after,
    heads_after,
)


def formulas(reading: Reading) -> Iterator[Announcement]:
    """Yield “2+3” where its parts are spelled out later: 第一个“3”…第二个“3”, or …把A，B、C、D，以及其他…."""
    for line in reading.lines:
        for match in FORMULA.finditer(line.text):
            counted = spelled_parts(line, match.end()) or described_parts(
                line.text[match.end() :], match["formula"]
            )
            place = line.locate(*match.span())
            if counted and place:
                formula = match["formula"].replace("＋", "+")
                yield Announcement(*place, match[0], formula, counted, formula == counted)


def spelled_parts(line: Line, start: int) -> str:
    parts = re.findall(r"第[一二三四五]个“(\d)”", line.text[start:])
    return "+".join(parts) if len(parts) > 1 else ""


def described_parts(after: str, formula: str) -> str:
    """Return the formula itself where the clauses that follow have its parts, "" where they do not."""
    wanted = re.split("[+＋]", formula)
    clauses = split_flat(sentence_rest(after), "，")[1 : len(wanted) + 1]
    sizes = ["N" if re.search("其他|其它|各", clause) else str(members(clause) or 1) for clause in clauses]
    return formula if sizes == [part.upper().replace("X", "N") for part in wanted] and "N" in sizes else ""


def bind(manuscript: Manuscript, set_names: Collection[str] = SET_NAMES) -> Manuscript:
    """Return the manuscript with a span of kind "count" on every count that announces a list or headings."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for found in find_announcements(manuscript, set_names):
        if found.group:
            spans[found.key].append(Span(found.start, found.end, "count", found.group))
    return manuscript.with_paragraphs(
        tuple(with_counts(p, spans.get(p.key, [])) for p in manuscript.paragraphs)
    )


def with_counts(paragraph: Paragraph, counts_found: Sequence[Span]) -> Paragraph:
    others = [span for span in paragraph.spans if span.kind != "count"]
    if not counts_found and len(others) == len(paragraph.spans):
        return paragraph
    return replace(paragraph, spans=tuple(sorted([*others, *counts_found], key=lambda span: span.start)))
