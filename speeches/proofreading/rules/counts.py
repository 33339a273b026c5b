"""Announced counts against what follows: lists, headings, the title, members named beforehand."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from speeches.manuscript.announcements import Announcement, find_announcements
from speeches.manuscript.counting import sentence_rest, split_flat
from speeches.manuscript.groups import group_members, recount
from speeches.manuscript.numerals import HAN, number_of
from speeches.manuscript.paragraph import Role
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.reading import Group, Line
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Place, Severity
from speeches.proofreading.reading import layout, title_paragraphs
from speeches.proofreading.rule import Rule

TITLE_COUNT = re.compile(
    rf"(?:从|抓好|做到|坚持|把握|突出|谈|讲|聚焦|强化)?(?P<count>(?P<number>[{HAN}两]{{1,2}}|\d{{1,2}})"
    r"(?:个方面|个坚持|个突出|个着力|处|点|招|项))(?!年|月|届|次|周年|五)"
)
CLAUSE = re.compile(r"[^，。；：！？“”（）]+")
QUOTED_MEMBERS = re.compile(r"“([^“”，。；]*、[^“”，。；]*、[^“”，。；]*)”")
LED_LIST = re.compile(
    rf"(?<![第每{HAN}\d])(?P<count>(?P<number>[二三四五六七八九两]|十[{HAN}]?|[2-9])(?:个|项|条|点|种|类|大)[\u4e00-\u9fff]{{1,10}})："
)
VERB_SET = re.compile(
    r"“(?P<set>(?P<number>[二三四五六七八九十两])(?P<verb>[\u4e00-\u9fff]))”(?:[：，:]|[\u4e00-\u9fff]{0,4}[：，])"
)
NEAR = 4
SHORTEST_MEMBER, LONGEST_MEMBER = 2, 8


@lru_cache(maxsize=2)
def announcements(manuscript: Manuscript, names: frozenset[str]) -> tuple[Announcement, ...]:
    return find_announcements(manuscript, names)


def find_wrong_counts(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    members = group_members(manuscript.paragraphs)
    for found in announcements(manuscript, context.tables.set_names):
        if not found.consistent:
            yield wrong_count(found, members.get(found.group, []), manuscript)


def wrong_count(found: Announcement, keys: Sequence[str], manuscript: Manuscript) -> Hit:
    lengths = {paragraph.key: len(paragraph.text) for paragraph in manuscript.paragraphs}
    related = tuple(Place(key, 0, lengths[key], f"第{number}项") for number, key in enumerate(keys, start=1))
    right = recount(found.text, found.counted) if isinstance(found.counted, int) else f"“{found.counted}”"
    # Headings and items that are there to be counted leave no doubt; what a sentence lists does.
    severity = Severity.MUST if found.group else Severity.SHOULD
    return Hit(
        found.key,
        found.start,
        found.end,
        message=f"预告{quoted(found.text)}，实际列出的是 {found.counted} 项，请改数字或补删内容。",
        severity=severity,
        suggestions=(right,) if right != found.text else (),
        related=related,
    )


def find_wrong_lists(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report “N个…特点：一是…；二是…” whose list has another size; the words between may be any."""
    reading = layout(manuscript)
    known = {(found.key, found.start) for found in announcements(manuscript, context.tables.set_names)}
    for line in reading.lines:
        for match in LED_LIST.finditer(line.text):
            group = next(
                (one for one in reading.lists_by_line.get(line.index, ()) if follows(match, one)), None
            )
            where = line.locate(*match.span("count"))
            number = number_of(match["number"])
            if group and where and number != group.size and (where[0], where[1]) not in known:
                message = f"预告{quoted(match['count'])}，后面列出的是 {group.size} 项，请改数字或补删内容。"
                right = recount(match["count"], group.size)
                yield Hit(*where, message=message, suggestions=(right,))


def follows(match: re.Match[str], group: Group) -> bool:
    return 0 <= group.start - match.end() <= 1


def find_wrong_verbs(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report “三看”：看…，看…，看…，看…: as many clauses as the name says begin with its verb."""
    names = context.tables.set_names
    for line in layout(manuscript).lines:
        for match in VERB_SET.finditer(line.text):
            rest = sentence_rest(line.text[match.end() :])
            clauses = [clause.strip("，；、和及与 ") for clause in re.split("[，；、]", rest)]
            size = leading_run(clauses, match["verb"])
            number = number_of(match["number"])
            where = line.locate(*match.span("set"))
            if where and size > 1 and number != size and match["set"] not in names:
                message = f"说的是“{match['set']}”，后面列出的是 {size} 项，请核对。"
                yield Hit(*where, message=message, suggestions=(recount(match["set"], size),))


def leading_run(clauses: Sequence[str], verb: str) -> int:
    """Return how many clauses in a row begin with a verb; before the first one other words may stand."""
    start = next((place for place, clause in enumerate(clauses[:3]) if verb in clause[:12]), None)
    if start is None:
        return 0
    run = 1
    while start + run < len(clauses) and clauses[start + run].startswith(verb):
        run += 1
    return run


def find_wrong_title_counts(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    heads = [p for p in manuscript.paragraphs if p.role is Role.HEADING and p.level == 1]
    for paragraph in title_paragraphs(manuscript):
        match = TITLE_COUNT.search(paragraph.text)
        number = number_of(match["number"]) if match else None
        if match and number and len(heads) > 1 and number != len(heads):
            related = tuple(Place(head.key, 0, len(head.text)) for head in heads)
            message = f"题目说“{match['count']}”，全文一级标题有 {len(heads)} 个，请核对。"
            yield Hit(paragraph.key, *match.span("count"), message=message, related=related)


def find_changed_members(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report the member announced (想担当、敢担当、愿担当) that is another in the heading (能担当)."""
    reading = layout(manuscript)
    for group in reading.groups:
        if group.size < 3:
            continue
        for line in reading.lines[max(0, group.line - NEAR) : group.line]:
            yield from changed_members(line, group)


def changed_members(line: Line, group: Group) -> Iterator[Hit]:
    for start, members in announced_members(line.text, group.size):
        is_there = [member in text[:30] for member, text in zip(members, group.texts, strict=True)]
        in_other_order = all(any(member in text[:30] for text in group.texts) for member in members)
        if sum(is_there) * 2 < len(members) or sum(is_there) < 2 or in_other_order:
            continue
        for place, (member, found) in enumerate(zip(members, is_there, strict=True)):
            begin = line.text.find(member, start)
            where = line.locate(begin, begin + len(member)) if begin >= 0 and not found else None
            if where:
                yield Hit(
                    *where,
                    message=f"这里说“{member}”，后面第 {place + 1} 条是“{group.texts[place][:20]}”，请统一。",
                )


def announced_members(text: str, size: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (start, members) of the enumerations of so many members of one length."""
    for match in (*QUOTED_MEMBERS.finditer(text), *CLAUSE.finditer(text)):
        if match[0].count("、") < size - 1:
            continue
        parts = split_flat(match[match.lastindex or 0], "、")
        if len(parts) != size:
            continue
        length = len(parts[1])
        members = [parts[0][-length:], *parts[1:-1], parts[-1][:length]]
        if SHORTEST_MEMBER <= length <= LONGEST_MEMBER and {len(member) for member in members} == {length}:
            yield match.start(), members


RULES = (
    Rule(
        id="counts.announced",
        message="预告的数目与实际列出的不一致。",
        severity=Severity.MUST,
        find_across=find_wrong_counts,
        bad=("下面，我讲四点意见。\n一、提高认识\n略。\n二、突出重点\n略。\n三、加强领导\n略。",),
        good=(
            "下面，我讲三点意见。\n一、提高认识\n略。\n二、突出重点\n略。\n三、加强领导\n略。",
            "增强“四个意识”。",
        ),
    ),
    Rule(
        id="counts.led-list",
        message="预告的数目与后面列出的不一致。",
        severity=Severity.SHOULD,
        find_across=find_wrong_lists,
        bad=("同志们：\n这些案件有三个共同特点：一是信念动摇；二是纪律淡薄；三是家风不正；四是心存侥幸。",),
        good=("同志们：\n这些案件有三个共同特点：一是信念动摇；二是纪律淡薄；三是家风不正。",),
    ),
    Rule(
        id="counts.verb-set",
        message="名称里的数目与后面列出的不一致。",
        severity=Severity.SHOULD,
        find_across=find_wrong_verbs,
        bad=("同志们：\n要做到“三看”：看决策是否民主，看程序是否规范，看资金是否安全，看作风是否扎实。",),
        good=(
            "同志们：\n要做到“三看”：看决策是否民主，看程序是否规范，看资金是否安全。",
            "同志们：\n坚持“三转”，提高能力。",
        ),
    ),
    Rule(
        id="counts.title",
        message="题目里的数目与一级标题数不一致。",
        severity=Severity.CHECK,
        find_across=find_wrong_title_counts,
        bad=("在三个方面发力 推动监督提质\n同志们：\n一、学\n略。\n二、做\n略。",),
        good=("在两个方面发力 推动监督提质\n同志们：\n一、学\n略。\n二、做\n略。",),
    ),
    Rule(
        id="counts.members",
        message="前面列出的名目与后面的标题不一致。",
        severity=Severity.SHOULD,
        find_across=find_changed_members,
        bad=("要做到想担当、敢担当、愿担当。\n一、想担当\n略。\n二、敢担当\n略。\n三、能担当\n略。",),
        good=("要做到想担当、敢担当、能担当。\n一、想担当\n略。\n二、敢担当\n略。\n三、能担当\n略。",),
    ),
)
