"""What the header says of the intake."""

from django import template

from speeches.accounts.models import User
from speeches.library.triaging import waiting

register = template.Library()
# Beyond this nobody reads the number, and counting costs.
MOST = 999


@register.filter
def waiting_candidates(user: User) -> str:
    """Return how many candidates wait for this curator, "" for none."""
    count = waiting(user).order_by().values("pk")[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
