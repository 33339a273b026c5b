"""The help page of proofreading: every registered rule, and which of them an office has switched off."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from speeches.proofreading.registry import RULES
from speeches.proofreading.rule import Rule

EXAMPLES = 3
BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class RuleRow:
    rule: Rule
    is_on: bool

    @property
    def bad(self) -> tuple[str, ...]:
        return self.rule.bad[:EXAMPLES]

    @property
    def good(self) -> tuple[str, ...]:
        return self.rule.good[:EXAMPLES]


def families_of(off: Collection[str]) -> list[tuple[str, list[RuleRow]]]:
    """Return the rules by family, in the registry's order."""
    rows = [RuleRow(rule, rule.id not in off) for rule in RULES]
    return [(family.label, list(found)) for family, found in groupby(rows, key=lambda row: row.rule.family)]
