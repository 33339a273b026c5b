"""The white list of proofreading (白名单): proposed by those who write, decided by curators."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import WhiteListEntry
from speeches.library.models.proofing import LONGEST_LISTED, ListingState
from speeches.library.permissions import suggest_refusal, white_list_refusal

TOO_LONG = f"这处文字超过 {LONGEST_LISTED} 字，不能列入单位白名单。请只在这一处或这篇里忽略。"


@transaction.atomic
def propose_white_listing(
    office: Office, *, rule: str, text: str, message: str, reason: str, by: User
) -> WhiteListEntry:
    """Propose words for the office's white list; what was declined is proposed anew. Raises NotAllowed."""
    refuse(suggest_refusal(by, office) or (TOO_LONG if len(text) > LONGEST_LISTED else ""))
    known = WhiteListEntry.objects.filter(office=office, rule=rule, text=text).first()
    if known and known.state != ListingState.DECLINED:
        return known
    entry = known or WhiteListEntry(office=office, rule=rule, text=text)
    entry.message, entry.reason, entry.state = message, reason, ListingState.PROPOSED
    entry.proposed_by, entry.decided_by = by, None
    entry.save()
    log_action(by, "white-list-propose", entry, rule=rule, text=text, reason=reason)
    return entry


@transaction.atomic
def decide_white_listing(entry: WhiteListEntry, *, by: User, is_accepted: bool) -> None:
    """Confirm an entry, or decline it (an active one is taken out by this). Raises NotAllowed."""
    refuse(white_list_refusal(by, entry.office))
    entry.state = ListingState.ACTIVE if is_accepted else ListingState.DECLINED
    entry.decided_by = by
    entry.save(update_fields=["state", "decided_by"])
    verb = "white-list-accept" if is_accepted else "white-list-decline"
    log_action(by, verb, entry, rule=entry.rule, text=entry.text)
