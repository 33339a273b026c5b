"""What the header says of what waits for a curator."""

from django import template
from django.db.models import QuerySet

from speeches.accounts.models import User
from speeches.library.models import Entry
from speeches.library.triaging import waiting

register = template.Library()
# Beyond this nobody reads the number, and counting costs.
MOST = 999


@register.filter
def waiting_candidates(user: User) -> str:
    """Return how many candidates wait for this curator, "" for none."""
    return counted(waiting(user))


@register.filter
def waiting_proposals(user: User) -> str:
    """Return how many proposals wait for this curator, "" for none."""
    return counted(Entry.objects.curated_by(user).filter(state=Entry.State.PENDING))


def counted(rows: QuerySet) -> str:
    count = rows.order_by().values("pk")[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
