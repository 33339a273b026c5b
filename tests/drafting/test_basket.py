"""素材篮: entries put aside for later."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions.basket import MOST
from speeches.drafting.models import BasketItem
from speeches.library.models import Entry

pytestmark = pytest.mark.django_db


def make_entry(user: User, title: str = "压实责任", state: str = Entry.State.ACTIVE) -> Entry:
    return Entry.objects.create(
        title=title, kind="passage", content={}, text=title, office=user.office, state=state
    )


def put(client: Client, entry: Entry) -> list[str]:
    return titles(client.post(reverse("basket-put", args=[entry.pk])).content)


def titles(content: bytes) -> list[str]:
    return [row.span.get_text() for row in BeautifulSoup(content, "html.parser").select("#basket li")]


def test_put_aside_newest_first_and_each_once(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    first, second = make_entry(drafter), make_entry(drafter, "改进作风")
    put(client, first)
    assert put(client, second) == ["改进作风", "压实责任"]
    assert put(client, first) == ["改进作风", "压实责任"]
    assert titles(client.get(reverse("basket")).content) == ["改进作风", "压实责任"]


def test_taken_out(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    entry = make_entry(drafter)
    put(client, entry)
    assert titles(client.post(reverse("basket-take", args=[entry.pk])).content) == []
    assert client.post(reverse("basket-take", args=[entry.pk])).status_code == 404


def test_what_is_retired_is_offered_no_more(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    entry = make_entry(drafter)
    put(client, entry)
    Entry.objects.update(state=Entry.State.RETIRED)
    assert titles(client.get(reverse("basket")).content) == []


def test_a_basket_is_private(client: Client, drafter: User, colleague: User) -> None:
    client.force_login(drafter)
    put(client, make_entry(drafter))
    client.force_login(colleague)
    assert titles(client.get(reverse("basket")).content) == []


def test_an_invisible_entry_is_not_found(client: Client, drafter: User, outsider: User) -> None:
    client.force_login(outsider)
    assert client.post(reverse("basket-put", args=[make_entry(drafter).pk])).status_code == 404
    assert client.post(reverse("basket-put", args=[uuid.uuid4()])).status_code == 404


def test_a_full_basket_says_so(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    for number in range(MOST):
        BasketItem.objects.create(user=drafter, entry=make_entry(drafter, f"第{number}条"))
    response = client.post(reverse("basket-put", args=[make_entry(drafter).pk]))
    assert response.status_code == 403
    assert "放不下了" in response.content.decode()
