"""Wrong characters: confusable words, doubled characters, phrases with one wrong character."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.words import freedom, frequency, phrases, words_of_two
from speeches.proofreading.context import Context
from speeches.proofreading.doubling import doubled_characters, doubled_words
from speeches.proofreading.examples import EXAMPLE
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.lexicon import Confusable, is_valid_on
from speeches.proofreading.nearmiss import FourCharacterPhrases
from speeches.proofreading.nearwords import Words
from speeches.proofreading.rule import EXAMPLE_CONTEXT, Rule
from speeches.proofreading.statistics import Statistics

SMALL_WORDS = frozenset(
    "的了是在和与为把被从向对等也都就要不有这那其各于以及而或并但让使将更最很再又只还会能可得着过我们他你它"
)
# 其所 is left of every phrase that holds it: it tells nothing.
PARTICLES = frozenset("其所之而以于者")
COMMON = 10
COMMON_WORD = 100
VERY_COMMON = 200
SEEN = 2
MOST_FREE = 0.25
NUMERALS = frozenset("一二三四五六七八九十")


def find_confusables(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    text = paragraph.text
    for start, end, row in context.tables.confusables.find(text):
        if is_valid_on(row.since, row.until, context.today) and not is_own(text, start, end, context):
            yield confused(paragraph.key, start, end, row, text[start:end])


def confused(key: str, start: int, end: int, row: Confusable, written: str) -> Hit:
    severity = row.severity if row.is_certain or row.severity is Severity.POLISH else Severity.CHECK
    is_safe = severity is Severity.MUST
    return Hit(
        key,
        start,
        end,
        replacement=row.right if is_safe else None,
        suggestions=() if is_safe else (row.right,),
        severity=severity,
        message=f"“{written}”应为“{row.right}”。",
        reason=row.note,
        since=row.since,
        until=row.until,
    )


def is_own(text: str, start: int, end: int, context: Context) -> bool:
    """Tell whether the span lies in a term that is right in this office."""
    around = text[max(0, start - 12) : end + 12]
    return any(term in around and text[start:end] in term for term in context.own_terms)


def find_doubled_words(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in doubled_words(paragraph.text):
        yield Hit(paragraph.key, *match.span(), suggestions=(match[1],))


def find_doubled_characters(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in doubled_characters(paragraph.text):
        yield Hit(paragraph.key, *match.span(), suggestions=(match[1],))


@cache
def common_phrases() -> FourCharacterPhrases:
    return FourCharacterPhrases(phrases())


def find_near_phrases(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report a four-character phrase with one wrong character, unless what stands there are words."""
    text = paragraph.text
    for start, slip, phrase in common_phrases().near(text):
        window = text[start : start + len(phrase)]
        is_meant = makes_words(text, slip) and not is_rare(phrase, slip - start)
        is_meant |= is_compound(phrase, slip - start)
        if text[slip] in SMALL_WORDS or is_meant or is_own(text, start, start + len(phrase), context):
            continue
        yield Hit(
            paragraph.key,
            start,
            start + len(phrase),
            suggestions=(phrase,),
            message=f"“{window}”疑为“{phrase}”之误，“{window[slip - start]}”字音同或音近。",
        )


@cache
def common_words() -> Words:
    return Words(words_of_two(COMMON_WORD))


def find_near_words(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report two characters that belong to no word and stand nowhere in the office's texts.

    Either another word of the same sound stands there with one of the neighbours, several times; or both are
    characters that seldom stand alone, and a common word sounds like them that these texts use.
    """
    text, statistics = paragraph.text, context.statistics
    if statistics is None:
        return
    for place, pair in enumerate(map(str.__add__, text, text[1:])):
        if (
            pair in statistics.pairs
            or pair in context.tables.pairs
            or SMALL_WORDS.intersection(pair)
            or not is_han(pair)
        ):
            continue
        if frequency(pair) or is_bound(text, place) or is_own(text, place, place + 2, context):
            continue
        if word := meant_word(text, place, statistics):
            message = f"“{pair}”不成词，也未见于已有文稿，疑为“{word}”之误，请核对。"
            yield Hit(paragraph.key, place, place + 2, suggestions=(word,), message=message)


def meant_word(text: str, place: int, statistics: Statistics) -> str:
    """Return the word of the same sound that is meant, "" where none is likely."""
    if seen := list(seen_words(text, place, statistics)):
        return max(seen)[1]
    pair = text[place : place + 2]
    if NUMERALS.intersection(pair) or max(map(freedom, pair)) > MOST_FREE:
        return ""
    meant = (found for found in common_words().meant(pair) if statistics.pairs[found[1]] >= SEEN)
    times, word = max(meant, default=(0, ""))
    return word if times >= VERY_COMMON else ""


def seen_words(text: str, place: int, statistics: Statistics) -> Iterator[tuple[int, str]]:
    """Yield (how often, word) of the words of the same sound that stand beside one of the neighbours."""
    for _, word in common_words().meant(text[place : place + 2]):
        before, after = text[max(0, place - 1) : place], text[place + 2 : place + 3]
        times = max(statistics.triples[before + word], statistics.triples[word + after])
        if times >= SEEN:
            yield times, word


def is_han(pair: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in pair)


def is_bound(text: str, place: int) -> bool:
    """Tell whether either of two characters belongs to a word with its other neighbours."""
    windows = (
        (place - 1, place + 1),
        (place + 1, place + 3),
        (place - 2, place + 1),
        (place + 1, place + 4),
        (place - 1, place + 2),
        (place, place + 3),
        (place - 2, place + 2),
        (place - 1, place + 3),
        (place, place + 4),
    )
    return any(start >= 0 and frequency(text[start:end]) > 0 for start, end in windows)


def is_rare(phrase: str, slip: int) -> bool:
    """Tell whether what is left of a phrase is no string of ordinary words: 屡教不, 千夫所."""
    if slip not in (0, len(phrase) - 1):
        return False
    rest = phrase[:slip] + phrase[slip + 1 :]
    if len(PARTICLES.intersection(rest)) > 1:
        return False
    return not any(frequency(a + b) for a, b in pairwise(rest))


def is_compound(phrase: str, slip: int) -> bool:
    """Tell whether what is left of a phrase is a word by itself (国务院令): beside it stands another."""
    return slip in (0, len(phrase) - 1) and frequency(phrase.replace(phrase[slip], "")) >= COMMON_WORD


def makes_words(text: str, slip: int) -> bool:
    """Tell whether the odd character forms a word with its neighbours: then it may be meant."""
    pairs = (text[slip - 1 : slip + 1] if slip else "", text[slip : slip + 2])
    return any(len(pair) == 2 and frequency(pair) >= COMMON for pair in pairs)


RULES = (
    Rule(
        id="characters.confusable",
        message="字词误用。",
        severity=Severity.MUST,
        source="《现代汉语词典》；《第一批异形词整理表》",
        find_in=find_confusables,
        bad=("有的干部作风浮燥。", "在岗位上磨练自己。"),
        good=("有的干部作风浮躁。", "要贯彻职责要求。"),
        example=EXAMPLE,
    ),
    Rule(
        id="characters.doubled-word",
        message="词语重复，删去一个。",
        severity=Severity.SHOULD,
        find_in=find_doubled_words,
        bad=("要加强加强业务学习。", "教训十分深刻深刻。"),
        good=(
            "要一项一项抓落实。",
            "大家研究研究。",
            "谁来监督监督者。",
            "说说笑笑",
            "要调查调查再定，任务任务再任务，落实落实再落实，还要服务服务对象。",
            "各级党组织组织开展学习，代表代表团发言。",
            "集装箱装箱要检查，人口少的村的村务也要公开，小企业创业创新要支持。",
        ),
    ),
    Rule(
        id="characters.doubled-character",
        message="多打了一个字。",
        severity=Severity.SHOULD,
        find_in=find_doubled_characters,
        bad=("成为为必修课。", "开展大起底底行动。", "做到到早发现。"),
        good=(
            "改进工作作风。",
            "二〇二二年的总结，二二年的计划。",
            "经常红红脸、出出汗。",
            "人人有责、层层负责。",
            "要实实在在办事。",
            "处处留心。",
            "生生不息，欣欣向荣，蒸蒸日上，津津有味，丝丝入扣，季季有考评，找找差距，跟大家交交心，管党治党党内有规矩。",
            "实事求是是党的思想路线。企业可以以书面方式申请，以整改为目的的检查要少而精。",
            "健全全流程监督机制，向与会同志和与与会代表座谈。",
            "社会会更加和谐，各地要对对照检查出的问题逐项整改，珍惜和和平环境。",
            "巡察组组长、党支部部长、红十字会会员、评标标准，派遣国国旗。",
        ),
    ),
    Rule(
        id="characters.near-phrase",
        message="四字词语里有一个字可能写错。",
        severity=Severity.SHOULD,
        find_in=find_near_phrases,
        bad=("形成齐抓共关的格局。", "学习不能浅尝则止。", "任重到远。"),
        good=(
            "形成齐抓共管的格局。",
            "学习不能浅尝辄止。",
            "任重道远。",
            "国务院另有规定的除外。",
            "不得允许他人使用其所掌握的信息。",
        ),
    ),
    Rule(
        id="characters.near-word",
        message="这两个字不成词，可能有一个写错。",
        severity=Severity.CHECK,
        find_in=find_near_words,
        bad=("严守六项记律。", "各部门负则人要到位。", "整改有了新进战。"),
        good=("严守六项纪律。", "各部门负责人要到位。", "向社会公告。"),
        example=Context(
            today=EXAMPLE_CONTEXT.today,
            statistics=Statistics.of(
                ["六项纪律", "严守六项纪律", "单位负责人", "主要负责人", "进展", "进展"]
            ),
        ),
    ),
)
