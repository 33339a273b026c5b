"""A library of generated entries, loaded with COPY, then indexed as the migration does."""

import importlib
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection

from speeches.accounts.models import Membership, Office, RoleName, User
from speeches.library.models import Occasion, SearchRow, Theme
from speeches.library.search.statistics import refresh_statistics

from .search_corpus import Generated, generate

INDEXES = ("search_words", "search_words_top", "search_words_recent", "search_words_used")
ENTRY = (
    "id, kind, function, title, content, text, audience, scope, state, valid_from, source, quality, version,"
    " created_at, updated_at, office_id, fixture_digest, source_level, decline_reason"
)
ROW = "id, text, labels, rank, fresh_at, uses, valid_from, is_top, is_recent, is_used"
COUNTIES = 99
PEOPLE = {"100%": "all", "50%": "county", "1%": "lone"}
BEGIN = """
INSERT INTO library_searchstatistics (id, version, rows, due_at)
VALUES (1, 0, 0, now() + interval '9 hours') ON CONFLICT DO NOTHING"""


class Library(NamedTuple):
    """`people` by the share of the library that they see."""

    people: dict[str, User]
    themes: list[str]
    build_seconds: float


def run(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def person(name: str, offices: Iterable[Office], role: RoleName) -> User:
    offices = list(offices)
    user = User.objects.create_user(name, password=None, name=name, office=offices[0])
    Membership.objects.bulk_create(Membership(user=user, office=office, role=role) for office in offices)
    return user


def kept(number: int) -> Library | None:
    """Return what was loaded the last time, where it is of that number."""
    call_command("migrate", verbosity=0)
    people = {share: User.objects.filter(username=name).first() for share, name in PEOPLE.items()}
    if SearchRow.objects.count() != number or not all(people.values()):
        return None
    return Library(people, [f"T{theme}" for theme in Theme.objects.values_list("pk", flat=True)], 0.0)


def load(number: int) -> Library:
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    province, lone = Office.objects.create(name="省"), Office.objects.create(name="独")
    counties = [Office.objects.create(name=f"县{place}", parent=province) for place in range(COUNTIES)]
    seats = {"100%": [province, lone, *counties], "50%": counties[:1], "1%": [lone]}
    people = {
        share: person(name, seats[share], RoleName.CURATOR if share == "100%" else RoleName.DRAFTER)
        for share, name in PEOPLE.items()
    }
    themes = [Theme.objects.create(name=f"主题{place}").pk for place in range(20)]
    occasions = [Occasion.objects.create(name=f"场合{place}").pk for place in range(10)]
    offices = {"province": [province.pk], "lone": [lone.pk], "county": [office.pk for office in counties]}
    for table in ("library_entry", "library_entry_themes", "library_entry_occasions"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run(f"DROP INDEX {', '.join(INDEXES)}")
    entries = generate(number, offices, themes, occasions)
    while batch := [entry for _, entry in zip(range(50_000), entries, strict=False)]:
        store(batch)
    check_sample()
    for table in ("library_entry", "library_entry_themes", "library_entry_occasions"):
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    start = time.perf_counter()
    run(importlib.import_module("speeches.library.migrations.0003_search").INDEXES)
    seconds = time.perf_counter() - start
    run(BEGIN)
    refresh_statistics()
    run("VACUUM ANALYZE library_searchrow")
    return Library(people, [f"T{theme}" for theme in themes], seconds)


def store(entries: list[Generated]) -> None:
    copy("library_entry", ENTRY, map(entry_row, entries))
    copy("library_entry_themes", "entry_id, theme_id", ((e.id, tag) for e in entries for tag in e.themes))
    copy(
        "library_entry_occasions", "entry_id, occasion_id", ((e.id, t) for e in entries for t in e.occasions)
    )
    copy("library_searchrow", ROW, map(search_row, entries))


def entry_row(entry: Generated) -> tuple[Any, ...]:
    return (
        entry.id, entry.kind, entry.function, entry.title, '{"format": 1}', entry.text,
        entry.audience, entry.scope,
        "active", entry.valid_from.date(), "", entry.quality, 1, entry.valid_from, entry.valid_from,
        entry.office, "", "", "",
    )  # fmt: skip


def search_row(entry: Generated) -> tuple[Any, ...]:
    return (
        entry.id, entry.folded, entry.labels, entry.rank, entry.valid_from, entry.uses,
        entry.valid_from.date(), False, False, False,
    )  # fmt: skip


def check_sample() -> None:
    """What was copied must be what the triggers would have written."""
    different = run(
        "SELECT count(*) FROM (SELECT * FROM library_entry LIMIT 300) e JOIN library_searchrow r USING (id)"
        " WHERE r.text <> library_fold(e.title || E'\\n' || e.text)"
        " OR NOT (library_entry_labels(e) @> r.labels AND r.labels @> library_entry_labels(e))"
        " OR abs(r.rank - library_rank(e.quality, r.uses, r.fresh_at)) > 1e-6"
    )
    assert different == [(0,)] and SearchRow.objects.exists(), different  # noqa: PT018
