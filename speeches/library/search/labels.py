"""Labels: what a thing is and who may see it, as lexemes beside its bigrams, so that one index answers all.

A label is a capital letter and a value; folded text has no capitals, so no bigram is ever a label.
K kind (of a past speech: `source` every line, `speech` the whole) · F function · T theme (id)
C occasion (id) · Y year · L level · S state · O office (id)
A in use in the office (id) · P in use and published by the office (id) to those below it
Z in a random sample of one row in 4, 16, 64, 256

A, P and O make a row visible. A past speech has O alone: it is the business of its office's curators.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection

from speeches.accounts.models import RoleName, User
from speeches.accounts.models.office import ABOVE
from speeches.library.models import Entry

# What the address says, and the letter of its label.
LETTERS = {
    "kind": "K",
    "function": "F",
    "theme": "T",
    "occasion": "C",
    "year": "Y",
    "level": "L",
    "office": "O",
    "state": "S",
}


ENTRIES = frozenset(f"K{kind}" for kind in Entry.Kind.values)
SOURCES = frozenset({"Ksource"})
WHOLE_SOURCES = frozenset({"Kspeech"})


class Condition(NamedTuple):
    """One label of every group must be there. `is_due`: only what may be put into a speech today."""

    groups: tuple[frozenset[str], ...]
    is_due: bool = False
    # Entries and past speeches may both be found.
    is_of_both: bool = False

    def and_any(self, labels: frozenset[str]) -> "Condition":
        return self._replace(groups=(*self.groups, labels))

    @property
    def is_void(self) -> bool:
        return not all(self.groups)

    @property
    def is_of_sources(self) -> bool:
        return SOURCES in self.groups or WHOLE_SOURCES in self.groups

    @property
    def of_entries(self) -> "Condition":
        return self.and_any(ENTRIES)._replace(is_of_both=False)

    @property
    def parts(self) -> list["Condition"]:
        """Return what is searched one after the other: material first, then past speeches."""
        sources = self.and_any(SOURCES)._replace(is_of_both=False)
        return [self.of_entries, sources] if self.is_of_both else [self]


def visible_to(user: User) -> frozenset[str]:
    """Return the labels of which an entry must have one to be seen: `Entry.objects.visible_to` in lexemes."""
    if not user.is_authenticated:
        return frozenset()
    own, curated = user.offices_as(), user.offices_as(RoleName.CURATOR)
    # Everything in use of an office that one curates is among all that is its.
    labels = {f"O{office}" for office in curated} | {f"A{office}" for office in own - curated}
    return frozenset(labels | {f"P{office}" for office in at_or_above(own) if office not in own})


def at_or_above(offices: frozenset[int]) -> list[int]:
    """Return what `Office.objects.at_or_above` keeps; every search asks, and this takes half the time."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [list(offices)])
        return [office for (office,) in cursor.fetchall()]


def label_of(name: str, value: object) -> str:
    """Return the label that a value of a filter has in the index."""
    return f"{LETTERS[name]}{value}"


IN_USE = frozenset({"Sactive"})


def usable_by(user: User, chosen: Mapping[str, frozenset[str]]) -> Condition:
    """Return what must hold for an entry to be put into a speech today: `active` in lexemes."""
    return condition_for(user, chosen)._replace(is_due=True, is_of_both=False).and_any(IN_USE)


def condition_for(user: User, chosen: Mapping[str, frozenset[str]]) -> Condition:
    """Return what must hold: that the person may see it, and what was chosen (filter → labels)."""
    is_of_both = "kind" not in chosen and user.is_authenticated and user.has_role(RoleName.CURATOR)
    return Condition((visible_to(user), *chosen.values()), is_of_both=is_of_both)
