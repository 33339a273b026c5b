"""What an office's own texts are used to (statistics of characters), learned beside the requests.

A request takes what is known, and says which office somebody is writing for; a thread of the server
(`warming`) learns that office's texts, and looks again when some time has passed.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from time import monotonic, sleep
from typing import Any

from django.db.models import Count, Max, Q

from speeches.accounts.models import Office
from speeches.library.models import Entry, SourceDocument
from speeches.library.models.shared import Scope
from speeches.library.states import State as EntryState
from speeches.proofreading.statistics import Statistics

from .models import Draft, DraftParagraph
from .states import State

LOOK_AGAIN = 300
# Of the newest texts; more cost memory and tell little that is new.
MOST_CHARACTERS = 600_000
MOST_OFFICES = 8
# After so many characters others get their turn.
BREATH, PAUSE = 10_000, 0.02
SPOKEN = (State.FINAL, State.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Habits:
    statistics: Statistics
    stamp: tuple[Any, ...]
    looked_at: float


known: OrderedDict[int, Habits] = OrderedDict()
wanted: SimpleQueue[int] = SimpleQueue()
waiting: set[int] = set()


def statistics_for(office: int) -> Statistics | None:
    """Return what is known, None where nothing is yet. No query; what is old is learned anew meanwhile."""
    habits = known.get(office)
    if (habits is None or monotonic() - habits.looked_at > LOOK_AGAIN) and office not in waiting:
        waiting.add(office)
        wanted.put(office)
    return habits.statistics if habits else None


def learn(office: int) -> None:
    """Learn an office's texts where they have changed. ~1 s for all that is taken in, in small steps."""
    stamp = stamp_of_texts(office)
    before = known.get(office)
    same = before.statistics if before and before.stamp == stamp else None
    known[office] = Habits(same or statistics_of(office), stamp, monotonic())
    waiting.discard(office)
    known.move_to_end(office)
    while len(known) > MOST_OFFICES:
        known.popitem(last=False)


def statistics_of(office: int) -> Statistics:
    statistics = Statistics()
    characters = since = 0
    for text in texts_of(office):
        statistics.learn(text)
        characters, since = characters + len(text), since + len(text)
        if characters > MOST_CHARACTERS:
            break
        if since > BREATH:
            since = 0
            sleep(PAUSE)
    return statistics.without_chance()


def texts_of(office: int) -> Iterator[str]:
    """Yield the office's spoken speeches, its past ones, and the library it sees, the newest first."""
    spoken = DraftParagraph.objects.live().filter(draft__in=spoken_by(office)).order_by("-draft", "position")
    for texts in (spoken, sources_of(office), entries_for(office).order_by("-updated_at")):
        yield from texts.values_list("text", flat=True).iterator(chunk_size=500)


def spoken_by(office: int) -> Any:
    return Draft.objects.kept().filter(office=office, state__in=SPOKEN)


def sources_of(office: int) -> Any:
    return SourceDocument.objects.filter(office=office).order_by("-created_at")


def entries_for(office: int) -> Any:
    """Return the entries in use that an office sees."""
    above = Q(scope=Scope.SUBTREE, office__in=Office.objects.at_or_above([office]))
    return Entry.objects.filter(Q(office=office) | above, state=EntryState.ACTIVE)


def stamp_of_texts(office: int) -> tuple[Any, ...]:
    """Return what changes when texts come or go."""
    found = []
    for rows, moment in (
        (spoken_by(office), "updated_at"),
        (sources_of(office), "created_at"),
        (entries_for(office), "updated_at"),
    ):
        found.append(tuple(rows.order_by().aggregate(count=Count("pk"), last=Max(moment)).values()))
    return tuple(found)
