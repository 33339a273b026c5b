"""Speech text in a page: hits of a search marked, placeholders (待填项) in their colour."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from speeches.library.search.folding import fold
from speeches.library.search.query import read_query
from speeches.library.search.ranking import nearest_place
from speeches.manuscript import punctuation
from speeches.manuscript.placeholders import find_placeholders

register = template.Library()

EXCERPT = 110
BEFORE_HIT = 24
# Two or three characters are like anything.
SHORTEST_NEAR = 4
DATE = re.compile(r"\d+年(?:\d+月(?:\d+日)?)?|\d+月\d+日")
CLAUSE_END = re.compile("[。；，：！？]”?")


class Hit(NamedTuple):
    """A place in a text, in code points; `end` is exclusive. `word` is what was sought there."""

    start: int
    end: int
    word: str


def hits(text: str, query: str) -> Iterator[Hit]:
    """Yield where the words of a query stand, read as search reads them; else what is nearest to them."""
    words = read_query(query).words
    if not words:
        return
    found = [
        Hit(*match.span(), match[0]) for match in re.finditer("|".join(map(re.escape, words)), fold(text))
    ]
    yield from found or near_hits(text, words)


def near_hits(text: str, words: tuple[str, ...]) -> Iterator[Hit]:
    """Yield the place most like the longest word, where it is like it at all."""
    place = nearest_place(words[0], text) if len(words[0]) >= SHORTEST_NEAR else None
    if place and place[1] > place[0]:
        yield Hit(*place, words[0])


@register.filter
def quoted(name: object) -> str:
    """Return a name in quotation marks, none doubled where it has some of its own."""
    return punctuation.quoted(str(name))


@register.filter
def unbroken(text: str) -> SafeString:
    """Escape the text of a title; its dates stay on one line of it."""
    parts, end = [], 0
    for date in DATE.finditer(text):
        parts += [conditional_escape(text[end : date.start()])]
        parts += [format_html('<span class="unbroken">{}</span>', date[0])]
        end = date.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))


@register.filter
def highlight(text: str, query: str = "") -> SafeString:
    """Escape the text and put <mark> around every word of the query."""
    parts, end = [], 0
    for hit in hits(text, query):
        parts += [
            conditional_escape(text[end : hit.start]),
            format_html("<mark>{}</mark>", text[hit.start : hit.end]),
        ]
        end = hit.end
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))


@register.filter
def speech_text(text: str, query: str = "") -> SafeString:
    """Like highlight, with every placeholder in a <span class="slot">."""
    parts, end = [], 0
    for slot in find_placeholders(text):
        parts += [highlight(text[end : slot.start], query)]
        parts += [format_html('<span class="slot">{}</span>', highlight(text[slot.start : slot.end], query))]
        end = slot.end
    return mark_safe("".join([*parts, highlight(text[end:], query)]))


@register.filter
def excerpt(text: str, query: str = "") -> str:
    """Return the piece of the text that holds most of the query's words, or its beginning."""
    flat = text.replace("\n", "")
    start = excerpt_start(flat, query)
    piece = flat[start : start + EXCERPT]
    return ("……" if start else "") + piece + ("……" if start + EXCERPT < len(flat) else "")


def excerpt_start(text: str, query: str) -> int:
    """Return 0 if the beginning shows as many words as any place does, else the start of a clause there."""
    found = [(hit.start, hit.word) for hit in hits(text, query)]

    def words_from(start: int) -> int:
        return len({word for place, word in found if start <= place < start + EXCERPT - len(word)})

    best = max((max(0, place - BEFORE_HIT) for place, _ in found), key=words_from, default=0)
    if words_from(0) >= words_from(best):
        return 0
    clause = CLAUSE_END.search(text, best, best + BEFORE_HIT)
    return clause.end() if clause else best
