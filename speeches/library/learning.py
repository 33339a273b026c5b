"""How the passages of each function are worded, learned from a library by naive Bayes. Pure.

Each function is judged by how little a text looks like all the others (complement naive Bayes): functions
are of very different sizes, and this keeps the largest from swallowing the rest. How a text begins and ends
is heard too. Figures and open places say nothing.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from speeches.manuscript.words import cut

FIGURE = re.compile(r"【[^】\n]*】|\d[\d,.]*")
RUN = re.compile(r"[\u4e00-\u9fff]+")
END = re.compile(r"[。！？；，\s]+$")
START_MARK, END_MARK = "^", "$"
SMOOTHING = 1.0
# A pair met in one sample alone tells of that sample, not of its function.
LEAST_MET = 2
# Fewer samples teach nothing.
LEAST_SAMPLES = 60
# How soon a lead becomes certainty; by the samples held back while this was made.
TEMPERATURE = 0.4
TELLING, READ = 2, 400


@dataclass(frozen=True, slots=True)
class Learned:
    """What each pair of characters says for each function; above zero speaks for it."""

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    def from_samples(cls, samples: Iterable[tuple[str, str]]) -> Self | None:
        """Learn from (function, text); None where there is too little. 1 ms per 10 samples."""
        samples = list(samples)
        if len(samples) < LEAST_SAMPLES:
            return None
        of: dict[str, Counter[str]] = defaultdict(Counter)
        for function, text in samples:
            of[function].update(traits(text))
        total = sum(of.values(), Counter[str]())
        kept = {trait: n for trait, n in total.items() if n >= LEAST_MET}
        return cls({function: against_the_rest(counts, kept) for function, counts in of.items()})

    def shares(self, text: str) -> dict[str, float]:
        """Return how much the wording speaks for each function, in all 1; {} where it says nothing."""
        own = traits(text)
        met = sum(trait in next(iter(self.weights.values())) for trait in own)
        if not met:
            return {}
        sums = {
            function: sum(weights.get(trait, 0.0) for trait in own) / math.sqrt(met)
            for function, weights in self.weights.items()
        }
        most = max(sums.values())
        powers = {function: math.exp((value - most) / TEMPERATURE) for function, value in sums.items()}
        whole = sum(powers.values())
        return {function: power / whole for function, power in powers.items()}

    def telling(self, text: str, function: str) -> list[str]:
        """Return the words of a text that speak most for a function: whole ones, not halves of two."""
        weights = self.weights.get(function, {})
        own = (word for word in dict.fromkeys(cut(text[:READ])) if len(word) > 1 and RUN.fullmatch(word))
        said = {word: max(weights.get(pair, 0.0) for pair in pairs_of(word)) for word in own}
        best = sorted((word for word in said if said[word] > 0), key=lambda word: -said[word])
        return best[:TELLING]


def pairs_of(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


def traits(text: str) -> set[str]:
    """Return the pairs of characters of a text, and how it begins and ends."""
    solid = FIGURE.sub("0", text)
    pairs = {pair for run in RUN.findall(solid) for pair in pairs_of(run)}
    ending = END.sub("", solid)
    edges = {START_MARK + solid[:n] for n in (2, 3)} | {ending[-n:] + END_MARK for n in (2, 3)}
    return pairs | edges


def against_the_rest(counts: Counter[str], total: Mapping[str, int]) -> dict[str, float]:
    """Return log odds of each trait: how much rarer it is in the other functions than in all."""
    smooth, everything = SMOOTHING * len(total), sum(total.values())
    own = sum(n for trait, n in counts.items() if trait in total)
    return {
        trait: math.log((n + SMOOTHING) / (everything + smooth))
        - math.log((n - counts[trait] + SMOOTHING) / (everything - own + smooth))
        for trait, n in total.items()
    }
