"""Near-duplicates: bands in PostgreSQL propose, 4-grams decide. Nothing is called alike unverified."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction

from .intake.fingerprints import ALGORITHM, ALIKE, bands, could_be_alike, grams, likeness
from .models import Candidate, Entry
from .models.bands import CandidateBand, EntryBand, EntryFingerprint

CHUNK = 500
# Beyond this many proposals a text is boilerplate: the best of the first ones say enough.
MOST_PROPOSED = 200

STALE = """
SELECT entry.id, entry.text, md5(entry.text) FROM library_entry entry
LEFT JOIN library_entryfingerprint known ON known.entry_id = entry.id
WHERE known.entry_id IS NULL OR known.algorithm <> %s OR known.digest <> md5(entry.text)
LIMIT %s"""
PROPOSED = """
SELECT incoming.row, kept.{column}, count(*) FROM unnest(%s::int[], %s::bigint[]) AS incoming(row, band)
JOIN {table} kept ON kept.band = incoming.band GROUP BY 1, 2"""
Grams = frozenset[str]


class Near(NamedTuple):
    """Something like a text: its id, and how like, 0–1."""

    id: Any
    likeness: float


def index_entries(limit: int = 1_000_000_000) -> int:
    """Make the bands of entries that have none or whose text has changed. Returns how many."""
    done = 0
    while done < limit and (n := index_some(min(CHUNK * 4, limit - done))):
        done += n
    return done


@transaction.atomic
def index_some(limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(STALE, [ALGORITHM, limit])
        rows = cursor.fetchall()
    if not rows:
        return 0
    ids = [row[0] for row in rows]
    EntryBand.objects.filter(entry__in=ids).delete()
    EntryFingerprint.objects.filter(entry__in=ids).delete()
    EntryFingerprint.objects.bulk_create(
        [EntryFingerprint(entry_id=id_, digest=digest, algorithm=ALGORITHM) for id_, _, digest in rows],
        ignore_conflicts=True,
    )
    copy_bands(EntryBand, "entry_id", zip(ids, bands([grams(text) for _, text, _ in rows]), strict=True))
    return len(rows)


def copy_bands(
    model: type[EntryBand | CandidateBand], column: str, rows: Iterable[tuple[Any, list[int]]]
) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} (band, {column}) FROM STDIN") as copy,
    ):
        for id_, numbers in rows:
            for number in numbers:
                copy.write_row((number, id_))


def near_entries(texts: Sequence[Grams], least: float = ALIKE) -> list[list[Near]]:
    """Return for each text the entries like it, best first. The entries must be indexed."""
    return near(texts, EntryBand, "entry_id", entry_texts, least)


def near_candidates(texts: Sequence[Grams], least: float = ALIKE) -> list[list[Near]]:
    """Return for each text the candidates like it that were found before, best first."""
    return near(texts, CandidateBand, "candidate_id", candidate_texts, least)


def entry_texts(ids: Iterable[Any]) -> dict[Any, str]:
    return dict(Entry.objects.filter(pk__in=ids).order_by().values_list("pk", "text"))


def candidate_texts(ids: Iterable[Any]) -> dict[Any, str]:
    return dict(Candidate.objects.filter(pk__in=ids).order_by().values_list("pk", "original"))


def near(
    texts: Sequence[Grams],
    model: type[EntryBand | CandidateBand],
    column: str,
    read: Callable[[Iterable[Any]], Mapping[Any, str]],
    least: float,
) -> list[list[Near]]:
    found: list[list[Near]] = []
    for chunk in chunks(texts):
        proposed = propose(chunk, model._meta.db_table, column)
        known = {
            id_: grams(text) for id_, text in read({id_ for ids in proposed.values() for id_ in ids}).items()
        }
        found += [verified(own, proposed.get(row, ()), known, least) for row, own in enumerate(chunk)]
    return found


def chunks(texts: Sequence[Grams]) -> Iterator[Sequence[Grams]]:
    iterator = iter(texts)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def propose(chunk: Sequence[Grams], table: str, column: str) -> dict[int, list[Any]]:
    """Return the ids that share a band with each text, those that share most first."""
    pairs = [(row, band) for row, numbers in enumerate(bands(chunk)) for band in numbers]
    rows, numbers = ([pair[i] for pair in pairs] for i in (0, 1))
    with connection.cursor() as cursor:
        cursor.execute(PROPOSED.format(table=table, column=column), [rows, numbers])
        answers = cursor.fetchall()
    proposed: dict[int, list[Any]] = defaultdict(list)
    for row, id_, _ in sorted(answers, key=lambda answer: -answer[2]):
        if len(proposed[row]) < MOST_PROPOSED:
            proposed[row].append(id_)
    return proposed


def verified(own: Grams, ids: Iterable[Any], known: Mapping[Any, Grams], least: float) -> list[Near]:
    found = []
    for id_ in ids:
        other = known.get(id_)
        if other is not None and could_be_alike(len(own), len(other), least):
            alike = likeness(own, other)
            if alike >= least:
                found.append(Near(id_, alike))
    return sorted(found, key=lambda each: -each.likeness)


def near_within(texts: Sequence[Grams], least: float = ALIKE) -> list[list[Near]]:
    """Return for each text those before it in the same sequence that are like it; ids are places."""
    holders: dict[int, list[int]] = defaultdict(list)
    found: list[list[Near]] = []
    known = dict(enumerate(texts))
    for place, numbers in enumerate(bands(texts)):
        proposed = dict.fromkeys(other for number in numbers for other in holders[number][:MOST_PROPOSED])
        found.append(verified(texts[place], proposed, known, least))
        for number in numbers:
            holders[number].append(place)
    return found
