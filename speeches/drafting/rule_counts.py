"""How often each rule spoke up in an office's drafts, and what people made of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from speeches.library.models import LeaveReason

from .models import ShownFinding
from .models.shown_finding import REASONS

# The chart's length in its own units.
WIDTH = 1_000
# From so many on, and where so large a part was said to be wrong, somebody should look at the rule.
ENOUGH, DOUBTED_PART = 20, 0.3


@dataclass(frozen=True, slots=True)
class RuleCount:
    """`left` are those left as they are by the reason's label, the most frequent first."""

    shown: int = 0
    fixed: int = 0
    left: tuple[tuple[str, int], ...] = ()

    @property
    def dismissed(self) -> int:
        return sum(number for _, number in self.left)

    @property
    def still_open(self) -> int:
        return self.shown - self.fixed - self.dismissed

    @property
    def is_doubted(self) -> bool:
        wrong = dict(self.left).get(LeaveReason.WRONG_RULE.label, 0)
        return self.shown >= ENOUGH and wrong > DOUBTED_PART * self.shown

    def bars(self, most: int) -> list[tuple[str, int, int]]:
        """Return (what, x, width) of a bar's parts; that of a rule shown `most` times has full length."""
        parts = {"fixed": self.fixed, "left": self.dismissed, "open": self.still_open}
        found, x = [], 0
        for name, number in parts.items():
            width = number * WIDTH // most if most else 0
            if width:
                found.append((name, x, width))
            x += width
        return found


NEVER = RuleCount()


def counts_for(office: int | None) -> dict[str, RuleCount]:
    """Return the counts of an office's drafts by rule. One query."""
    rows = ShownFinding.objects.filter(draft__office=office).order_by()
    shown: Counter[str] = Counter()
    fixed: Counter[str] = Counter()
    left: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, reason, is_gone, number in rows.values_list("rule", "reason", "is_gone").annotate(Count("pk")):
        shown[rule] += number
        if reason:
            left[rule][REASONS[reason]] += number
        elif is_gone:
            fixed[rule] += number
    return {
        rule: RuleCount(number, fixed[rule], tuple(left[rule].most_common()))
        for rule, number in shown.items()
    }
