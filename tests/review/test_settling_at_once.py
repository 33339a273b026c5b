"""Opinions while two people are at it, and in states in which nobody may touch them any more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Notice, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_comment,
    answer_comment,
    consent_to_keeping,
    correct_opinion,
    decide,
    disown_opinion,
    insist_on_change,
    record_opinion,
    reopen_comment,
    restore_opinion,
    submit_draft,
)
from speeches.review.models import Answer, Comment
from speeches.review.states import Channel, CommentState, Outcome, Verdict
from tests.htmx import HTMX, soup_of


@pytest.fixture
def returned(submitted: Draft, leader: User) -> Draft:
    add_comment(submitted, author=leader, text="此处展开", key="p00001")
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="请改。")
    submitted.refresh_from_db()
    return submitted


def as_loaded() -> Comment:
    """Return the row as a request has it that began before what follows."""
    return Comment.objects.select_related("draft", "author").get()


def test_nothing_is_reopened_in_a_draft_that_was_sent_out_meanwhile(
    drafter: User, leader: User, returned: Draft
) -> None:
    answer_comment(as_loaded(), by=drafter, outcome=Outcome.ADOPTED)
    begun = as_loaded()
    submit_draft(returned, by=drafter, people=[leader])
    with pytest.raises(NotAllowed, match="只有批注人本人"):
        reopen_comment(begun, by=drafter)
    assert as_loaded().state == CommentState.SETTLED


def test_of_two_answers_the_first_counts(drafter: User, returned: Draft) -> None:
    begun = as_loaded()
    answer_comment(as_loaded(), by=drafter, outcome=Outcome.ADOPTED)
    with pytest.raises(NotAllowed, match="已办结"):
        answer_comment(begun, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    assert [one.outcome for one in Answer.objects.all()] == [Outcome.ADOPTED]


def test_leader_decides_once(drafter: User, leader: User, returned: Draft) -> None:
    answer_comment(as_loaded(), by=drafter, outcome=Outcome.KEPT, text="口径如此")
    begun = as_loaded()
    consent_to_keeping(as_loaded(), by=leader)
    with pytest.raises(NotAllowed):
        insist_on_change(begun, by=leader)
    assert as_loaded().state == CommentState.SETTLED


def test_writers_hear_that_a_change_is_still_wanted(drafter: User, leader: User, returned: Draft) -> None:
    answer_comment(as_loaded(), by=drafter, outcome=Outcome.KEPT, text="口径如此")
    insist_on_change(as_loaded(), by=leader, text="写具体些")
    assert Notice.objects.filter(person=drafter, text__contains="此处展开").exists()


@pytest.fixture
def entered(draft: Draft, drafter: User, leader: User) -> Comment:
    return record_opinion(draft, by=drafter, leader=leader, text="数字要核", channel=Channel.TELEPHONE)


TOUCHING: list[Callable[[Comment, User], object]] = [
    lambda one, by: correct_opinion(one, by=by, text="别的话"),
    lambda one, by: disown_opinion(one, by=by),
]


@pytest.mark.parametrize("act", TOUCHING)
@pytest.mark.parametrize("state", [Draft.State.FINAL, Draft.State.ARCHIVED])
def test_opinions_on_a_final_text_stay_as_they_are(
    drafter: User, draft: Draft, entered: Comment, state: str, act: Callable[[Comment, User], object]
) -> None:
    begun = as_loaded()
    Draft.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(NotAllowed, match="请先重新打开"):
        act(begun, drafter)
    assert (as_loaded().text, as_loaded().state) == ("数字要核", CommentState.OPEN)


def test_nothing_taken_back_comes_back_into_a_final_text(
    drafter: User, draft: Draft, entered: Comment
) -> None:
    disown_opinion(entered, by=drafter)
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.FINAL)
    with pytest.raises(NotAllowed, match="请先重新打开"):
        restore_opinion(as_loaded(), by=drafter)


def test_who_entered_an_opinion_puts_back_what_they_took_back(
    client: Client, drafter: User, draft: Draft, entered: Comment
) -> None:
    client.force_login(drafter)
    address = reverse("settlement-settle", args=[draft.pk, entered.pk])
    assert "恢复" in client.post(address, {"verb": "disown"}, headers=HTMX).content.decode()
    response = client.post(address, {"verb": "restore"}, headers=HTMX)
    assert (response.status_code, "数字要核" in response.content.decode()) == (200, True)
    assert as_loaded().state == CommentState.OPEN


def test_nobody_else_finds_what_was_taken_back(
    client: Client, drafter: User, boss: User, draft: Draft, entered: Comment
) -> None:
    disown_opinion(entered, by=drafter)
    client.force_login(boss)
    address = reverse("settlement-settle", args=[draft.pk, entered.pk])
    assert client.post(address, {"verb": "restore"}, headers=HTMX).status_code == 404


@pytest.mark.parametrize("text", ["长" * 2001, "含有\x00的"])
def test_correction_that_cannot_be_kept_stays_in_its_box(
    client: Client, drafter: User, draft: Draft, entered: Comment, text: str
) -> None:
    client.force_login(drafter)
    address = reverse("settlement-settle", args=[draft.pk, entered.pk])
    response = client.post(address, {"verb": "correct", "text": text}, headers=HTMX)
    page = soup_of(response)
    assert response.status_code == 422
    assert page.select_one(".correct-opinion[open] .error")
    assert text[:20] in page.select_one(".correct-opinion textarea").get_text()
    assert page.select_one("textarea[aria-label=处理说明]").get_text().strip() == ""
    assert as_loaded().text == "数字要核"


def test_what_a_leader_says_with_a_consent_is_kept(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    answer_comment(as_loaded(), by=drafter, outcome=Outcome.KEPT, text="口径如此")
    client.force_login(leader)
    address = reverse("settlement-settle", args=[returned.pk, as_loaded().pk])
    long = client.post(address, {"verb": "consent", "text": "长" * 2001}, headers=HTMX)
    assert (long.status_code, "长" * 2001 in long.content.decode()) == (422, True)
    response = client.post(address, {"verb": "consent", "text": "下次写具体"}, headers=HTMX)
    assert "下次写具体" in response.content.decode()
    assert Answer.objects.get(outcome=Outcome.CONSENTED).text == "下次写具体"


def test_leader_asks_for_a_change_also_of_what_was_taken_back_into_writing(
    drafter: User, leader: User, draft: Draft, entered: Comment
) -> None:
    answer_comment(entered, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    insist_on_change(as_loaded(), by=leader)
    assert as_loaded().state == CommentState.OPEN


@pytest.mark.parametrize("state", [Draft.State.APPROVED, Draft.State.FINAL, Draft.State.ARCHIVED])
def test_what_was_approved_is_opened_again_first(
    drafter: User, leader: User, draft: Draft, entered: Comment, state: str
) -> None:
    answer_comment(entered, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    Draft.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(NotAllowed, match="请让起草人重新打开"):
        insist_on_change(as_loaded(), by=leader)
