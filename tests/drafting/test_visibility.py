"""Every address of a draft is a 404 to those it does not concern, and a redirect to the login for nobody."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft, SpeechImport

pytestmark = pytest.mark.django_db

GET = (
    "draft-edit",
    "draft-changes",
    "draft-outline",
    "draft-fill-proposal",
    "draft-facts",
    "draft-revisions",
)
GET_TOO = (
    "draft-copy",
    "draft-former",
    "draft-borrow",
    "draft-length",
    "draft-head",
    "draft-export",
    "draft-export-menu",
    "draft-co-drafters",
    "draft-papers",
    "paper-card",
    "pdf-state",
    "draft-print",
    "draft-prompter",
)
POST = ("draft-changes", "draft-facts", "draft-revisions", "draft-rename", "draft-delete", "draft-restore")
POST_TOO = (
    "draft-copy",
    "draft-text-proposal",
    "draft-former",
    "draft-length",
    "draft-pdf",
    "hard-word-set",
)
ADDRESSES = [
    *(("get", name) for name in (*GET, *GET_TOO)),
    *(("post", name) for name in (*POST, *POST_TOO)),
]
NUMBERED = [("get", "revision-detail"), ("post", "revision-restore")]


@pytest.mark.parametrize("person", ["outsider", "head_elsewhere", "leader", "curator", "colleague"])
@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_invisible_draft_is_not_found(
    client: Client, request: pytest.FixtureRequest, draft: Draft, person: str, method: str, name: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    response = getattr(client, method)(reverse(name, args=[draft.pk]))
    assert response.status_code == 404


@pytest.mark.parametrize(("method", "name"), NUMBERED)
def test_invisible_revision_is_not_found(
    client: Client, outsider: User, draft: Draft, method: str, name: str
) -> None:
    client.force_login(outsider)
    assert getattr(client, method)(reverse(name, args=[draft.pk, 1])).status_code == 404


def test_proposal_of_an_invisible_draft_is_not_found(client: Client, outsider: User, draft: Draft) -> None:
    client.force_login(outsider)
    address = reverse("draft-proposal", args=[draft.pk, uuid.uuid4()])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "import-detail"), ("get", "import-state"), ("post", "import-line"), ("post", "import-cancel")],
)
def test_somebody_elses_import_is_not_found(
    client: Client, drafter: User, head: User, method: str, name: str
) -> None:
    speech_import = SpeechImport.objects.create(user=drafter, office=drafter.office)
    client.force_login(head)
    assert getattr(client, method)(reverse(name, args=[speech_import.pk])).status_code == 404


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_nobody_is_sent_to_the_login(client: Client, draft: Draft, method: str, name: str) -> None:
    response = getattr(client, method)(reverse(name, args=[draft.pk]))
    if name in ("draft-changes", "draft-fill-proposal", "draft-text-proposal"):
        assert response.status_code == 401
        assert "登录已过期" in response.json()["error"]
    else:
        assert response.status_code == 302
        assert reverse("login") in response["Location"]


def test_binned_draft_is_not_found_even_by_its_author(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    client.post(reverse("draft-delete", args=[draft.pk]))
    assert client.get(draft.get_absolute_url()).status_code == 404
