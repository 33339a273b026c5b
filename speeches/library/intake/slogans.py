"""Slogans (金句) inside a text: short parallel lines, and short quoted ones."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”]?")
CLAUSE = re.compile(r"[，；：]")
QUOTED = re.compile(r"“([^“”]{8,30})”")
MARK = re.compile(r"[，。；：！？、“”‘’（）《》\s]")
HAN = re.compile(r"^[\u4e00-\u9fff，；。！？、“”]+$")
SHORTEST_CLAUSE, LONGEST_CLAUSE, LONGEST = 4, 16, 60
# A line of a report has the same shape but says nothing that could be said again.
REPORT = re.compile(r"\d|【|[XＸ×*]|同志|以上|下面|今天|刚才")


class Slogan(NamedTuple):
    text: str
    why: str


def slogans(text: str) -> Iterator[Slogan]:
    """Yield parallel lines and quoted ones. Numbers and names of a report never stand in them."""
    for match in SENTENCE.finditer(text):
        sentence = match[0].strip()
        if is_candidate(sentence) and (why := parallel(sentence)):
            yield Slogan(sentence, why)
    for match in QUOTED.finditer(text):
        quoted = match[1]
        if is_candidate(quoted) and len(CLAUSE.split(quoted.rstrip("。！"))) > 1:
            yield Slogan(quoted.rstrip("。！") + "。", "引号中的短句")


def is_candidate(sentence: str) -> bool:
    return len(sentence) <= LONGEST and bool(HAN.match(sentence)) and not REPORT.search(sentence)


def parallel(sentence: str) -> str:
    """Return why a sentence is one of parallel clauses, "" where it is not."""
    clauses = [MARK.sub("", clause) for clause in CLAUSE.split(sentence.rstrip("。！？”"))]
    if len(clauses) < 2 or not all(SHORTEST_CLAUSE <= len(clause) <= LONGEST_CLAUSE for clause in clauses):
        return ""
    if len({len(clause) for clause in clauses}) == 1 and (len(clauses) > 2 or echoes(clauses)):
        return f"{len(clauses)} 个分句，每句 {len(clauses[0])} 字，句式相同"
    if len(clauses) > 2 and len({clause[0] for clause in clauses}) == 1:
        return f"{len(clauses)} 个分句都以“{clauses[0][0]}”开头"
    return ""


def echoes(clauses: list[str]) -> bool:
    """Tell whether neighbouring clauses share a character at the same place."""
    return all(any(a == b for a, b in zip(first, second, strict=True)) for first, second in pairwise(clauses))
