"""The index itself: folding agrees with the database's, statistics, the command."""

from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from speeches.accounts.models import Office, User
from speeches.library.actions import record_use
from speeches.library.models import LexemeFrequency, SearchRow, SearchStatistics, Theme
from speeches.library.search.finding import find
from speeches.library.search.folding import fold
from speeches.library.search.labels import condition_for
from speeches.library.search.lexemes import bigrams, quoted
from speeches.library.search.query import read_query
from speeches.library.search.statistics import frequencies, is_due, refresh_statistics
from tests.library.factories import make_entry

from .conftest import write_rows_at_once

pytestmark = pytest.mark.django_db


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_the_database_folds_as_we_do() -> None:
    everything = "".join(chr(code) for code in range(1, 0x3100)) + "".join(map(chr, range(0xFE00, 0xFFFE)))
    assert ask("SELECT library_fold(%s)", everything) == [(fold(everything),)]
    assert len(fold(everything)) == len(everything)


@pytest.mark.parametrize("text", ["监督执纪", "a'b\\c", "😀监", "  ", "$$", "x"])
def test_the_database_has_our_bigrams(text: str) -> None:
    lexemes = {*bigrams(text + "$"), "Kx"}
    found = ask("SELECT tsvector_to_array(library_bigrams(%s, ARRAY['Kx']))", text)
    assert set(found[0][0]) == lexemes
    for lexeme in lexemes:
        assert ask("SELECT library_bigrams(%s, ARRAY['Kx']) @@ %s::tsquery", text, quoted(lexeme)) == [
            (True,)
        ]


def test_statistics_count_and_uses_are_copied(office: Office, drafter: User) -> None:
    often, never = make_entry(office, "常用"), make_entry(office, "不用")
    for draft in range(3):
        record_use(often, draft, drafter)
    refresh_statistics()
    assert SearchRow.objects.get(pk=often.pk).uses == 3
    assert SearchRow.objects.get(pk=often.pk).rank > SearchRow.objects.get(pk=never.pk).rank
    assert LexemeFrequency.objects.get(pk="群众").rows == 2
    assert frequencies().of["Kpassage"] == 2
    before = frequencies().version
    make_entry(office, "新的")
    refresh_statistics()
    assert frequencies().version == before + 1
    assert frequencies().rows == 3


def test_what_has_passed_its_validity_sinks(office: Office) -> None:
    make_entry(office, "过期", quality=3, valid_until="2020-01-01")
    make_entry(office, "有效")
    write_rows_at_once()
    assert [str(row) for row in SearchRow.objects.order_by("-rank")] == ["有效", "过期"]


def test_statistics_are_due_once(db: None) -> None:
    assert not is_due()
    SearchStatistics.objects.update(due_at="2020-01-01T00:00Z")
    assert is_due()
    assert not is_due()


def test_command_counts(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    make_entry(office)
    call_command("refresh_search_statistics")
    assert "1 条" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back() -> None:
    executor = MigrationExecutor(connection)
    # Of every room: what builds on the library is taken back with it.
    leaves = executor.loader.graph.leaf_nodes()
    before = next(name for name in executor.loader.graph.node_map[("library", "0003_search")].parents)
    try:
        executor.migrate([before.key])
        assert ask("SELECT count(*) FROM pg_proc WHERE proname LIKE 'library!_%%' ESCAPE '!'") == [(0,)]
    finally:
        MigrationExecutor(connection).migrate(leaves)


def test_row_is_written_at_the_end_and_a_search_does_not_wait_for_it(office: Office, drafter: User) -> None:
    entry = make_entry(office, "刚写的")
    entry.themes.add(Theme.objects.create(name="新主题"))
    assert not SearchRow.objects.exists()
    assert find(read_query("刚写的"), condition_for(drafter, {})).ids == [entry.pk]
    assert any(label.startswith("T") for label in SearchRow.objects.get().labels)


@pytest.mark.django_db(transaction=True)
def test_committed_entries_have_rows_and_nothing_is_left_due(office: Office) -> None:
    with transaction.atomic():
        entries = [make_entry(office, f"第{number}条") for number in range(3)]
        entries[0].themes.add(Theme.objects.create(name="新主题"))
        entries.pop().delete()
    assert set(SearchRow.objects.values_list("pk", flat=True)) == {entry.pk for entry in entries}
    assert ask("SELECT count(*) FROM library_searchdue") == [(0,)]


def test_a_random_part_is_marked(office: Office) -> None:
    for number in (0, 4, 64, 7):
        make_entry(office, f"第{number}条", id=UUID(int=0x1230000 + number, version=4))
    write_rows_at_once()
    marked = {
        row.id.bytes[-1]: {label for label in row.labels if label[0] == "Z"}
        for row in SearchRow.objects.all()
    }
    assert marked == {0: {"Z4", "Z16", "Z64", "Z256"}, 4: {"Z4"}, 64: {"Z4", "Z16", "Z64"}, 7: set()}


def test_empty_title_and_quotes_do_not_break_a_row(office: Office) -> None:
    entry = make_entry(office, "‘单’“双”\\", "反斜\\线'引号\"。")
    write_rows_at_once()
    assert SearchRow.objects.get(pk=entry.pk).text == fold(f"{entry.title}\n{entry.text}")
