"""What another speech left behind: open places, other years, other names, lines of download sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from speeches.manuscript.adverts import STRONG
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.placeholders import Kind, find_placeholders
from speeches.manuscript.value import Front, Manuscript
from speeches.manuscript.words import frequency
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.reading import front_paragraphs, title_paragraphs
from speeches.proofreading.rule import EXAMPLE_CONTEXT, Rule

YEAR = re.compile(r"(?<!\d)(20\d{2})年")
PLAN = re.compile(
    r"(?:做好|部署|安排|抓好|谋划|推进|开展|研究部署|明确)(?:好|了)?(?:全[省市县区局院校系统]{1,2})?(?P<year>20\d{2})年"
    r"(?![^，。；]{0,14}(?:回顾|总结|成效|成绩|结余|决算|开始|以来|起|考核|测评|述职|反馈|整改|未完成|遗留|结转))"
)
BACKWARD = re.compile(r"(?:总结|回顾|完成|过去|肯定|对照)[^，。；]{0,6}$")
RELATIVE = re.compile(r"(今年|去年|上年|明年|前年)[（(]?(?:即|也就是)?(20\d{2})年?[）)]?")
RELATIVE_SHIFT = {"今年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2}
EDGE_LINES, LONGEST_BOILERPLATE = 3, 60
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
OWN_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4})([省市县区旗州])")
OTHER_PLACE = re.compile(
    r"(?<![\u4e00-\u9fff·])?([\u4e00-\u9fff]{2})([县区旗])(?=委(?!员)|政府|纪委|监委|人大|政协)"
)
# What stands before 县, 区 without being a name.
NO_NAMES = re.compile(
    r"[各全本该我市省新老其个乡镇到在向和与及由经对以为了的从把被请按级部]|城乡|山[区]|社区|园区|辖区|地区"
)
LEFT_BEHIND = "“{name}”不是这次讲话的单位、会议或人名，请核对是不是旧稿留下的。", Severity.SHOULD
# Other offices are also praised and thanked: their names are no fault by themselves.
FROM_ELSEWHERE = "“{name}”不是本单位的名称或人名，请核对有没有写错单位。", Severity.CHECK
COMMON_WORD = 200


@dataclass(frozen=True, slots=True)
class Event:
    """Words that are right only before a day, or only in a year."""

    pattern: re.Pattern[str]
    message: str
    until: date | None = None
    year: int | None = None


EVENTS = (
    Event(
        re.compile(r"(?:迎接|喜迎|即将召开的?)党的十九大"),
        "党的十九大已于2017年10月召开。",
        date(2017, 10, 18),
    ),
    Event(
        re.compile(r"(?:迎接|喜迎|即将召开的?)党的二十大"),
        "党的二十大已于2022年10月召开。",
        date(2022, 10, 16),
    ),
    Event(
        re.compile(r"(?:迎接|喜迎|庆祝)(?:中国共产党成立|建党)100周年"), "建党100周年是2021年。", year=2021
    ),
    Event(
        re.compile(r"“?十三五”?(?:规划)?(?:开局之年|开局起步之年)"), "“十三五”开局之年是2016年。", year=2016
    ),
    Event(
        re.compile(r"“?十四五”?(?:规划)?(?:开局之年|开局起步之年)"), "“十四五”开局之年是2021年。", year=2021
    ),
    Event(
        re.compile(r"“?十四五”?(?:规划)?(?:收官之年|的?最后一年)"), "“十四五”收官之年是2025年。", year=2025
    ),
    Event(
        re.compile(r"“?十五五”?(?:规划)?(?:开局之年|开局起步之年)"), "“十五五”开局之年是2026年。", year=2026
    ),
)


def find_placeholder(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for place in find_placeholders(paragraph.text):
        what = "写作提示没有删去" if place.kind is Kind.PROMPT else "这里还没有填写"
        yield Hit(paragraph.key, place.start, place.end, message=f"{what}：“{place.text[:30]}”。")


def find_boilerplate(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report lines of download sites above the title and at both ends of the text."""
    paragraphs = manuscript.paragraphs
    edges = {p.key: p for p in (*paragraphs[:EDGE_LINES], *paragraphs[-EDGE_LINES:])}
    for paragraph in (*front_paragraphs(manuscript), *edges.values()):
        match = STRONG.search(paragraph.text) if len(paragraph.text) <= LONGEST_BOILERPLATE else None
        if match and not paragraph.text.endswith("。"):
            yield Hit(paragraph.key, 0, len(paragraph.text), suggestions=("",))


def year_of(manuscript: Manuscript, context: Context) -> int:
    """Return the year of the speech: the title's latest, else that of its day (2024年X月X日)."""
    years = [int(year) for line in title_paragraphs(manuscript) for year in YEAR.findall(line.text)]
    years = years or [int(year) for year in YEAR.findall(manuscript.date)]
    return max(years, default=context.today.year)


def find_stale_years(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report plans for a year that is over: 做好2022年…工作 in a speech of 2023."""
    year = year_of(manuscript, context)
    for paragraph in manuscript.paragraphs:
        for match in PLAN.finditer(paragraph.text):
            found = int(match["year"])
            if found < year and not BACKWARD.search(paragraph.text[: match.start()]):
                start, end = match.span("year")
                message = f"讲话在{year}年，这里部署的却是{found}年的工作，请核对。"
                yield Hit(paragraph.key, start, end, suggestions=(str(year),), message=message)


def find_wrong_relative_years(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    year = year_of(manuscript, context)
    for paragraph in manuscript.paragraphs:
        for match in RELATIVE.finditer(paragraph.text):
            right = year + RELATIVE_SHIFT[match[1]]
            if int(match[2]) != right:
                message = f"讲话在{year}年，“{match[1]}”是{right}年。"
                yield Hit(paragraph.key, *match.span(2), suggestions=(str(right),), message=message)


# What is told of its own year is history: 2021年是“十四五”开局之年.
TOLD_YEAR = re.compile(r"(?:(20\d{2})年|(去年|上年)|当年|那年|那时|前年)[^。；]{0,10}$")
SPOKEN_OF_TODAY = re.compile(
    r"^“?(?:迎接|喜迎|庆祝|即将)|(?:今年|正值|恰逢|适逢|迎来|正处|处在|处于|站在|值此|进入)[^。；]{0,10}$"
)


def is_history(before: str, event: Event, today: date) -> bool:
    told = TOLD_YEAR.search(before)
    if told is None:
        return False
    year = int(told[1]) if told[1] else today.year - 1 if told[2] else event.year
    return event.year is not None and year == event.year


def find_past_events(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    if not context.is_dated:
        return
    for event in EVENTS:
        for match in event.pattern.finditer(paragraph.text):
            before = paragraph.text[: match.start()]
            is_past = event.until is not None and event.until <= context.today
            is_other_year = event.year is not None and event.year != context.today.year
            if not (is_past or is_other_year) or is_history(before, event, context.today):
                continue
            is_of_today = SPOKEN_OF_TODAY.search(match[0]) or SPOKEN_OF_TODAY.search(before)
            yield Hit(
                paragraph.key,
                *match.span(),
                message=f"{event.message}请核对这是不是旧稿的话。",
                severity=None if is_of_today else Severity.CHECK,
            )


def find_other_names(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report the names of the speech that this one was copied from, and, as a question, those of others."""
    own = [context.office, *filter(None, context.facts.values())]
    former = [(start, end, True) for start, end, _ in context.former_names.find(paragraph.text)]
    others = [(start, end, False) for start, end, _ in context.other_names.find(paragraph.text)]
    last = 0
    for start, end, is_former in sorted(former + others, key=first_and_longest):
        name = paragraph.text[start:end]
        if start < last or any(name in value for value in own):
            continue
        last = end
        message, severity = LEFT_BEHIND if is_former else FROM_ELSEWHERE
        yield Hit(paragraph.key, start, end, message=message.format(name=name), severity=severity)


def first_and_longest(place: tuple[int, int, bool]) -> tuple[int, int, bool]:
    return place[0], -place[1], not place[2]


def find_other_places(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report the committee of another county or district than the office's own."""
    own = " ".join([context.office, *context.facts.values()])
    levels = {match[2] for match in OWN_PLACE.finditer(own)}
    if not levels & {"县", "区", "旗"}:
        return
    for match in OTHER_PLACE.finditer(paragraph.text):
        name = match[0]
        is_name = not NO_NAMES.search(match[1]) and (frequency(name) or frequency(match[1]) < COMMON_WORD)
        if is_name and match[2] in levels and name not in own:
            yield Hit(paragraph.key, *match.span(), message=f"“{name}”与本单位所在地不一致，请核对。")


def find_wrong_byline(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a speaker or a date of the title block that is not the draft's."""
    speaker = context.facts.get("讲话人", "")
    for paragraph, line in zip(front_paragraphs(manuscript), manuscript.front, strict=True):
        day = DATE.search(line.text) if line.kind is Front.DATE and context.is_dated else None
        if day and tuple(map(int, day.groups())) != (
            context.today.year,
            context.today.month,
            context.today.day,
        ):
            written = f"{context.today.year}年{context.today.month}月{context.today.day}日"
            message = f"题下日期与稿件的讲话日期“{written}”不一致。"
            yield Hit(paragraph.key, *day.span(), suggestions=(written,), message=message)
        is_other = line.kind is Front.BYLINE and speaker and speaker not in line.text.replace(" ", "")
        if is_other and not find_placeholders(line.text):
            message = f"题下署名与稿件的讲话人“{speaker}”不一致。"
            yield Hit(paragraph.key, 0, len(line.text), suggestions=(speaker,), message=message)


RULES = (
    Rule(
        id="residue.placeholder",
        message="这里还没有填写。",
        severity=Severity.MUST,
        find_in=find_placeholder,
        bad=("发现问题XX个。", "【提示：写一个案例】", "20XX年以来"),
        good=("发现问题12个。", "推进“1+3+N”模式。", "X光检查，X线机"),
    ),
    Rule(
        id="residue.boilerplate",
        message="像是下载网站的文字，请删去。",
        severity=Severity.MUST,
        find_across=find_boilerplate,
        bad=("同志们：\n欢迎扫码交流写作经验\n要抓好落实，见到实效。",),
        good=("同志们：\n要管好用好微信公众号。", "同志们：\n要抓好落实，见到实效。"),
    ),
    Rule(
        id="residue.stale-year",
        message="部署的是过去年份的工作。",
        severity=Severity.SHOULD,
        find_across=find_stale_years,
        bad=("在2023年工作会议上的讲话\n同志们：\n会议的任务是做好2022年全面从严治党工作。",),
        good=(
            "在2023年工作会议上的讲话\n同志们：\n会议的任务是总结2022年工作，部署2023年任务。",
            "在2023年工作会议上的讲话\n同志们：\n2022年，各项工作都有进展。",
            "在2023年工作会议上的讲话\n同志们：\n要抓好2022年巡察反馈问题整改，做好2022年度考核。",
            "在工作会议上的讲话\n（2023年X月X日）\n同志们：\n会议的任务是部署2023年任务。",
        ),
    ),
    Rule(
        id="residue.relative-year",
        message="“今年”“去年”“明年”与年份不符。",
        severity=Severity.SHOULD,
        find_across=find_wrong_relative_years,
        bad=("在2023年工作会议上的讲话\n同志们：\n今年（2022年）要抓好三件事。",),
        good=("在2023年工作会议上的讲话\n同志们：\n去年（2022年）抓了三件事。",),
    ),
    Rule(
        id="residue.past-event",
        message="与讲话的日期不符。",
        severity=Severity.SHOULD,
        find_in=find_past_events,
        bad=("以优异成绩迎接党的二十大。", "今年是“十四五”开局之年。"),
        good=(
            "学习贯彻党的二十大精神。",
            "今年是“十五五”开局之年。",
            "2021年是“十四五”开局之年。",
            "去年是“十四五”收官之年。",
        ),
    ),
    Rule(
        id="residue.other-name",
        message="出现了别处的名称。",
        severity=Severity.SHOULD,
        find_in=find_other_names,
        bad=("为建设清廉南山而努力。",),
        good=("为建设清廉东湖而努力。",),
        example=Context(
            today=EXAMPLE_CONTEXT.today,
            facts={"地区": "东湖区"},
            former={"地区": "南山区"},
            others=("清廉南山",),
        ),
    ),
    Rule(
        id="residue.other-place",
        message="出现了别处的地名。",
        severity=Severity.CHECK,
        find_in=find_other_places,
        bad=("圆满完成南山区委交给的任务。",),
        good=("圆满完成东湖区委交给的任务。", "圆满完成区委交给的任务。", "各县区委要扛起责任。"),
        example=Context(today=EXAMPLE_CONTEXT.today, office="东湖区纪委监委"),
    ),
    Rule(
        id="residue.byline",
        message="题下的署名或日期与稿件要素不一致。",
        severity=Severity.SHOULD,
        find_across=find_wrong_byline,
        bad=("在全县大会上的讲话\n（2025年3月1日）\n王立民\n同志们：\n略。",),
        good=("在全县大会上的讲话\n（2026年11月1日）\n周立新\n同志们：\n略。",),
        example=Context(today=EXAMPLE_CONTEXT.today, facts={"讲话人": "周立新"}),
    ),
)
