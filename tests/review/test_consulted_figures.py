"""数据核实 by who is asked: of the revision before them, in their own name, while there is time."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import set_figure
from speeches.drafting.models import Draft, Fact, Verification
from speeches.review.actions import close_consultation, consult
from speeches.review.models import Participant
from tests.htmx import HTMX, main_of, swap

from .test_actions import write


@pytest.fixture
def figure(draft: Draft, drafter: User) -> Fact:
    write(draft, drafter, 1, "全市立案128件。")
    values = {"value": "41", "unit": "人", "previous": "", "period": "", "source": ""}
    set_figure(draft, author=drafter, name="问责人数", values=values)
    return draft.facts.get(name="问责人数")


@pytest.fixture
def verifier(draft: Draft, drafter: User, asked: User, figure: Fact) -> Participant:
    consultation = consult(draft, by=drafter, asked=[("案件管理室", asked)], asks_figures=True)
    return consultation.participants.get()


def verify(client: Client, one: Participant, **said: object) -> HttpResponse:
    return client.post(reverse("consulted-figure-verify", args=[one.pk]), said, headers=HTMX)


def test_who_is_asked_verifies_the_figures_in_their_own_name(
    client: Client, asked: User, drafter: User, draft: Draft, figure: Fact, verifier: Participant
) -> None:
    client.force_login(asked)
    address = reverse("consulted-figures", args=[verifier.pk])
    page = main_of(client.get(address))
    assert not page.select(f'a[href^="{draft.get_absolute_url()}"]')
    assert verify(client, verifier, fact=figure.pk, verdict="wrong").status_code == 422
    said = {"fact": figure.pk, "verdict": "wrong", "proposed": "43"}
    swap(page, f"#fact-{figure.pk}", verify(client, verifier, **said))
    sentence = {"key": "p00001", "quote": "全市立案128件。", "verdict": "right"}
    line = page.select_one(".of-text tbody")["id"]
    swap(page, f"#{line}", verify(client, verifier, **sentence))
    assert page.prettify() == main_of(client.get(address)).prettify()
    found = [(one.who, one.recorded_by, one.proposed) for one in Verification.objects.all()]
    assert found == [("案件管理室", asked, "43"), ("案件管理室", asked, "")]
    client.force_login(drafter)
    assert "案件管理室" in client.get(reverse("draft-verification", args=[draft.pk])).content.decode()


def test_figures_are_verified_by_whom_they_were_sent_to_while_there_is_time(
    client: Client,
    asked: User,
    outsider: User,
    drafter: User,
    mine: Participant,
    verifier: Participant,
    figure: Fact,
) -> None:
    client.force_login(outsider)
    assert client.get(reverse("consulted-figures", args=[verifier.pk])).status_code == 404
    assert verify(client, verifier, fact=figure.pk, verdict="right").status_code == 404
    client.force_login(asked)
    assert client.get(reverse("consulted-figures", args=[mine.pk])).status_code == 404
    assert verify(client, mine, fact=figure.pk, verdict="right").status_code == 404
    close_consultation(verifier.consultation, by=drafter)
    assert verify(client, verifier, fact=figure.pk, verdict="right").status_code == 403
    assert not Verification.objects.exists()
