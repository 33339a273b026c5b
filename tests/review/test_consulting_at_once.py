"""征求意见 while two people are at it: nothing noted is lost, and what is told of a reply is true."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_opinion,
    close_consultation,
    put_opinion_back,
    record_reply,
    send_reply,
    suggest_opinion,
    withdraw_opinion,
)
from speeches.review.models import Comment, Consultation, Participant
from speeches.review.states import Channel, Reply
from speeches.review.suggesting.making import rewriting
from tests.htmx import main_of


def as_loaded(participant: Participant) -> Participant:
    """Return the row as a request has it that began before what follows."""
    related = Participant.objects.select_related("consultation__draft", "consultation__revision")
    return related.get(pk=participant.pk)


def suggest_anew(participant: Participant, by: User) -> None:
    changes = rewriting(participant.consultation.revision.manuscript(), "p00003", "乘势而上。")
    suggest_opinion(participant, by=by, changes=changes)


ANSWERS = [
    lambda one, by: add_opinion(one, by=by, text="晚了"),
    lambda one, by: send_reply(one, by=by, text="晚了"),
    suggest_anew,
]


@pytest.mark.parametrize("act", ANSWERS)
def test_who_answers_while_it_is_closed_is_told_and_nothing_is_hidden(
    drafter: User, asked: User, mine: Participant, act: object
) -> None:
    begun = as_loaded(mine)
    close_consultation(mine.consultation, by=drafter)
    with pytest.raises(NotAllowed, match="已经结束"):
        act(begun, asked)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("act", ANSWERS)
def test_no_opinion_comes_into_a_text_that_was_made_final_meanwhile(
    draft: Draft, asked: User, mine: Participant, act: object
) -> None:
    begun = as_loaded(mine)
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.FINAL)
    with pytest.raises(NotAllowed, match="已经定稿"):
        act(begun, asked)


def test_paper_reply_is_not_entered_once_it_is_closed(drafter: User, on_paper: Participant) -> None:
    begun = as_loaded(on_paper)
    close_consultation(on_paper.consultation, by=drafter)
    with pytest.raises(NotAllowed, match="已经结束"):
        record_reply(begun, by=drafter, channel=Channel.PAPER, text="晚了")


def test_closing_counts_what_was_noted_since_the_page_was_loaded(
    drafter: User, asked: User, consultation: Consultation, mine: Participant
) -> None:
    add_opinion(as_loaded(mine), by=asked, text="数字不对")
    close_consultation(consultation, by=drafter)
    assert list(Comment.objects.visible_to(drafter)) == list(Comment.objects.all())


def test_who_writes_more_after_having_none_has_opinions(asked: User, mine: Participant) -> None:
    send_reply(mine, by=asked)
    one = add_opinion(mine, by=asked, text="还有一条", key="p00002")
    mine.refresh_from_db()
    assert mine.reply == Reply.OPINIONS
    withdraw_opinion(one, by=asked)
    mine.refresh_from_db()
    assert mine.reply == Reply.NONE
    put_opinion_back(Comment.objects.get(), by=asked)
    mine.refresh_from_db()
    assert mine.reply == Reply.OPINIONS


def test_noting_alone_sends_nothing(asked: User, mine: Participant) -> None:
    one = add_opinion(mine, by=asked, text="还有一条")
    withdraw_opinion(one, by=asked)
    mine.refresh_from_db()
    assert mine.reply == Reply.AWAITED


def test_who_answers_after_somebody_entered_it_has_answered_themselves(
    drafter: User, asked: User, mine: Participant
) -> None:
    record_reply(as_loaded(mine), by=drafter, channel=Channel.TELEPHONE)
    send_reply(mine, by=asked)
    mine.refresh_from_db()
    assert (mine.recorded_by, mine.channel) == (None, "")


@pytest.mark.parametrize(("text", "sentence"), [("写了很久的意见", "已经结束"), ("不\x00能", "没有送出")])
def test_what_was_typed_when_it_was_closed_can_still_be_copied(
    client: Client, drafter: User, asked: User, mine: Participant, text: str, sentence: str
) -> None:
    close_consultation(mine.consultation, by=drafter)
    client.force_login(asked)
    response = client.post(reverse("reply-send", args=[mine.pk]), {"text": text})
    assert response.status_code in (403, 422)
    page = main_of(response)
    assert sentence in page.get_text()
    assert page.select_one("textarea[readonly]").get_text().strip().startswith(text[0])
