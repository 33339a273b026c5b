"""How the text speaks: sentences too long to say in one breath. Figures: national reports, 95 % below 79."""

import re
from collections.abc import Iterator

from speeches.manuscript.paragraph import Paragraph
from speeches.proofreading.context import Context
from speeches.proofreading.findings import Hit, Severity
from speeches.proofreading.rule import Rule

SENTENCE = re.compile(r"[^。！？；：]+[。！？；：]?")
CLAUSE = re.compile(r"[^。！？；：，、,“”《》（）]+")
LONGEST_SENTENCE, LONGEST_CLAUSE = 120, 48


def find_long_sentences(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in SENTENCE.finditer(paragraph.text):
        if len(match[0]) > LONGEST_SENTENCE:
            message = f"这一句有{len(match[0])}字，念起来吃力，建议断开。"
            yield Hit(paragraph.key, *match.span(), message=message)


def find_long_clauses(paragraph: Paragraph, context: Context) -> Iterator[Hit]:
    for match in CLAUSE.finditer(paragraph.text):
        if len(match[0]) > LONGEST_CLAUSE:
            message = f"连着{len(match[0])}字没有停顿，建议加逗号或断开。"
            yield Hit(paragraph.key, *match.span(), message=message)


RULES = (
    Rule(
        id="speech.long-sentence",
        message="句子太长，不便念。",
        severity=Severity.POLISH,
        find_in=find_long_sentences,
        bad=("要" + "抓好责任落实，" * 18 + "见到实效。",),
        good=("要抓好责任落实，见到实效。",),
    ),
    Rule(
        id="speech.long-clause",
        message="连着念的字太多，没有停顿。",
        severity=Severity.POLISH,
        find_in=find_long_clauses,
        bad=(
            "要推动各级党组织和广大党员干部把思想和行动统一到上级关于新形势下加强作风建设和纪律建设的部署要求上来。",
        ),
        good=("要推动各级党组织把思想统一到上级部署上来，把行动落实到具体工作中去。",),
    ),
)
