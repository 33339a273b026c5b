"""What an office's library teaches about wording: read again when the library has grown."""

from functools import lru_cache

from django.db.models import Q, QuerySet

from speeches.accounts.models import Office

from .learning import Learned
from .models import Entry
from .models.shared import Scope

# The freshest are enough, and are read in half a second.
MOST_READ = 5_000
# Fewer new ones teach next to nothing.
GROWN = 50


def learned_by(office: Office) -> Learned | None:
    """Return how the material is worded that an office has in use or gets from above; None for too little."""
    return learned_from(office.pk, examples(office.pk).count() // GROWN)


def examples(office_id: int) -> QuerySet[Entry]:
    """Return the material whose function somebody has seen to."""
    above = Office.objects.at_or_above([office_id])
    reach = Q(office=office_id) | Q(office__in=above, scope=Scope.SUBTREE)
    return Entry.objects.filter(reach, state=Entry.State.ACTIVE)


@lru_cache(maxsize=16)
def learned_from(office_id: int, size: int) -> Learned | None:
    """Learn from the material there is now; `size` tells a library that has grown from the one before."""
    freshest = examples(office_id).order_by("-updated_at", "pk")
    return Learned.from_samples(freshest.values_list("function", "text")[:MOST_READ])
