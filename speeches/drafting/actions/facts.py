"""Facts: what the draft knows of unit, meeting, speaker and date."""

from collections.abc import Mapping

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.facts import FACT_FIELDS
from speeches.drafting.models import Draft, Fact
from speeches.drafting.permissions import edit_refusal


@transaction.atomic
def set_facts(draft: Draft, *, author: User, facts: Mapping[str, str]) -> list[str]:
    """Store facts by name and return the names whose value changed. The text is not touched:

    an open editor applies the filling as its own undoable change (see `proposals.fill_proposal`).
    """
    refuse(edit_refusal(author, draft))
    known = draft.facts_by_name()
    changed = {name: value for name, value in facts.items() if known.get(name, "") != value}
    if not changed:
        return []
    Fact.objects.bulk_create(
        [Fact(draft=draft, name=name, value=value) for name, value in changed.items()],
        update_conflicts=True,
        unique_fields=["draft", "name"],
        update_fields=["value"],
    )
    columns = {FACT_FIELDS[name]: value for name, value in changed.items() if name in FACT_FIELDS}
    if columns:
        Draft.objects.filter(pk=draft.pk).update(**columns)
    log_action(author, "draft-set-facts", draft, names=list(changed))
    return list(changed)


@transaction.atomic
def set_target(draft: Draft, *, author: User, minutes: int | None) -> bool:
    """Set how long the speech should be, None for no target. Returns whether that is a change."""
    refuse(edit_refusal(author, draft))
    if draft.target_minutes == minutes:
        return False
    draft.target_minutes = minutes
    draft.save(update_fields=["target_minutes"])
    log_action(author, "draft-set-target", draft, minutes=minutes)
    return True
