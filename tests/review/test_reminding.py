"""Reminders by the worker: before the day, on it, and every day after it; once a step and day."""

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from speeches.accounts.models import Notice, User
from speeches.drafting.models import Draft
from speeches.review.actions import consult, decide, recall_draft, submit_draft
from speeches.review.states import Verdict

DUE = date(2026, 3, 6)


@pytest.fixture
def due(draft: Draft, drafter: User, leader: User, boss: User) -> Draft:
    submit_draft(draft, by=drafter, people=[leader, boss], due_on=DUE)
    Notice.objects.all().delete()
    draft.refresh_from_db()
    return draft


def remind_at(monkeypatch: pytest.MonkeyPatch, day: int, hour: int = 9, times: int = 1) -> None:
    """Let the clock stand at an hour of March 2026 and the supervisor call."""
    now = datetime(2026, 3, day, hour, tzinfo=timezone.get_default_timezone())
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        for _ in range(times):
            call_command("remind")


def said(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_nothing_is_said_before_it_presses(due: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    remind_at(monkeypatch, 4)
    assert not Notice.objects.exists()


def test_one_reminder_a_day_and_the_writers_once(
    due: Draft, drafter: User, leader: User, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (5, 6, 7, 8):
        remind_at(monkeypatch, day, times=3)
    assert said(leader) == [
        "《在测试会议上的讲话》请于明天（3月6日）前审阅。",
        "《在测试会议上的讲话》请于今天（3月6日）前审阅。",
        "《在测试会议上的讲话》已过审阅期限 1 天（3月6日）。",
        "《在测试会议上的讲话》已过审阅期限 2 天（3月6日）。",
    ]
    assert said(drafter) == ["《在测试会议上的讲话》在审阅领导处已过审阅期限 1 天（3月6日）。"]
    assert said(boss) == []


def test_only_whose_turn_it_is_hears_of_it(
    due: Draft, drafter: User, leader: User, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(due, by=leader, verdict=Verdict.AGREED)
    Notice.objects.all().delete()
    remind_at(monkeypatch, 6)
    assert (said(leader), len(said(boss))) == ([], 1)
    Notice.objects.all().delete()
    recall_draft(due, by=drafter)
    Notice.objects.all().delete()
    remind_at(monkeypatch, 7)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("hour", [0, 7, 20])
def test_nobody_is_reminded_at_night(due: Draft, monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    remind_at(monkeypatch, 6, hour)
    assert not Notice.objects.exists()


def test_who_was_asked_for_an_opinion_is_reminded_where_no_draft_is_in_review(
    draft: Draft, drafter: User, outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    consult(draft, by=drafter, asked=[("财政局", outsider)], due_on=DUE)
    Notice.objects.all().delete()
    remind_at(monkeypatch, 6)
    assert len(said(outsider)) == 1
