"""The address the paper saves to: status codes and sentences."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Presence

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


def test_where_nothing_is_new_the_answer_is_empty(client: Client, draft: Draft) -> None:
    answer = fetch(client, draft, since=1)
    assert (answer.status_code, answer.content) == (204, b"")


def test_asking_costs_few_queries_and_mostly_reads(client: Client, draft: Draft) -> None:
    known = fetch(client, draft, since=1, client="tab1").json()["known"]
    with CaptureQueriesContext(connection) as captured:
        answer = fetch(client, draft, since=1, client="tab1", people=known)
    assert answer.status_code == 204
    assert len(captured) == 4, "session, person, draft, who is there"
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_a_page_hears_who_else_is_there_and_where(client: Client, draft: Draft, colleague: User) -> None:
    draft.co_drafters.add(colleague)
    other = Client()
    other.force_login(colleague)
    fetch(other, draft, since=1, client="tab2", at="p00002")
    news = fetch(client, draft, since=1, client="tab1", at="p00001").json()
    assert news["people"] == [{"name": colleague.name, "key": "p00002"}]
    assert fetch(client, draft, since=1, client="tab1", people=news["known"]).status_code == 204
    fetch(other, draft, since=1, client="tab2", at="p00003")
    news = fetch(client, draft, since=1, client="tab1", people=news["known"]).json()
    assert news["people"] == [{"name": colleague.name, "key": "p00003"}]


def test_who_says_nothing_for_a_while_has_left(client: Client, draft: Draft, colleague: User) -> None:
    at = timezone.now() - timedelta(seconds=16)
    Presence.objects.create(draft=draft, user=colleague, client="tab2", key="p00002", at=at)
    assert fetch(client, draft, since=1, client="tab1").json()["people"] == []
    assert not Presence.objects.filter(client="tab2").exists(), "forgotten"


def test_ones_own_second_tab_is_nobody_else(client: Client, draft: Draft) -> None:
    fetch(client, draft, since=1, client="tab1", at="p00001")
    assert fetch(client, draft, since=1, client="tab2", at="p00002").json()["people"] == []


@pytest.mark.parametrize("place", ["../etc", "x" * 99, "<b>", "p0 01"])
def test_a_strange_place_is_nowhere(client: Client, draft: Draft, place: str) -> None:
    assert fetch(client, draft, since=1, client="tab1", at=place).status_code == 200
    assert Presence.objects.get().key == ""


def test_nothing_is_taken_in_somebody_elses_name(client: Client, draft: Draft, colleague: User) -> None:
    draft.co_drafters.add(colleague)
    address = reverse("draft-changes", args=[draft.pk])
    payload = json.dumps(change_set(draft, deletions=["p00001"]))
    headers = {"X-Writer": str(colleague.pk)}
    answer = client.post(address, payload, content_type="application/json", headers=headers)
    assert answer.status_code == 401
    assert "现在登录的是起草人" in answer.json()["error"]
    assert len(draft.manuscript().paragraphs) == 3


def test_a_number_used_for_something_else_is_409_and_asks_for_a_new_name(
    client: Client, draft: Draft
) -> None:
    save(client, draft, change_set(draft, 1, upserts=[upsert(body(2, "新。"))]))
    answer = save(client, draft, change_set(draft, 1, upserts=[upsert(body(2, "更新。"))]))
    assert (answer.status_code, answer.json()["renew"]) == (409, True)


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
