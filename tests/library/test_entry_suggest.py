"""Drafters propose material; it waits for the curators."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.models import Entry, Theme
from tests.htmx import HTMX, main_of, swap

from .factories import ENUMERATION

URL = "/library/suggest/"
FIELDS: dict[str, Any] = {
    "title": "“三个始终”",
    "kind": "enumeration",
    "function": "要求",
    "text": ENUMERATION,
}


def test_a_proposal_waits_for_the_curators(client: Client, drafter: User, office: Office):
    theme = Theme.objects.create(name="工作方法")
    client.force_login(drafter)
    answer = client.post(
        URL, {**FIELDS, "themes": [theme.pk], "source": "在全会上的讲话", "source_level": "市"}
    )
    entry = Entry.objects.get()
    assert answer.headers["Location"] == entry.get_absolute_url()
    assert (entry.state, entry.office, entry.proposed_by, entry.scope) == ("pending", office, drafter, "own")
    assert (entry.source, entry.source_level) == ("在全会上的讲话", "市")
    assert list(entry.themes.all()) == [theme]
    assert ActionLog.objects.get().verb == "propose-entry"
    assert "还没有处理" in client.get(entry.get_absolute_url()).content.decode()


def test_scope_and_quality_are_not_the_proposers(client: Client, drafter: User):
    client.force_login(drafter)
    client.post(URL, {**FIELDS, "scope": "subtree", "quality": "3", "state": "active"})
    entry = Entry.objects.get()
    assert (entry.scope, entry.quality, entry.state) == ("own", 0, "pending")


@pytest.mark.parametrize("fields", [{"title": ""}, {"text": " "}, {"kind": "poem"}, {"source_on": "昨天"}])
def test_bad_input_keeps_what_was_typed(client: Client, drafter: User, fields: dict[str, str]):
    client.force_login(drafter)
    page = client.post(URL, {**FIELDS, "source": "某次讲话", **fields})
    assert page.status_code == 422
    assert "某次讲话" in page.content.decode()
    assert not Entry.objects.exists()


def test_preview_swapped_equals_reloaded(client: Client, drafter: User):
    client.force_login(drafter)
    page = main_of(client.get(URL))
    swap(page, "#preview", client.post(reverse("entry-preview"), {"text": ENUMERATION}, headers=HTMX))
    refused = main_of(client.post(URL, {**FIELDS, "title": ""}))
    assert page.select_one("#preview").prettify() == refused.select_one("#preview").prettify()
    assert "预告的 3 条都在" in page.select_one("#preview").get_text()


def test_the_library_leads_there(client: Client, drafter: User, curator: User, leader: User):
    for person, is_led in ((drafter, True), (curator, False), (leader, False)):
        client.force_login(person)
        assert (URL in client.get(reverse("entry-list")).content.decode()) == is_led


def test_reviewers_do_not_propose(client: Client, leader: User):
    client.force_login(leader)
    assert client.post(URL, FIELDS).status_code == 403
    assert client.get(URL).status_code == 403


def test_a_proposal_is_its_proposers_and_curators_alone(
    client: Client, drafter: User, curator: User, leader: User, outsider: User
):
    client.force_login(drafter)
    client.post(URL, FIELDS)
    url = Entry.objects.get().get_absolute_url()
    for person, status in ((drafter, 200), (curator, 200), (leader, 404), (outsider, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status


def test_query_count(client: Client, drafter: User, django_assert_max_num_queries):
    client.force_login(drafter)
    with django_assert_max_num_queries(11):
        client.get(URL)
