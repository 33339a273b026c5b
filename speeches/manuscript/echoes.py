"""Where a text says a count again: 五个“始终”, 五个始终 and “五个始终” are one and the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .groups import recount
from .numerals import HAN

QUOTES = re.compile("[“”‘’]")
NOT_BEFORE = rf"(?<![第每百千万亿余几数某\d{HAN}两])"


@lru_cache(256)
def pattern_of(count: str) -> re.Pattern[str]:
    letters = map(re.escape, QUOTES.sub("", count))
    return re.compile(NOT_BEFORE + f"{QUOTES.pattern}*".join(letters))


def echoes(text: str, count: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of every place where a text says a count, whatever its quotes."""
    yield from (match.span() for match in pattern_of(count).finditer(text))


def echoed(text: str, count: str, number: int) -> str:
    """Return the text with another number wherever it says a count; its quotes stay as they are."""
    return pattern_of(count).sub(lambda match: recount(match[0], number), text)
