"""How long speeches really took: recorded, and taken back where a figure was wrong."""

from decimal import Decimal

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Delivery, Draft
from speeches.drafting.permissions import measure_refusal


@transaction.atomic
def record_delivery(draft: Draft, *, author: User, title: str, characters: int, minutes: Decimal) -> Delivery:
    """Record what the draft's speaker took for a speech. Raises NotAllowed."""
    refuse(measure_refusal(author, draft))
    delivery = Delivery.objects.create(
        office=draft.office,
        speaker=draft.speaker,
        title=title[:200],
        characters=characters,
        minutes=minutes,
        recorded_by=author,
    )
    log_action(author, "delivery-record", delivery, characters=characters, minutes=str(minutes))
    return delivery


@transaction.atomic
def remove_delivery(draft: Draft, delivery: Delivery, *, author: User) -> None:
    refuse(measure_refusal(author, draft))
    log_action(author, "delivery-remove", delivery, title=delivery.title, minutes=str(delivery.minutes))
    delivery.delete()
