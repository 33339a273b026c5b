"""The address the paper saves to: status codes and sentences."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft

from .factories import body, change_set, make_draft, make_manuscript, upsert

pytestmark = pytest.mark.django_db


def save(client: Client, draft: Draft, payload: Any) -> Any:
    data = payload if isinstance(payload, (str, bytes)) else json.dumps(payload)
    return client.post(reverse("draft-changes", args=[draft.pk]), data, content_type="application/json")


def fetch(browser: Client, draft: Draft, **query: Any) -> Any:
    return browser.get(reverse("draft-changes", args=[draft.pk]), query)


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def test_a_save_is_answered_and_fetched_by_the_others(client: Client, draft: Draft) -> None:
    answer = save(client, draft, change_set(draft, upserts=[upsert(body(2, "新。"))], deletions=["p00003"]))
    assert (answer.status_code, answer.json()["sequence"]) == (200, 2)
    news = fetch(client, draft, since=1).json()
    assert news["sequence"] == 2
    assert [(row["key"], row["text"], row["after"]) for row in news["upserts"]] == [
        ("p00002", "新。", "p00001")
    ]
    assert news["deletions"] == ["p00003"]
    assert fetch(client, draft, since=2).json() == {
        "sequence": 2,
        "front": None,
        "upserts": [],
        "deletions": [],
    }


def test_a_client_may_leave_its_own_changes_out(client: Client, draft: Draft) -> None:
    save(client, draft, change_set(draft, upserts=[upsert(body(2, "新。"))]))
    assert fetch(client, draft, since=1, client="tab1").json()["upserts"] == []


def test_since_nothing_is_the_whole_text(client: Client, draft: Draft) -> None:
    news = fetch(client, draft).json()
    assert [row["after"] for row in news["upserts"]] == [None, "p00001", "p00002"]
    assert news["front"] == [["title", "在测试会议上的讲话"]]


@pytest.mark.parametrize("data", ["", "no json", b"\xff\xfe", "[" * 100_000, "null", '{"client": NaN}'])
def test_what_is_no_change_set_is_422_with_a_sentence(client: Client, draft: Draft, data: Any) -> None:
    response = save(client, draft, data)
    assert response.status_code == 422
    assert response.json()["error"].startswith("没有保存")


@pytest.mark.parametrize("since", ["-1", "x", "", "99999999999999", "²"])
def test_a_strange_since_is_422(client: Client, draft: Draft, since: str) -> None:
    assert fetch(client, draft, since=since).status_code == 422


def test_an_unknown_base_is_409(client: Client, draft: Draft) -> None:
    assert save(client, draft, {**change_set(draft), "base": 7}).status_code == 409


def test_a_huge_body_is_413(client: Client, draft: Draft) -> None:
    assert save(client, draft, "x" * (4 * 1024 * 1024 + 1)).status_code == 413


def test_a_locked_draft_is_403_with_the_reason(client: Client, draft: Draft) -> None:
    Draft.objects.update(state=Draft.State.IN_REVIEW)
    response = save(client, draft, change_set(draft, upserts=[upsert(body(1, "晚了。"))]))
    assert response.status_code == 403
    assert "送审中" in response.json()["error"]


def test_head_may_not_save(client: Client, head: User, draft: Draft) -> None:
    client.force_login(head)
    assert save(client, draft, change_set(draft, deletions=["p00001"])).status_code == 403


def test_co_drafter_may_save(client: Client, colleague: User, draft: Draft) -> None:
    draft.co_drafters.add(colleague)
    client.force_login(colleague)
    assert save(client, draft, change_set(draft, deletions=["p00001"])).status_code == 200


def test_a_save_costs_the_same_queries_however_long_the_speech(client: Client, drafter: User) -> None:
    counts = []
    for size in (5, 300):
        draft = make_draft(drafter, make_manuscript(size))
        save(client, draft, change_set(draft, 1, upserts=[upsert(body(1, "热身。"))]))
        payload = change_set(draft, 2, upserts=[upsert(body(2, "改。"))])
        with CaptureQueriesContext(connection) as captured:
            save(client, draft, payload)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15
