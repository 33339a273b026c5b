"""A library entry on its way into the paper: fresh keys, facts filled in, its use recorded once stored."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft, Fact
from speeches.library.models import Entry, EntryUse
from tests.library.factories import ENUMERATION, make_entry

from .factories import change_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "三个始终", ENUMERATION)


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def propose(client: Client, draft: Draft, entry_id: object) -> dict[str, object]:
    return client.get(reverse("draft-proposal", args=[draft.pk, entry_id])).json()


def test_keys_and_lists_are_fresh_and_tied_to_each_other(client: Client, draft: Draft, entry: Entry) -> None:
    first, second = (propose(client, draft, entry.pk)["paragraphs"] for _ in range(2))
    old = {paragraph.key for paragraph in entry.manuscript.paragraphs}
    keys = [{row["key"] for row in rows} for rows in (first, second)]
    assert not (keys[0] & keys[1])
    assert not (keys[0] & old)
    lists = {row["list"] for row in first if "list" in row}
    counts = [span for row in first for span in row.get("spans", ()) if span[2] == "count"]
    assert len(lists) == 1
    assert {span[3] for span in counts} == lists


def test_origin_and_label_say_where_it_is_from(client: Client, draft: Draft, entry: Entry) -> None:
    proposal = propose(client, draft, entry.pk)
    assert proposal["label"] == "插入“三个始终”"
    assert all(row["origin"] == [str(entry.pk), entry.version] for row in proposal["paragraphs"])


def test_quotes_within_a_quoted_title_are_single_ones(client: Client, drafter: User, draft: Draft) -> None:
    entry = make_entry(drafter.office, "推进工作的“2+3”机制", ENUMERATION)
    assert propose(client, draft, entry.pk)["label"] == "插入“推进工作的‘2+3’机制”"


def test_facts_of_the_draft_are_filled_in(client: Client, draft: Draft, entry: Entry) -> None:
    Fact.objects.create(draft=draft, name="单位", value="县纪委监委")
    assert "在县纪委监委推开。" in "".join(
        row["text"] for row in propose(client, draft, entry.pk)["paragraphs"]
    )


def test_storing_it_records_one_use_and_undo_redo_none(
    client: Client, drafter: User, draft: Draft, entry: Entry
) -> None:
    rows = propose(client, draft, entry.pk)["paragraphs"]
    places = ["p00001", *(row["key"] for row in rows)]
    upserts = [{**row, "after": after} for row, after in zip(rows, places, strict=False)]
    deletions = [row["key"] for row in rows]
    for number, change in enumerate(
        ({"upserts": upserts}, {"deletions": deletions}, {"upserts": upserts}), start=1
    ):
        apply_change_set(draft, author=drafter, payload=change_set(draft, number, **change))
    assert [(use.entry_id, use.draft_id, use.user) for use in EntryUse.objects.all()] == [
        (entry.pk, draft.pk, drafter)
    ]
    assert len(draft.manuscript().paragraphs) == 3 + len(rows)


def test_retired_unknown_and_foreign_entries_are_not_found(
    client: Client, draft: Draft, outsider: User, entry: Entry
) -> None:
    Entry.objects.update(state=Entry.State.RETIRED)
    foreign = make_entry(outsider.office)
    for entry_id in (entry.pk, foreign.pk, uuid.uuid4()):
        response = client.get(reverse("draft-proposal", args=[draft.pk, entry_id]))
        assert response.status_code == 404
        assert "error" in response.json()
