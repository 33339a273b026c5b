"""Where a sentence ends: 。！？ outside quotes and brackets, with the closing marks that follow it.

So does a dot that stands for 。 between Chinese characters (压实责任.党组先后…).
"""

import re
from collections.abc import Iterator

HANZI = r"\u4e00-\u9fff"
N = "[一二三四五六七八九十]"
# Not the dot of a marker (一.形势).
DOT = rf"(?<=[{HANZI}”’）)》\"])(?<!^{N})(?<!^{N}{N})[.．](?=[{HANZI}“‘（(《\"]|$)"
END = re.compile(rf"(?:[。！？!?]+|{DOT})[”’）)》]*")
OPENING, CLOSING = "“（《(", "”）》)"


def first_sentence_end(text: str) -> int:
    """Return the offset after the first sentence; the length of the text where there is no second one.

    A quotation that never closes does not swallow the rest: then the first 。 counts.
    """
    depth = scanned = 0
    for match in END.finditer(text):
        part = text[scanned : match.end()]
        depth = max(
            0, depth + sum(part.count(mark) for mark in OPENING) - sum(part.count(mark) for mark in CLOSING)
        )
        scanned = match.end()
        if depth == 0:
            return match.end()
    first = END.search(text)
    return first.end() if first else len(text)


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the offset after each sentence, the end of the text included. Nothing for an empty text."""
    at = 0
    while at < len(text):
        at += first_sentence_end(text[at:])
        yield at
