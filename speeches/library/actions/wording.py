"""Set expressions and confusables: added, edited, out of date, out of use, brought back."""

from datetime import date

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Confusable, Expression, WordingState
from speeches.library.permissions import wording_create_refusal, wording_refusal

Wording = Expression | Confusable


def log(verb: str, wording: Wording, by: User, **detail: object) -> None:
    log_action(by, f"{verb}-{wording._meta.model_name}", wording, **detail)


def save_version(wording: Wording, by: User, reason: str) -> None:
    """Save as the next version, whatever was stored since this object was read."""
    stored = type(wording).objects.select_for_update().values_list("version", flat=True)
    wording.version = stored.get(pk=wording.pk) + 1
    save_with_reason(wording, by, reason)


def save_with_reason(wording: Wording, by: User, reason: str) -> None:
    wording._history_user, wording._change_reason = by, reason[:200]
    wording.save()


@transaction.atomic
def create_wording(wording: Wording, *, by: User, reason: str = "新建") -> Wording:
    """Store a new row, in the office that is set on it. Raises NotAllowed."""
    refuse(wording_create_refusal(by, wording.office))
    save_with_reason(wording, by, reason)
    log("create", wording, by, text=str(wording))
    return wording


@transaction.atomic
def edit_wording(wording: Wording, *, by: User, reason: str = "") -> Wording:
    """Store a changed row under a new version. Raises NotAllowed."""
    refuse(wording_refusal(by, wording))
    save_version(wording, by, reason or "修改")
    log("edit", wording, by, version=wording.version)
    return wording


@transaction.atomic
def outdate_expression(expression: Expression, until: date, successor: str, *, by: User) -> None:
    """Say from which day an expression is out of date, and what took its place. Raises NotAllowed."""
    refuse(wording_refusal(by, expression))
    expression.until, expression.successor = until, successor
    save_version(expression, by, f"{until} 起过时" + (f"，改用{successor}" if successor else ""))
    log("outdate", expression, by, until=until.isoformat(), successor=successor)


@transaction.atomic
def retire_wording(wording: Wording, *, by: User, reason: str = "停用") -> None:
    """Have proofreading pass over a row. Raises NotAllowed."""
    set_state(wording, WordingState.RETIRED, "retire", by, reason)


@transaction.atomic
def activate_wording(wording: Wording, *, by: User) -> None:
    """Have proofreading use a row again. Raises NotAllowed."""
    set_state(wording, WordingState.ACTIVE, "activate", by, "启用")


def set_state(wording: Wording, state: WordingState, verb: str, by: User, reason: str) -> None:
    refuse(wording_refusal(by, wording))
    wording.state = state
    save_with_reason(wording, by, reason)
    log(verb, wording, by)


@transaction.atomic
def restore_wording(wording: Wording, version: int, *, by: User) -> None:
    """Bring back what an old version said, as a new one. Raises NotAllowed, or DoesNotExist."""
    refuse(wording_refusal(by, wording))
    old = wording.history.filter(version=version).latest()
    wording.take(old.instance.value())
    save_version(wording, by, f"恢复第 {version} 版")
    log("restore", wording, by, version=wording.version, restored=version)
