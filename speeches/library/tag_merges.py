"""Merges of themes and occasions that can still be taken back."""

from datetime import timedelta

from django.utils import timezone

from speeches.accounts.models import ActionLog, User
from speeches.library.models.catalogue import Tag

# Noticed later than this, it is mended by hand: much has been sorted anew by then.
KEPT = timedelta(days=7)


def last_merge(user: User, model: type[Tag]) -> ActionLog | None:
    """Return this person's latest merge that can be taken back: they are taken back the last first."""
    noun = model._meta.model_name
    verbs = (f"merge-{noun}", f"unmerge-{noun}")
    recent = ActionLog.objects.filter(actor=user, verb__in=verbs, at__gte=timezone.now() - KEPT)
    undone = {log.detail["merge"] for log in recent if log.verb == verbs[1]}
    left = next((log for log in recent if log.verb == verbs[0] and log.pk not in undone), None)
    return left if left and can_be_undone(model, left) else None


def can_be_undone(model: type[Tag], merge: ActionLog) -> bool:
    """Whether the other tag is still there, and nobody has used the name anew."""
    names = dict(model.objects.values_list("pk", "name"))
    return merge.detail.get("into_id") in names and merge.detail["name"] not in names.values()
