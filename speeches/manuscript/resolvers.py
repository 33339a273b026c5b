"""The ways in which a list can stand to the count that announces it, each a function, the surest first."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .counting import ETC, last_clause, matches, members, sentence_rest, split_flat
from .counts import Count
from .numerals import HAN, number_of
from .paragraph import Role
from .reading import Group, Line, Reading

SPEAKING = re.compile(r"(?:讲|谈|提|说|强调|汇报|报告|通报|交流|作|明确)[^，。；：]{0,8}$")
BACKWARD = re.compile(r"(?:以上|上述|上面|前面(?:讲的)?|这|刚才讲的)这?“?$")
SUMMING = re.compile(r"^(?:从|围绕|就|在|对|把|要围绕|要从|紧扣|聚焦)")
QUOTED_BEFORE = re.compile(r"“([^“”]+)”(?:等|这|等这)?$")
NAMELY = re.compile("[，：]?(?:即|就是|也就是|包括)[，：]?|[：，]")
THESE = re.compile("，(?:这|以上|上述)“?$")
QUOTED_WORD = re.compile(r"“[^“”]+”|《[^《》]+》")
WORDS_BEFORE = re.compile(
    rf"((?:{QUOTED_WORD.pattern})(?:(?:、|和|与|及|以及)?(?:{QUOTED_WORD.pattern}))+)(?:等|这|等这)?$"
)
ORDINAL_NOUN = {"点": "[点条]", "条": "[点条]", "项": "项", "件": "件"}
LONGEST_LEAD = 40
LONGEST_LEAD_OF_PARTS = 20
MOST_LISTS_ABOVE = 40
MOST_LINES_BETWEEN = 60


@dataclass(frozen=True)
class Finding:
    """What a count was found to announce: a size, and the group where it has paragraphs of its own."""

    counted: int
    group: str = ""


Resolver = Callable[[Count, Reading], Finding | None]


def resolve(count: Count, reading: Reading) -> Finding | None:
    """Return what a count announces, None where no list is found: then nothing is said."""
    for resolver in RESOLVERS:
        if finding := resolver(count, reading):
            return finding
    return None


def listed_before(count: Count, reading: Reading) -> Finding | None:
    """“A、B、C”四项职责 · “破”和“立”两篇文章 · 从A、B、C等五个方面."""
    return quoted_before(count) or words_before(count) or members_before(count)


def quoted_before(count: Count) -> Finding | None:
    quoted = QUOTED_BEFORE.search(count.before)
    size = members(quoted[1]) if quoted else 0
    is_sure = not count.name and count.leads and count.before.endswith("”")
    return Finding(size) if size and (size == count.number or is_sure) else None


def words_before(count: Count) -> Finding | None:
    words = WORDS_BEFORE.search(count.before)
    size = len(QUOTED_WORD.findall(words[1])) if words else 0
    return Finding(size) if size == count.number else None


def members_before(count: Count) -> Finding | None:
    clause = last_clause(count.before)
    if "、" not in clause:
        return None
    bare = ETC.sub("", re.sub(r"这$", "", clause))
    if matches(bare, count.number):
        return Finding(count.number)
    is_sure = clause.endswith("这") or (SUMMING.match(clause) and count.unit.startswith("个"))
    # After 等 nobody knows how many there are.
    is_complete = clause == bare + "这" * clause.endswith("这")
    return Finding(members(bare)) if is_sure and count.sums_up and is_complete else None


def lists_above(count: Count, reading: Reading) -> Finding | None:
    """What stands above: 以上五个“始终”, 这三点. “这” alone reaches no further than the line before."""
    word = BACKWARD.search(count.before)
    if not word:
        return None
    nearest = count.line.index - 1 if word[0].startswith("这") else 0
    lists = nearest_above(count, reading.lists)
    # A list of that size first: an item moved inside another takes the name with it but not the count.
    for group in (*(one for one in lists if one.size == count.number), *lists):
        if names_items(count, group) or (group.size == count.number and group.last_line >= nearest):
            return Finding(group.size, group.ref)
    heads = nearest_above(count, reading.heading_groups)
    same = next((group for group in heads if group.size == count.number and group.last_line >= nearest), None)
    return Finding(same.size, same.ref) if same and count.sums_up else None


def nearest_above(count: Count, groups: Sequence[Group]) -> list[Group]:
    """Return the groups that begin above a count's line, the nearest first."""
    end = bisect_left(groups, count.line.index, key=lambda group: group.line)
    return list(reversed(groups[max(0, end - MOST_LISTS_ABOVE) : end]))


def listed_after(count: Count, reading: Reading) -> Finding | None:
    """Items with markers later in the same line: 三项工作：一是…；二是…；三是…."""
    here = reading.lists_by_line.get(count.line.index, [])
    place = bisect_left(here, count.end, key=lambda group: group.start)
    if place == len(here) or here[place].start - count.end > LONGEST_LEAD:
        return None
    first = here[place]
    between = count.line.text[count.end : first.start]
    is_near = not re.search(r"[。！？]", between.rstrip("。：；，"))
    is_sure = count.sums_up or names_items(count, first) or is_measured(count, first)
    # In “2个县、3个乡。第一个字是…” the numbers agree by chance.
    is_last = "、" not in between
    if is_near and (is_sure or (first.size == count.number and is_last)):
        return Finding(first.size, first.ref)
    return None


def names_items(count: Count, group: Group) -> bool:
    """Tell whether the items of a group carry the name of the set (始终) in most of their heads."""
    named = sum(count.name in text for text in group.texts) if count.name else 0
    return named > 1 and named * 2 >= group.size


def is_measured(count: Count, group: Group) -> bool:
    """Tell whether the items are counted by the same word: 四种表现：第一种，…；第二种，…."""
    return count.unit not in ("", "个") and group.series.startswith("第一" + count.unit)


def unquoted(count: Count, reading: Reading) -> Finding | None:
    """A name without quotes, told by the next items or headings: each of them begins with it."""
    here = [group for group in reading.lists_by_line.get(count.line.index, []) if group.start >= count.end]
    below = [group for line in (1, 2) for group in reading.lists_by_line.get(count.line.index + line, [])]
    heads = reading.headings_by_line.get(count.line.index + 1)
    for group in (*here, *below, *([heads] if heads else [])):
        if all(text.lstrip(" \u3000“").startswith(count.name) for text in group.texts):
            return Finding(group.size, group.ref)
    return None


def parted_after(count: Count, reading: Reading) -> Finding | None:
    """Parts without markers: 3项工作：…；…；…。 · 三种人，…；…；…。"""
    sentence = sentence_rest(count.after)
    lead, colon, rest = sentence.partition("：")
    if colon and len(lead) <= LONGEST_LEAD_OF_PARTS:
        parts = len(split_flat(rest, "；"))
        if parts == count.number or (parts > 1 and count.sums_up):
            return Finding(parts)
        return Finding(count.number) if members(rest) == count.number and "；" not in rest else None
    if sentence.startswith("，") and len(split_flat(sentence[1:], "；")) == count.number:
        return Finding(count.number)
    return None


def each_named(count: Count, reading: Reading) -> Finding | None:
    """Members that carry the name: “三个过硬”，即政治过硬、能力过硬、作风过硬 · “两个确保”：确保…，确保…."""
    lead = NAMELY.match(count.after)
    if not count.name:
        return None
    if lead is None or THESE.search(count.before):
        return named_before(count)
    parts = [part for part in re.split("[、，；]", sentence_rest(count.after[lead.end() :])) if part.strip()]
    size = sum(count.name in part for part in parts)
    is_whole = lead[0] != "，" and size == len(parts)
    return Finding(size) if size > 1 and (is_whole or size == count.number) else None


def named_before(count: Count) -> Finding | None:
    """不准说情、不准泄密、不准插手，这“三个不准”."""
    these = THESE.search(count.before)
    parts = split_flat(last_clause(count.before[: these.start()]), "、") if these else []
    is_whole = len(parts) > 1 and all(count.name in part for part in parts)
    return Finding(len(parts)) if is_whole else None


def named_after(count: Count, reading: Reading) -> Finding | None:
    """A name spelled out next: “一案四问责”，对A、B、C、D进行问责 · “四责协同”…“A，B，C，D”."""
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


def spread_ordinals(count: Count, reading: Reading) -> Finding | None:
    """Named one by one, far apart: 谈了两点意见，其中第一条…… 第二条……."""
    noun = ORDINAL_NOUN.get(count.unit)
    if not noun or not re.search(rf"第一{noun}", sentence_rest(count.after)):
        return None
    below = reading.lines[count.line.index + 1 :][:MOST_LINES_BETWEEN]
    rest = "".join([count.after, *(line.text for line in below)])
    ordinals = {number_of(numeral) for numeral in re.findall(rf"第([{HAN}]){noun}", rest)}
    return Finding(count.number) if ordinals == set(range(1, count.number + 1)) else None


def lines_after(count: Count, reading: Reading) -> Finding | None:
    """Items that begin the following lines: …体现为“五个始终”。 / 一是… / 二是…."""
    for distance in range(1, 3 if count.name else 2):
        group = next(iter(reading.lists_by_line.get(count.line.index + distance, [])), None)
        if group is None or group.start:
            continue
        is_sure = count.sums_up or is_measured(count, group) or (count.name and group.size == count.number)
        if (is_sure and count.line.is_last_sentence(count.end)) or names_items(count, group):
            return Finding(group.size, group.ref)
    return None


def heads_after(count: Count, reading: Reading) -> Finding | None:
    """Headings that follow: 下面，我讲三点意见。 / 一、… / 二、…."""
    if not (count.sums_up or count.name):
        return None
    group = heads_spoken_of(count, reading) or heads_below(count, reading)
    if group is None:
        return None
    is_sure = (count.sums_up and not BACKWARD.search(count.before)) or names_items(count, group)
    return Finding(group.size, group.ref) if is_sure or group.size == count.number else None


def heads_spoken_of(count: Count, reading: Reading) -> Group | None:
    """Return the first headings where the opening says that it will speak of them."""
    first = next(iter(reading.heading_groups), None)
    if first is None or count.line.index >= first.line:
        return None
    speaks = SPEAKING.search(count.before) and not count.before.endswith("了")
    return first if speaks else None


def heads_below(count: Count, reading: Reading) -> Group | None:
    """Return the headings that begin on the next line, inside the section of the count."""
    group = reading.headings_by_line.get(count.line.index + 1)
    if group is None or not count.line.is_last_sentence(count.end):
        return None
    return group if is_inside(reading, count.line, group) else None


def is_inside(reading: Reading, line: Line, group: Group) -> bool:
    """Tell whether a group of headings stands deeper than the heading above a line."""
    for index in range(line.index, -1, -1):
        _, paragraph = reading.lines[index].pieces[0]
        if paragraph.role is Role.HEADING:
            return group.level > paragraph.level
    return True


RESOLVERS: Sequence[Resolver] = (
    listed_before,
    lists_above,
    listed_after,
    each_named,
    parted_after,
    named_after,
    spread_ordinals,
    lines_after,
    heads_after,
)
