"""MinHash bands that near-duplicates share, and the exact likeness that settles the matter. Pure.

Likeness is the Jaccard index of the sets of character 4-grams, marks and white space aside. Figures and open
places count as one and the same: 监督14次 with another figure is no new text, nor is 监督【次数】次.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash

GRAM = 4
# 20 bands of 5: two texts that share 70 % of their 4-grams meet in a band 97 times of 100, at 80 % always.
BANDS, ROWS = 20, 5
SEED = 20_001
ALIKE = 0.7
# So much of the smaller stands in the larger; below so many grams it is a saying that many texts hold.
HELD, LEAST_HELD = 0.8, 40
# Signatures of another version of the algorithm do not compare; stored ones are then made anew.
ALGORITHM = RMinHash.ALGORITHM_VERSION * 1000 + BANDS + 200
FIGURE = re.compile(r"【[^】\n]{0,80}】|\d[\d,.]*|[XxＸ×*]+")
NOISE = re.compile(r"[\W_]+")
PACK = struct.Struct(f"<{BANDS * ROWS}I")
# A band is its rows, read as one long number, modulo this: it fits a signed 64-bit column.
PRIME = 2**61 - 1
BAND_BYTES = 4 * ROWS
PLACES = tuple(
    (at, at + BAND_BYTES, (number + 1) << 200) for number, at in enumerate(range(0, PACK.size, BAND_BYTES))
)


def grams(text: str) -> frozenset[str]:
    """Return the 4-grams of a text; a text shorter than that is one gram."""
    solid = NOISE.sub("", FIGURE.sub("0", text))
    return frozenset(solid[i : i + GRAM] for i in range(max(1, len(solid) - GRAM + 1)))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the Jaccard index, 0–1."""
    common = len(first & second)
    return common / (len(first) + len(second) - common)


def held(first: frozenset[str], second: frozenset[str]) -> float:
    """Return how much of the smaller set stands in the larger, 0–1."""
    return len(first & second) / min(len(first), len(second))


def could_be_alike(first: int, second: int, least: float = ALIKE) -> bool:
    """Tell by the numbers of grams alone whether the likeness can reach `least`."""
    return min(first, second) >= least * max(first, second)


def bands(sets: Sequence[Iterable[str]]) -> Iterator[list[int]]:
    """Yield for each set of grams its bands as signed 64-bit numbers."""
    if not sets:
        return
    tokens = [list(grams) for grams in sets]
    for digest in RMinHash.digests_from_token_sets(tokens, num_perm=BANDS * ROWS, seed=SEED):
        yield bands_of(digest)


def bands_of(digest: Sequence[int]) -> list[int]:
    """Return a hash of each band. The same on every machine and in every version of Python."""
    packed = PACK.pack(*digest)
    return [(int.from_bytes(packed[start:end], "little") + salt) % PRIME for start, end, salt in PLACES]
