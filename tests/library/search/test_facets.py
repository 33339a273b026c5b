"""Counts per filter value are those of brute force, below 200 exactly."""

from collections import Counter

import pytest

from speeches.library.models import Entry
from speeches.library.search import facets, statistics
from speeches.library.search.facets import count_values
from speeches.library.search.finding import CAP
from speeches.library.search.labels import condition_for, label_of
from speeches.library.search.query import read_query
from speeches.library.search.statistics import refresh_statistics

from .conftest import Collection

pytestmark = pytest.mark.django_db

VALUES = {
    "kind": [f"K{kind}" for kind in Entry.Kind.values],
    "function": [f"F{function}" for function in Entry.Function.values],
    "state": [f"S{state}" for state in Entry.State.values],
}
FIELDS = {"kind": "kind", "function": "function", "state": "state"}


@pytest.fixture(params=["small", "large"])
def _library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small: everything is looked at. Large: a sample, and what it does not tell, value by value."""
    if request.param == "large":
        monkeypatch.setattr(statistics, "FEWEST_FOR_TIERS", 100)
        monkeypatch.setattr("speeches.library.search.planning.FEW", 0)
        monkeypatch.setattr("speeches.library.search.planning.WORTH_A_TIER", 1)
        monkeypatch.setattr(facets, "LOOKED_AT", 0)
        monkeypatch.setattr(facets, "LIKE_A_QUERY", 0)
        refresh_statistics()


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize("person", ["county", "city", "curator", "nobody"])
@pytest.mark.parametrize("typed", ["", "监督", "群众 身边", "没有这句话"])
@pytest.mark.parametrize("wanted", [{}, {"function": "任务"}, {"function": "任务", "kind": "slogan"}])
def test_counts_are_those_of_brute_force(
    collection: Collection, person: str, typed: str, wanted: dict
) -> None:
    user, query = collection.people[person], read_query(typed)
    counts = count_values(
        query,
        condition_for(user, {}),
        {name: frozenset({label_of(name, value)}) for name, value in wanted.items()},
        VALUES,
    )
    for name, labels in VALUES.items():
        others = {FIELDS[other]: value for other, value in wanted.items() if other != name}
        ids = collection.truth(user, list(query.words), **others)
        truth = Counter(getattr(collection.entries[identity], name) for identity in ids)
        assert {label: counts[label] for label in labels} == {
            label: min(CAP, truth[label[1:]]) for label in labels
        }
