"""Several people at the same time, handing over, asking others, text that changes meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Notice, NoticeKind, Office, RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import decide, recall_draft, save_chain, submit_draft
from speeches.review.models import Step
from speeches.review.queries import chain_stages, last_returns, last_stages, open_steps, rounds_of
from speeches.review.rounds.actions import ask_person, renew_text
from speeches.review.rounds.stages import Stage, explained, legs_of, people_of
from speeches.review.states import RoundState, StepState, Verdict, Way
from speeches.review.timeline import told
from tests.cast import make_person

from .test_actions import state_of, write

State = Draft.State


@pytest.fixture
def deputy(office: Office) -> User:
    return make_person("deputy", "分管领导", office, RoleName.REVIEWER)


@pytest.fixture
def joint(draft: Draft, drafter: User, leader: User, deputy: User, boss: User) -> Draft:
    """The draft before leader and deputy at the same time; the boss comes after."""
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy)), Stage((boss,))])
    draft.refresh_from_db()
    return draft


def names(draft: Draft) -> list[str]:
    return sorted(step.person.username for step in open_steps(draft))


def states(draft: Draft) -> dict[str, str]:
    steps = Step.objects.filter(round=draft.rounds.first()).order_by("order", "pk")
    return {step.person.username: step.state for step in steps}


def sentences(draft: Draft) -> str:
    review = rounds_of(draft, draft.author).first()
    return " ".join(explained(review, legs_of(review.steps.all())))


def log_of(draft: Draft) -> list[str]:
    rows = ActionLog.objects.filter(target_type="drafting.draft", target_id=str(draft.pk)).order_by("pk")
    return [sentence for row in rows if (sentence := told(row))]


def test_a_stage_is_done_when_all_in_it_decided(joint: Draft, leader: User, deputy: User, boss: User) -> None:
    assert names(joint) == ["deputy", "leader"]
    assert Notice.objects.filter(kind=NoticeKind.TO_REVIEW).count() == 2
    assert "都作了结论才往下走" in sentences(joint)
    assert "同意后转主要领导审阅" in sentences(joint)
    decide(joint, by=deputy, verdict=Verdict.AGREED)
    assert names(joint) == ["leader"]
    with pytest.raises(NotAllowed, match="现在由审阅领导审阅"):
        decide(joint, by=boss, verdict=Verdict.AGREED)
    decide(joint, by=leader, verdict=Verdict.AGREED)
    assert names(joint) == ["boss"]
    assert "最后一步" in sentences(joint)
    decide(joint, by=boss, verdict=Verdict.AGREED)
    assert state_of(joint) == State.APPROVED
    assert "依次请审阅领导和分管领导（同时）、主要领导审阅" in log_of(joint)[1]


def test_one_return_waits_for_the_others_and_then_sends_it_back(
    joint: Draft, drafter: User, leader: User, deputy: User
) -> None:
    decide(joint, by=deputy, verdict=Verdict.RETURNED, reason="数据不对。")
    assert state_of(joint) == State.IN_REVIEW
    assert "已有人退回" in sentences(joint)
    decide(joint, by=leader, verdict=Verdict.AGREED)
    assert state_of(joint) == State.RETURNED
    assert [decision.reason for decision in last_returns(joint)] == ["数据不对。"]
    assert states(joint)["boss"] == StepState.SKIPPED
    assert log_of(joint)[-1] == "几人同时审阅结束，按分管领导的结论退回修改"
    last = Notice.objects.filter(person=drafter).order_by("pk").last()
    assert (last.kind, last.text) == (
        NoticeKind.RETURNED,
        "《在测试会议上的讲话》几人都审完了，分管领导退回修改。",
    )


def test_both_returns_reach_the_writers(joint: Draft, leader: User, deputy: User) -> None:
    decide(joint, by=leader, verdict=Verdict.RETURNED, reason="太长。")
    decide(joint, by=deputy, verdict=Verdict.RETURNED, reason="数据不对。")
    assert [decision.reason for decision in last_returns(joint)] == ["太长。", "数据不对。"]
    assert log_of(joint)[-1] == "退回修改：数据不对。"


def test_recalling_ends_all_open_steps(joint: Draft, drafter: User, leader: User, deputy: User) -> None:
    recall_draft(joint, by=drafter)
    assert set(states(joint).values()) == {StepState.SKIPPED}
    assert Notice.objects.filter(kind=NoticeKind.REVIEW).count() == 2


def test_handing_over_needs_a_reason_and_a_person_who_may(
    submitted: Draft, leader: User, boss: User, deputy: User, drafter: User, outsider: User
) -> None:
    for person, reason, match in (
        (deputy, " ", "请写明为什么转办"),
        (boss, "出差", "在后面的次序里"),
        (leader, "出差", "正在审阅"),
        (outsider, "出差", "不能审阅"),
        (drafter, "出差", "不能审阅"),
    ):
        with pytest.raises(NotAllowed, match=match):
            ask_person(submitted, by=leader, person=person, way=Way.HANDED, reason=reason)
    with pytest.raises(NotAllowed, match="现在由审阅领导审阅"):
        ask_person(submitted, by=boss, person=deputy, way=Way.HANDED, reason="出差")


def test_handed_over_to_who_sees_it_and_decides(
    submitted: Draft, leader: User, deputy: User, drafter: User
) -> None:
    ask_person(submitted, by=leader, person=deputy, way=Way.HANDED, reason="我在外出差")
    assert names(submitted) == ["deputy"]
    assert states(submitted)["leader"] == StepState.HANDED
    assert Draft.objects.visible_to(deputy).filter(pk=submitted.pk).exists()
    with pytest.raises(NotAllowed):
        decide(submitted, by=leader, verdict=Verdict.AGREED)
    told_deputy = Notice.objects.get(person=deputy)
    assert told_deputy.text == "审阅领导把《在测试会议上的讲话》转给您审阅：我在外出差"
    assert Notice.objects.get(person=drafter).text.endswith("转给分管领导审阅：我在外出差")
    assert log_of(submitted)[-1] == "转给分管领导审阅：我在外出差"
    ask_person(submitted, by=deputy, person=leader, way=Way.HANDED, reason="还是您来")
    assert names(submitted) == ["leader"]
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    assert names(submitted) == ["boss"]


def test_asked_first_and_back_again(submitted: Draft, leader: User, deputy: User) -> None:
    ask_person(submitted, by=leader, person=deputy, way=Way.BEFORE)
    assert (names(submitted), states(submitted)["leader"]) == (["deputy"], StepState.WAITING)
    assert "分管领导同意后回到审阅领导审阅；分管领导退回的，就退给起草人" in sentences(submitted)
    assert "同时审" not in sentences(submitted)
    legs = legs_of(rounds_of(submitted, leader).first().steps.all())
    assert [step.person for step in legs[0].steps] == [deputy, leader]
    Notice.objects.all().delete()
    decide(submitted, by=deputy, verdict=Verdict.AGREED)
    assert names(submitted) == ["leader"]
    assert Notice.objects.get(kind=NoticeKind.TO_REVIEW).person == leader
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    assert names(submitted) == ["boss"]


def test_whom_somebody_asked_first_may_send_it_back(submitted: Draft, leader: User, deputy: User) -> None:
    ask_person(submitted, by=leader, person=deputy, way=Way.BEFORE)
    decide(submitted, by=deputy, verdict=Verdict.RETURNED, reason="数据不对。")
    assert state_of(submitted) == State.RETURNED
    assert states(submitted)["leader"] == StepState.SKIPPED


def test_asked_first_within_a_stage_of_two(joint: Draft, leader: User, deputy: User, bystander: User) -> None:
    ask_person(joint, by=leader, person=bystander, way=Way.BEFORE, reason="请核数据")
    decide(joint, by=deputy, verdict=Verdict.AGREED)
    assert names(joint) == ["bystander"]
    decide(joint, by=bystander, verdict=Verdict.AGREED)
    assert names(joint) == ["leader"]
    decide(joint, by=leader, verdict=Verdict.AGREED)
    assert names(joint) == ["boss"]


def test_who_asked_somebody_first_has_their_turn_although_another_of_the_stage_returned_it(
    joint: Draft, leader: User, deputy: User, bystander: User
) -> None:
    ask_person(joint, by=leader, person=bystander, way=Way.BEFORE, reason="请核数据")
    decide(joint, by=deputy, verdict=Verdict.RETURNED, reason="太长。")
    assert "同意后转" not in sentences(joint)
    decide(joint, by=bystander, verdict=Verdict.AGREED)
    assert (names(joint), state_of(joint)) == (["leader"], State.IN_REVIEW)
    decide(joint, by=leader, verdict=Verdict.AGREED)
    assert state_of(joint) == State.RETURNED
    assert [decision.reason for decision in last_returns(joint)] == ["太长。"]


def test_their_turn_comes_while_a_third_one_still_reviews(
    draft: Draft, drafter: User, leader: User, deputy: User, boss: User, bystander: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy, boss))])
    ask_person(draft, by=leader, person=bystander, way=Way.BEFORE)
    decide(draft, by=deputy, verdict=Verdict.RETURNED, reason="太长。")
    decide(draft, by=bystander, verdict=Verdict.AGREED)
    assert names(draft) == ["boss", "leader"]
    decide(draft, by=boss, verdict=Verdict.AGREED)
    assert (names(draft), state_of(draft)) == (["leader"], State.IN_REVIEW)


def test_who_was_asked_first_and_then_handed_it_on_gives_it_back_all_the_same(
    joint: Draft, leader: User, deputy: User, bystander: User, office: Office
) -> None:
    ask_person(joint, by=leader, person=bystander, way=Way.BEFORE)
    other = make_person("other", "副主任", office, RoleName.REVIEWER)
    ask_person(joint, by=bystander, person=other, way=Way.HANDED, reason="出差")
    decide(joint, by=deputy, verdict=Verdict.RETURNED, reason="太长。")
    assert "副主任同意后回到审阅领导" in sentences(joint)
    decide(joint, by=other, verdict=Verdict.AGREED)
    assert names(joint) == ["leader"]


def test_a_return_of_who_was_asked_first_stands_for_who_asked(
    joint: Draft, leader: User, deputy: User, bystander: User
) -> None:
    ask_person(joint, by=leader, person=bystander, way=Way.BEFORE)
    decide(joint, by=bystander, verdict=Verdict.RETURNED, reason="数据不对。")
    assert (names(joint), state_of(joint)) == (["deputy"], State.IN_REVIEW)
    decide(joint, by=deputy, verdict=Verdict.AGREED)
    assert state_of(joint) == State.RETURNED
    assert states(joint)["leader"] == StepState.SKIPPED


def test_asked_afterwards_comes_before_the_rest(
    submitted: Draft, leader: User, deputy: User, boss: User
) -> None:
    ask_person(submitted, by=leader, person=deputy, way=Way.AFTER)
    assert names(submitted) == ["leader"]
    assert not Notice.objects.filter(person=deputy).exists()
    for person in (leader, deputy, boss):
        assert names(submitted) == [person.username]
        decide(submitted, by=person, verdict=Verdict.AGREED)
    assert state_of(submitted) == State.APPROVED


def test_whose_account_was_closed_meanwhile_holds_nothing_up_unsaid(
    submitted: Draft, drafter: User, leader: User, boss: User
) -> None:
    User.objects.filter(pk=boss.pk).update(is_active=False)
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    assert "主要领导的账号已停用，不会来审阅。请起草人撤回" in sentences(submitted)
    told_drafter = Notice.objects.filter(person=drafter).order_by("pk").last()
    assert "轮到主要领导审阅，但账号已停用。请撤回，另选审阅人再送。" in told_drafter.text
    recall_draft(submitted, by=drafter)
    submit_draft(submitted, by=drafter, people=[leader])
    assert "停用" not in sentences(submitted)


def test_who_agreed_to_another_text_hears_of_the_new_one(
    draft: Draft, drafter: User, leader: User, deputy: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy), allows_editing=True)])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    write(draft, drafter, 1, "改过的第一段。")
    renew_text(draft, by=deputy)
    told_leader = Notice.objects.filter(person=leader).order_by("pk").last()
    assert "在您审阅以后又改过，现在审的是第" in told_leader.text
    assert not Notice.objects.filter(person=deputy, text__contains="又改过").exists()


def test_nobody_decides_about_what_they_write_themselves(
    client: Client, submitted: Draft, leader: User, deputy: User
) -> None:
    submitted.co_drafters.add(leader)
    with pytest.raises(NotAllowed, match="不能自己作结论"):
        decide(submitted, by=leader, verdict=Verdict.AGREED)
    client.force_login(leader)
    answer = client.post(
        reverse("draft-decide", args=[submitted.pk]), {"verdict": "agreed", "reason": "写好的意见"}
    )
    assert answer.status_code == 422
    assert "请转办给别人" in answer.content.decode()
    assert "写好的意见" in answer.content.decode()
    ask_person(submitted, by=leader, person=deputy, way=Way.HANDED, reason="我参与起草了")
    assert names(submitted) == ["deputy"]


def test_text_may_be_changed_only_where_the_stage_lets_it(
    draft: Draft, drafter: User, leader: User, boss: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader,), allows_editing=True), Stage((boss,))])
    draft.refresh_from_db()
    assert draft.is_editable
    assert "允许起草人同时修改正文" in sentences(draft)
    write(draft, drafter, 1, "改过的第一段。")
    with pytest.raises(NotAllowed, match="请先点“换成最新文本”看过"):
        decide(draft, by=leader, verdict=Verdict.AGREED)
    with pytest.raises(NotAllowed):
        renew_text(draft, by=boss)
    review = renew_text(draft, by=leader)
    assert review.revision.manuscript().paragraphs[0].text == "改过的第一段。"
    with pytest.raises(NotAllowed, match="就是最新文本"):
        renew_text(draft, by=leader)
    decide(draft, by=leader, verdict=Verdict.AGREED)
    with pytest.raises(NotAllowed, match="送审中"):
        write(draft, drafter, 2, "再改。")
    assert "审阅期间正文不能修改" in sentences(draft)


def test_a_draft_open_in_review_is_not_deleted_or_sent_again(
    draft: Draft, drafter: User, leader: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader,), allows_editing=True)])
    draft.refresh_from_db()
    with pytest.raises(NotAllowed):
        submit_draft(draft, by=drafter, people=[leader])
    recall_draft(draft, by=drafter)
    draft.refresh_from_db()
    assert not draft.is_open_in_review


def test_who_joins_a_stage_that_lets_the_text_be_changed_keeps_it_so(
    draft: Draft, drafter: User, leader: User, deputy: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader,), allows_editing=True)])
    ask_person(draft, by=leader, person=deputy, way=Way.HANDED, reason="出差")
    draft.refresh_from_db()
    assert draft.is_editable


def test_chains_keep_their_stages(
    joint: Draft, drafter: User, leader: User, deputy: User, boss: User, office: Office
) -> None:
    stages = [Stage((leader, deputy), allows_editing=True), Stage((boss,))]
    chain = save_chain(office, by=drafter, name="常规", stages=stages)
    assert chain_stages(joint, chain) == stages
    ask_person(
        joint, by=leader, person=make_person("late", "后来的", office, RoleName.REVIEWER), way=Way.AFTER
    )
    assert [stage.people for stage in last_stages(joint)] == [(leader, deputy), (boss,)]
    deputy.is_active = False
    deputy.save()
    assert people_of(chain_stages(joint, chain)) == [leader, boss]
    assert joint.rounds.get().state == RoundState.OPEN
