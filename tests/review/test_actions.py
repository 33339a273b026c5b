"""The verbs of review: who may, what follows, what the log says."""

import pytest

from speeches.accounts.models import ActionLog, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft, Revision
from speeches.review.actions import (
    add_comment,
    answer_comment,
    decide,
    put_comment_back,
    recall_draft,
    reopen_comment,
    reopen_draft,
    submit_draft,
    withdraw_comment,
)
from speeches.review.models import Comment
from speeches.review.queries import last_return, last_stages, open_step
from speeches.review.rounds.stages import people_of
from speeches.review.states import CommentState, Outcome, RoundState, StepState, Verdict
from tests.drafting.factories import body, change_set, upsert

from .conftest import TEXTS

State = Draft.State


def state_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return draft.state


def test_submitting_sends_a_revision_to_the_first_in_the_chain(
    submitted: Draft, drafter: User, leader: User
) -> None:
    review = submitted.rounds.get()
    assert state_of(submitted) == State.IN_REVIEW
    assert (review.number, review.revision.reason) == (1, Revision.Reason.SUBMITTED)
    assert [step.state for step in review.steps.all()] == [StepState.OPEN, StepState.WAITING]
    assert open_step(submitted).person == leader
    log = ActionLog.objects.filter(verb="draft-submit").get()
    assert (log.actor, log.detail["people"]) == (drafter, ["审阅领导", "主要领导"])


def test_only_those_named_see_it(submitted: Draft, leader: User, boss: User, bystander: User) -> None:
    for person, sees in ((leader, True), (boss, True), (bystander, False)):
        assert Draft.objects.visible_to(person).filter(pk=submitted.pk).exists() is sees


def test_nobody_named_is_refused_with_a_sentence(draft: Draft, drafter: User) -> None:
    with pytest.raises(NotAllowed, match="还没有选审阅人"):
        submit_draft(draft, by=drafter, people=[])
    assert state_of(draft) == State.DRAFTING


def test_reviewers_are_of_the_office_named_once_and_not_the_writers(
    draft: Draft, drafter: User, leader: User, outsider: User, colleague: User
) -> None:
    for people in ([leader, leader], [outsider], [colleague], [drafter]):
        with pytest.raises(NotAllowed):
            submit_draft(draft, by=drafter, people=people)


def test_only_writers_submit(draft: Draft, leader: User, colleague: User) -> None:
    with pytest.raises(NotAllowed, match="只有起草人"):
        submit_draft(draft, by=colleague, people=[leader])


def test_open_places_need_a_reason(draft: Draft, drafter: User, leader: User) -> None:
    write(draft, drafter, 3, "共查处【数据】件。")
    with pytest.raises(NotAllowed, match="1 处待填"):
        submit_draft(draft, by=drafter, people=[leader])
    submit_draft(draft, by=drafter, people=[leader], reason="数据月底才有")
    assert ActionLog.objects.get(verb="draft-pass-gate").detail["reason"] == "数据月底才有"


def write(draft: Draft, by: User, place: int, text: str) -> None:
    changes = change_set(draft, place, f"tab{place}", upserts=[upsert(body(place, text))])
    apply_change_set(draft, author=by, payload=changes)


def test_text_is_read_only_in_review(submitted: Draft, drafter: User) -> None:
    with pytest.raises(NotAllowed, match="送审中"):
        write(submitted, drafter, 1, "改了。")
    recall_draft(submitted, by=drafter)
    write(submitted, drafter, 1, "改了。")


def test_recalled_draft_is_the_drafters_again(submitted: Draft, drafter: User, leader: User) -> None:
    with pytest.raises(NotAllowed):
        recall_draft(submitted, by=leader)
    recall_draft(submitted, by=drafter)
    assert state_of(submitted) == State.DRAFTING
    assert submitted.rounds.get().state == RoundState.RECALLED
    assert not Draft.objects.visible_to(leader).exists()


def test_draft_goes_through_the_chain_in_order(submitted: Draft, leader: User, boss: User) -> None:
    with pytest.raises(NotAllowed, match="现在由审阅领导审阅"):
        decide(submitted, by=boss, verdict=Verdict.AGREED)
    assert decide(submitted, by=leader, verdict=Verdict.AGREED).verdict == Verdict.AGREED
    assert state_of(submitted) == State.IN_REVIEW
    with pytest.raises(NotAllowed):
        decide(submitted, by=leader, verdict=Verdict.AGREED)
    assert decide(submitted, by=boss, verdict=Verdict.AGREED, reason="可").verdict == Verdict.AGREED_WITH
    assert state_of(submitted) == State.APPROVED


def test_return_needs_a_reason_and_ends_the_round(submitted: Draft, leader: User, boss: User) -> None:
    with pytest.raises(NotAllowed, match="请写明退回的理由"):
        decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="  ")
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="太长。")
    assert state_of(submitted) == State.RETURNED
    assert last_return(submitted).reason == "太长。"
    assert [step.state for step in submitted.rounds.get().steps.all()] == [StepState.DONE, StepState.SKIPPED]
    assert open_step(submitted) is None


def test_comment_is_anchored_in_the_submitted_revision(submitted: Draft, leader: User) -> None:
    start = TEXTS[1].rindex("大家")
    comment = add_comment(
        submitted, author=leader, text="重复了", key="p00002", start=start, quote="大家要抓好落实"
    )
    assert (comment.quote, comment.places, comment.was_in) == ("大家要抓好落实", 2, TEXTS[1])
    elsewhere = add_comment(submitted, author=leader, text="？", key="p00002", start=0, quote="没有的话")
    assert (elsewhere.key, elsewhere.quote) == ("p00002", "")
    assert add_comment(submitted, author=leader, text="总的看不错").key == ""


def test_only_whose_turn_it_is_comments(submitted: Draft, drafter: User, boss: User) -> None:
    for person in (drafter, boss):
        with pytest.raises(NotAllowed):
            add_comment(submitted, author=person, text="插一句", key="p00001")


def test_comment_taken_back_and_put_back_by_its_author(submitted: Draft, leader: User, boss: User) -> None:
    comment = add_comment(submitted, author=leader, text="误点", key="p00001")
    with pytest.raises(NotAllowed):
        withdraw_comment(comment, by=boss)
    withdraw_comment(comment, by=leader)
    put_comment_back(comment, by=leader)
    assert Comment.objects.get().state == CommentState.OPEN
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    with pytest.raises(NotAllowed):
        withdraw_comment(comment, by=leader)


def test_every_opinion_is_settled_before_it_goes_out_again(
    submitted: Draft, drafter: User, leader: User
) -> None:
    comment = add_comment(submitted, author=leader, text="数据请核实", key="p00001")
    with pytest.raises(NotAllowed, match="送审中"):
        answer_comment(comment, by=drafter, outcome=Outcome.ADOPTED)
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="请改")
    with pytest.raises(NotAllowed, match="还有 1 条意见没有办结"):
        submit_draft(submitted, by=drafter, people=[leader])
    comment = Comment.objects.get()
    with pytest.raises(NotAllowed, match="请写明理由"):
        answer_comment(comment, by=drafter, outcome=Outcome.KEPT)
    with pytest.raises(NotAllowed, match="只有起草人"):
        answer_comment(comment, by=leader, outcome=Outcome.ADOPTED)
    answer_comment(comment, by=drafter, outcome=Outcome.KEPT, text="统计口径如此")
    assert submit_draft(submitted, by=drafter, people=[leader]).number == 2
    with pytest.raises(NotAllowed):
        reopen_comment(Comment.objects.get(), by=drafter)
    reopen_comment(Comment.objects.get(), by=leader)
    assert Comment.objects.get().state == CommentState.OPEN


def test_what_was_approved_is_taken_up_again_by_its_writers(
    draft: Draft, drafter: User, leader: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader])
    decide(draft, by=leader, verdict=Verdict.AGREED, reason="第二段再压")
    with pytest.raises(NotAllowed):
        reopen_draft(draft, by=leader)
    reopen_draft(draft, by=drafter)
    assert state_of(draft) == State.RETURNED


def test_the_chain_used_last_is_offered_again(
    submitted: Draft, drafter: User, leader: User, boss: User
) -> None:
    assert people_of(last_stages(submitted)) == [leader, boss]
    leader.memberships.all().delete()
    assert people_of(last_stages(submitted)) == [boss]
