"""Marks: half-width among Chinese, stray spaces, doubled and unpaired marks, marks of order words."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.punctuation import full_width
from speeches.manuscript.reading import Line
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.reading import front_paragraphs, is_front, layout
from speeches.proofreading.rule import Rule

STANDARD = "GB/T 15834—2011《标点符号用法》"
SPACED_MARK = re.compile(r"(?<=[\u4e00-\u9fff”）》])[,;:?!](?=\s+[\u4e00-\u9fff“])")
FULL = dict(zip(",;:?!", "，；：？！", strict=True))
FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）》])\.(?=$|[\u4e00-\u9fff“”])")
STRAY = re.compile(
    r"(?<=[，。；：、！？])[ \u3000\xa0\t]+|(?<![ \u3000\xa0\t])[ \u3000\xa0\t]+(?=[，。；：、！？”）》])"
    r"|(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=\d+(?:\.\d+)?[\u4e00-\u9fff])"
)
# Articles and chapters of rules are set off by a space.
ARTICLE = re.compile(
    r"^第[零〇一二三四五六七八九十百]+[编章节条款](?:之[一二三四五六七八九十])?[ \u3000\xa0]+"
)
BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff，。；：、])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")
ENCLOSED = re.compile(r"“[^“”]*”|《[^《》]*》|（[^（）]*）")
DOUBLED = re.compile(r"([，、；：])\1+|。{2}(?!。)|[，、；：][。；，：、]|。[，、；：]|。[.;,](?!\.)")
OPENING = {"”": "“", "）": "（", "》": "《", "’": "‘", "】": "【"}
PAIRED = re.compile(f"[{''.join(OPENING)}{''.join(OPENING.values())}]")
ORDER_WORD = re.compile(
    r"(?:^|(?<=[。；：，]))(首先|其次|再次|最后|第[一二三四五六七八九十](?:个方面)?|其[一二三四五六七八九])(、)(?!第|其)"
)
BRACKETED = re.compile(r"^[（(].{1,3}[）)]([、，.．])")
# 并 joins what it follows to what comes: it begins no sentence. Not so 并不, 并非, 并且, 并联审批, 并案.
CUT = re.compile(r"[\u4e00-\u9fff”）》](。)(?=并(?![不非没未无列购联行举肩轨网排处存发且案重称入]))")
ENDS = "。！？…：；，、”）》】’—.!?:;,"
SENTENCE_LENGTH = 36
LONGEST_VERSE = 12


def find_half_width(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for place, (old, new) in enumerate(zip(paragraph.text, full_width(paragraph.text), strict=True)):
        if old != new:
            yield Hit(paragraph.key, place, place + 1, replacement=new)
    for match in SPACED_MARK.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(), replacement=FULL[match[0]])
    for match in FULL_STOP.finditer(paragraph.text):
        if not paragraph.text[: match.start()].endswith("。"):
            yield Hit(paragraph.key, *match.span(), replacement="。")


def find_stray_spaces(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    """Report spaces at full-width marks, and in running text between words; slogans have two parts."""
    text = paragraph.text
    is_slogan = is_front(paragraph.key) or paragraph.role is Role.HEADING or text[-1:] not in ENDS
    enclosed = [match.span() for match in ENCLOSED.finditer(text)]
    enclosed += [(-1, match.end() + 1) for match in ARTICLE.finditer(text)]
    patterns = (STRAY,) if is_slogan else (STRAY, BETWEEN)
    found = {match.span() for pattern in patterns for match in pattern.finditer(text)}
    for start, end in sorted(found):
        if not any(begin < start and end < close for begin, close in enclosed):
            yield Hit(paragraph.key, start, end, replacement="")


def find_cut_sentences(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in CUT.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(1), suggestions=("，",))


def find_doubled(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in DOUBLED.finditer(paragraph.text):
        marks = match[0].replace(".", "。")
        is_same = len(set(marks)) == 1
        yield Hit(
            paragraph.key,
            *match.span(),
            replacement=marks[0] if is_same else None,
            suggestions=() if is_same else (marks[-1], marks[0]),
        )


def find_unpaired(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report quotes and brackets without their other half. A quotation of several lines closes at its end."""
    for paragraph in front_paragraphs(manuscript):
        yield from (Hit(paragraph.key, place, place + 1) for place in unpaired(paragraph.text))
    lines = layout(manuscript).lines
    for line, following in zip_longest(lines, lines[1:]):
        for place in unpaired(line.text):
            spans_lines = line.text[place] == "“" and (following is None or continues_quote(line, following))
            if not (spans_lines and following) and (where := line.locate(place, place + 1)):
                yield Hit(*where)


def continues_quote(line: Line, following: Line) -> bool:
    return following.text.startswith("“") or (
        "”" in following.text and following.text.count("”") > following.text.count("“")
    )


def unpaired(text: str) -> list[int]:
    """Return the places of marks without their other half."""
    still_open: list[int] = []
    lone: list[int] = []
    for match in PAIRED.finditer(text):
        place, mark = match.start(), match[0]
        if mark not in OPENING:
            if still_open and text[still_open[-1]] == mark and mark != "（":
                lone.append(still_open.pop())
            still_open.append(place)
        elif still_open and text[still_open[-1]] == OPENING[mark]:
            still_open.pop()
        elif not is_inner_number(text, place):
            lone.append(place)
    return sorted([*lone, *still_open])


def is_inner_number(text: str, place: int) -> bool:
    """Tell whether a bracket closes a number: 1）."""
    return text[place] == "）" and text[max(0, place - 1) : place].isdigit()


def find_order_marks(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    if paragraph.role is Role.ITEM and paragraph.text.startswith("、"):
        yield Hit(paragraph.key, 0, 1, replacement="，")
    for match in ORDER_WORD.finditer(paragraph.text):
        yield Hit(paragraph.key, *match.span(2), replacement="，")


def find_marker_marks(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report the marks in order words that begin an item: 首先、 for 首先，; once a list."""
    seen: set[str] = set()
    for paragraph in manuscript.paragraphs:
        group = paragraph.list_id or f"{paragraph.level}"
        series = paragraph.typed_marker or paragraph.series
        if not series or group in seen or not paragraph.text:
            continue
        seen.add(group)
        if re.fullmatch(r"(?:首先|其次|再次|最后|第.|其.)、", series):
            yield Hit(paragraph.key, 0, 1, message=f"“{series}”的顿号应为逗号：“{series[:-1]}，”。")
        elif BRACKETED.match(series):
            yield Hit(paragraph.key, 0, 1, message=f"“{series}”：带括号的序号后面不加标点。")


def find_missing_ends(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Report a paragraph of running text that ends without a mark, or with a comma."""
    lines = layout(manuscript).lines
    for line, following in zip_longest(lines, lines[1:]):
        _, paragraph = line.pieces[-1]
        text = paragraph.text.rstrip()
        if paragraph.role is Role.HEADING or not text:
            continue
        if text[-1] == "，" and is_verse(line, following):
            continue
        is_running = len(line.text) >= SENTENCE_LENGTH and "，" in line.text
        if text[-1] in "，、" or (is_running and text[-1] not in ENDS):
            yield Hit(paragraph.key, len(text) - 1, len(text))


def is_verse(line: Line, following: Line | None) -> bool:
    """Tell whether a line and the next one are of one length, as in a poem."""
    return following is not None and len(line.text) == len(following.text) <= LONGEST_VERSE


RULES = (
    Rule(
        id="punctuation.half-width",
        message="汉字旁边用全角标点。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_half_width,
        bad=("开展检查38次,推动整改。", "建功立业!", "发现问题86个.", "程序(APP)要关停。"),
        good=("开展检查38次，推动整改。", "增长3.5%", "时间为9:30", "使用Word, Excel等软件"),
    ),
    Rule(
        id="punctuation.stray-space",
        message="这里多了空格。",
        severity=Severity.SHOULD,
        find_in=find_stray_spaces,
        bad=("防范化解金融风险、 推动改革。", "每周填表超过十 几份。"),
        good=(
            "防范化解金融风险、推动改革。",
            "第五条　党员应当履行义务。",
            "第二章　组织　职责",
            "印发“同守廉洁纪律 共建亲清关系”告知函。",
        ),
    ),
    Rule(
        id="punctuation.doubled",
        message="标点重复。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_in=find_doubled,
        bad=("思想重视，，行动有力。", "要求不严。；", "处理问题。。"),
        good=("思想重视，行动有力。", "他说：“好。”", "等等……"),
    ),
    Rule(
        id="punctuation.cut-sentence",
        message="“并”不起句，前面的句号宜改为逗号。",
        severity=Severity.CHECK,
        find_in=find_cut_sentences,
        bad=("立案审查12人。并通报典型案例3起。",),
        good=(
            "立案审查12人，并通报典型案例3起。",
            "成绩不小。并不是没有问题。",
            "线索已经查清。并案审查的两件，一件已经办结。",
            "工作是扎实的。并且，群众是满意的。惩治和预防两手都要硬。并重不是平均用力。",
        ),
    ),
    Rule(
        id="punctuation.unpaired",
        message="引号、括号或书名号没有配对。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_across=find_unpaired,
        bad=("同志们：\n有的工作群“数字打卡，基层疲于应付。", "同志们：\n为建设清廉家园而努力。”"),
        good=("同志们：\n有的工作群“数字打卡”，基层疲于应付。", "同志们：\n（一）、1）都是序号。"),
    ),
    Rule(
        id="punctuation.order-word",
        message="“首先”“第一”“其一”后面用逗号。",
        severity=Severity.SHOULD,
        source=f"{STANDARD}附录B.3",
        find_in=find_order_marks,
        bad=("首先、精简文件。",),
        good=("首先，精简文件。", "第一、第二产业协调发展。", "抓好第一、第三季度工作。"),
    ),
    Rule(
        id="punctuation.marker",
        message="序号后的标点不规范。",
        severity=Severity.SHOULD,
        source=f"{STANDARD}附录B.3",
        find_across=find_marker_marks,
        bad=("同志们：\n第一、提高认识。\n第二、突出重点。", "同志们：\n（一）、学\n略。\n（二）、做\n略。"),
        good=("同志们：\n第一，提高认识。\n第二，突出重点。", "同志们：\n一、学\n略。\n二、做\n略。"),
    ),
    Rule(
        id="punctuation.missing-end",
        message="段末没有句末标点。",
        severity=Severity.SHOULD,
        source=STANDARD,
        find_across=find_missing_ends,
        bad=("同志们：\n各单位要结合实际认真抓好贯彻落实，切实把会议精神转化为推动工作的具体举措和实际成效",),
        good=(
            "同志们：\n各单位要抓好落实。",
            "同志们：\n一、提高认识\n略。",
            "同志们：\n正如古人所说：\n历览前贤国与家，\n成由勤俭破由奢。",
        ),
    ),
)
