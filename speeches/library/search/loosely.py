"""Finding whatever the punctuation: 不敢腐不能腐 is what stands in the text as 不敢腐、不能腐.

Asked only when nothing fits as written. Marks stand between words, so the bigrams within words are asked for,
and each row is then looked at without its marks.
"""

import re
from itertools import chain

from speeches.manuscript.words import words as segmented

from .labels import Condition
from .lexemes import all_of, bigrams, quoted
from .planning import Plan, common_groups, label_terms, rarest
from .query import Query
from .ranking import by_relevance
from .rows import Order, Row, by_index
from .statistics import Frequencies
from .tolerance import CANDIDATES, COMMON, expected_rows

# Folded, full-width marks are half-width. A line ends what is said.
MARKS = re.compile(r"""[^\S\n]+|[,.;:?!()\[\]"'`、。·…—\-~《》〈〉【】『』〔〕]+""")
# Shorter, and a mark within is chance.
SHORTEST = 4


def find_loosely(query: Query, condition: Condition, known: Frequencies, limit: int) -> list[Row]:
    """Return the rows that hold the words of a query but for the marks in both."""
    sought = [MARKS.sub("", word) for word in query.words]
    if not any(len(word) >= SHORTEST for word in sought):
        return []
    lexemes = rarest(chain.from_iterable(map(inner_bigrams, query.words)), known)
    if not lexemes or expected_rows(lexemes, known) > COMMON:
        return []
    common = common_groups(condition, known)
    rare = [label_terms(group) for group in condition.groups if group not in common]
    tsquery = all_of([*map(quoted, lexemes), *rare])
    plan = Plan(tsquery, (), condition, common, walks=False, asks_tier=False, spread=tuple(sought))
    return by_relevance(fitting(plan, sought, limit), Query(tuple(sought)))[:limit]


def fitting(plan: Plan, sought: list[str], limit: int) -> list[Row]:
    """Look at the most trusted rows, and at more of them only where too few fit."""
    found: list[Row] = []
    for most in (2 * limit, CANDIDATES):
        rows = by_index(plan, Order.RELEVANCE, most)
        found = [row for row in rows if all(word in MARKS.sub("", row.text) for word in sought)]
        if len(found) >= limit or len(rows) < most:
            break
    return found[:limit]


def inner_bigrams(word: str) -> list[str]:
    """Return the bigrams that no mark can come between."""
    parts = [part for piece in MARKS.split(word) for part in segmented(piece) if len(part) > 1]
    return [bigram for part in parts for bigram in bigrams(part)]


def words_between(query: Query) -> Query:
    """Return the query with the pieces between its marks as words of their own."""
    pieces = {piece for word in query.words for piece in MARKS.split(word) if len(piece) > 1}
    return Query(tuple(sorted(pieces, key=lambda piece: (-len(piece), piece))))
