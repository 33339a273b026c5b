"""Where a speech takes its time, and where it could be cut to reach its target (压缩). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from speeches.manuscript.duration import characters
from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Manuscript

from .overview import Overview, SectionRow, clock

# What is offered for cutting in one section, and how short a paragraph is not worth looking at.
CANDIDATES = 2
WORTH_CUTTING = 60
# Less than this is within how differently people speak. Minutes.
TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A long paragraph; `opening` is how it begins."""

    key: str
    opening: str
    characters: int


@dataclass(frozen=True, slots=True)
class SectionTime:
    """When a section begins and how its minutes stand to its share of the target.

    `fair` is None without a target; `surplus` is the number of characters above it, 0 where there is none.
    `widest` are the minutes that fill the bar.
    """

    row: SectionRow
    begins: float
    fair: float | None
    surplus: int
    widest: float
    candidates: tuple[Candidate, ...] = ()

    @property
    def begins_clock(self) -> str:
        return clock(self.begins)

    @property
    def took_width(self) -> float:
        return 100 * self.row.minutes / self.widest if self.widest else 0.0

    @property
    def fair_width(self) -> float:
        """Where the mark of the share stands, in percent of the bar, and still inside it."""
        return min(100 * (self.fair or 0.0) / self.widest, 99.0) if self.widest else 0.0

    @property
    def fair_clock(self) -> str:
        return clock(self.fair or 0.0)


def section_times(
    manuscript: Manuscript, overview: Overview, planned: Mapping[str, float]
) -> tuple[SectionTime, ...]:
    """Return the outermost sections with their share of the target. Linear in the speech.

    `planned` are minutes by the heading's text, as the outline has them. A section that was planned keeps
    its proportion of the plan; without a plan every section gives up the same proportion of itself.
    """
    rows = overview.bars
    shares = fair_shares(rows, overview.target, planned)
    times, begins = [], 0.0
    widest = max((max(row.minutes, fair or 0.0) for row, fair in zip(rows, shares, strict=True)), default=0.0)
    for row, fair in zip(rows, shares, strict=True):
        excess = row.minutes - fair if fair is not None else 0.0
        surplus = (
            round(excess * overview.per_minute, -1) if overview.over > TOLERANCE and excess > TOLERANCE else 0
        )
        found = longest(manuscript, row) if surplus else ()
        times.append(SectionTime(row, begins, fair, int(surplus), widest, found))
        begins += row.minutes
    return tuple(times)


def fair_shares(
    rows: Sequence[SectionRow], target: int | None, planned: Mapping[str, float]
) -> list[float | None]:
    """Return the minutes each section should take, in the proportions of the plan where all are planned."""
    if not target:
        return [None] * len(rows)
    headed = [row for row in rows if row.section.level]
    is_planned = bool(headed) and all(planned.get(row.section.title) for row in headed)
    # Opening and closing are short and have no heading: they keep what they take.
    weights = [
        planned[row.section.title] if is_planned and row.section.level else row.minutes for row in rows
    ]
    whole = sum(weights)
    return [target * weight / whole if whole else 0.0 for weight in weights]


def longest(manuscript: Manuscript, row: SectionRow) -> tuple[Candidate, ...]:
    """Return the longest paragraphs of a section: the first to look at when it must become shorter."""
    inside = manuscript.paragraphs[row.section.start : row.section.end]
    bodies = [(characters(p.text), p) for p in inside if p.role in (Role.BODY, Role.ITEM)]
    long = sorted((pair for pair in bodies if pair[0] >= WORTH_CUTTING), key=lambda pair: -pair[0])
    return tuple(Candidate(p.key, p.text[:16], count) for count, p in long[:CANDIDATES])
