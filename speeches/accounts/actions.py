"""What changes state in accounts, and the log that every action of every room writes."""

from typing import Any

from django.db import models, transaction

from .models import ActionLog, Office, OfficeSettings, User
from .permissions import refuse, settings_refusal


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
