"""Whom a step of the review concerns, and the sentence they are told (通知)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from speeches.accounts.actions import notify, notify_all
from speeches.accounts.models import NoticeKind, User
from speeches.drafting.models import Draft

from .models import Comment, Decision, Round, Step
from .states import StepState, Verdict, Way


def writers(draft: Draft) -> list[User]:
    return [draft.author, *draft.co_drafters.all()]


def reading_address(draft: Draft) -> str:
    return reverse("review-read", args=[draft.pk])


def sees(person: User, draft: Draft) -> bool:
    return Draft.objects.visible_to(person).filter(pk=draft.pk).exists()


def tell_reviewers(review: Round, people: Iterable[User], *, by: User) -> None:
    """Somebody's turn has come."""
    draft = review.draft
    due = f"，请于 {review.due_on.month}月{review.due_on.day}日前审阅" if review.due_on else ""
    text = f"《{draft.title}》送到您这里审阅{due}。"
    notify_all(people, NoticeKind.TO_REVIEW, text, reading_address(draft), by=by)


def tell_left(review: Round, people: Iterable[User]) -> None:
    """The turn has come of somebody whose account is closed: nothing moves until it is sent anew."""
    names = "、".join(person.name for person in people if not person.is_active)
    if names:
        text = f"《{review.draft.title}》轮到{names}审阅，但账号已停用。请撤回，另选审阅人再送。"
        notify_all(writers(review.draft), NoticeKind.REVIEW, text, reading_address(review.draft))


def tell_renewed(review: Round, *, by: User) -> None:
    """Who decided already agreed to another text than the one that goes on."""
    done = review.steps.filter(state=StepState.DONE).select_related("person")
    text = f"《{review.draft.title}》在您审阅以后又改过，现在审的是{review.revision}，可以看看改了哪里。"
    address = reading_address(review.draft)
    notify_all([step.person for step in done], NoticeKind.REVIEW, text, address, by=by)


def tell_decision(
    draft: Draft, decision: Decision, kind: NoticeKind, *, by: User, returners: Iterable[str] = ()
) -> None:
    """The writers hear of every decision; a return and an approval are kinds of their own.

    The last of several who reviewed at the same time may agree and the draft go back to them all the same.
    """
    reason = f"：{decision.reason}" if decision.reason else "。"
    text = f"{by.name}{decision.get_verdict_display()}《{draft.title}》{reason}"
    if kind == NoticeKind.RETURNED and decision.verdict != Verdict.RETURNED:
        text = f"《{draft.title}》几人都审完了，{'、'.join(returners)}退回修改。"
    to_editor = kind == NoticeKind.RETURNED
    url = draft.get_absolute_url() if to_editor else reading_address(draft)
    notify_all(writers(draft), kind, text, url, by=by)


def tell_asked(step: Step, *, by: User) -> None:
    """Somebody was asked by a reviewer, not by those who sent the draft."""
    reason = f"：{step.reason}" if step.reason else "。"
    done = "转给您审阅" if step.way == Way.HANDED else "请您先审阅"
    text = f"{by.name}把《{step.round.draft.title}》{done}{reason}"
    notify(step.person, NoticeKind.TO_REVIEW, text, reading_address(step.round.draft), by=by)


def tell_passed_on(step: Step, *, by: User) -> None:
    """The writers know at whose desk their draft lies."""
    done = {Way.HANDED: "转给{}审阅", Way.BEFORE: "先请{}审阅", Way.AFTER: "加请{}在自己之后审阅"}
    said = done[Way(step.way)].format(step.person.name)
    reason = f"：{step.reason}" if step.reason else "。"
    text = f"{by.name}把《{step.round.draft.title}》{said}{reason}"
    notify_all(writers(step.round.draft), NoticeKind.REVIEW, text, reading_address(step.round.draft), by=by)


def tell_recalled(review: Round, people: Iterable[User], *, by: User) -> None:
    """Who had it before them need not look for it."""
    text = f"{by.name}撤回了《{review.draft.title}》，不用审阅了。"
    notify_all(people, NoticeKind.REVIEW, text, reverse("dashboard"), by=by)


def tell_resubmitted(draft: Draft, earlier: Iterable[User], *, by: User) -> None:
    """Who reviewed it before, and does not now, hears that their opinions were settled."""
    text = f"《{draft.title}》修改后再次送审，您的意见都有了处理。"
    notify_all(earlier, NoticeKind.SETTLED, text, reading_address(draft), by=by)


def tell_answered(comment: Comment, *, by: User) -> None:
    """Once a draft, round and day: the opinions of a round are settled one after another.

    What a unit said (征求意见) or somebody without an account, is nobody's page here; nor is a draft that was
    never sent to whose opinion was entered for them (代录).
    """
    if comment.participant_id or comment.outside_name or not sees(comment.author, comment.draft):
        return
    once = f"settled-{comment.draft_id}-{comment.round_id}-{timezone.localdate()}"
    text = f"您对《{comment.draft.title}》的意见正在逐条处理，可以看处理情况。"
    notify(comment.author, NoticeKind.SETTLED, text, reading_address(comment.draft), by=by, once=once)


def tell_taken_up(draft: Draft, *, by: User) -> None:
    text = f"{by.name}把《{draft.title}》重新打开，继续修改。"
    notify_all(writers(draft), NoticeKind.REVIEW, text, draft.get_absolute_url(), by=by)


def tell_reopened(comment: Comment, *, by: User) -> None:
    """A drafter who corrects an answer raises nothing again."""
    if by.pk != comment.author_id:
        return
    text = f"{by.name}重新提出意见：{comment.text}（《{comment.draft.title}》）"
    notify_all(writers(comment.draft), NoticeKind.REVIEW, text, reading_address(comment.draft), by=by)


def tell_finished(draft: Draft, text: str, *, by: User) -> None:
    """Who wrote it and who reviewed it hear what became of the final text."""
    people = [*writers(draft), *draft.readers.all()]
    notify_all(people, NoticeKind.FINAL, text, reverse("draft-finals", args=[draft.pk]), by=by)
