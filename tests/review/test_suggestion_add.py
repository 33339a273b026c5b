"""The leader's page: words put otherwise, a paragraph rewritten, one more, one less; marked in the text."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import Tag
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Manuscript
from speeches.review.actions import submit_draft, suggest
from speeches.review.models import Comment, Suggestion
from speeches.review.states import CommentState
from speeches.review.suggesting.fitting import fitted
from speeches.review.suggesting.making import rewriting
from tests.drafting.factories import body, make_draft
from tests.htmx import HTMX, main_of, soup_of, swap

from .conftest import TEXTS

SECOND = TEXTS[1].rindex("大家")
WORDS = {"kind": "words", "key": "p00002", "start": SECOND, "quote": "大家要抓好落实", "text": "要真抓实干"}


def add(client: Client, draft: Draft, **fields: Any) -> HttpResponse:
    return client.post(reverse("suggestion-add", args=[draft.pk]), fields, headers=HTMX)


def read(client: Client, draft: Draft) -> Tag:
    return main_of(client.get(reverse("review-read", args=[draft.pk])))


def changes() -> list[dict[str, Any]]:
    return Suggestion.objects.get().changes


@pytest.mark.parametrize(
    ("kind", "field"), [("words", "大家要抓好落实"), ("rewrite", TEXTS[1]), ("insert", ""), ("bad", "")]
)
def test_form_begins_with_the_words_or_the_paragraph(
    client: Client, leader: User, submitted: Draft, kind: str, field: str
) -> None:
    client.force_login(leader)
    asked = {**WORDS, "kind": kind}
    form = soup_of(client.get(reverse("suggestion-new", args=[submitted.pk]), asked)).form
    assert form.select_one("[name=text]").get_text().strip() == field


def test_words_are_marked_where_they_stand_and_swap_equals_reload(
    client: Client, leader: User, submitted: Draft
) -> None:
    client.force_login(leader)
    page = read(client, submitted)
    swap(page, "#reading", add(client, submitted, **WORDS, note="更有力"))
    again = read(client, submitted)
    assert page.prettify() == again.prettify()
    segment = again.select_one("#at-p00002")
    assert segment.get_text() == TEXTS[1]
    assert [one.get_text() for one in segment.select("s")] == ["大家要抓好落实"]
    assert segment.select_one(".to-come")["data-came"] == "要真抓实干"
    assert changes()[0]["text"] == TEXTS[1][:SECOND] + "要真抓实干。"
    shown = again.select_one(".opinions .opinion")
    assert [one.get_text() for one in shown.select("del, ins")] == ["大家要抓好落实", "要真抓实干"]


def test_paragraph_rewritten_added_and_deleted(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    add(client, submitted, kind="rewrite", key="p00001", text="改写。\n再加一段。")
    add(client, submitted, kind="insert", key="p00003", text="  散会。 ")
    add(client, submitted, kind="delete", key="p00002")
    kinds = [[change["kind"] for change in one.changes] for one in Suggestion.objects.order_by("pk")]
    assert kinds == [["rewrite", "insert"], ["insert"], ["delete"]]
    page = read(client, submitted)
    assert [one["data-came"] for one in page.select(".to-come.behind")] == ["再加一段。", "散会。"]
    assert page.select_one("#at-p00002 s").get_text() == TEXTS[1]


@pytest.mark.parametrize(("key", "gone"), [("p00002", ["p00002", "p00003"]), ("p00003", ["p00003"])])
def test_with_the_head_of_a_line_goes_what_runs_on_after_it(
    client: Client, leader: User, drafter: User, key: str, gone: list[str]
) -> None:
    head = replace(body(2, "抓早抓小。"), role=Role.HEADING, level=2, series="（一）")
    runs_on = replace(body(3, "发现苗头就要提醒。"), run_in=True)
    draft = make_draft(drafter, Manuscript((), (body(1, "开头一段。"), head, runs_on, body(4, "最后一段。"))))
    submit_draft(draft, by=drafter, people=[leader])
    client.force_login(leader)
    add(client, draft, kind="delete", key=key)
    suggestion = Suggestion.objects.get()
    assert [change["key"] for change in suggestion.changes] == gone
    left = fitted(draft.manuscript(), suggestion.values()).manuscript
    assert [line[0].key for line in left.lines()] == ["p00001", *{"p00002"} - {*gone}, "p00004"]


BAD = [
    ({"kind": "rewrite", "key": "p00001", "text": TEXTS[0]}, "和原文一样"),
    ({"kind": "insert", "key": "p00001", "text": " \n"}, "还没有写"),
    ({"kind": "rewrite", "key": "nobody", "text": "改"}, "没有找到所选的文字"),
    ({**WORDS, "start": 0}, "没有找到所选的文字"),
    ({"kind": "rewrite", "key": "p00001", "text": "长" * 20001}, "20000"),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_bad_input_is_told_and_kept(
    client: Client, leader: User, submitted: Draft, fields: dict[str, Any], sentence: str
) -> None:
    client.force_login(leader)
    response = add(client, submitted, **fields)
    form = soup_of(response).select_one("#comment-place form")
    assert response.status_code == 422
    assert sentence in form.get_text()
    assert form.select_one("[name=text]").get_text().strip() == str(fields["text"]).strip()
    assert not Comment.objects.exists()


def test_invisible_characters_are_left_out(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    add(client, submitted, kind="rewrite", key="p00001", text="改\x07写。")
    assert changes()[0]["text"] == "改写。"


def test_own_suggestion_is_taken_back_and_put_back(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    add(client, submitted, **WORDS)
    pk = Comment.objects.get().pk
    page = soup_of(client.post(reverse("comment-withdraw", args=[submitted.pk, pk]), headers=HTMX))
    assert not page.select("#text s")
    client.post(reverse("comment-put-back", args=[submitted.pk, pk]), headers=HTMX)
    assert Comment.objects.get().state == CommentState.OPEN


@pytest.mark.parametrize(("person", "status"), [("boss", 403), ("drafter", 403), ("outsider", 404)])
def test_only_whose_turn_it_is(
    client: Client, request: pytest.FixtureRequest, submitted: Draft, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert add(client, submitted, **WORDS).status_code == status
    asked = client.get(reverse("suggestion-new", args=[submitted.pk]), WORDS)
    assert asked.status_code == status
    assert not Comment.objects.exists()


def test_queries_do_not_grow_with_suggestions(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    counts = []
    for at in range(2):
        for number in range(1 + 5 * at):
            wanted = rewriting(submitted.manuscript(), "p00001", f"改写{at}{number}。")
            suggest(submitted, author=leader, changes=wanted)
        read(client, submitted)
        with CaptureQueriesContext(connection) as captured:
            read(client, submitted)
        counts.append(len(captured))
    assert counts[0] == counts[1]
