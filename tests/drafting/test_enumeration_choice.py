"""The choices of an enumeration and what comes of them: items, order, form, and counts that follow."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Fact
from speeches.library.models import Entry
from tests.library.factories import make_entry

from .factories import make_speech

pytestmark = pytest.mark.django_db

TEXT = (
    "概括起来，就是坚持“五个始终”。\n一是始终从严。抓早抓小。\n二是始终从实。\n三是始终从细。在【单位】推开。\n"
    "四是始终从快。\n五是始终从廉。\n以上五个“始终”要长期坚持。"
)
SPEECH = (
    "坚持“五个始终”\n同志们：\n一、牢记五个始终\n"
    "这“五个始终”来之不易。有人讲，“要做到‘五个始终’”。\n谢谢大家！"
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "“五个始终”：体会", TEXT, kind="enumeration")


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def choice(client: Client, draft: Draft, entry: Entry, **query: Any) -> tuple[int, BeautifulSoup]:
    response = client.get(reverse("enumeration-choice", args=[draft.pk, entry.pk]), query, headers=HTMX)
    return response.status_code, BeautifulSoup(response.content, "html.parser")


def propose(client: Client, draft: Draft, entry: Entry, *item: int, **query: Any) -> dict[str, Any]:
    query = {"item": item, "form": "lines", "series": "一是", "lead": "on", "closing": "on", **query}
    response = client.get(reverse("enumeration-proposal", args=[draft.pk, entry.pk]), query)
    return {"status": response.status_code, **response.json()}


def texts(proposal: dict[str, Any]) -> list[str]:
    return [paragraph["text"] for paragraph in proposal["paragraphs"]]


def test_at_first_everything_is_ticked_and_nothing_changed(
    client: Client, draft: Draft, entry: Entry
) -> None:
    status, page = choice(client, draft, entry)
    assert status == 200
    assert len(page.select("input[name=item][checked]")) == 5
    lines = [line.get_text() for line in page.select("#enumeration-preview .manuscript p")]
    assert lines == TEXT.split("\n")


def test_choosing_shows_what_will_be_inserted(client: Client, draft: Draft, entry: Entry) -> None:
    query = {"order": [2, 0, 1, 3, 4], "item": [0, 2], "form": "run-in", "series": "首先，", "lead": "on"}
    _, page = choice(client, draft, entry, **query)
    shown = page.select_one("#enumeration-preview").get_text().strip()
    assert shown == "概括起来，就是坚持“两个始终”。首先，始终从细。在【单位】推开。其次，始终从严。抓早抓小。"
    assert [box["value"] for box in page.select("input[name=item]")] == ["2", "0", "1", "3", "4"]
    assert [box["value"] for box in page.select("input[name=item][checked]")] == ["2", "0"]


def test_nothing_ticked_is_said(client: Client, draft: Draft, entry: Entry) -> None:
    status, page = choice(client, draft, entry, order=[0, 1, 2, 3, 4], form="lines", series="一是")
    assert status == 422
    assert "请至少勾选一条" in page.get_text()
    assert page.select_one("button.primary").has_attr("disabled")


@pytest.mark.parametrize(
    "query", [{"item": [9]}, {"item": ["x"]}, {"form": "table"}, {"series": "甲、"}], ids=str
)
def test_choices_that_were_never_offered_are_refused(
    client: Client, draft: Draft, entry: Entry, query: dict[str, Any]
) -> None:
    answer = propose(client, draft, entry, **{"item": [1], **query})
    assert answer["status"] == 422
    assert answer["error"]
    assert choice(client, draft, entry, **{"item": [1], "form": "lines", "series": "一是", **query})[0] == 422


def test_an_item_left_out_is_told_in_lead_closing_and_label(
    client: Client, draft: Draft, entry: Entry
) -> None:
    Fact.objects.create(draft=draft, name="单位", value="县纪委监委")
    made = propose(client, draft, entry, 0, 2, 3, 4)
    assert made["label"] == "插入“‘四个始终’：体会”"
    assert texts(made)[0] == "概括起来，就是坚持“四个始终”。"
    assert texts(made)[-1] == "以上四个“始终”要长期坚持。"
    assert "在县纪委监委推开。" in texts(made)
    lists = {row["list"] for row in made["paragraphs"] if "list" in row}
    counts = [span for row in made["paragraphs"] for span in row.get("spans", ()) if span[2] == "count"]
    assert {span[3] for span in counts} == lists
    assert all(row["origin"] == [str(entry.pk), entry.version] for row in made["paragraphs"])


def test_what_the_draft_says_of_it_already_is_healed_but_not_what_it_quotes(
    client: Client, drafter: User, entry: Entry
) -> None:
    draft = make_speech(drafter, SPEECH)
    made = propose(client, draft, entry, 0, 2, 3, 4)
    assert [(one["text"], one["healed"]) for one in made["healing"]] == [("五个始终", "四个始终")] * 3
    assert made["healing"][0]["key"] == "front:0"
    assert "稿中 3 处改为“四个始终”" in made["label"]
    assert propose(client, draft, entry, 0, 1, 2, 3, 4)["healing"] == []


def test_another_list_of_the_same_name_is_left_alone(client: Client, drafter: User, entry: Entry) -> None:
    draft = make_speech(drafter, f"标题\n同志们：\n一、体会\n{TEXT}\n谢谢大家！")
    assert propose(client, draft, entry, 0, 1)["healing"] == []


def test_without_lead_and_closing(client: Client, draft: Draft, entry: Entry) -> None:
    made = propose(client, draft, entry, 4, lead="", closing="")
    assert texts(made) == ["始终从廉。"]


def test_who_may_not_see_or_edit(
    client: Client, draft: Draft, entry: Entry, outsider: User, leader: User
) -> None:
    passage = make_entry(draft.office, "没有条目")
    for name in ("enumeration-choice", "enumeration-proposal"):
        assert client.get(reverse(name, args=[draft.pk, passage.pk])).status_code == 404
        assert client.get(reverse(name, args=[draft.pk, uuid.uuid4()])).status_code == 404
        client.force_login(outsider)
        assert client.get(reverse(name, args=[draft.pk, entry.pk])).status_code == 404
        client.logout()
        assert client.get(reverse(name, args=[draft.pk, entry.pk])).status_code in (302, 401)
        client.force_login(draft.author)


def test_the_reader_of_a_draft_may_not_insert(client: Client, draft: Draft, entry: Entry, head: User) -> None:
    client.force_login(head)
    for name in ("enumeration-choice", "enumeration-proposal"):
        assert client.get(reverse(name, args=[draft.pk, entry.pk])).status_code == 403


def test_queries_do_not_grow_with_the_draft(
    client: Client, drafter: User, entry: Entry, django_assert_max_num_queries: Any
) -> None:
    draft = make_speech(drafter, SPEECH.replace("谢谢", "又一段。\n" * 40 + "谢谢"))
    with django_assert_max_num_queries(12):
        propose(client, draft, entry, 0, 1)
