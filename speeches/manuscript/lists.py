"""From candidate markers to lists: which 一是/二是/三是 belong together, and which list stands inside which.

A list opens at its first marker and takes the next one that continues it; two lists in a row restart; a list
inside an item of another (三要：一要…二要…) is deeper. A list of one is no list: its marker stays text.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .marks import COLON, Mark

# More lists at once than any speech has; a bound on what a hostile text can cost.
MOST_OPEN = 32
# Order words mix freely in speech: 首先…其次…第三…; 一是…二要…
KIN = ({"adverb", "that", "ordinal"}, {"是", "要"})


@dataclass(slots=True)
class Member:
    """A marker that belongs to a list; `line` indexes the body lines."""

    line: int
    mark: Mark
    number: int


@dataclass(slots=True, eq=False)
class Run:
    """A list being read. `parent` is the list inside whose item it stands."""

    members: list[Member] = field(default_factory=list)
    parent: "Run | None" = None

    @property
    def family(self) -> str:
        return self.members[0].mark.family

    @property
    def last(self) -> Member:
        return self.members[-1]

    @property
    def at_line_start(self) -> bool:
        return self.members[0].mark.at_line_start

    @property
    def is_complete(self) -> bool:
        return [member.number for member in self.members] == list(range(1, len(self.members) + 1))

    @property
    def depth(self) -> int:
        depth, run = 1, self.parent
        while run is not None:
            depth, run = depth + 1, run.parent
        return depth

    def is_kin(self, mark: Mark) -> bool:
        return any(self.family in kin and mark.family in kin for kin in KIN)


@dataclass(slots=True)
class Scope:
    """The lists between two headings of the first or second level; those still open, innermost first."""

    runs: list[Run] = field(default_factory=list)
    open_runs: list[Run] = field(default_factory=list)

    def take(self, line: int, mark: Mark, *, after_colon: bool) -> None:
        """Put a marker into the list that it continues, or open a new one with it."""
        if mark.number == 1:
            self.open(line, mark, after_colon=after_colon)
        elif run := self.continued_by(line, mark):
            self.join(run, Member(line, mark, mark.number or run.last.number + 1))

    def open(self, line: int, mark: Mark, *, after_colon: bool) -> None:
        parent = self.parent_of(line, mark, after_colon=after_colon)
        inside = self.open_runs.index(parent) if parent else len(self.open_runs)
        still_open = [run for run in self.open_runs[:inside] if not restarts(run, mark)]
        new = Run([Member(line, mark, 1)], parent)
        self.runs.append(new)
        self.open_runs = [new, *still_open, *self.open_runs[inside:]][:MOST_OPEN]

    def parent_of(self, line: int, mark: Mark, *, after_colon: bool) -> Run | None:
        """Return the list in whose item a new one opens: on its line, or announced by it with a colon."""
        for run in self.open_runs:
            if mark.at_line_start:
                if (
                    run.at_line_start
                    and run.family != mark.family
                    and after_colon
                    and run.last.line == line - 1
                ):
                    return run
            elif run.last.line == line:
                return run
        return None

    def continued_by(self, line: int, mark: Mark) -> Run | None:
        """Return the innermost list that a marker continues: exactly, as kin, with a gap or double of one."""
        runs = [run for run in self.open_runs if self.reaches(run, line, mark)]
        same = [run for run in runs if run.family == mark.family]
        kin = [run for run in runs if run.is_kin(mark)]
        if mark.number is None:
            return next((run for run in kin if self.closes_with(run, mark)), None)
        for candidates in (same, kin):
            if exact := [run for run in candidates if run.last.number == mark.number - 1]:
                return self.preferred(exact, mark)
        return next((run for run in same if run.last.number in (mark.number, mark.number - 2)), None)

    @staticmethod
    def closes_with(run: Run, mark: Mark) -> bool:
        """Tell whether 再次 or 最后 is a list's word, not plain speech: it stands as the other words do."""
        # The first word of a list inside a paragraph may open it.
        others = run.members[1:] or run.members
        if run.family != "adverb" or any(m.mark.at_line_start != mark.at_line_start for m in others):
            return False
        return len(run.members) > 1 or mark.text[-1] in "，,"

    @staticmethod
    def reaches(run: Run, line: int, mark: Mark) -> bool:
        """Lists inside a line end with it; a list of whole lines is continued at the start of a line."""
        if run.last.line == line:
            return True
        return mark.at_line_start or (not run.at_line_start and run.last.line == line - 1)

    @staticmethod
    def preferred(runs: list[Run], mark: Mark) -> Run:
        """Choose among lists that a marker would continue (三要：一要…、二要…、三要…；四要…).

        A line's start rather continues a list of lines, a deep break rather the outer list.
        """
        alike = [run for run in runs if run.at_line_start == mark.at_line_start] or runs
        return next(
            (
                run
                for run in alike
                if max(m.mark.border for m in run.members[1:] or run.members) >= mark.border
            ),
            alike[0],
        )

    def join(self, run: Run, member: Member) -> None:
        """Add a member; the lists that opened inside the one before it end."""
        run.members.append(member)
        del self.open_runs[: self.open_runs.index(run)]


def restarts(run: Run, mark: Mark) -> bool:
    """Tell whether a first marker ends a list: both begin lines and are of one family."""
    return mark.at_line_start and run.at_line_start and run.family == mark.family


@dataclass(frozen=True, slots=True)
class ListLine:
    """A body line as the list reader sees it: its candidate markers, and whether a section starts with it."""

    marks: Sequence[Mark]
    starts_section: bool = False
    ends_with_colon: bool = False


def find_lists(lines: Sequence[ListLine]) -> list[Run]:
    """Return the lists of two or more members, in the order in which they open."""
    found: list[Run] = []
    scope = Scope()
    for index, line in enumerate(lines):
        if line.starts_section:
            found += scope.runs
            scope = Scope()
        after_colon = index > 0 and lines[index - 1].ends_with_colon
        for mark in line.marks:
            scope.take(index, mark, after_colon=after_colon)
    kept = [run for run in found + scope.runs if len(run.members) > 1]
    gaps = gaps_by_line(kept)
    for run in kept:
        settle_parent(run, gaps)
    return kept


Gaps = Mapping[int, Sequence[tuple[Run, int]]]


def gaps_by_line(runs: Sequence[Run]) -> Gaps:
    """Return, for each line between two items of a list of lines, that list and the line of its next item."""
    gaps: dict[int, list[tuple[Run, int]]] = defaultdict(list)
    for run in runs:
        for before, after in pairwise(run.members if run.at_line_start else ()):
            for line in range(before.line + 1, after.line):
                gaps[line].append((run, after.line))
    return gaps


def settle_parent(run: Run, gaps: Gaps) -> None:
    """Correct what could not be known before: lone outer lists, lists in a row, lists between two items."""
    while run.parent is not None and (len(run.parent.members) < 2 or follows_on(run, run.parent)):
        run.parent = run.parent.parent
    if run.parent is None and run.at_line_start:
        around = reversed(gaps.get(run.members[0].line, ()))
        run.parent = next((outer for outer, end in around if encloses(outer, end, run)), None)


def follows_on(run: Run, outer: Run) -> bool:
    """Tell whether a list comes after another of its kind, not inside its last item (二是…：一是…)."""
    both_inline = not run.at_line_start and not outer.at_line_start
    first, last = run.members[0].mark, outer.last.mark
    announced_there = first.border == COLON and first.sentence == last.sentence
    return both_inline and run.family == outer.family and last.start < first.start and not announced_there


def encloses(outer: Run, end: int, run: Run) -> bool:
    """Tell whether a list is of another family than the one around it and ends before its next item."""
    return outer is not run and outer.family != run.family and run.last.line < end
