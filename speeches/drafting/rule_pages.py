"""The help page of proofreading: every registered rule, what became of its hints, which an office wants."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from speeches.proofreading.registry import RULES
from speeches.proofreading.rule import Rule

from .rule_counts import NEVER, RuleCount

EXAMPLES = 3
BY_ID = {rule.id: rule for rule in RULES}
BY_NUMBER = "shown"
Family = tuple[str, list["RuleRow"]]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as listed. `most` is how often that rule was shown that was shown most."""

    rule: Rule
    is_on: bool
    count: RuleCount = NEVER
    most: int = 0

    @property
    def bad(self) -> tuple[str, ...]:
        return self.rule.bad[:EXAMPLES]

    @property
    def good(self) -> tuple[str, ...]:
        return self.rule.good[:EXAMPLES]

    @property
    def bars(self) -> list[tuple[str, int, int]]:
        return self.count.bars(self.most)


def rows_of(off: Collection[str], counts: Mapping[str, RuleCount]) -> list[RuleRow]:
    """Return all rules in the registry's order."""
    most = max((count.shown for count in counts.values()), default=0)
    return [RuleRow(rule, rule.id not in off, counts.get(rule.id, NEVER), most) for rule in RULES]


def families_of(rows: Collection[RuleRow]) -> list[Family]:
    return [(family.label, list(found)) for family, found in groupby(rows, key=lambda row: row.rule.family)]


def by_number(rows: Collection[RuleRow]) -> list[Family]:
    """Return the rules that were shown, the most frequent first, and those that never were."""
    shown = sorted((row for row in rows if row.count.shown), key=lambda row: -row.count.shown)
    silent = [row for row in rows if not row.count.shown]
    return [(name, found) for name, found in (("提示过的", shown), ("还没有提示过的", silent)) if found]
