"""Letting a draft pass with open findings or places: the reason, and what was open, stay in the log."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.gate import gate_of, gate_refusal
from speeches.drafting.models import Draft
from speeches.drafting.states import Verb


@transaction.atomic
def pass_gate(draft: Draft, *, by: User, verb: Verb, reason: str = "") -> None:
    """Let a draft through to `verb`. Who may do that, the caller has asked. Raises NotAllowed.

    Call it inside the transaction of submitting or finalising.
    """
    refuse(gate_refusal(draft, reason))
    gate = gate_of(draft)
    if gate.is_open:
        return
    musts = [[one.text, one.message] for one in gate.musts]
    places = [one.text for one in gate.places]
    log_action(by, "draft-pass-gate", draft, to=verb, reason=reason.strip(), musts=musts, places=places)
