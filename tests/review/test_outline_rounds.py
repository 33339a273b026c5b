"""提纲先送审: only the headings go out; agreed to, the draft is its writer's again."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import decide, submit_draft
from speeches.review.models import Round
from speeches.review.states import RoundState, Verdict
from tests.drafting.factories import make_speech
from tests.htmx import main_of

from .test_actions import state_of


@pytest.fixture
def speech(drafter: User) -> Draft:
    return make_speech(drafter)


@pytest.fixture
def outlined(speech: Draft, drafter: User, leader: User) -> Draft:
    # Something is open in the text (XX件): an outline goes all the same.
    submit_draft(speech, by=drafter, people=[leader], is_outline=True)
    speech.refresh_from_db()
    return speech


def test_leader_sees_headings_and_no_text(client: Client, leader: User, outlined: Draft) -> None:
    client.force_login(leader)
    page = main_of(client.get(reverse("review-read", args=[outlined.pk])))
    lines = [line.get_text(strip=True) for line in page.select("#text .line")]
    assert lines == ["认清形势", "汲取教训", "抓好落实", "压实责任。", "改进作风。"]
    marks = [segment["data-marker"] for segment in page.select("#text .segment")]
    assert marks == ["一、", "二、", "三、", "（一）", "（二）"]
    assert "提纲" in page.select_one(".round-head .chip").get_text()


def test_agreed_outline_goes_back_to_its_writer(
    client: Client, leader: User, drafter: User, outlined: Draft
) -> None:
    client.force_login(leader)
    response = client.post(reverse("draft-decide", args=[outlined.pk]), {"verdict": "agreed"})
    assert response["Location"] == reverse("dashboard")
    assert state_of(outlined) == Draft.State.DRAFTING
    assert Round.objects.get().state == RoundState.APPROVED
    client.force_login(drafter)
    timeline = main_of(client.get(reverse("draft-timeline", args=[outlined.pk]))).get_text()
    assert "提纲已通过" in timeline
    assert "第 1 次送审提纲" in timeline
    assert "提纲已通过" in client.get(reverse("draft-opinions", args=[outlined.pk])).content.decode()


def test_whole_text_is_kept_beside_the_outline(outlined: Draft, drafter: User, leader: User) -> None:
    outline, whole = outlined.revisions.all()[:2]
    assert whole.manuscript() == outlined.manuscript()
    assert Round.objects.get().revision == outline
    decide(outlined, by=leader, verdict=Verdict.RETURNED, reason="第二部分并入第三部分")
    assert state_of(outlined) == Draft.State.RETURNED
    assert outlined.manuscript() == whole.manuscript()
    review = submit_draft(outlined, by=drafter, people=[leader], reason="数据月底才有")
    assert review.revision.manuscript() == outlined.manuscript()
    assert not review.is_outline


def test_draft_without_headings_has_no_outline_to_send(draft: Draft, drafter: User, leader: User) -> None:
    with pytest.raises(NotAllowed, match="还没有标题"):
        submit_draft(draft, by=drafter, people=[leader], is_outline=True)


def test_form_sends_an_outline_without_a_reason(
    client: Client, drafter: User, leader: User, speech: Draft
) -> None:
    client.force_login(drafter)
    address = reverse("draft-submit", args=[speech.pk])
    page = main_of(client.get(address))
    assert page.select("[name=is_outline]")
    names = [field["name"] for field in page.select(".people-order select") if "person" in field["name"]]
    said = {names[0]: leader.pk, "is_outline": "on"}
    response = client.post(address, said)
    assert response["Location"] == reverse("review-read", args=[speech.pk])
    assert Round.objects.get().is_outline
