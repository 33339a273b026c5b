"""Near-duplicates: bands in PostgreSQL propose, 4-grams decide. Nothing is called alike unverified."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from .intake.fingerprints import ALIKE, HELD, LEAST_HELD, bands, could_be_alike, grams, held, likeness
from .models import Candidate, Entry
from .models.bands import CandidateBand, EntryBand

# So many at once: beyond that the arrays of one query grow large.
CHUNK = 2_500
# Beyond this many proposals a text is boilerplate: the best of the first ones say enough.
MOST_PROPOSED = 200

PROPOSED = """
SELECT incoming.row, kept.{column}, count(*) FROM unnest(%s::int[], %s::bigint[]) AS incoming(row, band)
JOIN {table} kept ON kept.band = incoming.band GROUP BY 1, 2"""
# Some thousand bands at a time are looked up one by one: to hash or to sort all that is kept would take the
# longer, the larger the library.
SETTINGS = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan", "jit")
BY_INDEX = "; ".join(f"SET LOCAL {name} = off" for name in SETTINGS)
AS_BEFORE = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in SETTINGS)
Grams = frozenset[str]
Bands = list[int]


class Near(NamedTuple):
    """Something like a text: its id, and how like, 0–1; held: how much of the smaller is in the larger."""

    id: Any
    likeness: float
    is_held: bool = False


class Fingerprinted(NamedTuple):
    """Texts with what they are compared by, made once for all comparisons."""

    sets: list[Grams]
    bands: list[Bands]


def fingerprinted(texts: Iterable[str]) -> Fingerprinted:
    sets = [grams(text) for text in texts]
    return Fingerprinted(sets, list(bands(sets)))


def near_entries(texts: Fingerprinted, least: float = ALIKE) -> list[list[Near]]:
    """Return for each text the entries like it, best first. The entries must be indexed."""
    return near(texts, EntryBand, "entry_id", entry_texts, least)


def near_candidates(texts: Fingerprinted, least: float = ALIKE) -> list[list[Near]]:
    """Return for each text the candidates like it that were found before, best first."""
    return near(texts, CandidateBand, "candidate_id", candidate_texts, least)


def entry_texts(ids: Iterable[Any]) -> dict[Any, str]:
    return dict(Entry.objects.filter(pk__in=ids).order_by().values_list("pk", "text"))


def candidate_texts(ids: Iterable[Any]) -> dict[Any, str]:
    return dict(Candidate.objects.filter(pk__in=ids).order_by().values_list("pk", "original"))


def near(
    texts: Fingerprinted,
    model: type[EntryBand | CandidateBand],
    column: str,
    read: Callable[[Iterable[Any]], Mapping[Any, str]],
    least: float,
) -> list[list[Near]]:
    found: list[list[Near]] = []
    for start in range(0, len(texts.sets), CHUNK):
        chunk = texts.sets[start : start + CHUNK]
        proposed = propose(texts.bands[start : start + CHUNK], model._meta.db_table, column)
        texts_read = read({id_ for ids in proposed.values() for id_ in ids})
        known = {id_: grams(text) for id_, text in texts_read.items()}
        found += [verified(own, proposed.get(row, ()), known, least) for row, own in enumerate(chunk)]
    return found


@contextmanager
def by_index() -> Iterator[CursorWrapper]:
    """Run what is asked inside by looking up bands one after the other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX)
        yield cursor
        cursor.execute(AS_BEFORE)


def propose(chunk: Sequence[Bands], table: str, column: str) -> dict[int, list[Any]]:
    """Return the ids that share a band with each text, those that share most first."""
    # In order, so that neighbours in the index are looked up one after the other.
    asked = sorted((band, row) for row, numbers in enumerate(chunk) for band in numbers)
    rows, all_bands = array(row for _, row in asked), array(band for band, _ in asked)
    with by_index() as cursor:
        cursor.execute(PROPOSED.format(table=table, column=column), [rows, all_bands])
        answers = cursor.fetchall()
    proposed: dict[int, list[Any]] = defaultdict(list)
    for row, id_, _ in sorted(answers, key=lambda answer: -answer[2]):
        if len(proposed[row]) < MOST_PROPOSED:
            proposed[row].append(id_)
    return proposed


def array(numbers: Iterable[int]) -> str:
    """Return an array as PostgreSQL writes it: ten times as fast as having each number adapted."""
    return "{" + ",".join(map(str, numbers)) + "}"


def verified(own: Grams, ids: Iterable[Any], known: Mapping[Any, Grams], least: float = ALIKE) -> list[Near]:
    found = []
    for id_ in ids:
        other = known.get(id_)
        if other is not None and could_be_alike(len(own), len(other), least):
            alike = likeness(own, other)
            if alike >= least:
                found.append(Near(id_, alike))
    return sorted(found, key=lambda each: -each.likeness)


def judged(own: Grams, known: Mapping[Any, Grams]) -> list[Near]:
    """Return which of these texts are like one, hold it, or stand in it, best first."""
    found = []
    for id_, other in known.items():
        alike = likeness(own, other)
        share = held(own, other) if min(len(own), len(other)) >= LEAST_HELD else 0.0
        if alike >= ALIKE:
            found.append(Near(id_, alike))
        elif share >= HELD:
            found.append(Near(id_, share, is_held=True))
    return sorted(found, key=lambda each: (each.is_held, -each.likeness))


def near_within(texts: Fingerprinted, least: float = ALIKE) -> list[list[Near]]:
    """Return for each text those before it in the same sequence that are like it; ids are places."""
    holders = shared_bands(texts.bands)
    found: list[list[Near]] = []
    known = dict(enumerate(texts.sets))
    for place, numbers in enumerate(texts.bands):
        # A text may hold the same band twice; only those before it are asked for.
        proposed = {
            other: None
            for number in numbers
            if number in holders
            for other in holders[number][:MOST_PROPOSED]
            if other < place
        }
        found.append(verified(texts.sets[place], proposed, known, least) if proposed else [])
    return found


def shared_bands(all_bands: Sequence[Bands]) -> dict[int, list[int]]:
    """Return the bands that several texts hold, with their places in order. Most are held by one alone."""
    first: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    for place, numbers in enumerate(all_bands):
        for number in numbers:
            earlier = first.setdefault(number, place)
            if earlier != place:
                holders.setdefault(number, [earlier]).append(place)
    return holders
