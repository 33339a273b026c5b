"""Reminders (快到期、已逾期): by the background worker, at most one a step and day, in working hours."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from speeches.accounts.actions import notify, notify_all
from speeches.accounts.models import NoticeKind

from .consulting.notices import tell_due
from .consulting.queries import pressing_participants
from .models import Step
from .notices import reading_address, writers
from .states import RoundState, StepState

# Nobody's telephone shall ring at midnight.
MORNING, EVENING = 8, 20
AHEAD = timedelta(days=1)
DAYS = {0: "今天", 1: "明天"}


def is_daytime() -> bool:
    return MORNING <= timezone.localtime().hour < EVENING


def pressing_steps(today: date) -> QuerySet[Step]:
    """Return the steps that wait for somebody and are due by tomorrow or should have been done."""
    steps = Step.objects.filter(state=StepState.OPEN, round__state=RoundState.OPEN)
    kept = steps.filter(round__draft__deleted_at=None, round__due_on__lte=today + AHEAD)
    return kept.select_related("person", "round__draft__author")


def is_pressing(today: date) -> bool:
    """Whether there is anybody to remind, a reviewer or a unit that was asked (征求意见)."""
    return pressing_steps(today).exists() or pressing_participants(today + AHEAD).exists()


@task()
def remind_people() -> None:
    """Remind everybody, in a worker. However often it runs, nobody hears of a step twice a day."""
    today = timezone.localdate()
    for step in pressing_steps(today):
        remind(step, today)
    for participant in pressing_participants(today + AHEAD):
        tell_due(participant, today)


def remind(step: Step, today: date) -> None:
    draft, due = step.round.draft, step.round.due_on
    late = (today - due).days
    day = f"{due.month}月{due.day}日"
    said = f"已过审阅期限 {late} 天（{day}）" if late > 0 else f"请于{DAYS[-late]}（{day}）前审阅"
    url = reading_address(draft)
    text = f"《{draft.title}》{said}。"
    notify(step.person, NoticeKind.DUE, text, url, once=f"due-{step.pk}-{today}")
    if late > 0:
        # Once: whoever wrote it may ask, or recall it and send it to somebody else.
        text = f"《{draft.title}》在{step.person.name}处{said}。"
        notify_all(writers(draft), NoticeKind.DUE, text, url, once=f"late-{step.pk}")
