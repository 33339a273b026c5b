"""Originals (原文) of quotations: kept, taken out, put back."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Quotation
from speeches.library.permissions import quotation_refusal

# What the log tells of a text; the text itself is in the row.
TOLD = 200


@transaction.atomic
def save_quotation(quotation: Quotation, *, by: User) -> Quotation:
    """Store an original, in the office that is set on it. Raises NotAllowed."""
    refuse(quotation_refusal(by, quotation.office))
    verb = "add-quotation" if quotation.pk is None else "edit-quotation"
    quotation.version += quotation.pk is not None
    before = Quotation.objects.filter(pk=quotation.pk).values_list("text", flat=True).first() or ""
    quotation.save()
    log_action(by, verb, quotation, text=quotation.text[:TOLD], before=before[:TOLD])
    return quotation


@transaction.atomic
def remove_quotation(quotation: Quotation, *, by: User) -> None:
    """Have proofreading compare nothing with it any more; it can be put back. Raises NotAllowed."""
    set_removed(quotation, "remove-quotation", by, is_removed=True)


@transaction.atomic
def put_quotation_back(quotation: Quotation, *, by: User) -> None:
    """Raises NotAllowed."""
    set_removed(quotation, "put-quotation-back", by, is_removed=False)


def set_removed(quotation: Quotation, verb: str, by: User, *, is_removed: bool) -> None:
    refuse(quotation_refusal(by, quotation.office))
    quotation.is_removed = is_removed
    quotation.save(update_fields=["is_removed", "updated_at"])
    log_action(by, verb, quotation, text=quotation.text[:TOLD])
