"""What changes state in accounts, and the log that every action of every room writes."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .models import ActionLog, Notice, NoticeChoice, NoticeKind, Office, OfficeSettings, Person, User
from .permissions import refuse, register_refusal, settings_refusal
from .telling import notify, notify_all, unsay

__all__ = [
    "log_action",
    "mark_all_read",
    "mark_read",
    "mark_seen",
    "notify",
    "notify_all",
    "put_person_back",
    "remove_person",
    "save_person",
    "save_settings",
    "save_wishes",
    "set_person_left",
    "unsay",
]


def log_action(actor: User | None, verb: str, target: models.Model, **detail: Any) -> ActionLog:
    """Write one row of the log. Call it inside the transaction of the action; `detail` must fit JSON."""
    return ActionLog.objects.create(
        actor=actor,
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        office=_office_of(target, actor),
        detail=detail,
    )


def _office_of(target: models.Model, actor: User | None) -> Office | None:
    if isinstance(target, Office):
        return target
    return getattr(target, "office", None) or (actor.office if actor else None)


@transaction.atomic
def save_settings(settings: OfficeSettings, *, by: User, changed: list[str]) -> None:
    """Store an office's settings. Raises NotAllowed."""
    refuse(settings_refusal(by, settings.office))
    settings.save()
    log_action(by, "office-settings", settings.office, changed=changed)


@transaction.atomic
def save_person(person: Person, *, by: User) -> Person:
    """Store a person of the register, in the office that is set on it. Raises NotAllowed."""
    refuse(register_refusal(by, person.office))
    verb = "add-person" if person.pk is None else "edit-person"
    person.version += person.pk is not None
    person.save()
    told = {"name": person.name, "post": person.post, "order": person.order}
    log_action(by, verb, person, **told, since=written(person.since), until=written(person.until))
    return person


def written(day: date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def set_person_left(person: Person, until: date, *, by: User) -> None:
    """Say from which day a person holds the post no more. Raises NotAllowed."""
    refuse(register_refusal(by, person.office))
    person.until = until
    person.version += 1
    person.save(update_fields=["until", "version"])
    log_action(by, "person-left", person, name=person.name, until=until.isoformat())


@transaction.atomic
def remove_person(person: Person, *, by: User) -> None:
    """Take out of the register what was entered by mistake; it can be put back. Raises NotAllowed."""
    set_removed(person, by=by, is_removed=True)


@transaction.atomic
def put_person_back(person: Person, *, by: User) -> None:
    """Raises NotAllowed."""
    set_removed(person, by=by, is_removed=False)


def set_removed(person: Person, *, by: User, is_removed: bool) -> None:
    refuse(register_refusal(by, person.office))
    person.is_removed = is_removed
    person.save(update_fields=["is_removed"])
    log_action(by, "remove-person" if is_removed else "put-person-back", person, name=person.name)


def mark_read(notice: Notice, *, is_read: bool = True) -> None:
    notice.read_at = timezone.now() if is_read else None
    notice.save(update_fields=["read_at"])


def mark_seen(person: User, url: str) -> int:
    """What a notice leads to is before this person, however they came there: the notice is read."""
    return Notice.objects.filter(person=person, url=url).unread().update(read_at=timezone.now())


def mark_all_read(person: User) -> int:
    return Notice.objects.filter(person=person).unread().update(read_at=timezone.now())


@transaction.atomic
def save_wishes(person: User, wishes: dict[NoticeKind, tuple[bool, bool]], *, email: str) -> None:
    """Store how a person wants to be told, (here, by e-mail) a kind, and where e-mail reaches them."""
    rows = [
        NoticeChoice(person=person, kind=kind, in_app=app, by_mail=mail)
        for kind, (app, mail) in wishes.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["in_app", "by_mail"],
    )
    person.email = email
    person.save(update_fields=["email"])
    log_action(person, "notice-settings", person)
