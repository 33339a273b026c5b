"""What departments say of the figures (数据核实), entered by those who write the draft."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft, Fact, Verification
from speeches.drafting.models.verification import Verdict
from speeches.drafting.permissions import verify_refusal
from speeches.drafting.verifying.lines import COMPARED, said_of

from .facts import set_figure


@transaction.atomic
def verify_figure(
    draft: Draft, fact: Fact, *, by: User, verdict: Verdict, who: str, proposed: str = "", note: str = ""
) -> Verification:
    """Record who found a figure right, as it now stands, or what it should be. Raises NotAllowed."""
    refuse(verify_refusal(by, draft))
    said = {"verdict": verdict, "who": who, "proposed": proposed, "note": note}
    return record_verification(draft, by=by, fact=fact, **said)


@transaction.atomic
def verify_sentence(
    draft: Draft,
    key: str,
    quote: str,
    *,
    by: User,
    verdict: Verdict,
    who: str,
    proposed: str = "",
    note: str = "",
) -> Verification:
    """Record the same of a sentence with numbers in it. Raises NotAllowed."""
    refuse(verify_refusal(by, draft))
    said = {"verdict": verdict, "who": who, "proposed": proposed, "note": note}
    return record_verification(draft, by=by, key=key, quote=quote, **said)


@transaction.atomic
def record_verification(
    draft: Draft, *, by: User, fact: Fact | None = None, key: str = "", quote: str = "", **said: str
) -> Verification:
    """Keep what was said of a figure or of a sentence. Who may say it, the caller has asked."""
    verification = Verification(draft=draft, fact=fact, key=key, quote=quote, recorded_by=by)
    verification.said = said_of(fact) if fact else {}
    for name, value in said.items():
        setattr(verification, name, value.strip())
    verification.save()
    what = verification.fact.name if verification.fact else verification.quote[:60]
    log_action(by, "draft-verify", verification.draft, what=what, verdict=verification.verdict)
    return verification


@transaction.atomic
def withdraw_verification(verification: Verification, *, by: User) -> None:
    """Take back what was entered by mistake; the log keeps that it was. Raises NotAllowed."""
    refuse(verify_refusal(by, verification.draft))
    log_action(by, "draft-unverify", verification.draft, who=verification.who, verdict=verification.verdict)
    verification.delete()


@transaction.atomic
def correct_figure(verification: Verification, *, by: User) -> bool:
    """Put in the value that a department gave; the open paper follows as with any figure."""
    fact = verification.fact
    assert fact is not None
    values = {name: getattr(fact, name) for name in (*COMPARED, "source")}
    return set_figure(
        verification.draft, author=by, name=fact.name, values={**values, "value": verification.proposed}
    )
