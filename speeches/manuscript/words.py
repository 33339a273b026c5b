"""Words of Chinese text. The only module that knows which segmenter is used."""

import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache

with warnings.catch_warnings():
    # jieba asks for a module that setuptools is retiring, and holds escapes that newer Pythons warn of.
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel("ERROR")

PHRASE_LENGTH, COMMON = 4, 15

# The dictionary is loaded by the first call (about half a second), not by the import.
cut: Callable[[str], list[str]] = jieba.lcut


class Vocabulary:
    """Words of one's own, which the segmenter would cut: set expressions, themes, names of offices.

    They are cut out first, the longest first, and the segmenter reads the rest. It is told nothing: its
    dictionary belongs to the process, and what one office calls itself is no word of another's. Making one
    loads the segmenter and takes about 20 µs a word.
    """

    def __init__(self, own: Iterable[str] = ()) -> None:
        unknown = [word for word in dict.fromkeys(own) if len(word) > 1 and len(cut(word)) > 1]
        longest_first = sorted(unknown, key=lambda word: -len(word))
        self.words = frozenset(unknown)
        self.pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})") if unknown else None

    def cut(self, text: str) -> list[str]:
        if self.pattern is None:
            return cut(text)
        parts = enumerate(self.pattern.split(text))
        # Every second part is a word of our own.
        return [word for at, part in parts if part for word in ([part] if at % 2 else cut(part))]


def words(text: str, own: Vocabulary | None = None) -> list[str]:
    """Return the words of a text in order; joined they are the text."""
    return own.cut(text) if own else cut(text)


def frequency(word: str) -> int:
    """Return how common a word is, 0 where the dictionary does not have it."""
    jieba.dt.check_initialized()
    return int(jieba.dt.FREQ.get(word, 0))


@cache
def phrases() -> frozenset[str]:
    """Return the four-character phrases of the dictionary: 成语, and whatever is common. 1 s once."""
    with jieba.dt.get_dict_file() as file:
        rows = [line.decode("utf-8").split() for line in file]
    return frozenset(
        word
        for word, times, kind in rows
        if len(word) == PHRASE_LENGTH and (kind == "i" or int(times) >= COMMON)
    )


def words_of_two(least: int) -> list[tuple[str, int]]:
    """Return the words of two characters that are at least so common, and how common they are."""
    jieba.dt.check_initialized()
    return [(word, times) for word, times in jieba.dt.FREQ.items() if times >= least and len(word) == 2]


@cache
def inside_words() -> dict[str, int]:
    """Return how often each character stands in words of several. 0.5 s once."""
    jieba.dt.check_initialized()
    found: dict[str, int] = {}
    for word, times in jieba.dt.FREQ.items():
        for character in set(word) if times and len(word) > 1 else ():
            found[character] = found.get(character, 0) + times
    return found


def freedom(character: str) -> float:
    """Return how often a character stands alone for each time in a word: 启 0.15, 讲 1.1, 钱 1.1."""
    return frequency(character) / max(inside_words().get(character, 0), 1)
