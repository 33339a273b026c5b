"""Facts: what the draft knows of unit, meeting, speaker and date; its figures."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.facts import FACT_FIELDS, remembered
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
    earlier = {fact.name: remembered(fact.value, fact.earlier) for fact in draft.facts.all()}
    Fact.objects.bulk_create(
        [
            Fact(draft=draft, name=name, value=value, earlier=earlier.get(name, []))
            for name, value in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["draft", "name"],
        update_fields=["value", "earlier"],
    )
    tell_other_pages(draft)
    columns = {FACT_FIELDS[name]: value for name, value in changed.items() if name in FACT_FIELDS}
    if columns:
        Draft.objects.filter(pk=draft.pk).update(**columns)
    log_action(author, "draft-set-facts", draft, names=list(changed))
    return list(changed)


def tell_other_pages(draft: Draft) -> None:
    """Let open pages hear of it with their next look, though no paragraph has changed."""
    Draft.objects.filter(pk=draft.pk).update(sequence=F("sequence") + 1)


@transaction.atomic
def set_figure(draft: Draft, *, author: User, name: str, values: Mapping[str, str]) -> bool:
    """Store a figure (value, unit, previous, period, source) under its name. Returns whether it changed."""
    refuse(edit_refusal(author, draft))
    figure = draft.facts.filter(name=name).first() or Fact(draft=draft, name=name)
    if figure.is_figure and all(getattr(figure, part) == value for part, value in values.items()):
        return False
    figure.is_figure = True
    for part, value in values.items():
        setattr(figure, part, value)
    figure.save()
    tell_other_pages(draft)
    log_action(author, "draft-set-facts", draft, names=[name])
    return True


@transaction.atomic
def remove_figure(draft: Draft, *, author: User, name: str) -> bool:
    """Forget a figure. What it filled in stays; what is computed from it opens again."""
    refuse(edit_refusal(author, draft))
    removed, _ = draft.facts.filter(name=name, is_figure=True).delete()
    if removed:
        tell_other_pages(draft)
        log_action(author, "draft-set-facts", draft, names=[name])
    return bool(removed)


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
