"""What a package brought out of use, expressions and confusables: put into use together."""

from collections.abc import Iterator

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.actions import activate_wording
from speeches.library.models import Confusable, Expression, WordingState
from speeches.library.models.package import PackageImport
from speeches.library.permissions import create_refusal

from .arrivals import WORDINGS


def kept_out(arrival: PackageImport) -> dict[str, list[str]]:
    """Return the ids of what an import brought and nobody has put into use or changed since, by noun."""
    # What was confirmed before this could be chosen came in use, as in receiving.
    if arrival.state != PackageImport.State.DONE or arrival.confirmed.get("has_wordings_in_use", True):
        return {}
    found = {noun: waiting(arrival, noun, model) for noun, model in WORDINGS.items()}
    return {noun: ids for noun, ids in found.items() if ids}


def waiting(arrival: PackageImport, noun: str, model: type[Expression | Confusable]) -> list[str]:
    brought = {change["id"]: change["version"] for change in arrival.changes if is_new(change, noun)}
    rows = model.objects.filter(pk__in=brought, office=arrival.office_id, state=WordingState.RETIRED)
    # Put into use and out of it again: somebody has decided. Numbers may have been here before the import.
    later = model.history.filter(id__in=brought, history_date__gt=arrival.done_at, state=WordingState.ACTIVE)
    rows = rows.exclude(pk__in=later.values("id")).order_by("pk")
    return [str(pk) for pk, version in rows.values_list("pk", "version") if version == brought[str(pk)]]


def is_new(change: dict[str, object], noun: str) -> bool:
    return change["noun"] == noun and change["did"] == "created"


@transaction.atomic
def enable_wordings(arrival: PackageImport, *, by: User) -> int:
    """Have proofreading use all that an import brought. Returns how many. Raises NotAllowed."""
    refuse(create_refusal(by, arrival.office))
    done = 0
    for wording in held(kept_out(arrival)):
        activate_wording(wording, by=by)
        done += 1
    log_action(by, "enable-wordings", arrival, number=done)
    return done


def held(ids: dict[str, list[str]]) -> Iterator[Expression | Confusable]:
    for noun, keys in ids.items():
        yield from WORDINGS[noun].objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
