"""Wording: the same thing said twice, words that official texts avoid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.rule import FindIn, Rule
from speeches.proofreading.tables import marked_span

# Another number, with 有 or without, has its own 以上.
BETWEEN = r"[^，。；、：\d有一两二三四五六七八九十]"
NUMBER = r"[\d０-９一二两三四五六七八九十百千万亿\.．]+"


@dataclass(frozen=True, slots=True)
class Swap:
    """A pattern whose first group is what goes, and what comes in its place; None where a person decides."""

    pattern: re.Pattern[str]
    right: str | None = None


def finder(*swaps: Swap) -> FindIn:
    def find(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
        for swap in swaps:
            for match in swap.pattern.finditer(paragraph.text):
                yield Hit(paragraph.key, *marked_span(match), replacement=swap.right)

    return find


APPROXIMATIONS = (
    Swap(re.compile(rf"(?:大约|约|大概|近)有?{NUMBER}[^，。；、：\d]{{0,3}}(左右|上下)"), ""),
    Swap(re.compile(rf"[余多]({NUMBER.replace('.', '')}?多)(?=[件名人次个项起万亿元])")),
    Swap(re.compile(r"(?<=余)(多)(?=[件名人次个项起万亿元年天])"), ""),
    Swap(re.compile(r"[余多][件名人次个项起条万亿元年天户]{1,2}(左右|上下)"), ""),
    Swap(re.compile(rf"(?:超过|多达|高达|不少于){NUMBER}{BETWEEN}{{0,5}}(以上|之多)"), ""),
    Swap(re.compile(r"(?:高达|多达|超过)(近|约)(?=[\d一二三四五六七八九十百千万])"), ""),
    Swap(re.compile(rf"(?:不足|不到|至多|最多){NUMBER}{BETWEEN}{{0,5}}(以下|以内)"), ""),
)
DENIED_TWICE = (
    Swap(re.compile(r"(?:切忌|避免|防止|杜绝|谨防|严防)(不要|不再|不得)"), ""),
    Swap(re.compile(r"(?:防止|避免|杜绝)[^，。；、]{0,8}(不再)(?=发生|出现|重演)"), ""),
    Swap(re.compile(r"(?:严禁|禁止|不准|不许)(不准|不得|不许|不能)"), ""),
)
MUSTS = (
    Swap(re.compile(r"请[^。；，]{0,6}(要)务必"), ""),
    Swap(re.compile(r"务必(要?一定要|必须)"), ""),
    Swap(re.compile(r"一定要(务必|必须)"), ""),
)
MIXED = (
    Swap(re.compile(r"目的(是为了)"), "是"),
    Swap(re.compile(r"原因(是由于|是因为)"), "是"),
    Swap(re.compile(r"(根据)[^，。；]{1,20}显示")),
    Swap(re.compile(r"(?<![根依凭占数])(据)[^，。；]{1,12}(?:数据|结果|情况)显示")),
    Swap(re.compile(r"(?:^|[。；])(通过|经过)[^，。；]{2,20}，使(?=[我全广各党机])")),
    Swap(re.compile(r"(由于)[^，。；]{1,18}的原因(?=，|。)")),
)
# 利用职务上的便利 is the law's term; 在…过程 needs its 中; 无论…还是… is taken up by 都.
MISSING = (
    Swap(re.compile(r"(利用职务)(?=违|谋|索|收受|侵|贪|骗|敛|搞|为[他自亲家]|进行|从事)")),
    Swap(
        re.compile(
            r"(?<![正现存所实内外潜自旨好])在(?:(?![中时后上下里前内间])[^，。；、]){2,12}(?<![全的])(过程)"
            r"(?=[还也都却，]|存在|出现)"
        )
    ),
    Swap(re.compile(r"(?:无论|不论|不管)是?[^，。；]{1,20}还是[^，。；]{1,20}，(要|应当|必须)")),
)
TITLES = (
    Swap(re.compile(r"(?<!大学生)(村官)(?!”?腐败)")),
    Swap(re.compile(r"(?<![一-龥]乡)(?<![一-龥]镇)(?:^|[，。；、的各])(村长)"), "村委会主任"),
    Swap(re.compile(r"(前苏联)"), "苏联"),
    Swap(re.compile(r"[省市县区州旗][委](?P<w>一哥)")),
)
CITY = re.compile(r"([一-龥]{2,4})(市市|县县|区区|省省)(?=委|政府|纪委|监委|人大|政协)")


def find_doubled_office(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in CITY.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(2), replacement=match[2][0])


RULES = (
    Rule(
        id="wording.double-approximation",
        message="概数重复：“约”“超过”与“左右”“以上”之类只留一个。",
        severity=Severity.SHOULD,
        source="GB/T 15835—2011《出版物上数字用法》",
        find_in=finder(*APPROXIMATIONS),
        bad=(
            "全年举办培训约12期左右。",
            "查处案件三十余多件。",
            "涉案金额超过3000万元以上。",
            "金额高达近3000万元。",
        ),
        good=(
            "全年举办培训12期左右。",
            "查处案件三十余件。",
            "约3年时间，上下一心。",
            "给予警告以上处分。",
            "超过100米有两处以上超标的。",
        ),
    ),
    Rule(
        id="wording.double-must",
        message="“请”“务必”“一定要”意思重复，删去一个。",
        severity=Severity.SHOULD,
        find_in=finder(*MUSTS),
        bad=("请大家要务必高度重视。", "务必一定要抓好。"),
        good=("请大家务必高度重视。", "要务必抓好落实。"),
    ),
    Rule(
        id="wording.double-negative",
        message="否定重复，意思反了，删去一个。",
        severity=Severity.SHOULD,
        find_in=finder(*DENIED_TWICE),
        bad=("切忌不要搞形式主义。", "防止类似问题不再发生。", "严禁不准公款吃喝。"),
        good=("切忌搞形式主义。", "防止类似问题再次发生。", "不得不防，不能不查。", "使类似问题不再发生。"),
    ),
    Rule(
        id="wording.mixed-patterns",
        message="两种句式杂糅，请改用一种说法。",
        severity=Severity.POLISH,
        find_in=finder(*MIXED),
        bad=(
            "目的是为了推动整改。",
            "由于作风不实的原因，工作没有落地。",
            "据统计数据显示，案件有所减少。",
            "通过这次学习，使我们受到了教育。",
        ),
        good=(
            "目的是推动整改。",
            "根据调查，情况属实。",
            "据统计，案件有所减少。",
            "统计数据显示，案件少了。",
        ),
    ),
    Rule(
        id="wording.missing-word",
        message="这里像是漏了字，请核对。",
        severity=Severity.CHECK,
        find_in=finder(*MISSING),
        bad=(
            "有的利用职务谋取私利。",
            "在案件审查过程存在瑕疵。",
            "无论是机关还是基层，要一体遵守。",
        ),
        good=(
            "有的利用职务便利谋取私利。",
            "在案件审查过程中存在瑕疵。在全过程，都有监督。",
            "改革正在经历一个艰难过程，不能急。问题的症结所在和形成过程，都要讲清楚。",
            "会上现在播放的是整改过程，还有反馈。要在病历里记下告知的过程，同时签字。",
            "在重视结果的同时更看重过程，这是考核的导向。",
            "无论是机关还是基层，都要一体遵守。",
            "不论职务高低，必须严肃查处。",
        ),
    ),
    Rule(
        id="wording.titles",
        message="正式文稿不用这个称呼。",
        severity=Severity.CHECK,
        source="中央媒体规范用语",
        find_in=finder(*TITLES),
        bad=("要加强对村官的监督。", "各村长要负起责任。"),
        good=("大学生村官扎根基层。", "严惩“村官”腐败。", "王村长势喜人。"),
    ),
    Rule(
        id="wording.doubled-place",
        message="地名的末字与“市委”“县委”的首字重复。",
        severity=Severity.SHOULD,
        find_in=find_doubled_office,
        bad=("江城市市委召开会议。",),
        good=("江城市委召开会议。",),
    ),
)
