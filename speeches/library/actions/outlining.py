"""Outlines: added and changed, by tables and packages."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Outline
from speeches.library.permissions import create_refusal, outline_refusal


@transaction.atomic
def create_outline(outline: Outline, *, by: User, reason: str = "新建") -> Outline:
    """Store a new outline, in the office that is set on it. Raises NotAllowed."""
    refuse(create_refusal(by, outline.office))
    outline.save()
    log_action(by, "create-outline", outline, name=outline.name, reason=reason)
    return outline


@transaction.atomic
def edit_outline(outline: Outline, *, by: User, reason: str = "修改") -> Outline:
    """Store a changed outline under a new version. Raises NotAllowed."""
    refuse(outline_refusal(by, outline))
    stored = Outline.objects.select_for_update().values_list("version", flat=True).get(pk=outline.pk)
    outline.version = stored + 1
    outline.save()
    log_action(by, "edit-outline", outline, version=outline.version, reason=reason)
    return outline
