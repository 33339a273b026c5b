"""Putting material aside for later, and taking it out again. Private to a person: nothing for the log."""

from django.db import transaction

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import BasketItem
from speeches.library.models import Entry

MOST = 50
FULL = f"素材篮里已有 {MOST} 条，放不下了。请先拿出一些。"


@transaction.atomic
def put_aside(entry: Entry, *, by: User) -> None:
    """Put an entry into the person's basket; twice is once. Raises NotAllowed when the basket is full."""
    others = BasketItem.objects.filter(user=by).exclude(entry=entry)
    refuse(FULL if others.count() >= MOST else "")
    BasketItem.objects.get_or_create(user=by, entry=entry)


@transaction.atomic
def take_out(entry: Entry, *, by: User) -> None:
    BasketItem.objects.filter(user=by, entry=entry).delete()
