"""What became of a paragraph since an opinion on it was given: the change that settled it. Pure."""

from dataclasses import dataclass

from speeches.drafting.comparing import Segment, segment
from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import Kind, Placed
from speeches.manuscript.value import Manuscript


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph of version `number`, `before`, and how it reads now."""

    number: int
    before: Placed
    segment: Segment

    @property
    def is_same(self) -> bool:
        return not self.segment.row.is_change

    @property
    def note(self) -> str:
        """Return what the marks in the text do not say."""
        row = self.segment.row
        if row.kind is Kind.DELETED:
            return "这一段已删去"
        return "、".join(filter(None, ("移动了位置" if row.move else "", self.segment.note)))


def changes_since(number: int, old: Manuscript, now: Manuscript) -> dict[str, Change]:
    """Return what became of each paragraph of a version, by its key."""
    rows = [row for row in compare(old, now).rows if row.kind is not Kind.LEFT]
    return {one.paragraph.key: Change(number, one, segment(row)) for row in rows for one in row.old}
