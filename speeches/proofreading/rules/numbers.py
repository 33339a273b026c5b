"""Numbers and dates."""

import calendar
import re
from collections.abc import Iterator

from speeches.manuscript.numerals import chinese, number_of
from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.rule import Rule

STANDARD = "GB/T 15835—2011《出版物上数字用法》"
CHINESE_YEAR = re.compile(r"[一二三四五六七八九][一二三四五六七八九〇零○0Oo]{3}(?=年)")
WRONG_ZERO = re.compile(r"[零○0Oo]")
SHORT_YEAR = re.compile(
    r"(?<![\d.第近过了约每前后这那十百千])([012]\d)年(?=以来|初(?![心衷])|底(?![色薪线气蕴数])|末|中期|度(?![过假])|上半年|下半年|(?:1[0-2]|[1-9])月(?!底?内))"
)
ROUND_YEARS = {"10", "20", "00"}
RANGE = re.compile(r"(?<![\d.-])\d+(?:\.\d+)?[%％‰]?\s?(-)\s?\d+(?:\.\d+)?[%％‰]")
ORDER = "一二三四五六七八九"
APPROXIMATE = re.compile(
    r"(?<![一二三四五六七八九十、第之唯统逐专单归])([一二三四五六七八九])([、，])([一二三四五六七八九])(?=个(?!方面|要|坚持|是)|年(?!级)|天|次(?!会议|全会)|人|名|件|十|百|千|倍|里|岁|公里)"
)
APPROXIMATE_DIGITS = re.compile(r"(?<![\d、.])([1-9])[、，]([1-9])(?=年(?!级)|个(?!方面)|天|次|人|名|件|倍)")
MIXED_NUMERALS = re.compile(
    r"百分之\d+|"
    r"[一二三四五六七八九百千]\d+[十百千]|(?<![\d.])\d+[十](?![一-龥]?[五四三二一]?规划|堰|三|佳|大|强|周)"
)
# What falls can at most fall to nothing.
FALLING_TIMES = re.compile(
    r"(?:下降|减少|降低|缩短|缩减|压减|压缩|回落|缩小)了?((?:[\d.]+|[一两二三四五六七八九十]+)倍)(?!数)"
)
DOUBLED_MEASURE = re.compile(r"(?<=\d)([件起次名条项户份个家场人])(\1)(?![都有是落皆得均要能]|\1)")
DAY = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<![\d.])(\d{1,2})月(\d{1,2})日")
MONTHS = 12


def find_wrong_zero(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in CHINESE_YEAR.finditer(paragraph.text):
        year = WRONG_ZERO.sub("〇", match[0])
        if year != match[0]:
            yield Hit(paragraph.key, *match.span(), replacement=year)


def find_short_years(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in SHORT_YEAR.finditer(paragraph.text):
        if match[1] not in ROUND_YEARS and int(match[1]) <= context.today.year % 100 + 2:
            yield Hit(paragraph.key, *match.span(1), suggestions=(f"20{match[1]}",))


def find_hyphens(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in RANGE.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(1), replacement="～")


def find_split_approximations(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report 三、四年 for 三四年: between neighbours that mean “about” stands no mark."""
    for match in APPROXIMATE.finditer(paragraph.text):
        if ORDER.index(match[3]) - ORDER.index(match[1]) == 1:
            yield Hit(paragraph.key, match.start(), match.end(), replacement=match[1] + match[3])
    for match in APPROXIMATE_DIGITS.finditer(paragraph.text):
        if int(match[2]) - int(match[1]) == 1:
            words = chinese(int(match[1])) + chinese(int(match[2]))
            yield Hit(paragraph.key, *match.span(), suggestions=(words,))


def find_mixed_numerals(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in MIXED_NUMERALS.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span())


def find_impossible_days(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in DAY.finditer(paragraph.text):
        year = int(match[1]) if match[1] else 2000
        month, day = number_of(match[2]) or 0, number_of(match[3]) or 0
        if not (1 <= month <= MONTHS and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]):
            yield Hit(paragraph.key, *match.span())


def find_falling_times(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in FALLING_TIMES.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(1))


def find_doubled_measures(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in DOUBLED_MEASURE.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(2), suggestions=("",))


RULES = (
    Rule(
        id="numbers.wrong-zero-in-year",
        message="汉字年份中的零应写作“〇”。",
        severity=Severity.MUST,
        source=STANDARD,
        find_in=find_wrong_zero,
        bad=("二零二五年", "二0二五年"),
        # “一百零五年” is a length of time, not a year number: its 零 is right.
        good=("二〇二五年", "2025年", "一百零五年来"),
    ),
    Rule(
        id="numbers.short-year",
        message="年份应写四位数字。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_short_years,
        bad=("22年以来，事项逐年压减。", "自24年初开始。"),
        good=(
            "2022年以来，事项逐年压减。",
            "10年以来，他扎根基层。",
            "建设周期为18个月。",
            "过去的22年里。",
            "他在部队22年初心不改，15年底色不变，12年度过难关。",
        ),
    ),
    Rule(
        id="numbers.hyphen-in-range",
        message="数值范围用浪纹线“～”或一字线“—”，不用短横。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_hyphens,
        bad=("会议减少10%-15%。",),
        good=("会议减少10%～15%。", "会议减少10%—15%。", "COVID-19疫情", "1-8月"),
    ),
    Rule(
        id="numbers.split-approximation",
        message="相邻两数连用表示概数，中间不加标点，也不用阿拉伯数字。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_split_approximations,
        bad=("参加工作仅三、四年。", "过去5、6年，案件多发。", "五，六个乡镇一组。"),
        good=(
            "参加工作仅三四年。",
            "二、三季度要抓紧。",
            "一、二、三产业融合发展。",
            "抓好第一、二个环节。",
            "有前款情形之一，二年内不得提拔。",
        ),
    ),
    Rule(
        id="numbers.mixed-numerals",
        message="一个数里混用了汉字数字和阿拉伯数字。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_mixed_numerals,
        bad=("推动解决问题一百2十个。", "整改问题3十个。"),
        good=("推动解决问题一百二十个。", "投资2亿元。", "党的二十大"),
    ),
    Rule(
        id="numbers.falling-times",
        message="减少不能用“倍”，请改用百分数或“几分之几”。",
        severity=Severity.SHOULD,
        find_in=find_falling_times,
        bad=("信访量下降了1倍。", "审批时限缩短两倍。"),
        good=("信访量下降了50%。", "效率提高两倍。", "费用压缩到原来的三分之一。"),
    ),
    Rule(
        id="numbers.doubled-measure",
        message="数字后面的量词写了两次。",
        severity=Severity.SHOULD,
        find_in=find_doubled_measures,
        bad=("处置问题线索235件件，立案96件。",),
        good=("78件件件有着落。", "12项项项落实。", "共处置235件，件件有回音。"),
    ),
    Rule(
        id="numbers.impossible-day",
        message="没有这一天，请核对日期。",
        severity=Severity.SHOULD,
        find_in=find_impossible_days,
        bad=("请在9月31日前报送。", "2026年2月29日"),
        good=("请在9月30日前报送。", "2024年2月29日", "2月29日"),
    ),
)
