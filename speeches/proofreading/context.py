"""What the rules know besides the text: day, office and facts of the speech, the office's registers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .lexicon import Lexicon
from .statistics import Statistics
from .tables import Index, Tables, index_of, tables

EMPTY_LEXICON = Lexicon()
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register; `order` is the place in lists, lower first. Dates as in `lexicon`."""

    name: str
    post: str
    order: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """An original (原文) of the office's store."""

    text: str
    speaker: str = ""
    source: str = ""
    said_on: date | None = None


@dataclass(frozen=True)
class Context:
    """`today` is the day of the speech; where nobody said it, the day on which it is checked.

    `facts` are the draft's (单位, 会议名称, 讲话人…), `former` those of the speech it was copied from.
    `others` are names that do not belong into it: other offices, places, leaders. `secrets` are the office's
    words for what must not leave the house. `own_terms` are right here whatever the rules say. `statistics`
    are those of the office's texts.
    """

    today: date
    is_dated: bool = True
    lexicon: Lexicon = EMPTY_LEXICON
    office: str = ""
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    secrets: tuple[str, ...] = ()
    own_terms: frozenset[str] = frozenset()
    statistics: Statistics | None = None
    rules_off: frozenset[str] = frozenset()

    @cached_property
    def other_names(self) -> Index[str]:
        return index_of(self.others)

    @cached_property
    def former_names(self) -> Index[str]:
        """Return what was true of the speech this one was copied from and is not of this one."""
        changed = {value for name, value in self.former.items() if self.facts.get(name) != value}
        return index_of(tuple(sorted(value for value in changed if len(value) >= SHORTEST_NAME)))

    @cached_property
    def secret_words(self) -> Index[str]:
        return index_of(self.secrets)

    @cached_property
    def tables(self) -> Tables:
        return tables(self.lexicon)
