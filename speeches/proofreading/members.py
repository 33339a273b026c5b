"""Runs of an expression's members: in another order than its own, or with a stranger among them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .lexicon import Expression

# What may stand between two members that are named in one breath.
BETWEEN = re.compile(r"(?:[、，]|和|与|及|以及)?")
LEAST, LEAST_OF_MANY = 3, 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A member at [start, end) of a text; `place` is its place in the expression."""

    start: int
    end: int
    expression: Expression
    place: int


class Members:
    """All members of all expressions with three or more, by their first two characters."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self.by_head: dict[str, list[tuple[str, Expression, int]]] = defaultdict(list)
        for expression in expressions:
            if len(expression.members) >= LEAST:
                for place, member in enumerate(expression.members):
                    self.by_head[member[:2]].append((member, expression, place))

    def runs(self, text: str) -> Iterator[list[Occurrence]]:
        """Yield the members of one expression that follow one another with nothing but marks between."""
        open_runs: dict[str, list[Occurrence]] = {}
        for found in self.occurrences(text):
            run = open_runs.get(found.expression.id)
            if run and BETWEEN.fullmatch(text, run[-1].end, found.start):
                run.append(found)
            elif run is None or found.start >= run[-1].end:
                if run:
                    yield run
                open_runs[found.expression.id] = [found]
        yield from open_runs.values()

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        for start, pair in enumerate(map(str.__add__, text, text[1:])):
            for member, expression, place in self.by_head.get(pair, ()):
                if text.startswith(member, start):
                    yield Occurrence(start, start + len(member), expression, place)


def is_out_of_order(run: list[Occurrence]) -> bool:
    """Tell whether a run names enough of the members, each once, in another order."""
    places = [found.place for found in run]
    size = len(run[0].expression.members)
    enough = size if size <= LEAST_OF_MANY else max(LEAST_OF_MANY, (size + 1) // 2)
    return len(places) >= enough and len(set(places)) == len(places) and places != sorted(places)


def in_order(run: list[Occurrence], text: str) -> str:
    """Return the run's text with its members in their order; the marks between them stay."""
    members = [run[0].expression.members[place] for place in sorted(found.place for found in run)]
    written = members[0]
    for before, found, member in zip(run, run[1:], members[1:], strict=False):
        written += text[before.end : found.start] + member
    return written


def strangers(found: Iterable[Occurrence], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, member meant) where something else stands in a member's place (A、X、C)."""
    last: dict[str, Occurrence] = {}
    for after in found:
        before = last.get(after.expression.id)
        last[after.expression.id] = after
        if before is None or after.place - before.place != 2:
            continue
        gap = text[before.end : after.start]
        meant = after.expression.members[before.place + 1]
        if len(gap) == len(meant) + 2 and gap[0] == gap[-1] == "、" and is_variant(gap[1:-1], meant):
            yield before.end + 1, after.start - 1, meant


def is_variant(written: str, meant: str) -> bool:
    """Tell whether two texts of one length differ by one or two characters."""
    different = sum(one != other for one, other in zip(written, meant, strict=True))
    return 0 < different <= 2 and different < len(meant)
