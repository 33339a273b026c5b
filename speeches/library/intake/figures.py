"""Names, places, figures and dates of one past speech, each a suggested placeholder (待填项).

Only figures in digits are taken: 三点意见, 中央八项规定 and 二十大 are words. Each can be undone alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from speeches.manuscript.placeholders import Kind, find_placeholders

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:余|多)?"
UNITS = (
    ("金额", r"(?:万|亿|千|百|万亿)?元"),
    ("比例", r"%|％|个百分点|倍"),
    ("人数", r"(?:万|千|百)?(?:余|多)?(?:人次|人|名|位)"),
    ("件数", r"(?:余|多)?(?:件次|件|起|宗)"),
    ("次数", r"(?:余|多)?(?:次|轮|场|期|批|遍)"),
    ("时长", r"(?:个月|小时|分钟|天|周|年)(?!以来|前|内)"),
    ("数据", r"(?:余|多)?(?:个|条|项|家|户|份|处|套|台|篇|张|封|本|例|笔|亩|吨|公里|所|座|辆|门|类|级|万)"),
)
DATE = re.compile(
    r"(?:(?:19|20)\d\d年)(?:\d{1,2}月(?:\d{1,2}[日号])?|上半年|下半年|度)?"
    r"|\d{1,2}月\d{1,2}[日号]|(?<!\d)\d{1,2}月份"
)
# 2035年远景目标, 第3季度: no date of the past speech's own.
LASTING = re.compile(r"^(?:远景目标|基本实现)")
QUANTITY = re.compile("|".join(f"(?P<u{i}>{NUMBER}\\s?(?:{unit}))" for i, (_, unit) in enumerate(UNITS)))
BARE_DIGITS = re.compile(r"(?<![\dA-Za-z.“+＋/\-－])(?=\d)")
SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
PERSON = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<n1>[{SURNAME}][\u4e00-\u9fff]{{1,2}})(?=同志|书记|[市局县区厅]长|主任|组长)"
)
# 区纪委监委张三同志被评为…: behind an office or a post a name begins without a border; what follows is one.
PERSON_OF_OFFICE = re.compile(
    rf"(?<=[委局院组部办室处所厅校司团行会队任记长])(?!常委|常务|高层|方面)(?P<n2>[{SURNAME}][\u4e00-\u9fff]{{1,2}})"
    r"(?=(?:等)?同志|被评为|荣获|获评|荣立)"
)
# Leaders of the Party stand in set expressions, not for the speech's own people.
SET_PEOPLE = re.compile(r"习近平|毛泽东|邓小平|江泽民|胡锦涛|马克思|列宁")
PLACE_END = (
    r"(?:纪委监委|纪检监察组|纪检监察室|街道办事处|管理局|税务局|公安局|住建局|教育局"
    r"|财政局|民政局|人民医院|卫健委|发改委"
    r"|有限公司|集团公司|集团|银行|信用社|街道|[市县区镇乡村](?!场|民|委|域|别|级|直|面|管"
    r"|属|里|外|容|里|长|监|纪|政|内|人|中|公|税))"
)
OFFICE = re.compile(
    rf"(?:(?<=[，。；、：在对由向与和到从为了的“])|^)(?P<name>[\u4e00-\u9fff]{{2,7}}?{PLACE_END}(?:纪委监委|纪委|监委|局|委)?)"
)
# Words that make a place general: 全市, 各县区, 一个乡镇.
GENERAL = re.compile(
    r"[全各每本我该某这那几多]|中央|国家|国务院|省委|市委|县委|区委|一些|有关|重点|部分"
    r"|个别|所有|基层|下级|上级|乡镇|城市|农村|社区|党|开展|"
    r"推进|加强|深入|持续|推动|做|查|督|办|要|向|也|是|哪|和|禁|指导|前|后|各|把|让|使"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place [start, end) of the original text that becomes 【name】 while it is on."""

    start: int
    end: int
    text: str
    name: str
    is_on: bool = True

    def to_json(self) -> list[Any]:
        return [self.start, self.end, self.text, self.name, self.is_on]

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Self:
        return cls(*data)

    @property
    def placeholder(self) -> str:
        return f"【{self.name}】"


def suggest(text: str, offices: Iterable[str] = ()) -> list[Suggestion]:
    """Return what may become placeholders, from left to right, none over another."""
    chosen: list[Suggestion] = []
    found = [
        *masks(text),
        *known_offices(text, offices),
        *dates(text),
        *quantities(text),
        *people(text),
        *places(text),
    ]
    for each in found:
        if all(each.end <= other.start or each.start >= other.end for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.start)


MASK_NAMES = {
    Kind.DATE: "时间",
    Kind.NUMBER: "数据",
    Kind.PERSON: "姓名",
    Kind.OFFICE: "单位",
    Kind.TEXT: "内容",
}


def masks(text: str) -> Iterator[Suggestion]:
    """Yield the places that the speech itself left open: XX, ×月×日."""
    for found in find_placeholders(text):
        # A placeholder already is one: it stays, and nothing is suggested inside it.
        name = found.name or MASK_NAMES[found.kind]
        yield Suggestion(found.start, found.end, found.text, name)


def known_offices(text: str, offices: Iterable[str]) -> Iterator[Suggestion]:
    for office in sorted(set(offices), key=len, reverse=True):
        if len(office) > 2:
            for match in re.finditer(re.escape(office), text):
                yield Suggestion(*match.span(), office, "单位")


def dates(text: str) -> Iterator[Suggestion]:
    for match in DATE.finditer(text):
        if not LASTING.match(text[match.end() :]):
            yield Suggestion(*match.span(), match[0], "时间")


def quantities(text: str) -> Iterator[Suggestion]:
    for start in BARE_DIGITS.finditer(text):
        if match := QUANTITY.match(text, start.start()):
            name = UNITS[int((match.lastgroup or "u0")[1:])][0]
            digits = re.match(NUMBER, match[0])
            # The unit stays: 14次 reads 【次数】次, as people write it.
            if digits:
                yield Suggestion(match.start(), match.start() + digits.end(), digits[0], name)


def people(text: str) -> Iterator[Suggestion]:
    for match in (*PERSON.finditer(text), *PERSON_OF_OFFICE.finditer(text)):
        if not SET_PEOPLE.search(match[0]):
            yield Suggestion(*match.span(), match[0], "姓名")


def places(text: str) -> Iterator[Suggestion]:
    for match in OFFICE.finditer(text):
        if not GENERAL.search(match["name"]):
            yield Suggestion(*match.span("name"), match["name"], "单位")


def applied(text: str, suggestions: Iterable[Suggestion]) -> str:
    """Return the text with the suggestions that are on."""
    parts, end = [], 0
    for each in sorted(suggestions, key=lambda each: each.start):
        if each.is_on:
            parts += [text[end : each.start], each.placeholder]
            end = each.end
    return "".join([*parts, text[end:]])


def switched(suggestions: Sequence[Suggestion], number: int) -> list[Suggestion]:
    """Return the suggestions with one turned on or off. Raises IndexError."""
    turned = list(suggestions)
    turned[number] = replace(turned[number], is_on=not turned[number].is_on)
    return turned
