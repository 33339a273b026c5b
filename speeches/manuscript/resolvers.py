"""The ways in which a list can stand to the count that announces it, each a function, the surest first."""

import re
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
QUOTED_WORD = re.compile(r"“[^“”]+”|《[^《》]+》")
WORDS_BEFORE = re.compile(
    rf"((?:{QUOTED_WORD.pattern})(?:(?:、|和|与|及|以及)?(?:{QUOTED_WORD.pattern}))+)(?:等|这|等这)?$"
)
ORDINAL_NOUN = {"点": "[点条]", "条": "[点条]", "项": "项", "件": "件"}
LONGEST_LEAD = 40
LONGEST_LEAD_OF_PARTS = 20


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


def listed_after(count: Count, reading: Reading) -> Finding | None:
    """Items with markers later in the same line: 三项工作：一是…；二是…；三是…."""
    here = [group for group in reading.lists if group.line == count.line.index and group.start >= count.end]
    if not here:
        return None
    first = min(here, key=lambda group: group.start)
    between = count.line.text[count.end : first.start]
    is_near = len(between) <= LONGEST_LEAD and not re.search(r"[。！？]", between.rstrip("。：；，"))
    if is_near and (first.size == count.number or count.sums_up or names_items(count, first)):
        return Finding(first.size, first.ref)
    return None


def names_items(count: Count, group: Group) -> bool:
    """Tell whether the items of a group carry the name of the set (始终) in most of their heads."""
    return bool(count.name) and sum(count.name in text for text in group.texts) * 2 >= group.size


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
    rest = count.after + "".join(line.text for line in reading.lines[count.line.index + 1 :])
    ordinals = {number_of(numeral) for numeral in re.findall(rf"第([{HAN}]){noun}", rest)}
    return Finding(count.number) if ordinals == set(range(1, count.number + 1)) else None


def lines_after(count: Count, reading: Reading) -> Finding | None:
    """Items that begin the following lines: …体现为“五个始终”。 / 一是… / 二是…."""
    for group in reading.lists:
        distance = group.line - count.line.index
        if group.start or not 0 < distance <= (2 if count.name else 1):
            continue
        is_sure = count.sums_up or (count.name and group.size == count.number)
        if (is_sure and count.line.is_last_sentence(count.end)) or names_items(count, group):
            return Finding(group.size, group.ref)
    return None


def heads_after(count: Count, reading: Reading) -> Finding | None:
    """Headings that follow: 下面，我讲三点意见。 / 一、… / 二、…."""
    if not (count.sums_up or count.name):
        return None
    group = next((group for group in reading.heading_groups if announces_heads(count, group, reading)), None)
    if group is None:
        return None
    is_sure = count.sums_up and not BACKWARD.search(count.before)
    is_below = speaks_of(count, group, reading) or is_inside(reading, count.line, group)
    return Finding(group.size, group.ref) if is_below and (is_sure or group.size == count.number) else None


def announces_heads(count: Count, group: Group, reading: Reading) -> bool:
    """Tell whether headings follow a count at once, or the opening says that it will speak of them."""
    follows = group.line == count.line.index + 1 and count.line.is_last_sentence(count.end)
    return follows or speaks_of(count, group, reading)


def speaks_of(count: Count, group: Group, reading: Reading) -> bool:
    in_opening = count.line.index < group.line == reading.first_heading_line
    return in_opening and bool(SPEAKING.search(count.before)) and not count.before.endswith("了")


def is_inside(reading: Reading, line: Line, group: Group) -> bool:
    """Tell whether a group of headings stands deeper than the heading above a line."""
    for above in reversed(reading.lines[: line.index + 1]):
        _, paragraph = above.pieces[0]
        if paragraph.role is Role.HEADING:
            return group.level > paragraph.level
    return True


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
