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
    """Return a piece of the text around the first hit, or its beginning."""
    flat = text.replace("\n", "")
    hit = next(hits(flat, query), None)
    start = max(0, hit.start() - BEFORE_HIT) if hit and hit.end() > EXCERPT else 0
    piece = flat[start : start + EXCERPT]
    return ("……" if start else "") + piece + ("……" if start + EXCERPT < len(flat) else "")
