"""“更像这一条”: what shares rare pairs of characters with a text."""

import re
from collections.abc import Collection
from itertools import combinations, islice
from typing import NamedTuple

from .folding import fold
from .labels import Condition
from .lexemes import all_of, any_of, bigrams, quoted
from .planning import Plan, common_groups, label_terms
from .rows import Order, Row, by_index, own_planning
from .statistics import Frequencies, frequencies

MOST = 8
CANDIDATES = 300
# What stands in more rows than this tells one text from another no more.
COMMONEST = 0.05
SENTENCE = re.compile(r"[^。！？；\n【】\d]{8,}")
MOST_SENTENCES, RAREST_OF_SENTENCE = 12, 4


class Alike(NamedTuple):
    """`share`: how much of the text's bigrams stands in the row too, 0 to 1."""

    row: Row
    share: float


def find_alike(text: str, condition: Condition, limit: int) -> list[Alike]:
    """Return what is most like a text, itself included where it is stored."""
    known = frequencies()
    own = set(bigrams(fold(text)))
    telling = telling_ones(own, known)
    if condition.is_void or not telling:
        return []
    with own_planning():
        rows = candidates(telling, condition.of_entries)
    alike = [Alike(row, len(own & set(bigrams(row.text))) / len(own)) for row in rows]
    return sorted(alike, key=lambda item: (-item.share, -item.row.rank))[:limit]


def find_sharing(text: str, condition: Condition) -> list[Row]:
    """Return entries that share two rare bigrams with one sentence: what a text holds, or what holds it."""
    known = frequencies()
    terms: list[str] = []
    for match in islice(SENTENCE.finditer(text), MOST_SENTENCES):
        own = sorted(set(bigrams(fold(match[0]))), key=lambda lexeme: (known.share(lexeme), lexeme))
        terms += [all_of(map(quoted, pair)) for pair in combinations(own[:RAREST_OF_SENTENCE], 2)]
    if condition.is_void or not terms:
        return []
    with own_planning():
        return ask(terms, condition.of_entries)


def telling_ones(lexemes: Collection[str], known: Frequencies) -> list[str]:
    """Return the rarest bigrams that stand in more rows than one and not in every other."""
    rare = [
        lexeme
        for lexeme in lexemes
        if known.of.get(lexeme, 0) > 1 and known.share(lexeme) <= max(COMMONEST, 2 / known.rows)
    ]
    return sorted(rare or lexemes, key=lambda lexeme: (known.share(lexeme), lexeme))[:MOST]


def candidates(lexemes: list[str], condition: Condition) -> list[Row]:
    """Return what holds any two of the lexemes; where too little does, what holds one."""
    pairs = [all_of(map(quoted, pair)) for pair in combinations(lexemes, 2)]
    rows = ask(pairs, condition) if pairs else []
    return rows if len(rows) > 1 else ask(list(map(quoted, lexemes)), condition)


def ask(terms: list[str], condition: Condition) -> list[Row]:
    common = common_groups(condition, frequencies())
    rare = [label_terms(group) for group in condition.groups if group not in common]
    plan = Plan(all_of([any_of(terms), *rare]), (), condition, common, walks=False, asks_tier=False)
    return by_index(plan, Order.RELEVANCE, CANDIDATES)
