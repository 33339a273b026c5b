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
    if arrival.state != PackageImport.State.DONE:
        return {}
    brought = {
        noun: {change["id"]: change["version"] for change in arrival.changes if is_new(change, noun)}
        for noun in WORDINGS
    }
    found = {}
    for noun, model in WORDINGS.items():
        rows = model.objects.filter(
            pk__in=brought[noun], office=arrival.office_id, state=WordingState.RETIRED
        )
        pairs = rows.order_by("pk").values_list("pk", "version")
        found[noun] = [str(pk) for pk, version in pairs if version == brought[noun][str(pk)]]
    return {noun: ids for noun, ids in found.items() if ids}


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
