"""Old wording replaced in a draft where a person ticked it: a version before, then a change set like any."""

import uuid

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.targets import changes_to
from speeches.library.rewording import Rewording, Ticks, reworded

from .changing import apply_change_set
from .keeping import NOTE_LIMIT, take_revision


@transaction.atomic
def reword_draft(draft: Draft, rewording: Rewording, ticks: Ticks, *, author: User, reason: str) -> int:
    """Replace what was ticked; return how many places. Raises NotAllowed, BadChangesError."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(edit_refusal(author, draft))
    now = draft.manuscript()
    wanted, count = reworded(now, rewording, ticks)
    if count == 0:
        return 0
    note = f"{reason}之前"[:NOTE_LIMIT]
    take_revision(draft, author=author, reason=Revision.Reason.AUTOMATIC, note=note)
    payload = {"client": f"reword-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence}
    apply_change_set(draft, author=author, payload={**payload, **changes_to(now, wanted)})
    log_action(author, "draft-reword", draft, places=count, reason=reason)
    return count
