"""Looking up many words at once: an index by their first two characters, one pass over a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from .lexicon import Confusable, Expression, Lexicon, WrongForm
from .members import Members
from .nearmiss import Phrases

Row = TypeVar("Row")
REACH = 40
HAN_RUN = re.compile(r"[\u4e00-\u9fff]{4,}")
SET_NAME = re.compile(r"[一二两三四五六七八九十]+([个种大][\u4e00-\u9fff]{2,})")


@dataclass(frozen=True, slots=True)
class Needle(Generic[Row]):
    """A row to look for. `pattern`, if any, is tried where `text` stands; `unless` names right contexts."""

    text: str
    row: Row
    pattern: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def spans(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield what is to be marked: the text at `start`, or all matches of the pattern."""
        if self.pattern is None:
            yield start, start + len(self.text)
        else:
            yield from (marked_span(match) for match in self.pattern.finditer(text))

    def is_right(self, text: str, start: int, end: int) -> bool:
        """Tell whether a right context overlaps the span."""
        if self.unless is None:
            return False
        around = self.unless.finditer(text, max(0, start - REACH), end + REACH)
        return any(match.start() < end and start < match.end() for match in around)


class Index(Generic[Row]):
    """Needles by the first two characters of their texts; those of one character are tried by themselves."""

    def __init__(self, needles: Iterable[Needle[Row]]) -> None:
        self.heads: dict[str, list[Needle[Row]]] = defaultdict(list)
        self.singles: list[Needle[Row]] = []
        for needle in needles:
            if len(needle.text) > 1:
                self.heads[needle.text[:2]].append(needle)
            elif needle.text:
                self.singles.append(needle)

    def find(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """Yield (start, end, row) of all hits, those in a right context left out."""
        for needle, start in self.places(text):
            for begin, end in needle.spans(text, start):
                if begin < end and not needle.is_right(text, begin, end):
                    yield begin, end, needle.row

    def places(self, text: str) -> Iterator[tuple[Needle[Row], int]]:
        """Yield where needles stand; one with a pattern once only."""
        tried: set[int] = set()
        for needle in self.singles:
            if needle.text in text:
                yield needle, text.index(needle.text)
        for start, pair in enumerate(map(str.__add__, text, text[1:])):
            for needle in self.heads.get(pair, ()):
                if id(needle) not in tried and text.startswith(needle.text, start):
                    yield needle, start
                    if needle.pattern is not None:
                        tried.add(id(needle))


def marked_span(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the first group that took part, of the whole match where there is none."""
    groups = range(1, (match.re.groups or 0) + 1)
    group = next((number for number in groups if match.start(number) >= 0), 0)
    return match.span(group)


def compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def pattern_fault(pattern: str) -> str:
    """Return what is wrong with a regular expression, "" where nothing is."""
    try:
        re.compile(pattern)
    except re.error as error:
        return error.msg
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """A lexicon prepared for search. Rows whose pattern is broken are left out."""

    lexicon: Lexicon
    confusables: Index[Confusable]
    wrong_forms: Index[tuple[Expression, WrongForm]]
    members: Members
    phrases: Phrases
    pairs: frozenset[str]
    replaced: Index[Expression]
    set_nouns: Mapping[str, str]
    set_names: frozenset[str]


@lru_cache(maxsize=128)
def index_of(words: tuple[str, ...]) -> Index[str]:
    """Prepare plain words for search; the last lists are remembered."""
    return Index(Needle(word, word) for word in words)


@lru_cache(maxsize=64)
def tables(lexicon: Lexicon) -> Tables:
    """Prepare a lexicon. ~20 ms for the shipped one; the last few are remembered."""
    confusables = (
        Needle(row.wrong, row, compiled(row.pattern), compiled(row.unless))
        for row in lexicon.confusables
        if not (pattern_fault(row.pattern) or pattern_fault(row.unless))
    )
    wrong_forms = (
        Needle(form.text, (expression, form), compiled(form.pattern))
        for expression in lexicon.expressions
        for form in expression.wrong_forms
        if not pattern_fault(form.pattern)
    )
    replaced = (Needle(row.text, row) for row in lexicon.expressions if row.until and row.successor)
    return Tables(
        lexicon,
        Index(confusables),
        Index(wrong_forms),
        Members(lexicon.expressions),
        Phrases(phrases_of(lexicon)),
        frozenset(a + b for text in phrases_of(lexicon) for a, b in pairwise(text)),
        Index(replaced),
        set_nouns(lexicon),
        lexicon.set_names(),
    )


def phrases_of(lexicon: Lexicon) -> Iterator[str]:
    """Yield the runs of Chinese characters in expressions and members."""
    for row in lexicon.expressions:
        for text in (row.text, *row.members):
            yield from HAN_RUN.findall(text)


def set_nouns(lexicon: Lexicon) -> dict[str, str]:
    """Return what set names are called after their number, and the name: 个意识 → 四个意识."""
    names = [row.text.strip("“”") for row in lexicon.expressions if row.is_set_name]
    found = [(match[1], match[0]) for name in names if (match := SET_NAME.fullmatch(name))]
    nouns = [noun for noun, _ in found]
    return {noun: name for noun, name in found if nouns.count(noun) == 1}
