"""Being there: an open page says where its person is. Not a change of the draft, so nothing is logged."""

from datetime import timedelta

from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Presence
from speeches.drafting.models.presence import GONE_AFTER

# Written no oftener than needed to stay fresh: a question every second and a half is mostly reading.
REFRESH_AFTER = timedelta(seconds=5)


def note_presence(draft: Draft, known: Presence | None, *, user: User, client: str, key: str) -> None:
    """Remember where a page is. `known` is what is remembered of it already; at most two queries."""
    now = timezone.now()
    if known is not None and known.key == key and now - known.at < REFRESH_AFTER:
        return
    if known is None:
        Presence.objects.filter(draft=draft, at__lt=now - GONE_AFTER).delete()
    Presence.objects.bulk_create(
        [Presence(draft=draft, user=user, client=client, key=key, at=now)],
        update_conflicts=True,
        unique_fields=["draft", "client"],
        update_fields=["user", "key", "at"],
    )
