"""Which way a search goes, decided here and not by the database, which cannot know how words go together.

Common things are found fastest by walking the rows in the order asked for; rarer ones by the index over the
first twentieth in that order, which has either enough of them or tells that the whole index has few.
"""

from collections.abc import Iterable
from typing import NamedTuple

from .labels import SOURCES, Condition
from .lexemes import all_of, any_of, beginning_with, bigrams, quoted
from .query import Query
from .statistics import TOP_SHARE, Frequencies

WALK_FROM = 0.05
# From this share on a group of labels keeps so few rows out that the index is not asked for it.
COMMON_GROUP = 0.3
RAREST = 6
# So few rows the whole index gives at once; asking the tier first would only cost a query.
FEW = 2_000
# Where the tier can be expected to hold less than this, it is passed over.
WORTH_A_TIER = 100


class Plan(NamedTuple):
    """`tsquery` finds a superset of what is wanted; each word is then looked for as written."""

    tsquery: str
    words: tuple[str, ...]
    condition: Condition
    # Groups of labels that most rows have one of: looked at in each row, the index would only be slowed down.
    common: tuple[frozenset[str], ...]
    walks: bool
    asks_tier: bool
    # So many rows are likely to fit.
    expected: float = 0.0
    # Words of which every character must be there, one after the other, whatever stands between.
    spread: tuple[str, ...] = ()


def plan_for(query: Query, condition: Condition, known: Frequencies) -> Plan:
    share = estimated_share(query, condition, known)
    expected = share * known.rows
    return Plan(
        tsquery=tsquery_for(query, condition, known),
        words=query.words,
        condition=condition,
        common=common_groups(condition, known),
        walks=share >= WALK_FROM,
        # Past speeches stand below every tier.
        asks_tier=not condition.is_of_sources and expected > FEW and expected * TOP_SHARE >= WORTH_A_TIER,
        expected=expected,
    )


def estimated_share(query: Query, condition: Condition, known: Frequencies) -> float:
    """Return the share of rows that fit; of past speeches, among which a walk begins, the share of those.

    Words go together more often than chance has it: each further one counts half as much as the one before
    (exponential back-off).
    """
    shares = [share_of_word(word, known) for word in query.words]
    shares += [known.share_of_any(group) for group in condition.groups if group != SOURCES]
    product = 1.0
    for place, share in enumerate(sorted(shares)):
        product *= share ** (0.5**place)
    return product


def share_of_word(word: str, known: Frequencies) -> float:
    if len(word) == 1:
        return known.share_beginning(word)
    return min(map(known.share, bigrams(word)))


def tsquery_for(query: Query, condition: Condition, known: Frequencies) -> str:
    """Ask for the rarest bigrams of every word; a single character is asked for only when it stands alone:
    the lists of all bigrams it begins would have to be joined."""
    terms = [
        quoted(bigram) for word in query.words for bigram in rarest(bigrams(word), known) if len(word) > 1
    ]
    if not terms and query.words:
        terms = [beginning_with(query.words[0])]
    common = common_groups(condition, known)
    groups = [group for group in condition.groups if group not in common]
    # Something must be asked for: the index cannot be walked from end to end.
    return all_of([*terms, *map(label_terms, groups if groups or terms else condition.groups)])


def common_groups(condition: Condition, known: Frequencies) -> tuple[frozenset[str], ...]:
    return tuple(group for group in condition.groups if known.share_of_any(group) >= COMMON_GROUP)


def rarest(lexemes: Iterable[str], known: Frequencies) -> list[str]:
    return sorted(set(lexemes), key=lambda lexeme: (known.share(lexeme), lexeme))[:RAREST]


def label_terms(labels: Iterable[str]) -> str:
    return any_of(map(quoted, sorted(labels)))
