"""A rule is a value: what it finds, what it says, where it comes from, and examples that are its tests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

from .context import Context
from .findings import Family, Hit, Severity

FindIn = Callable[[Paragraph, Context], Iterable[Hit]]
FindAcross = Callable[[Manuscript, Context], Iterable[Hit]]
EXAMPLE_CONTEXT = Context(today=date(2026, 11, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`id` is "<family>.<the fault>", stored with dismissals and never renamed. `message` is one sentence.

    Either `find_in` sees one paragraph at a time, or `find_across` the whole text. `bad` are hit, `good` are
    not, both read with `example` as their context.
    """

    id: str
    message: str
    severity: Severity
    source: str = ""
    find_in: FindIn | None = None
    find_across: FindAcross | None = None
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    example: Context = field(default=EXAMPLE_CONTEXT)

    @property
    def family(self) -> Family:
        return Family(self.id.partition(".")[0])
