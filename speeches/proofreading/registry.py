"""All rules, in one visible line."""

from .rules import (
    characters,
    consistency,
    counts,
    expressions,
    numbers,
    people,
    punctuation,
    quotations,
    residue,
    secrecy,
    sequence,
    speech,
    structure,
    wording,
)

RULES = (
    *counts.RULES,
    *sequence.RULES,
    *expressions.RULES,
    *characters.RULES,
    *wording.RULES,
    *residue.RULES,
    *consistency.RULES,
    *punctuation.RULES,
    *numbers.RULES,
    *structure.RULES,
    *speech.RULES,
    *people.RULES,
    *quotations.RULES,
    *secrecy.RULES,
)
