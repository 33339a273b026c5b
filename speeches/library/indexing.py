"""The bands of the library's entries kept in step with their texts, and which entries read alike.

A text is compared once, when it is new or has changed: whoever asks for near-duplicates only reads.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from .intake.fingerprints import ALGORITHM, bands, grams
from .models import Candidate, Entry, EntryPair, Twin
from .models.bands import CandidateBand, EntryBand, EntryFingerprint
from .near import Grams, by_index, verified

INDEXED_AT_ONCE = 2_000
# Of two workers the second waits: both would store the same bands.
LOCK = 740_113
# Beyond this an entry is boilerplate: it is shown beside its first likes, not beside all.
MOST_PAIRS = 20

STALE = """
FROM library_entry entry LEFT JOIN library_entryfingerprint known ON known.entry_id = entry.id
WHERE known.entry_id IS NULL OR known.algorithm <> %s OR known.digest <> md5(entry.text)"""
ALIKE_IN_OFFICE = """
SELECT own.entry_id, other.entry_id FROM library_entryband own
JOIN library_entryband other ON other.band = own.band AND other.entry_id <> own.entry_id
JOIN library_entry one ON one.id = own.entry_id
JOIN library_entry two ON two.id = other.entry_id AND two.office_id = one.office_id
WHERE own.entry_id = ANY(%s) GROUP BY 1, 2 ORDER BY count(*) DESC"""
# Published entries are read by the offices below; which of them, the queue asks.
LIKE_CANDIDATES = """
SELECT own.entry_id, other.candidate_id FROM library_entryband own
JOIN library_candidateband other ON other.band = own.band
JOIN library_candidate candidate ON candidate.id = other.candidate_id AND candidate.decision = ''
JOIN library_entry entry ON entry.id = own.entry_id
    AND (entry.office_id = candidate.office_id OR entry.scope = 'subtree')
WHERE own.entry_id = ANY(%s) GROUP BY 1, 2 ORDER BY count(*) DESC"""


def index_entries(limit: int = 1_000_000_000) -> int:
    """Make the bands of entries that have none or whose text has changed. Returns how many."""
    done = 0
    while done < limit and (n := index_some(min(INDEXED_AT_ONCE, limit - done))):
        done += n
    return done


def count_stale() -> int:
    """Return how many entries wait to be compared. Reads all texts: 2 µs each."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {STALE}", [ALGORITHM])
        return int(cursor.fetchone()[0])


@transaction.atomic
def index_some(limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(f"SELECT entry.id, entry.text, md5(entry.text) {STALE} LIMIT %s", [ALGORITHM, limit])
        rows = cursor.fetchall()
    if rows:
        store([id_ for id_, _, _ in rows], [text for _, text, _ in rows], [digest for _, _, digest in rows])
    return len(rows)


def index_new(entries: Sequence[Entry]) -> None:
    """Make the bands of entries that this transaction has just made: nobody else can be at them."""
    digests = [hashlib.md5(entry.text.encode(), usedforsecurity=False).hexdigest() for entry in entries]
    if entries:
        store([entry.pk for entry in entries], [entry.text for entry in entries], digests)


@transaction.atomic
def index_entry(id_: UUID) -> None:
    """Make the bands of one entry anew. In a transaction of its own: another may be waiting for its lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if entry := Entry.objects.filter(pk=id_).first():
        index_new([entry])


def store(ids: Sequence[UUID], texts: Sequence[str], digests: Sequence[str]) -> None:
    """Put the bands of these texts in the place of what was known of their entries."""
    EntryBand.objects.filter(entry__in=ids).delete()
    EntryFingerprint.objects.filter(entry__in=ids).delete()
    EntryFingerprint.objects.bulk_create(
        [
            EntryFingerprint(entry_id=id_, digest=digest, algorithm=ALGORITHM)
            for id_, digest in zip(ids, digests, strict=True)
        ]
    )
    sets = [grams(text) for text in texts]
    copy_bands(EntryBand, "entry_id", zip(ids, bands(sets), strict=True))
    keep_pairs(dict(zip(ids, sets, strict=True)))
    keep_twins(dict(zip(ids, sets, strict=True)))


def copy_bands(
    model: type[EntryBand | CandidateBand], column: str, rows: Iterable[tuple[Any, list[int]]]
) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} (band, {column}) FROM STDIN") as copy,
    ):
        for id_, numbers in rows:
            copy.write("".join(f"{number}\t{id_}\n" for number in numbers))


def keep_pairs(own: dict[UUID, Grams]) -> None:
    """Compare these entries with all of their office, and keep which read alike."""
    EntryPair.objects.filter(Q(first__in=own) | Q(second__in=own)).delete()
    with by_index() as cursor:
        cursor.execute(ALIKE_IN_OFFICE, [list(own)])
        proposed = cursor.fetchall()
    likes: dict[UUID, list[UUID]] = {}
    for id_, other in proposed:
        likes.setdefault(id_, []).append(other)
    known = own | read_grams({other for _, other in proposed} - own.keys())
    pairs = {
        (min(id_, near.id), max(id_, near.id)): near.likeness
        for id_, others in likes.items()
        for near in verified(own[id_], others, known)[:MOST_PAIRS]
    }
    EntryPair.objects.bulk_create(
        [
            EntryPair(first_id=first, second_id=second, likeness=likeness)
            for (first, second), likeness in pairs.items()
        ]
    )


def keep_twins(own: dict[UUID, Grams]) -> None:
    """Let the candidates that wait know which of these entries they are like: the queue is filtered by it."""
    waiting = Candidate.objects.filter(decision=Candidate.Decision.NONE)
    if not waiting.exists():
        return
    Twin.objects.filter(entry__in=own, candidate__in=waiting).delete()
    with by_index() as cursor:
        cursor.execute(LIKE_CANDIDATES, [list(own)])
        proposed = cursor.fetchall()
    texts = waiting.filter(pk__in={other for _, other in proposed}).order_by().values_list("pk", "original")
    known = {pk: grams(text) for pk, text in texts}
    likes: dict[UUID, list[int]] = {}
    for id_, other in proposed:
        likes.setdefault(id_, []).append(other)
    Twin.objects.bulk_create(
        Twin(candidate_id=near.id, entry_id=id_, likeness=near.likeness)
        for id_, others in likes.items()
        for near in verified(own[id_], others, known)[:MOST_PAIRS]
    )


def read_grams(ids: Iterable[UUID]) -> dict[UUID, Grams]:
    texts = Entry.objects.filter(pk__in=ids).order_by().values_list("pk", "text")
    return {id_: grams(text) for id_, text in texts}
