"""Which revision a reader saw: what changed until the next one is told from there."""

from django.db import transaction
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import is_writer
from speeches.review.models import Seen


@transaction.atomic
def note_seen(draft: Draft, revision: Revision, *, by: User) -> None:
    """Note what is before a reader now; opening the same revision again changes nothing.

    Not logged: it is nobody's deed. Writers know what they changed.
    """
    if is_writer(by, draft):
        return
    seen = Seen.objects.filter(draft=draft, person=by).first()
    if seen is None:
        Seen.objects.get_or_create(draft=draft, person=by, defaults={"revision": revision})
    elif seen.revision_id != revision.pk:
        Seen.objects.filter(pk=seen.pk, revision=seen.revision_id).update(
            before=seen.revision_id, revision=revision, at=timezone.now()
        )
