"""Structure: headings without text, levels skipped, things said twice, headings out of step."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from speeches.manuscript.groups import group_refs
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Place, Severity
from speeches.proofreading.rule import Rule

# Without the mark optional, a text of no sentences would be read again from each of its characters.
SENTENCE = re.compile(r"[^。！？]+[。！？]?")
SHORTEST_REPEATED, SHORTEST_PARAGRAPH = 16, 60
GRAM, CONTAINED = 6, 0.6
SAMPLED, LEAST_PIECES = 4, 8
LONGEST_BARE_HEAD = 40
HAN = re.compile(r"[\u4e00-\u9fff]")
LEAST_HEADS, LEAST_ALIKE = 3, 4
CLAUSE_BORDER = re.compile(r"[，、；：\s](?=.)")


def find_empty_heads(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    paragraphs = manuscript.paragraphs
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        if not is_bare_head(paragraph):
            continue
        if following is None or (following.role is Role.HEADING and following.level <= paragraph.level):
            yield Hit(paragraph.key, 0, len(paragraph.text))


def is_bare_head(paragraph: Paragraph) -> bool:
    """Tell whether a heading is a line of its own, not a sentence that says all there is to say."""
    return (
        paragraph.role is Role.HEADING
        and 0 < len(paragraph.text) <= LONGEST_BARE_HEAD
        and paragraph.text[-1] not in "。！？；"
    )


def find_skipped_levels(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report 一、→ 1. where （一） is used as well; a speech of few levels may do without it."""
    used = {p.level for p in manuscript.paragraphs if p.role is Role.HEADING and p.series}
    last = 0
    for paragraph in manuscript.paragraphs:
        if paragraph.role is Role.ITEM:
            # 一、… 一是… 1.…: the order words stand for the level between.
            last = 0
        if paragraph.role is Role.HEADING and paragraph.series:
            if last and used.intersection(range(last + 1, paragraph.level)):
                message = f"从第{last}级标题直接到了第{paragraph.level}级，中间缺一级。"
                yield Hit(paragraph.key, 0, len(paragraph.text), message=message)
            last = paragraph.level


def find_repeated_sentences(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    seen: dict[str, Place] = {}
    for paragraph in manuscript.paragraphs:
        for match in SENTENCE.finditer(paragraph.text):
            sentence = match[0].strip()
            if len(sentence) < SHORTEST_REPEATED or sentence[-1] not in "。！？":
                continue
            if first := seen.get(sentence):
                yield Hit(paragraph.key, *match.span(), related=(first,))
            else:
                seen[sentence] = Place(paragraph.key, *match.span(), "第一次出现")


def find_repeated_paragraphs(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a paragraph most of which stands in one paragraph above. An index of pieces, cut by content."""
    owners: dict[str, set[int]] = defaultdict(set)
    for index, paragraph in enumerate(manuscript.paragraphs):
        if len(paragraph.text) < SHORTEST_PARAGRAPH:
            continue
        grams = pieces(paragraph.text)
        common = Counter(owner for gram in grams for owner in owners.get(gram, ()))
        other, number = common.most_common(1)[0] if common else (0, 0)
        if number > CONTAINED * len(grams) and number >= LEAST_PIECES:
            first = manuscript.paragraphs[other]
            yield Hit(
                paragraph.key,
                0,
                len(paragraph.text),
                related=(Place(first.key, 0, len(first.text), "第一次出现"),),
            )
        for gram in grams:
            owners[gram].add(index)


@lru_cache(maxsize=4096)
def pieces(text: str) -> frozenset[str]:
    """Return the six-character pieces that begin with one character in four: the same wherever they stand."""
    return frozenset(
        text[at : at + GRAM] for at in range(len(text) - GRAM + 1) if ord(text[at]) % SAMPLED == 0
    )


def find_uneven_heads(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report the one heading of another length where all its sisters have the same (对仗)."""
    for heads in sister_heads(manuscript):
        lengths = Counter(len(HAN.findall(head.text)) for head in heads)
        usual, times = lengths.most_common(1)[0]
        if len(heads) >= LEAST_HEADS and times == len(heads) - 1:
            odd = next(head for head in heads if len(HAN.findall(head.text)) != usual)
            message = f"同级标题都是{usual}字，这一个是{len(HAN.findall(odd.text))}字，可考虑对仗。"
            yield Hit(odd.key, 0, len(odd.text), message=message)


def sister_heads(manuscript: Manuscript) -> Iterable[list[Paragraph]]:
    """Return the headings of each section's parts."""
    groups: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph, ref in zip(manuscript.paragraphs, group_refs(manuscript.paragraphs), strict=True):
        if ref.startswith("headings:"):
            groups[ref].append(paragraph)
    return groups.values()


def find_unlike_heads(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report the one heading that is built otherwise than all its sisters: its clauses, its first word."""
    for heads in sister_heads(manuscript):
        if len(heads) < LEAST_ALIKE:
            continue
        for message, shape in SHAPES.items():
            shapes = Counter(map(shape, heads))
            usual, times = shapes.most_common(1)[0]
            if usual and times == len(heads) - 1:
                odd = next(head for head in heads if shape(head) != usual)
                yield Hit(odd.key, 0, len(odd.text), message=message.format(usual=usual))
                break


def clauses(head: Paragraph) -> int:
    """Return how many clauses a heading has, 0 for one: that is no pattern."""
    n = len(CLAUSE_BORDER.findall(head.text)) + 1
    return n if n > 1 else 0


def first_word(head: Paragraph) -> str:
    return head.text[:2] if HAN.fullmatch(head.text[1:2]) else ""


SHAPES: dict[str, Callable[[Paragraph], int | str]] = {
    "同级标题都分成 {usual} 个分句，这一个不是，可考虑对仗。": clauses,
    "同级标题都以“{usual}”开头，这一个不是，可考虑对仗。": first_word,
}

SAME = (
    "要把监督融入日常、做在经常，紧盯重点领域和关键环节，对苗头性问题早发现、早提醒、早纠正，"
    "防止小问题演变成大问题，做到抓早抓小。"
)

RULES = (
    Rule(
        id="structure.empty-heading",
        message="标题下面没有内容。",
        severity=Severity.CHECK,
        find_across=find_empty_heads,
        bad=("同志们：\n一、提高认识\n二、抓好落实\n要抓好落实。",),
        good=("同志们：\n一、提高认识\n要提高认识。\n二、抓好落实\n要抓好落实。",),
    ),
    Rule(
        id="structure.skipped-level",
        message="标题层次跳级。",
        severity=Severity.CHECK,
        source="GB/T 9704—2012《党政机关公文格式》7.3.3",
        find_across=find_skipped_levels,
        bad=("同志们：\n一、提高认识\n1.学\n略。\n2.做\n略。\n二、落实\n（一）定责\n略。\n（二）考核\n略。",),
        good=(
            "同志们：\n一、提高认识\n1.学\n略。\n2.做\n略。\n二、落实\n1.定责\n略。\n2.考核\n略。",
            "同志们：\n一、提高认识\n（一）第一\n略。\n（二）第二\n略。\n二、落实\n略。",
            "同志们：\n一、提高认识\n一是要学。要勤。\n1.读书。\n2.看报。\n二是要做。要实。",
        ),
    ),
    Rule(
        id="structure.repeated-sentence",
        message="这句话前面已经说过，一字不差。",
        severity=Severity.CHECK,
        find_across=find_repeated_sentences,
        bad=(f"同志们：\n{SAME}\n要加强领导。{SAME}",),
        good=(f"同志们：\n{SAME}\n要加强领导。",),
    ),
    Rule(
        id="structure.repeated-paragraph",
        message="这一段的大部分前面已经有了。",
        severity=Severity.SHOULD,
        find_across=find_repeated_paragraphs,
        bad=(f"同志们：\n{SAME}\n要加强领导。\n{SAME}",),
        good=(f"同志们：\n{SAME}\n要加强领导。",),
    ),
    Rule(
        id="structure.uneven-heading",
        message="同级标题长短不一。",
        severity=Severity.POLISH,
        find_across=find_uneven_heads,
        bad=("同志们：\n一、提高认识\n略。\n二、抓好各项工作落实\n略。\n三、加强领导\n略。",),
        good=("同志们：\n一、提高认识\n略。\n二、抓好落实\n略。\n三、加强领导\n略。",),
    ),
    Rule(
        id="structure.unlike-heading",
        message="同级标题句式不一。",
        severity=Severity.POLISH,
        find_across=find_unlike_heads,
        bad=(
            "同志们：\n一、坚持严字当头\n略。\n二、坚持实字为先\n略。\n三、加强队伍建设\n略。\n四、坚持稳字托底\n略。",
            "同志们：\n一、提高站位，抓学习\n略。\n二、压实责任，抓监督\n略。\n三、改作风\n略。\n四、守住底线，抓队伍\n略。",
        ),
        good=(
            "同志们：\n一、坚持严字当头\n略。\n二、坚持实字为先\n略。\n三、坚持稳字托底\n略。\n四、坚持久久为功\n略。",
            "同志们：\n一、回顾工作\n略。\n二、认清形势\n略。\n三、明确任务\n略。\n四、提高本领\n略。",
        ),
    ),
)
