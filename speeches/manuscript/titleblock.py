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
YEAR = r"(?:[12]\d{3}|20[Xx×\*]{2}|[Xx×\*]{2,4}|[一二][〇○零0一二三四五六七八九OＯ]{3}|【[^】]*】)"
PLACEHOLDER_OR_NUMBER = r"(?:[\dXx×\*一二三四五六七八九十]{1,3}|【[^】]*】)"
MONTH_AND_DAY = rf"(?:{PLACEHOLDER_OR_NUMBER}\s*(?:月|[-./])?\s*(?:{PLACEHOLDER_OR_NUMBER}\s*日?)?)?"
DATE = re.compile(
    rf"[（(]?\s*(?:时间[：:])?\s*{YEAR}\s*(?:年|[-./])\s*{MONTH_AND_DAY}\s*(?:[上下]午|星期.)?\s*[）)]?"
    r"|[（(]【[^】]{0,10}(?:日期|时间)】[）)]"
)
BYLINE_LABEL = re.compile(r"(?:讲话人|报告人|发言人|主讲人|宣讲人|作者|主持人)[：:]")
SPEAKER_PLACE = "【[^】]*(?:讲话人|姓名|报告人)[^】]*】"
POSTS = (
    "书记(?!处)|主任|[组局部市县区省院校厅处科行会]长|主席(?!团)|董事长|总经理|经理|常委(?!会)|委员(?!会)"
    "|主编|检察长|专员|同志|讲话人】"
)
NAME_OF_PERSON = r"[\s\u3000]*[\u4e00-\u9fff×XxＸ*某]{1,4}|\s*【[^】]*】"
BYLINE = re.compile(
    rf"{BYLINE_LABEL.pattern}.{{1,30}}"
    rf"|.{{0,30}}(?:{POSTS})[：:]?(?:[、，·\s].{{1,24}})?(?:{NAME_OF_PERSON})?"
    rf"|{SPEAKER_PLACE}"
    r"|[\u4e00-\u9fff][\s\u3000]?[\u4e00-\u9fff]{1,2}|[×XxＸ*]{2,3}"
)
NOTE = re.compile(rf"(?!{SPEAKER_PLACE})[（(【][^）)】]{{1,30}}[）)】]")
SUBTITLE = re.compile(r"(?:——|—|--+|―+|－－)\s*\S.*")
VOCATIVES = (
    "同志们|同志|代表|委员|领导|朋友们|来宾|嘉宾|女士们?|先生们?|老师们?|同学们?|学员们?|同仁们?|同事们?"
    "|战友们|干警们|家属们|大家好?"
)
SALUTATION = re.compile(rf"([^：:。；？]{{0,50}}?(?:{VOCATIVES}|(?<=尊敬的).{{1,4}}))([：:]|[！!]$|[，,]?$)")
ADDRESS = re.compile(r"(?:尊敬的)?各位[^，。；：要应须需把请]{1,20}[：:]$")
BARE_SALUTATION = re.compile(r"(?:各位)?(?:同志们|代表|朋友们)(?:，同志们)?")
OPENS_TEXT = re.compile(r"[。；！？，][^。]*[。；]|[。；：:，,]$")


def salutation_end(line: str) -> int | None:
    """Return where the salutation of a line ends (同志们：…), None where the line has none."""
    if ADDRESS.match(line):
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
    if DATE.fullmatch(line):
        return Front.DATE
    if SUBTITLE.fullmatch(line):
        return Front.SUBTITLE
    if NOTE.fullmatch(line):
        return Front.NOTE
    if BYLINE.fullmatch(line) and not ends_title(line):
        return Front.BYLINE
    return Front.TITLE


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
    return FrontBlock(dropped, tuple((index, front_kind(lines[index])) for index in candidates))


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
