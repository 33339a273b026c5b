"""Names that do not belong into an office's speeches: of other offices in the tree, and of their people.

Kept while neither the tree nor a register changes, as `library.lexicon` keeps its rows.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from speeches.accounts.models import Office, Person
from speeches.library.lexicon import MOST_KEPT, Stamp, stamp_of
from speeches.manuscript.words import frequency

# A shorter one (纪委) is everybody's.
SHORTEST_OFFICE = 4
SHORTEST_PERSON = 3
kept: OrderedDict[int, tuple[Stamp, tuple[str, ...]]] = OrderedDict()


def others_for(office: int | None) -> tuple[str, ...]:
    """Return the names of offices that are neither above nor below this one. Two short queries."""
    if office is None:
        return ()
    stamp = (stamp_of(Office.objects.all()), stamp_of(Person.objects.all()))
    if office not in kept or kept[office][0] != stamp:
        kept[office] = stamp, names_of_others(office)
    kept.move_to_end(office)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return kept[office][1]


def names_of_others(office: int) -> tuple[str, ...]:
    """Return the others' names that are no part of a name in the office's own line."""
    line = Office.objects.at_or_above([office]) | Office.objects.at_or_below([office])
    related = set(line.values_list("pk", flat=True))
    offices = Office.objects.exclude(pk__in=related).values_list("name", "short_name")
    people = Person.objects.kept().exclude(office__in=related).values_list("name", flat=True)
    own = "\n".join(own_names(related))
    found = {*filter(is_telling, (name for names in offices for name in names)), *filter(is_persons, people)}
    return tuple(sorted(name for name in found if name not in own))


def own_names(offices: Iterable[int]) -> Iterator[str]:
    for names in Office.objects.filter(pk__in=offices).values_list("name", "short_name"):
        yield from names
    yield from Person.objects.filter(office__in=offices).values_list("name", flat=True)


def is_telling(name: str) -> bool:
    return len(name) >= SHORTEST_OFFICE


def is_persons(name: str) -> bool:
    """Tell whether a name is hardly anything else: 高峰 and 文明 are words, too."""
    return len(name) >= SHORTEST_PERSON and not frequency(name)
