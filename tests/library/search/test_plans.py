"""Searches are answered from indexes, whatever the database's planner would rather do."""

import pytest
from django.db import connection

from speeches.library.search import planning, rows
from speeches.library.search.labels import condition_for
from speeches.library.search.query import read_query
from speeches.library.search.rows import Order
from speeches.library.search.statistics import frequencies

from .conftest import Collection

pytestmark = pytest.mark.django_db


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("typed", ["监督", "群众 身边", "", "腐"])
def test_plans_stay_on_indexes(collection: Collection, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    execute = connection.cursor().execute
    execute("ANALYZE library_searchrow")
    asked: list[tuple[str, list]] = []
    monkeypatch.setattr(rows, "run", lambda sql, values: asked.append((sql, values)) or [])
    query, condition = read_query(typed), condition_for(collection.people["city"], {})
    plan = planning.plan_for(query, condition, frequencies())
    for order in Order:
        rows.walk(plan, order, 200)
        rows.by_index(plan, order, 200)
    execute(rows.OWN_PLANNING)
    for number, (sql, values) in enumerate(asked):
        text = "\n".join(line for (line,) in ask(f"EXPLAIN {sql}", *values))
        assert "Seq Scan" not in text, text
        assert ("Index Scan using search_by" in text) if number % 2 == 0 else ("search_words" in text)
