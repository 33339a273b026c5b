"""What is swapped around the paper is what a reloaded page shows: each panel, and those that follow it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts
from speeches.drafting.models import Delivery, Draft
from speeches.manuscript.parsing import parse
from tests.htmx import HTMX, soup_of, swap
from tests.library.factories import make_entry

from .factories import make_draft, make_speech

pytestmark = pytest.mark.django_db

OPENED = "#length-panel, #proof-panel, #revisions-panel, #basket"


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def opened(client: Client, draft: Draft) -> BeautifulSoup:
    """The editor with its panels as they come in."""
    page = soup_of(client.get(draft.get_absolute_url()))
    for panel in page.select(OPENED):
        fetch(client, page, f"#{panel['id']}", panel["hx-get"], panel.get("hx-swap", "innerHTML"))
    return page


def fetch(client: Client, page: BeautifulSoup, target: str, url: str, way: str = "outerHTML") -> None:
    response = client.get(url, headers=HTMX)
    response["HX-Reswap"] = way
    swap(page, target, response)


def follow(client: Client, page: BeautifulSoup, response: HttpResponse) -> None:
    """What waits for the events that an answer tells of asks again."""
    for event in json.loads(response.headers.get("HX-Trigger", "{}")):
        for place in page.select(f'[hx-trigger*="{event} from:body"]'):
            fetch(client, page, f"#{place['id']}", place["hx-get"])


def send(client: Client, draft: Draft, target: str, url: str, **data: object) -> None:
    """Post, swap, follow, compare with the page opened anew."""
    page = opened(client, draft)
    response = client.post(url, data, headers=HTMX)
    swap(page, target, response)
    follow(client, page, response)
    assert around_paper(page) == around_paper(opened(client, draft))


def around_paper(page: BeautifulSoup) -> str:
    """The paper itself is never swapped: it fetches by itself what it has to change."""
    desk = page.select_one("#desk")
    assert desk is not None
    desk.select_one("#paper").decompose()
    return desk.prettify()


def test_facts_and_the_target(client: Client, draft: Draft) -> None:
    data = {"name": "单位", "was": "", "value": "云山县", "target_minutes": "2"}
    send(client, draft, "#facts", reverse("draft-facts", args=[draft.pk]), **data)


def test_a_target_out_of_bounds_is_said_beside_it(client: Client, draft: Draft) -> None:
    response = client.post(reverse("draft-facts", args=[draft.pk]), {"target_minutes": "9999"}, headers=HTMX)
    page = opened(client, draft)
    swap(page, "#facts", response)
    assert page.select_one("#fact-target_error") is not None
    draft.refresh_from_db()
    assert draft.target_minutes is None


def test_a_traced_text_that_is_right_here(client: Client, drafter: User) -> None:
    text = "讲话\n同志们：\n去年青山县查处12人。"
    old = make_draft(drafter, parse(text).manuscript)
    set_facts(old, author=drafter, facts={"单位": "青山县"})
    data = {"title": "新的讲话", "fact:单位": "绿水县"}
    client.post(reverse("draft-copy", args=[old.pk]), data)
    copy = Draft.objects.latest("pk")
    page = opened(client, copy)
    row = page.select_one("#former li")
    assert row is not None
    name = row.select_one("[name=name]")["value"]
    send(client, copy, "#former", reverse("draft-former", args=[copy.pk]), name=name)
    assert opened(client, copy).select_one("#former li") is None


def test_a_measured_speech(client: Client, drafter: User) -> None:
    draft = make_speech(drafter)
    set_facts(draft, author=drafter, facts={"讲话人": "张书记"})
    data = {"speech": f"draft-{draft.pk}", "minutes": "1"}
    send(client, draft, "#draft-length", reverse("draft-length", args=[draft.pk]), **data)
    remove = reverse("delivery-remove", args=[draft.pk, Delivery.objects.get().pk])
    send(client, draft, "#draft-length", remove)


def test_a_version_that_is_kept_and_named(client: Client, draft: Draft) -> None:
    send(client, draft, "#revisions", reverse("draft-revisions", args=[draft.pk]), note="送审前")
    number = draft.revisions.latest("number").number
    send(client, draft, "#revisions", reverse("revision-name", args=[draft.pk, number]), note="定稿前")


def test_the_basket(client: Client, draft: Draft, drafter: User) -> None:
    entry = make_entry(drafter.office, "小切口整治", "要办成一批实事。")
    send(client, draft, "#basket", reverse("basket-put", args=[entry.pk]))
    send(client, draft, "#basket", reverse("basket-take", args=[entry.pk]))


def test_choosing_a_speech_to_take_from_and_going_back(client: Client, draft: Draft, speech: Draft) -> None:
    page = opened(client, draft)
    fetch(client, page, "#borrow", reverse("draft-borrow", args=[draft.pk]), "innerHTML")
    first = page.prettify()
    fetch(client, page, "#borrow", page.select_one("#borrow a[hx-get]")["hx-get"], "innerHTML")
    assert page.select("#borrow [data-take]")
    fetch(client, page, "#borrow", page.select_one("#borrow a[hx-get]")["hx-get"], "innerHTML")
    assert page.prettify() == first
