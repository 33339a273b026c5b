"""Pasted text on its way into the paper: read as a passage, or as a whole speech where there is none yet."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.passages import read_passage
from speeches.manuscript.numbering import markers
from tests.library.factories import make_expression

from .factories import SPEECH

pytestmark = pytest.mark.django_db


def send(client: Client, draft: Draft, body: Any) -> HttpResponse:
    url = reverse("draft-text-proposal", args=[draft.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def test_a_passage_comes_back_under_fresh_keys_and_nothing_is_stored(client: Client, draft: Draft) -> None:
    first, second = (send(client, draft, {"text": "（一）抓早\n（二）抓小"}).json() for _ in range(2))
    assert [(row["role"], row["text"]) for row in first["paragraphs"]] == [
        ("heading", "抓早"),
        ("heading", "抓小"),
    ]
    assert (first["lines"], first["front"], first["dropped"]) == (2, [], 0)
    assert not {row["key"] for row in first["paragraphs"]} & {row["key"] for row in second["paragraphs"]}
    assert draft.paragraphs.count() == 3


def test_a_whole_speech_has_title_and_closing_a_passage_has_not(client: Client, draft: Draft) -> None:
    whole = send(client, draft, {"text": SPEECH, "whole": True}).json()
    assert whole["front"] == [["title", "在全县警示教育大会上的讲话"], ["date", "（2026年3月6日）"]]
    assert whole["paragraphs"][-1]["role"] == "closing"
    passage = send(client, draft, {"text": "让我们为之奋斗！\n各单位"}).json()
    assert {row["role"] for row in passage["paragraphs"]} == {"body"}


def test_a_set_name_of_the_office_announces_nothing(client: Client, draft: Draft) -> None:
    def spans(*, is_whole: bool) -> int:
        rows = send(client, draft, {"text": text, "whole": is_whole}).json()["paragraphs"]
        return sum(len(row.get("spans", [])) for row in rows)

    text = "落实“三个新名”。\n一是学习。\n二是宣传。\n三是落实。"
    assert spans(is_whole=False) == spans(is_whole=True) == 1
    make_expression(draft.office, "“三个新名”", is_set_name=True)
    assert spans(is_whole=False) == spans(is_whole=True) == 0


@pytest.mark.parametrize("body", [{"text": " \n"}, {"text": 3}, [], {"text": "字" * 100_001}])
def test_what_cannot_be_read_is_refused_in_chinese(client: Client, draft: Draft, body: Any) -> None:
    response = send(client, draft, body)
    assert response.status_code == 422
    assert response.json()["error"]


def test_outsiders_get_404_and_a_locked_draft_403(client: Client, draft: Draft, outsider: User) -> None:
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.IN_REVIEW)
    assert send(client, draft, {"text": "一、抓早"}).status_code == 403
    client.force_login(outsider)
    assert send(client, draft, {"text": "一、抓早"}).status_code == 404
    client.logout()
    assert send(client, draft, {"text": "一、抓早"}).status_code == 401


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("三、抓好落实\n（一）压实责任\n（二）改进作风", ["一、", "（一）", "（二）"]),
        ("（二）改进作风", ["（一）"]),
        ("一是抓学习。", ["一是"]),
        ("二是抓学习。\n三是抓整改。", ["二是", "三是"]),
        ("其次，要抓早。\n最后，要抓小。", ["其次，", "最后，"]),
        ("30.加强领导", [""]),
        ("1.5亿元的投入", [""]),
        ("压实责任\n改进作风", ["", ""]),
    ],
)
def test_a_passage_may_begin_in_the_midst_of_a_numbering(text: str, printed: list[str]) -> None:
    paragraphs = read_passage(text).manuscript.paragraphs
    assert list(markers(paragraphs)) == printed


def test_a_count_of_the_outermost_parts_is_not_tied_to_those_of_the_passage() -> None:
    text = "我讲两点意见。\n一、抓早\n（一）细\n二、抓小\n要做到两个坚持：一是坚持严；二是坚持实。"
    refs = {span.ref for p in read_passage(text).manuscript.paragraphs for span in p.spans}
    assert len(refs) == 1
    assert not any(ref.startswith("headings::") for ref in refs)
