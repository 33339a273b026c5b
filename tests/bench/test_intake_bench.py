"""The intake measured: near-duplicates found a second and how surely, pages while speeches are read.

Prints; asserts recall and precision, no time.
"""

import os
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from rensa import RMinHash, RMinHashLSH

from speeches.accounts.models import Office, User
from speeches.library.actions.intake import Upload, start_intake
from speeches.library.indexing import index_entries
from speeches.library.intake.fingerprints import ALIKE, BANDS, ROWS, SEED, grams, likeness
from speeches.library.models import Entry, IntakeFile
from speeches.library.near import fingerprinted, near_entries, near_within
from tests.library.factories import make_entry

from .passages import newcomers, passages, speech
from .timing import worked

PART = 1_000
EXISTING, NEW, SAMPLE = int(os.environ.get("BENCH_ENTRIES", "100000")), 10_000, 500
SPEECHES, REQUESTS = int(os.environ.get("BENCH_SPEECHES", "200")), 300
PAGES = ("/library/", "/library/intake/triage/", "/")
READ = "from speeches.library.actions.intake import read_intake; read_intake.func({!r}, None)"
Timed = tuple[object, float]


def timed(act: Callable[[], object]) -> Timed:
    start = time.perf_counter()
    return act(), time.perf_counter() - start


@pytest.mark.django_db(transaction=True)
def test_near_duplicates_against_a_large_library(office: Office) -> None:
    known = list(passages(EXISTING, 1))
    entries = [Entry(office=office, title="段", function="任务", content={}, text=text) for text in known]
    with connection.cursor() as cursor:
        # The search index is not what is measured here.
        cursor.execute("ALTER TABLE library_entry DISABLE TRIGGER USER")
        Entry.objects.bulk_create(entries, batch_size=2000)
        cursor.execute("ALTER TABLE library_entry ENABLE TRIGGER USER")
    texts = newcomers(known, NEW, 2)
    _, indexing = timed(index_entries)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE library_entryband")
        cursor.execute("SELECT pg_total_relation_size('library_entryband') / 1048576")
        size = cursor.fetchone()[0]
    search(texts[:100])
    nears, ours = worked_at(lambda: search(texts))
    _, again = timed(index_entries)
    peer = rensa_index(known)
    in_turn, theirs, found = [ours_of_a_part(texts[:PART])], [], 0
    for start in range(0, NEW, PART):
        in_turn.append(ours_of_a_part(texts[start : start + PART]))
        number, work = worked_at(partial(peer, texts[start : start + PART]))
        theirs.append(work)
        found += number
    recall, precision = judged(texts, nears, {entry.pk: grams(entry.text) for entry in entries})
    print(
        f"\nnear-duplicates: {NEW} new against {EXISTING} and each other: {ours.a_second(NEW)}; "
        f"in parts of {PART}, in turn with rensa's own index in memory (verified alike, not kept, without "
        f"duplicates inside the batch): ours {total(in_turn[1:]).a_second(NEW)}, "
        f"rensa {total(theirs).a_second(NEW)}, "
        f"{total(in_turn[1:]).work / total(theirs).work:.2f}x its work; "
        f"found {sum(map(len, nears))} and {found}; "
        f"recall {recall:.4f}, precision {precision:.4f} (brute force, {SAMPLE} rows, likeness >= {ALIKE}); "
        f"index {size} MB, built in {indexing:.1f} s, looked through for changes in {again * 1000:.0f} ms"
    )
    assert recall >= 0.99
    assert precision == 1


class Effort(NamedTuple):
    """Seconds by the clock, and of work by this process and its database session."""

    clock: float
    work: float

    def a_second(self, number: int) -> str:
        return f"{number / self.clock:,.0f} a second by the clock, {number / self.work:,.0f} by work"


def worked_at(act: Callable[[], object]) -> tuple[Any, Effort]:
    before = worked()
    answer, seconds = timed(act)
    return answer, Effort(seconds, (worked() - before) / 1_000)


def ours_of_a_part(texts: list[str]) -> Effort:
    return worked_at(lambda: search(texts))[1]


def total(efforts: list[Effort]) -> Effort:
    return Effort(sum(one.clock for one in efforts), sum(one.work for one in efforts))


def search(texts: list[str]) -> list[list]:
    """What the intake does with the pieces of a speech, for all of them at once."""
    known = fingerprinted(texts)
    near_within(known)
    return near_entries(known)


def rensa_index(known: list[str]) -> Callable[[list[str]], int]:
    """Return how many near-duplicates the library that makes our signatures finds by its own index."""
    sets = [grams(text) for text in known]
    index = RMinHashLSH(threshold=ALIKE, num_perm=BANDS * ROWS, num_bands=BANDS)
    for place, signature in enumerate(signatures(sets)):
        index.insert(place, signature)

    def find(texts: list[str]) -> int:
        wanted = [grams(text) for text in texts]
        return sum(
            likeness(own, sets[place]) >= ALIKE
            for own, signature in zip(wanted, signatures(wanted), strict=True)
            for place in index.query(signature)
        )

    return find


def signatures(sets: list[frozenset[str]]) -> list[RMinHash]:
    return RMinHash.from_token_sets([list(each) for each in sets], num_perm=BANDS * ROWS, seed=SEED)


def judged(texts: list[str], nears: list[list], known: dict) -> tuple[float, float]:
    """Return recall and precision on a sample, against every pair compared by way of an inverted index."""
    places = defaultdict(list)
    wanted = [grams(text) for text in texts[:SAMPLE]]
    asked = frozenset().union(*wanted)
    for pk, other in known.items():
        for gram in other & asked:
            places[gram].append(pk)
    right = found = truth = 0
    for own, near in zip(wanted, nears, strict=False):
        shared = Counter(pk for gram in own for pk in places[gram])
        alike = {pk for pk in shared if likeness(own, known[pk]) >= ALIKE}
        ids = {each.id for each in near}
        right, found, truth = right + len(ids & alike), found + len(ids), truth + len(alike)
    return right / max(truth, 1), right / max(found, 1)


@pytest.mark.django_db(transaction=True)
def test_pages_while_speeches_are_read(client: Client, office: Office, curator: User) -> None:
    for number in range(40):
        make_entry(office, f"素材{number}", next(passages(1, number)))
    client.force_login(curator)
    uploads = [Upload(f"{number}.docx", speech(number)) for number in range(SPEECHES)]
    batch, kept = timed(lambda: start_intake(uploads, office=office, by=curator, is_queued=False))
    latencies(client)
    idle = latencies(client)
    reader = subprocess.Popen(
        # As `serve` runs its worker.
        ["nice", "-n", "10", sys.executable, "manage.py", "shell", "-c", READ.format(str(batch.pk))],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "speeches.settings", "DATABASE_URL": database_url()},
        stdout=subprocess.DEVNULL,
    )
    start, busy = time.perf_counter(), []
    while reader.poll() is None:
        busy += latencies(client, 30)
    seconds = time.perf_counter() - start
    idle += latencies(client)
    totals = batch.files.totals()
    print(
        f"\nintake: {totals['files']} speeches kept in {kept:.1f} s, read in {seconds:.0f} s, "
        f"{totals['found']} pieces; page p95 idle {p95(idle):.0f} ms, meanwhile {p95(busy):.0f} "
        f"({p95(busy) / p95(idle):.1f}x), median {statistics.median(idle):.0f}, {statistics.median(busy):.0f}"
    )
    assert not batch.files.exclude(state=IntakeFile.State.READY).exists()


def latencies(client: Client, n: int = REQUESTS) -> list[float]:
    """Return what pages take, in ms, at a visitor's pace."""
    times = []
    for turn in range(n):
        answer, seconds = timed(lambda turn=turn: client.get(PAGES[turn % len(PAGES)]))
        assert answer.status_code == 200
        times.append(seconds * 1000)
        time.sleep(0.02)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def database_url() -> str:
    database = connection.settings_dict
    return f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
