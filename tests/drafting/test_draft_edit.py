"""The editor page: what it shows, to whom, and a number of queries that does not grow with the speech."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import submit_draft

from .factories import make_draft, make_manuscript

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, draft: Draft) -> BeautifulSoup:
    client.force_login(user)
    response = client.get(draft.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_paper_holds_every_segment_with_its_marker(client: Client, drafter: User, speech: Draft) -> None:
    soup = page(client, drafter, speech)
    segments = soup.select("#paper .segment")
    expected = [
        (paragraph.key, marker, paragraph.text)
        for line in speech.manuscript().printed_lines()
        for marker, paragraph in line
    ]
    found = [(tag["data-key"], tag.get("data-marker", ""), tag.get_text()) for tag in segments]
    assert found == expected


def test_outline_facts_and_length_are_shown(client: Client, drafter: User, speech: Draft) -> None:
    soup = page(client, drafter, speech)
    assert "认清形势" in soup.select_one("#outline").get_text()
    assert soup.select_one("#facts input[name=name]")["value"] == "单位"
    assert "字" in soup.select_one("#outline .spread").get_text()


def test_announced_count_is_a_span_bound_to_its_group(client: Client, drafter: User, speech: Draft) -> None:
    spans = page(client, drafter, speech).select("#paper .count")
    assert any("三点意见" in span.get_text() for span in spans)
    assert all(span["data-ref"] for span in spans)


@pytest.mark.parametrize("reader", ["head", "colleague"])
def test_head_and_co_drafter_see_it(
    client: Client, request: pytest.FixtureRequest, draft: Draft, reader: str
) -> None:
    user = request.getfixturevalue(reader)
    if reader == "colleague":
        draft.co_drafters.add(user)
    assert page(client, user, draft).select_one("#paper")


def test_head_reads_but_does_not_edit(client: Client, head: User, draft: Draft) -> None:
    assert not page(client, head, draft).select_one("#paper").has_attr("data-editable")


def test_reviewer_is_led_to_what_was_sent_from_submission_on(
    client: Client, drafter: User, leader: User, draft: Draft
) -> None:
    client.force_login(leader)
    draft.readers.add(leader)
    assert client.get(draft.get_absolute_url()).status_code == 404
    submit_draft(draft, by=drafter, people=[leader], reason="先看框架")
    assert client.get(draft.get_absolute_url()).url == reverse("review-read", args=[draft.pk])


def test_reviewer_does_not_see_what_was_sent_to_others(client: Client, leader: User, draft: Draft) -> None:
    Draft.objects.update(state=Draft.State.IN_REVIEW)
    client.force_login(leader)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_queries_do_not_grow_with_paragraphs(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    counts = []
    for size in (5, 300):
        draft = make_draft(drafter, make_manuscript(size))
        client.get(draft.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("draft-edit", args=[draft.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_a_text_with_markup_stays_text(client: Client, drafter: User) -> None:
    draft = make_draft(drafter)
    draft.paragraphs.filter(key="p00001").update(text='<script>alert("一")</script>')
    soup = page(client, drafter, draft)
    assert soup.select_one('#paper [data-key="p00001"]').get_text() == '<script>alert("一")</script>'
    assert not soup.select("#paper script")
