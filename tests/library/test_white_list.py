"""The white list of proofreading: proposed from drafts, decided by the office's curators."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions import propose_white_listing
from speeches.library.models import WhiteListEntry
from tests.cast import make_curator
from tests.htmx import HTMX, main_of, swap

pytestmark = pytest.mark.django_db
SAID = {"rule": "characters.confusable", "text": "云川", "message": "应为“云州”。", "reason": "local"}


@pytest.fixture
def entry(office: Office, drafter: User) -> WhiteListEntry:
    return propose_white_listing(office, by=drafter, **SAID)


def test_a_curator_confirms_and_takes_out(client: Client, curator: User, entry: WhiteListEntry) -> None:
    client.force_login(curator)
    page = main_of(client.get(reverse("white-list")))
    assert "待确认" in page.get_text()
    url = reverse("white-list-decide", args=[entry.pk])
    for said, state in (({"accept": "1"}, "active"), ({}, "declined")):
        swap(page, "#white-list", client.post(url, said, headers=HTMX))
        assert page.prettify() == main_of(client.get(reverse("white-list"))).prettify()
        entry.refresh_from_db()
        assert (entry.state, entry.decided_by) == (state, curator)
    verbs = ActionLog.objects.filter(verb__startswith="white-list-").values_list("verb", flat=True)
    assert sorted(verbs) == ["white-list-accept", "white-list-decline", "white-list-propose"]


def test_what_was_declined_can_be_proposed_again(
    client: Client, curator: User, drafter: User, entry: WhiteListEntry
) -> None:
    client.force_login(curator)
    client.post(reverse("white-list-decide", args=[entry.pk]))
    again = propose_white_listing(entry.office, by=drafter, **SAID)
    assert (again.pk, again.state, again.decided_by) == (entry.pk, "proposed", None)


def test_an_active_entry_is_not_proposed_anew(drafter: User, entry: WhiteListEntry) -> None:
    WhiteListEntry.objects.update(state="active")
    assert propose_white_listing(entry.office, by=drafter, **SAID).state == "active"


def test_an_empty_list_says_how_it_fills(client: Client, curator: User) -> None:
    client.force_login(curator)
    assert "白名单还是空的" in main_of(client.get(reverse("white-list"))).get_text()


def test_a_drafter_does_not_decide(client: Client, drafter: User, entry: WhiteListEntry) -> None:
    client.force_login(drafter)
    assert client.get(reverse("white-list")).status_code == 403
    assert client.post(reverse("white-list-decide", args=[entry.pk]), {"accept": "1"}).status_code == 404


def test_a_curator_elsewhere_sees_nothing_of_it(
    client: Client, outsider: User, entry: WhiteListEntry
) -> None:
    client.force_login(make_curator(outsider.office, "curator-elsewhere"))
    assert "云川" not in main_of(client.get(reverse("white-list"))).get_text()
    assert client.post(reverse("white-list-decide", args=[entry.pk]), {"accept": "1"}).status_code == 404
