"""Text of a language model, copied with its Markdown marks: ## headings, **bold**, - bullets, > quotes.

The marks are a look, not a word of the speech: they are taken away, and the headings they made are told.
A text is taken for Markdown only if its headings say so: ** stands for an open name, too.
"""

import re
from collections.abc import Iterable

HAN = r"[\u4e00-\u9fff]"
HEADING = re.compile(rf"(#{{1,6}})[ \u3000]+(?=\S.*?{HAN})")
BOLD = re.compile(r"\*\*(?!\s)([^*\n]{2,}?)(?<!\s)\*\*")
BOLD_LINE = re.compile(rf"\*\*(?=[^*]*{HAN}[^*]*{HAN})[^*\n]+\*\*")
BEFORE_TEXT = re.compile(r"(?:>[ ]?)+|[-*+][ ]+(?=\S)")
FEWEST = 2


def is_markdown(lines: Iterable[str]) -> bool:
    heads = sum(bool(HEADING.match(line) or BOLD_LINE.fullmatch(line)) for line in map(str.strip, lines))
    return heads >= FEWEST


def unmarked(line: str) -> str:
    """Return a line without its marks."""
    text = HEADING.sub("", line, count=1) if HEADING.match(line) else BEFORE_TEXT.sub("", line, count=1)
    return BOLD.sub(r"\1", text)


def level(line: str) -> int:
    """Return the level of a heading's marks, 0 where a line has none; a line all in bold heads nothing."""
    match = HEADING.match(line)
    return len(match[1]) if match else 0
