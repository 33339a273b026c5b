"""Leaving a finding of proofreading as it is (忽略), and taking that back."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Dismissal, Draft
from speeches.drafting.permissions import edit_refusal
from speeches.library.actions import propose_white_listing
from speeches.proofreading.findings import Finding

OFFICE = "office"


@transaction.atomic
def dismiss_finding(draft: Draft, finding: Finding, *, by: User, reason: str, scope: str) -> Dismissal:
    """Leave a finding as it is: here, in this draft, or in the office (proposed to its curators).

    Raises NotAllowed.
    """
    refuse(edit_refusal(by, draft))
    if scope == OFFICE:
        propose_white_listing(
            draft.office, rule=finding.rule, text=finding.text, message=finding.message, reason=reason, by=by
        )
    dismissal, _ = Dismissal.objects.update_or_create(
        draft=draft,
        # Until the curator has decided, the proposal holds in the draft it came from.
        scope=Dismissal.Scope.PLACE if scope == Dismissal.Scope.PLACE else Dismissal.Scope.DRAFT,
        identity=finding.identity,
        defaults={"rule": finding.rule, "text": finding.text, "reason": reason, "author": by},
    )
    detail = {"rule": finding.rule, "text": finding.text, "reason": reason, "scope": scope}
    log_action(by, "draft-dismiss-finding", draft, **detail)
    return dismissal


@transaction.atomic
def restore_finding(dismissal: Dismissal, *, by: User) -> None:
    """Let a finding be shown again. Raises NotAllowed."""
    refuse(edit_refusal(by, dismissal.draft))
    log_action(by, "draft-restore-finding", dismissal.draft, rule=dismissal.rule, text=dismissal.text)
    dismissal.delete()
