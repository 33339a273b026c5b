"""Who is told what in a review (通知)."""

from datetime import date

from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Notice, NoticeKind, User
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_comment,
    answer_comment,
    decide,
    recall_draft,
    record_opinion,
    reopen_comment,
    reopen_draft,
    submit_draft,
)
from speeches.review.finishing.actions import finalise_draft, reopen_final
from speeches.review.states import Channel, Outcome, Verdict
from tests.drafting.factories import make_draft


def told(person: User) -> list[tuple[str, str]]:
    """Return what a person was told, the oldest first, and forget it."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    said = [(row.kind, row.text) for row in rows]
    rows.delete()
    return said


def kinds(person: User) -> list[str]:
    return [kind for kind, _ in told(person)]


def test_who_has_it_before_them_is_told_and_nobody_else(
    submitted: Draft, drafter: User, leader: User, boss: User, bystander: User
) -> None:
    assert told(leader) == [(NoticeKind.TO_REVIEW, "《在测试会议上的讲话》送到您这里审阅。")]
    assert not Notice.objects.exists()
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    assert kinds(boss) == [NoticeKind.TO_REVIEW]
    assert told(drafter) == [(NoticeKind.REVIEW, "审阅领导同意《在测试会议上的讲话》。")]
    decide(submitted, by=boss, verdict=Verdict.AGREED, reason="可")
    assert told(drafter) == [(NoticeKind.APPROVED, "主要领导同意并附修改意见《在测试会议上的讲话》：可")]


def test_what_one_has_before_one_is_no_news(
    client: Client, submitted: Draft, leader: User, boss: User
) -> None:
    client.force_login(leader)
    Notice.objects.create(person=boss, kind=NoticeKind.TO_REVIEW, text="别人的", url=read_url(submitted))
    client.get(reverse("dashboard"))
    assert Notice.objects.filter(person=leader).unread().count() == 1
    client.get(read_url(submitted))
    assert Notice.objects.filter(person=leader).unread().count() == 0
    assert Notice.objects.filter(person=boss).unread().count() == 1


def read_url(draft: Draft) -> str:
    return reverse("review-read", args=[draft.pk])


def test_a_return_takes_the_writers_to_their_text(
    submitted: Draft, drafter: User, colleague: User, leader: User
) -> None:
    submitted.co_drafters.add(colleague)
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="太长。")
    for writer in (drafter, colleague):
        notice = Notice.objects.get(person=writer)
        assert (notice.kind, notice.url) == (NoticeKind.RETURNED, submitted.get_absolute_url())
        assert notice.text == "审阅领导退回修改《在测试会议上的讲话》：太长。"


def test_recalled_and_taken_up_again(submitted: Draft, drafter: User, leader: User, colleague: User) -> None:
    told(leader)
    recall_draft(submitted, by=drafter)
    assert told(leader) == [(NoticeKind.REVIEW, "起草人撤回了《在测试会议上的讲话》，不用审阅了。")]
    submit_draft(submitted, by=drafter, people=[leader])
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    submitted.co_drafters.add(colleague)
    told(colleague)
    reopen_draft(submitted, by=drafter)
    assert kinds(colleague) == [NoticeKind.REVIEW]


def test_opinions_settled_are_told_once_and_again_when_it_goes_to_others(
    submitted: Draft, drafter: User, leader: User, boss: User
) -> None:
    comments = [add_comment(submitted, author=leader, text="？", key="p00001") for _ in range(3)]
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="改。")
    told(leader)
    for comment in comments:
        comment.refresh_from_db()
        answer_comment(comment, by=drafter, outcome=Outcome.ADOPTED)
    assert kinds(leader) == [NoticeKind.SETTLED]
    submit_draft(submitted, by=drafter, people=[boss])
    assert told(leader) == [
        (NoticeKind.SETTLED, "《在测试会议上的讲话》修改后再次送审，您的意见都有了处理。")
    ]


def test_whose_opinion_was_entered_hears_of_the_answer_only_where_the_draft_may_be_seen(
    draft: Draft, drafter: User, leader: User, boss: User
) -> None:
    """Before a draft is sent anywhere, a leader's words from paper are settled, too: only a head sees it."""
    for person in (leader, boss):
        said = record_opinion(draft, by=drafter, leader=person, text="压缩", channel=Channel.PAPER)
        answer_comment(said, by=drafter, outcome=Outcome.ADOPTED)
    assert told(leader) == []
    assert kinds(boss) == [NoticeKind.SETTLED]


def test_settled_opinions_of_another_draft_are_told_the_same_day(
    draft: Draft, drafter: User, boss: User
) -> None:
    for one in (draft, make_draft(drafter)):
        said = record_opinion(one, by=drafter, leader=boss, text="压缩", channel=Channel.PAPER)
        answer_comment(said, by=drafter, outcome=Outcome.ADOPTED)
    assert kinds(boss) == [NoticeKind.SETTLED, NoticeKind.SETTLED]


def test_an_opinion_raised_again_comes_to_the_writers(submitted: Draft, drafter: User, leader: User) -> None:
    comment = add_comment(submitted, author=leader, text="太空泛", key="p00001")
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="改。")
    comment.refresh_from_db()
    answer_comment(comment, by=drafter, outcome=Outcome.ADOPTED)
    submit_draft(submitted, by=drafter, people=[leader])
    told(drafter)
    comment.refresh_from_db()
    reopen_comment(comment, by=leader)
    ((kind, text),) = told(drafter)
    assert kind == NoticeKind.REVIEW
    assert "审阅领导重新提出意见：太空泛" in text


def test_dates_are_said(draft: Draft, drafter: User, leader: User) -> None:
    submit_draft(draft, by=drafter, people=[leader], due_on=date(2026, 3, 6))
    notice = Notice.objects.get(person=leader)
    assert "请于 3月6日前审阅" in notice.text
    assert notice.url == reverse("review-read", args=[draft.pk])


def test_a_final_text_is_told_to_writers_and_reviewers(
    draft: Draft, drafter: User, leader: User, boss: User, bystander: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    Notice.objects.all().delete()
    finalise_draft(draft, by=drafter)
    reopen_final(draft, by=drafter, reason="数字有误")
    assert [text for _, text in told(leader)] == [
        "起草人把《在测试会议上的讲话》定稿，第 1 号。",
        "起草人重新打开了《在测试会议上的讲话》的定稿，继续修改：数字有误",
    ]
    assert told(drafter) == told(bystander) == []
