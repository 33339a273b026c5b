"""Counting what a text enumerates: members between 、, parts between ；, quoted words in a row."""

import re
from collections.abc import Iterator
from functools import cache

OPENING, CLOSING = "“（《‘(", "”）》’)"
SENTENCE_ENDS = "。！？"
# No sentence is longer; without a limit a text that never ends one costs its square.
LONGEST_SENTENCE = 1_000
LAST_PAIR = re.compile(r"[^、]*?[^\s、](?:以及|和|与|及)[^\s、]")
ETC = re.compile(r"等(?:等)?$")


def split_flat(text: str, separators: str) -> list[str]:
    """Split at separators outside quotes and brackets; empty parts are left out."""
    return list(flat_parts(text, separators))


def flat_parts(text: str, separators: str) -> Iterator[str]:
    depth = start = 0
    for match in borders(separators).finditer(text):
        depth = max(0, depth + (match[0] in OPENING) - (match[0] in CLOSING))
        if depth == 0 and match[0] in separators:
            if text[start : match.start()].strip():
                yield text[start : match.start()]
            start = match.end()
    if text[start:].strip():
        yield text[start:]


@cache
def borders(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{OPENING}{CLOSING}{separators}]")


def members(text: str) -> int:
    """Return how many members “A、B、C” or “A，B，C” names; 0 where it names no list."""
    for separators in ("、", "，,"):
        parts = split_flat(text, separators)
        if len(parts) > 1:
            return len(parts)
    return 0


def matches(text: str, number: int) -> bool:
    """Tell whether a list of members has that many; “A、B和C” may be meant as two or three."""
    count = members(text)
    return count == number or (
        count == number - 1 and count > 0 and bool(LAST_PAIR.fullmatch(split_flat(text, "、")[-1]))
    )


def last_clause(text: str) -> str:
    """Return what stands after the last mark that ends a clause, outside quotes."""
    depth = 0
    for place in range(len(text) - 1, max(-1, len(text) - 1 - LONGEST_SENTENCE), -1):
        character = text[place]
        depth = max(0, depth + (character in CLOSING) - (character in OPENING))
        if depth == 0 and character in "，。；：！？,;:":
            return text[place + 1 :]
    return text


def sentence_rest(text: str) -> str:
    """Return the text up to the end of its first sentence, outside quotes, without the mark."""
    return "" if text[:1] in SENTENCE_ENDS else next(flat_parts(text[:LONGEST_SENTENCE], SENTENCE_ENDS), "")
