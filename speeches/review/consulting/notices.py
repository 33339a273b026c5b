"""Whom a consultation concerns, and the sentence they are told (通知)."""

from datetime import date

from django.urls import reverse

from speeches.accounts.actions import notify
from speeches.accounts.models import NoticeKind, User
from speeches.review.models import Consultation, Participant


def answer_address(participant: Participant) -> str:
    return reverse("consultation-answer", args=[participant.pk])


def due(consultation: Consultation) -> str:
    day = consultation.due_on
    return f"，请于 {day.month}月{day.day}日前反馈" if day else ""


def tell_asked(consultation: Consultation, *, by: User) -> None:
    text = f"{by.name}就《{consultation.draft.title}》征求您的意见{due(consultation)}。"
    for one in consultation.participants.exclude(person=None).select_related("person"):
        notify(one.person, NoticeKind.ASKED, text, answer_address(one), by=by)


def tell_reminded(participant: Participant, *, by: User) -> None:
    consultation = participant.consultation
    text = f"还在等您对《{consultation.draft.title}》的意见{due(consultation)}；没有意见也请点“提交反馈”。"
    notify(participant.person, NoticeKind.ASKED, text, answer_address(participant), by=by)


def tell_due(participant: Participant, today: date) -> None:
    """Once a day, from the day before on."""
    draft, day = participant.consultation.draft, participant.consultation.due_on
    late = "反馈期限已过" if day < today else "反馈期限快到了"
    text = f"《{draft.title}》{late}（{day.month}月{day.day}日）；没有意见也请点“提交反馈”。"
    once = f"asked-{participant.pk}-{today}"
    notify(participant.person, NoticeKind.DUE, text, answer_address(participant), once=once)


def tell_replied(participant: Participant, *, by: User) -> None:
    consultation = participant.consultation
    text = f"{participant.name}对《{consultation.draft.title}》反馈：{participant.get_reply_display()}。"
    url = reverse("consultation-detail", args=[consultation.draft_id, consultation.pk])
    notify(consultation.asked_by, NoticeKind.REVIEW, text, url, by=by)
