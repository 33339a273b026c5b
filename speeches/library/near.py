"""Near-duplicates: bands in PostgreSQL propose, 4-grams decide. Nothing is called alike unverified."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from .intake.fingerprints import ALIKE, bands, could_be_alike, grams, likeness
from .models import Candidate, Entry
from .models.bands import CandidateBand, EntryBand

# So many at once: beyond that the arrays of one query grow large.
CHUNK = 10_000
# Beyond this many proposals a text is boilerplate: the best of the first ones say enough.
MOST_PROPOSED = 200

PROPOSED = """
SELECT incoming.row, kept.{column}, count(*) FROM unnest(%s::int[], %s::bigint[]) AS incoming(row, band)
JOIN {table} kept ON kept.band = incoming.band GROUP BY 1, 2"""
Grams = frozenset[str]
Bands = list[int]


class Near(NamedTuple):
    """Something like a text: its id, and how like, 0–1."""

    id: Any
    likeness: float


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


def propose(chunk: Sequence[Bands], table: str, column: str) -> dict[int, list[Any]]:
    """Return the ids that share a band with each text, those that share most first."""
    rows = array(row for row, numbers in enumerate(chunk) for _ in numbers)
    all_bands = array(band for numbers in chunk for band in numbers)
    with connection.cursor() as cursor:
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


def near_within(texts: Fingerprinted, least: float = ALIKE) -> list[list[Near]]:
    """Return for each text those before it in the same sequence that are like it; ids are places."""
    holders: dict[int, list[int]] = defaultdict(list)
    found: list[list[Near]] = []
    known = dict(enumerate(texts.sets))
    for place, numbers in enumerate(texts.bands):
        proposed: dict[int, None] = {}
        for number in numbers:
            if number in holders:
                proposed.update(dict.fromkeys(holders[number][:MOST_PROPOSED]))
            holders[number].append(place)
        # A text may hold the same band twice and find itself.
        proposed.pop(place, None)
        found.append(verified(texts.sets[place], proposed, known, least))
    return found
