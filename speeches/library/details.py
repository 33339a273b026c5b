"""What the page of one entry shows."""

from typing import Any

from django.db.models import Max

from speeches.accounts.models import Office, RoleName, User

from .forms import ReasonForm
from .models import Candidate, Entry
from .outdated import outdated_in
from .permissions import (
    accept_refusal,
    activate_refusal,
    copy_refusal,
    curate_refusal,
    edit_refusal,
    history_refusal,
    propose_refusal,
    publish_refusal,
    retire_refusal,
    successor_refusal,
    unpublish_refusal,
    withdraw_refusal,
)
from .states import Verb


def curated_office(user: User) -> Office | None:
    """Return the office a curator writes for: their own before others."""
    offices = user.offices_as(RoleName.CURATOR)
    chosen = user.office_id if user.office_id in offices else min(offices, default=None)
    return Office.objects.filter(pk=chosen).first() if chosen else None


def detail_context(
    user: User, entry: Entry, *, q: str = "", decline_form: ReasonForm | None = None
) -> dict[str, Any]:
    """Return everything on the page; a fixed number of queries."""
    return {
        "entry": entry,
        "q": q,
        "last_used_at": entry.uses.aggregate(last=Max("at"))["last"],
        "has_history": not history_refusal(user, entry),
        "can_edit": not edit_refusal(user, entry),
        "can_retire": not retire_refusal(user, entry),
        "can_name_successor": not successor_refusal(user, entry),
        "can_activate": not activate_refusal(user, entry),
        "can_decide": not accept_refusal(user, entry),
        "can_propose": not propose_refusal(user, entry),
        "can_withdraw": not withdraw_refusal(user, entry),
        "decline_form": decline_form or ReasonForm(),
        "speech": kept_speech(user, entry),
        "retired_because": reason_to_retire(entry),
        "outdated": outdated_in(f"{entry.title}\n{entry.text}", user.office_id),
        **sharing_context(user, entry),
    }


def kept_speech(user: User, entry: Entry) -> Candidate | None:
    """Return where in which past speech an entry was found; those are for curators of the office alone."""
    found = Candidate.objects.visible_to(user).filter(entry=entry).select_related("document")
    return found.order_by("pk").first()


def reason_to_retire(entry: Entry) -> str:
    """Return why an entry was taken out of use, "" where nobody said."""
    if entry.state != Entry.State.RETIRED:
        return ""
    verb = Verb.RETIRE.label
    rows = entry.history.filter(history_change_reason__startswith=verb).order_by("-history_id")
    said = rows.values_list("history_change_reason", flat=True).first() or ""
    return said.removeprefix(verb).removeprefix("：")


def sharing_context(user: User, entry: Entry) -> dict[str, Any]:
    """Return what concerns other offices: publishing, a copy of theirs, the original of ours."""
    is_curated = not curate_refusal(user, entry)
    office = None if is_curated else curated_office(user)
    is_published = entry.scope == Entry.Scope.SUBTREE
    return {
        "is_curated": is_curated,
        "is_published": is_published,
        "publish_refusal": unpublish_refusal(user, entry) if is_published else publish_refusal(user, entry),
        "may_copy": office is not None,
        "copy_refusal": copy_refusal(user, entry, office) if office else "",
        "own_copy": own_copy(user, entry) if office else None,
        "original": visible_original(user, entry),
    }


def own_copy(user: User, entry: Entry) -> Entry | None:
    return Entry.objects.curated_by(user).filter(copied_from=entry).exclude(state=Entry.State.RETIRED).first()


def visible_original(user: User, entry: Entry) -> Entry | None:
    """Return what this was copied from, while it is still published."""
    if entry.copied_from_id is None:
        return None
    originals = Entry.objects.visible_to(user).select_related("office")
    return originals.filter(pk=entry.copied_from_id).first()
