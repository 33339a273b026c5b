"""The title block: title on one or several lines, subtitle, speaker, date, in any order, any absent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .adverts import is_advert, is_page_number
from .marks import heading_mark, list_marks
from .value import Front

LONGEST_FRONT_LINE, LONGEST_TITLE = 60, 120
SPEECH_WORDS = (
    "讲话|发言|致辞|致词|报告|主持词|讲稿|党课|辅导|动员|谈话|提纲|总结|述职|述责|述廉|演讲|表态|授课|宣讲"
    "|通报|汇报|意见|要求|部署|点评"
)
# 首页 > 范文 > 讲话稿
BREADCRUMB = re.compile(r"[>＞»›|｜]")
WHITE_SPACE = re.compile(r"\s+")
TITLE_END = re.compile(
    rf"(?:{SPEECH_WORDS})(?:稿|词|材料|提纲|摘要|要点|实录|课件)?(?:[（(].{{1,12}}[）)])?$"
)
YEAR = r"(?:[12１２]\d{3}|20[Xx×\*]{2}|[Xx×\*]{2,4}|[一二][〇○零0一二三四五六七八九OＯ]{3}|【[^】]*】)"
PLACEHOLDER_OR_NUMBER = r"(?:[\dXx×\*一二三四五六七八九十]{1,3}|【[^】]*】)"
MONTH_AND_DAY = rf"(?:{PLACEHOLDER_OR_NUMBER}\s*(?:月|[-./])?\s*(?:{PLACEHOLDER_OR_NUMBER}\s*日?)?)?"
DATE = re.compile(
    rf"[（(]?\s*(?:时间[：:])?\s*{YEAR}\s*(?:年|[-./])\s*{MONTH_AND_DAY}\s*(?:星期.|周.)?\s*(?:[上下]午|晚上?)?"
    r"(?:\s*\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?))?\s*[）)]?"
    r"|[（(]【[^】]{0,10}(?:日期|时间)】[）)]"
)
# （2024年3月5日·县委礼堂） · （2024年3月5日，根据记录整理）
DAY_AND_MORE = re.compile(
    rf"[（(]?\s*{YEAR}年{PLACEHOLDER_OR_NUMBER}月{PLACEHOLDER_OR_NUMBER}日[，,、·\s][^，。]{{1,15}}"
)
BYLINE_LABEL = re.compile(
    r"(?:(?:讲话|报告|发言|主讲|宣讲|主持|汇报|述职|述廉|述责|致辞|授课|领学)(?:人|单位)|作者)[：:]"
)
SPEAKER_PLACE = "【[^】]*(?:讲话人|姓名|报告人)[^】]*】"
POSTS = (
    "书记(?!处)|主任|[组局部市县区省院校厅处科行会]长|主席(?!团)|董事长|总经理|经理|常委(?!会)|委员(?!会)"
    "|主编|检察长|专员|同志|讲话人】"
)
NAME_OF_PERSON = r"[\s\u3000]*[\u4e00-\u9fff×XxＸ*某]{1,4}|\s*【[^】]*】"
BYLINE = re.compile(
    rf"{BYLINE_LABEL.pattern}.{{1,30}}"
    # A title broken behind a post (在全市纪检委员 / 培训会上的讲话) names no speaker.
    rf"|(?!在|关于|向|对).{{0,30}}(?:{POSTS})[：:]?(?:[、，·\s].{{1,24}})?(?:{NAME_OF_PERSON})?"
    rf"|{SPEAKER_PLACE}"
    r"|[\u4e00-\u9fff][\s\u3000]{0,4}[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{0,2}\s*[×XxＸ*某]{1,3}"
)
# Where an office speaks, its name stands where that of a person would.
BODY_NAME = re.compile(
    r".{2,30}(?:党委|党组|党工委|党总支|党支部|纪委|监委|纪工委|纪检监察组|委员会|政府|办公室|办事处"
    r"|公司|集团|[局院镇乡处])"
)
NOTE = re.compile(
    rf"(?!{SPEAKER_PLACE})[（(【][^）)】]{{1,50}}[）)】]"
    r"|(?:编者)?(?:按语?|注|说明|备注)[：:].{1,80}"
    r"|(?:会议)?(?:时间|地点|主持|参加|出席|列席|记录|缺席|议题|范围)(?:人员|单位)?[：:].{1,80}"
)
SHORTEST_OCCASION = 8
SUBTITLE = re.compile(r"(?:——|—|--+|―+|－－)\s*\S.*")
VOCATIVES = (
    "同志们|同志|代表|委员|领导|朋友们|来宾|嘉宾|女士们?|先生们?|老师们?|同学们?|学员们?|同仁们?|同事们?"
    "|战友们|干警们|家属们|大家好?"
)
SALUTATION = re.compile(rf"([^：:。；？]{{0,50}}?(?:{VOCATIVES}|(?<=尊敬的).{{1,4}}))([：:]|[！!]$|[，,]?$)")
ADDRESSED = "[^，。；：要应须需把请]{1,20}"
ADDRESS = re.compile(rf"(?:尊敬的)?各位{ADDRESSED}(?:，各{ADDRESSED})*[：:]$")
GREETING = re.compile(r".{0,6}好[！!。]")
# A report is addressed to the body that gets it.
ADDRESSED_BODY = re.compile(r"[^，。；：]{1,20}(?:委|政府|党组|[考督检巡核查]\w{0,3}组|委员会)[：:]$")
BARE_SALUTATION = re.compile(r"(?:各位)?(?:同志们|代表|朋友们)(?:，同志们)?")
OPENS_TEXT = re.compile(r"[。；！？，][^。]*[。；]|[。；：:，,]$")


def salutation_end(line: str) -> int | None:
    """Return where the salutation of a line ends (同志们：…), None where the line has none."""
    if ADDRESS.match(line) or ADDRESSED_BODY.match(line):
        return len(line)
    match = SALUTATION.match(line)
    if not match or TITLE_END.search(match[1]) or BYLINE_LABEL.match(line):
        return None
    if match[2] in ("：", ":", "！", "!"):
        return match.end()
    return match.end() if BARE_SALUTATION.fullmatch(match[1]) else None


def opens_body(line: str) -> bool:
    """Tell whether a line can no longer belong to the title block."""
    longest = LONGEST_TITLE if ends_title(line) else LONGEST_FRONT_LINE
    if salutation_end(line) is not None or len(line) > longest:
        return True
    if DATE.fullmatch(line) or NOTE.fullmatch(line):
        return False
    return bool(heading_mark(line) or OPENS_TEXT.search(line) or opens_list(line))


def opens_list(line: str) -> bool:
    """Tell whether a line is an item of a list, or a spoken head (一要践行…)."""
    first = next(list_marks(line), None)
    if first is None:
        return False
    return line[-1] in "。；：:" or (first.at_line_start and first.family in ("是", "要"))


def ends_title(line: str) -> bool:
    """Tell whether a line ends as titles of speeches do; “讲 话” may be spaced out."""
    return bool(TITLE_END.search(WHITE_SPACE.sub("", line))) and not BREADCRUMB.search(line)


def front_kind(line: str) -> Front:
    """Return what a line of the title block is; whatever is nothing else is title."""
    if DATE.fullmatch(line) or (DAY_AND_MORE.fullmatch(line) and not ends_title(line.rstrip("）)"))):
        return Front.DATE
    if SUBTITLE.fullmatch(line):
        return Front.SUBTITLE
    if NOTE.fullmatch(line):
        return Front.SUBTITLE if is_occasion(line) else Front.NOTE
    if BYLINE.fullmatch(line) and not ends_title(line):
        return Front.BYLINE
    return Front.TITLE


def is_occasion(line: str) -> bool:
    """Tell whether a line in brackets says what the speech is: （在年中会议上的讲话）, not （讲话提纲）."""
    return len(line) > SHORTEST_OCCASION and ends_title(line[1:-1])


def goes_on_as_title(speaker: str, line: str) -> bool:
    """Tell whether two lines are one title: 县委书记张三 / 在全县大会上的讲话. A label or gap parts them."""
    return line.startswith("在") and ends_title(line) and not re.search(r"[：:\s]", speaker)


def front_kinds(lines: Sequence[str]) -> list[Front]:
    """Return what each line of the title block is; an office named below it is the speaker."""
    kinds = [front_kind(line) for line in lines]
    for index, line in enumerate(lines[1:]):
        if kinds[index] is Front.BYLINE and goes_on_as_title(lines[index], line):
            kinds[index] = Front.TITLE
    for index in range(len(lines) - 1, 0, -1):
        if kinds[index] is not Front.TITLE:
            continue
        if not BODY_NAME.fullmatch(lines[index]) or not any(map(ends_title, lines[:index])):
            break
        kinds[index] = Front.BYLINE
    return kinds


@dataclass(frozen=True, slots=True)
class FrontBlock:
    """The lines before the body, by their index: those that are dropped, and what each kept one is."""

    dropped: tuple[int, ...]
    kept: tuple[tuple[int, Front], ...]


def read_front(numbers: Sequence[int], lines: Sequence[str]) -> FrontBlock:
    """Split the lines before the body into dropped ones and the title block; `numbers` are those in the file.

    Where the block holds adverts, what stands above or between them goes with them (a site's name needs no
    tell-tale word), but for the title.
    """
    pages = [i for i, line in enumerate(lines) if is_page_number(line) and front_kind(line) is Front.TITLE]
    adverts = [index for index, line in enumerate(lines) if is_advert(line) and not ends_title(line)]
    candidates = sorted({*range(len(lines))} - {*adverts, *pages})
    if adverts:
        candidates = title_block(candidates, adverts, numbers, lines)
    dropped = tuple(sorted({*range(len(lines))} - {*candidates}))
    kinds = front_kinds([lines[index] for index in candidates])
    return FrontBlock(dropped, tuple(zip(candidates, kinds, strict=True)))


def title_block(
    candidates: list[int], adverts: list[int], numbers: Sequence[int], lines: Sequence[str]
) -> list[int]:
    """Return the candidates that belong to the title: its own line, close neighbours, speaker and date."""
    titles = [index for index in candidates if ends_title(lines[index])]
    titles = (
        titles
        or [index for index in candidates if index > adverts[-1]]
        or [i for i in candidates if i < adverts[0]]
    )
    block = set(titles)
    for index in reversed(candidates):
        if index + 1 in block and numbers[index + 1] == numbers[index] + 1:
            block.add(index)
    first = min(block, default=0)
    return [i for i in candidates if i in block or i > first or front_kind(lines[i]) is Front.DATE]
