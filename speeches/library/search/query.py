"""What somebody types, read: words that must all be there, each as written.

A piece between quotes is one word with its spaces. What is pasted is as a rule one long word, or one for
each of its lines.
"""

import re
from typing import NamedTuple

from .folding import fold

LONGEST = 400
MOST_WORDS = 12
QUOTED_OR_WORD = re.compile(r'(?<!\S)"([^"]+)"(?!\S)|(\S+)')


class Query(NamedTuple):
    """`words` are folded, longer ones first."""

    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)


def read_query(typed: str) -> Query:
    """Read what was typed; of what is too long the beginning counts."""
    pieces = QUOTED_OR_WORD.findall(fold(typed[:LONGEST]))
    words = {(quoted or word).strip() for quoted, word in pieces} - {""}
    return Query(tuple(sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]))
