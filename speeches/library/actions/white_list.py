"""The white list of proofreading (白名单): proposed by those who write, decided by curators."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import WhiteListEntry
from speeches.library.models.proofing import ListingState
from speeches.library.permissions import listing_refusal, white_list_refusal


@transaction.atomic
def propose_white_listing(
    office: Office, *, rule: str, text: str, message: str, reason: str, by: User
) -> WhiteListEntry:
    """Propose words for the office's white list; what was declined is proposed anew. Raises NotAllowed."""
    refuse(listing_refusal(by, office, text))
    known = WhiteListEntry.objects.filter(office=office, rule=rule, text=text).first()
    if known and known.state != ListingState.DECLINED:
        return known
    entry = known or WhiteListEntry(office=office, rule=rule, text=text)
    entry.message, entry.reason, entry.state = message, reason, ListingState.PROPOSED
    entry.proposed_by, entry.decided_by = by, None
    entry.version += entry.pk is not None
    entry.save()
    log_action(by, "white-list-propose", entry, rule=rule, text=text, reason=reason)
    return entry


@transaction.atomic
def decide_white_listing(entry: WhiteListEntry, *, by: User, is_accepted: bool) -> None:
    """Confirm an entry, or decline it (an active one is taken out by this). Raises NotAllowed."""
    refuse(white_list_refusal(by, entry.office))
    entry.state = ListingState.ACTIVE if is_accepted else ListingState.DECLINED
    entry.decided_by = by
    entry.version += 1
    entry.save(update_fields=["state", "decided_by", "version"])
    verb = "white-list-accept" if is_accepted else "white-list-decline"
    log_action(by, verb, entry, rule=entry.rule, text=entry.text)


@transaction.atomic
def save_white_listing(entry: WhiteListEntry, *, by: User) -> None:
    """Store an entry as a curator wrote it, in the office that is set on it. Raises NotAllowed."""
    refuse(white_list_refusal(by, entry.office))
    verb = "white-list-add" if entry.pk is None else "white-list-edit"
    entry.version += entry.pk is not None
    entry.proposed_by, entry.decided_by = entry.proposed_by or by, by
    entry.save()
    log_action(by, verb, entry, rule=entry.rule, text=entry.text, state=entry.state)
