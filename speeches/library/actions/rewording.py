"""Old wording replaced in entries and outlines, where a person ticked it; what changed meanwhile stays."""

import uuid

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry, Outline
from speeches.library.permissions import edit_refusal, outline_refusal
from speeches.library.rewording import (
    SLOT_FIELDS,
    Rewording,
    Ticks,
    outline_parts,
    replaced,
    reworded,
    ticked_spots,
)

from .outlining import edit_outline
from .writing import save_version, write_manuscript


@transaction.atomic
def reword_entry(entry_id: uuid.UUID, rewording: Rewording, ticks: Ticks, *, by: User, reason: str) -> int:
    """Replace what was ticked, as a new version; return how many places.

    Raises NotAllowed, ValidationError.
    """
    entry = Entry.objects.select_for_update().get(pk=entry_id)
    refuse(edit_refusal(by, entry))
    manuscript, count = reworded(entry.manuscript, rewording, ticks)
    spots = ticked_spots(entry.title, ticks.get("title", {}), rewording)
    if count + len(spots) == 0:
        return 0
    entry.title = replaced(entry.title, spots)
    write_manuscript(entry, manuscript)
    entry.clean_fields(exclude=["office", "copied_from", "superseded_by", "proposed_by", "decided_by"])
    save_version(entry, by, reason[:200])
    log_action(by, "reword-entry", entry, version=entry.version, places=count + len(spots), reason=reason)
    return count + len(spots)


@transaction.atomic
def reword_outline(
    outline_id: uuid.UUID, rewording: Rewording, ticks: Ticks, *, by: User, reason: str
) -> int:
    """Replace what was ticked; return how many places. Raises NotAllowed, ValidationError."""
    outline = Outline.objects.select_for_update().get(pk=outline_id)
    refuse(outline_refusal(by, outline))
    parts = outline_parts(outline)
    spots = {key: ticked_spots(text, ticks.get(key, {}), rewording) for key, text in parts.items()}
    changed = {key: replaced(text, spots[key]) for key, text in parts.items() if spots[key]}
    if not changed:
        return 0
    take_parts(outline, {**parts, **changed})
    outline.clean_fields(exclude=["office", "occasion", "front", "slots"])
    edit_outline(outline, by=by, reason=reason)
    count = sum(map(len, spots.values()))
    # An outline has no history of its own: what was said before is in the log.
    log_action(by, "reword-outline", outline, places=count, before={key: parts[key] for key in changed})
    return count


def take_parts(outline: Outline, parts: dict[str, str]) -> None:
    outline.name, outline.summary = parts["name"], parts["summary"]
    outline.front = [[kind, parts[f"front-{place}"]] for place, (kind, _) in enumerate(outline.front)]
    for place, slot in enumerate(outline.slots):
        slot.update({name: parts[f"slot-{place}-{name}"] for name in SLOT_FIELDS if name in slot})
