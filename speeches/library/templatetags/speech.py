"""Speech text in a page: hits of a search marked, placeholders (待填项) in their colour."""

import re
from collections.abc import Iterator

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from speeches.manuscript.placeholders import find_placeholders

register = template.Library()

EXCERPT = 110
BEFORE_HIT = 24
CLAUSE_END = re.compile("[。；，：！？]”?")


def hits(text: str, query: str) -> Iterator[re.Match[str]]:
    """Yield where the words of a query stand, longer words first; case is ignored, as in search."""
    words = sorted(set(query.split()), key=len, reverse=True)
    if words:
        yield from re.finditer("|".join(map(re.escape, words)), text, re.IGNORECASE)


@register.filter
def highlight(text: str, query: str = "") -> SafeString:
    """Escape the text and put <mark> around every word of the query."""
    parts, end = [], 0
    for hit in hits(text, query):
        parts += [conditional_escape(text[end : hit.start()]), format_html("<mark>{}</mark>", hit[0])]
        end = hit.end()
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
    found = [(hit.start(), hit[0].casefold()) for hit in hits(text, query)]

    def words_from(start: int) -> int:
        return len({word for place, word in found if start <= place < start + EXCERPT - len(word)})

    best = max((max(0, place - BEFORE_HIT) for place, _ in found), key=words_from, default=0)
    if words_from(0) >= words_from(best):
        return 0
    clause = CLAUSE_END.search(text, best, best + BEFORE_HIT)
    return clause.end() if clause else best
