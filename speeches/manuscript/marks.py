"""Finding markers in plain text: heading markers at a line's start, list markers at the start of a clause.

Nothing here decides: a `Mark` is a candidate. `lists.py` keeps those that form a list; lone ones stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .numerals import CIRCLED, HAN_NUMBER, number_of

H = HAN_NUMBER

# An "一、" that begins a list of numerals (一、二、三产业) is no marker; nor is "1." in 1.5, but in 1.2023年.
HEADINGS = (
    (1, re.compile(rf"({H})[、．.](?!{H}[、和至到])")),
    (2, re.compile(rf"[（(]({H})[）)]、?")),
    (3, re.compile(r"([0-9０-９]{1,2})(?:[.．](?:(?=(?:19|20)[0-9]{2}年)|(?![0-9０-９]))|、)")),
    (4, re.compile(r"[（(]([0-9０-９]{1,2})[）)]、?|([0-9]{1,2})[）)]")),
)
# Signs that web pages set before a marker (✅一是, ■一、): they are part of it, so the next one has them too.
SIGN = re.compile(r"[●○■□◆◇▲△▶►★☆※❖➤✅✔☑✦❗👉👇📌🔹🔸🔴🔷⭐\ufe0f]+[ \u3000]?")
PART = re.compile(rf"第({H})(?:部分|章|节|单元|讲)[，,：:、]?")

# Clauses that begin "N是 / N要 …". 一是一、二是二, 一方面, 一手 … are idioms.
VERBS = "是要抓靠看学查为讲从把严强重勤敢善促保破立防治聚守"
MEASURES = "个|条|点|项|方面|步|类|种|句|件|层|块|大|关"
IDIOMS = re.compile(
    rf"({H})是\1(?=[，。、；,;！!”]|$)|一看就|一学就|一抓就|一查到底|一抓到底|一严到底|一为|一从|一强|一重要"
)
NOT_ORDINAL_NOUNS = re.compile(r"百年|五年|季度|次|届|阶段|责任|时间|方阵|梯队")

# 第一个问题，… · 第二个“3”是… · 第三条要…
MEASURED = rf"(?:{MEASURES})(?:“[^”]{{1,8}}”|[^，。；：、“”是,:;]{{0,6}}?)?"
AGAIN = "再次(?!强调|重申|表示|感谢|证明|说明|提醒|明确|要求)"
LIST_MARKS = re.compile(
    rf"(?P<verb>({H})(?P<tail>[{VERBS}]))"
    rf"|(?P<ordinal>第({H})(?:[，,、：:]|(?=[是要])))"
    rf"|(?P<measure>第({H})(?P<noun>{MEASURED})(?:[，：,:]|(?=是|就是|要)))"
    rf"|(?P<that>其({H})(?:[，,、：:]|(?=[是要])))"
    rf"|(?P<adverb>(?:首先|其次|{AGAIN}|再者|最后)[，,]?)"
    rf"|(?P<circled>([{CIRCLED}])[、.．]?)"
    rf"|(?P<bracketed>[（(]({H})[）)])"
    rf"|(?P<counted>[（(]([0-9０-９]{{1,2}})[）)])"
    rf"|(?P<numbered>([0-9０-９]{{1,2}})(?:[.．](?![0-9０-９])|、(?![0-9０-９])))"
    rf"|(?P<half>([0-9]{{1,2}})[）)])"
)
CLAUSE_END = "。；;：:，,！!？?…—"
# 要书记抓.二要抓书记
DOT_FOR_STOP = re.compile(r"[\u4e00-\u9fff”’）)》\"][.．]$")
PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
BORDERS = {"、": 0, "，": 1, ",": 1, "；": 2, ";": 2, "：": 4, ":": 4}
COLON = BORDERS["："]
SENTENCE_ENDS = re.compile("[。；;！!？?]")
CLOSING_QUOTES = "”’）)》"
# The first word may follow its short subject: “我们首先要…；其次要…”, “希望大家一靠…，二靠…”.
SUBJECT = re.compile(r"(?:(?:希望|请)?(?:我们|大家|同志们|你们|咱们|各级|我)|希望|就要|要|应当|应|必须)$")
LONGEST_SUBJECT = 40
ADVERB_NUMBERS = {"首先": 1, "其次": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate marker. `number` is None for 再次/再者/最后, which follow whatever came before.

    `border` says how deep the break before it is: 0 for 、, 1 for ，, 2 for ；, 3 for a sentence's end, 4
    for a colon. `sentence` counts the breaks of 2 and 3 before it in its line.
    """

    family: str
    number: int | None
    text: str
    start: int
    end: int
    border: int = 3
    sentence: int = 0

    @property
    def at_line_start(self) -> bool:
        return self.start == 0


def heading_mark(line: str) -> tuple[int, Mark] | None:
    """Return (level, mark) of a heading marker at the start of a line; level 0 stands for 第N部分."""
    sign = SIGN.match(line)
    start = sign.end() if sign else 0
    if match := PART.match(line, start):
        return 0, Mark("part", number_of(match[1]), line[: match.end()], 0, match.end())
    for level, pattern in HEADINGS:
        if (match := pattern.match(line, start)) and match.end() < len(line):
            numeral = next(group for group in match.groups() if group)
            return level, Mark(f"h{level}", number_of(numeral), line[: match.end()], 0, match.end())
    return None


def list_marks(line: str) -> Iterator[Mark]:
    """Yield a line's candidate list markers: at the start of a clause, outside quotes and brackets."""
    sign = SIGN.match(line)
    for mark in clause_marks(line):
        is_first = sign is not None and mark.start == sign.end()
        yield replace(mark, start=0, text=line[: mark.end]) if is_first else mark


def clause_marks(line: str) -> Iterator[Mark]:
    depth = scanned = sentence = 0
    pairs = [(left, right) for left, right in PAIRS if line.count(left) == line.count(right)]
    for match in LIST_MARKS.finditer(line):
        part = line[scanned : match.start()]
        depth = max(0, depth + sum(part.count(left) - part.count(right) for left, right in pairs))
        scanned = match.start()
        sentence += len(SENTENCE_ENDS.findall(part))
        if depth == 0 and (mark := read_mark(line, match, sentence)):
            yield mark


def read_mark(line: str, match: re.Match[str], sentence: int) -> Mark | None:
    kind = match.lastgroup if match.lastgroup not in ("tail", "noun") else None
    kind = kind or ("verb" if match["verb"] else "measure")
    text, start = match[0], match.start()
    if not starts_clause(line, start, kind, text) or IDIOMS.match(line, start):
        return None
    border = BORDERS.get(line[max(0, start - LONGEST_SUBJECT) : start].rstrip()[-1:], 3)
    if kind == "adverb":
        word = text.rstrip("，,")
        return Mark("adverb", ADVERB_NUMBERS.get(word), text, start, match.end(), border, sentence)
    if kind == "measure" and NOT_ORDINAL_NOUNS.search(match["noun"]):
        return None
    numeral = next((group for group in match.groups()[1:] if group and number_of(group) is not None), None)
    if numeral is None:  # 十一一是
        return None
    family = {"verb": match["tail"] or "", "measure": "第" + (match["noun"] or "")}.get(kind, kind)
    return Mark(family, number_of(numeral), text, start, match.end(), border, sentence)


def starts_clause(line: str, start: int, kind: str, text: str) -> bool:
    """Tell whether a clause begins here. ① needs no boundary, a list's first word may follow its subject."""
    before = line[max(0, start - LONGEST_SUBJECT) : start].rstrip()
    if not before or kind == "circled" or SIGN.fullmatch(before):
        return True
    if before[-1] in CLAUSE_END or DOT_FOR_STOP.search(before):
        return True
    if before[-1] in CLOSING_QUOTES:
        return before.rstrip(CLOSING_QUOTES)[-1:] in CLAUSE_END
    if kind == "verb" and text[0] != "一":
        return before[-1] == "、"
    if text.startswith(("首先", "一")) and (subject := SUBJECT.search(before)):
        head = before[: subject.start()]
        return not head or head[-1] in CLAUSE_END
    return False
