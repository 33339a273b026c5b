"""Two characters that form no word, where one of the same sound would: 记律 for 纪律."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .homophones import sounds


class Words:
    """Common words of two characters, by one character and the sound of the other."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self.by_first: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self.by_second: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        table = sounds()
        for word, times in words:
            for sound in table.get(word[1], ()):
                self.by_first[word[0], sound].append((times, word))
            for sound in table.get(word[0], ()):
                self.by_second[word[1], sound].append((times, word))

    def meant(self, pair: str) -> Iterator[tuple[int, str]]:
        """Yield (how common, word) of the words that sound like a pair and share a character with it."""
        table = sounds()
        for sound in table.get(pair[1], ()):
            yield from self.by_first.get((pair[0], sound), ())
        for sound in table.get(pair[0], ()):
            yield from self.by_second.get((pair[1], sound), ())
