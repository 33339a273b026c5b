"""A place in a draft, read: which part of a speech it is, what is spoken of there, what is there already."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speeches.library.functions import classify, place_at
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from speeches.manuscript.words import Vocabulary, words

from .folding import fold
from .lexemes import bigrams

HEADING_WEIGHT = 3
NEAR = 2
# Words that stand in every speech and tell nothing about a place in one.
EVERYWHERE = """
我们 工作 进一步 加强 坚持 推进 全面 深入 切实 不断 必须 重要 一个 同志
开展 推动 落实 做好 抓好 着力 以及 持续 情况 方面 要求 有关 下一步 全市
全县 全省 今年 今年以来 以来 同志们 下面 关于 重点 任务 过去 一年 回顾 主要
问题 会议 讲话
"""
EMPTY_WORDS = frozenset(EVERYWHERE.split())
MOST_WORDS = 6


@dataclass(frozen=True)
class Place:
    """`function` is empty where nothing tells it; the heaviest of `keywords` first; `pairs`: all bigrams."""

    function: str
    keywords: tuple[str, ...]
    pairs: frozenset[str]
    entries: frozenset[str]


def read_place(manuscript: Manuscript, key: str, own: Vocabulary | None = None) -> Place:
    """Read the place of a paragraph; the end of the draft where the key is not in it."""
    paragraphs = manuscript.paragraphs
    here = next((at for at, one in enumerate(paragraphs) if one.key == key), len(paragraphs) - 1)
    heads = headings_above(paragraphs, here)
    around = [one.text for one in neighbours(paragraphs, here)]
    return Place(
        function=function_of(manuscript, here),
        keywords=keywords([head.text for head in heads], around, own),
        pairs=frozenset(pair for one in paragraphs for pair in bigrams(fold(one.text))),
        entries=frozenset(one.origin.entry for one in paragraphs if one.origin),
    )


def headings_above(paragraphs: Sequence[Paragraph], here: int) -> list[Paragraph]:
    """Return the headings that the place is under, the nearest first."""
    found: list[Paragraph] = []
    for one in reversed(paragraphs[: here + 1]):
        if one.role is Role.HEADING and (not found or one.level < found[-1].level):
            found.append(one)
    return found


def neighbours(paragraphs: Sequence[Paragraph], here: int) -> list[Paragraph]:
    """Return the paragraphs next to the place that no heading parts from it, itself twice."""
    before, after = paragraphs[max(0, here - NEAR) : here + 1], paragraphs[here + 1 : here + NEAR + 1]
    kept: list[Paragraph] = list(paragraphs[here : here + 1])
    for one in reversed(before):
        kept.append(one)
        if one.role is Role.HEADING:
            break
    for one in after:
        if one.role is Role.HEADING:
            break
        kept.append(one)
    return kept


def function_of(manuscript: Manuscript, here: int) -> str:
    """Return what the part of the speech around a place is for, "" where nothing tells it."""
    told = classify(manuscript.paragraphs[here].text, place_at(manuscript, here)) if here >= 0 else None
    return told.function if told and told.score else ""


def keywords(heads: Iterable[str], around: Iterable[str], own: Vocabulary | None = None) -> tuple[str, ...]:
    weights: Counter[str] = Counter()
    for texts, weight in ((heads, HEADING_WEIGHT), (around, 1)):
        for word in (word for text in texts for word in words(text, own)):
            if 2 <= len(word) <= 8 and word.isalpha() and word not in EMPTY_WORDS:
                weights[fold(word)] += weight
    return tuple(word for word, _ in weights.most_common(4 * MOST_WORDS))
