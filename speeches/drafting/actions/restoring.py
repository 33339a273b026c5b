"""Going back to a version, whole or by one section (恢复). What there was is kept as a version before."""

import uuid
from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.targets import changes_to
from speeches.manuscript.restoring import section_named, with_section
from speeches.manuscript.value import Manuscript

from .changing import apply_change_set
from .keeping import take_revision

GONE = "第 {number} 版里没有这一节了，没有恢复。请刷新页面再选。"


@transaction.atomic
def restore_revision(
    draft: Draft, revision: Revision, *, author: User, section: str = ""
) -> tuple[Revision, Revision]:
    """Make the draft, or one section of it, what it was. Returns the versions of before and after.

    Raises NotAllowed, BadChangesError.
    """
    former, changes, what = prepared(draft, revision, author=author, section=section)
    draft.refresh_from_db()
    payload = {"client": f"restore-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence, **changes}
    if any(changes.values()):
        apply_change_set(draft, author=author, payload=payload)
    restored = take_revision(draft, author=author, reason=Revision.Reason.WENT_BACK, note=f"恢复{what}")
    return former, restored


@transaction.atomic
def propose_restoring(draft: Draft, revision: Revision, *, author: User, section: str = "") -> dict[str, Any]:
    """Return what the open paper has to change to go back. Raises NotAllowed, BadChangesError."""
    _, changes, what = prepared(draft, revision, author=author, section=section)
    return {"label": f"恢复{what}", **changes}


def prepared(
    draft: Draft, revision: Revision, *, author: User, section: str
) -> tuple[Revision, dict[str, Any], str]:
    """Keep what there is; return that version, what has to change, and what it is called."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(edit_refusal(author, draft))
    now, then = draft.manuscript(), revision.manuscript()
    wanted = going_back(now, then, section, revision.number)
    former = take_revision(draft, author=author, reason=Revision.Reason.RESTORED)
    log_action(author, "draft-restore-revision", draft, number=revision.number, section=section)
    return former, changes_to(now, wanted), named(then, section, revision.number)


def going_back(now: Manuscript, then: Manuscript, section: str, number: int) -> Manuscript:
    try:
        return with_section(now, then, section) if section else then
    except KeyError:
        raise BadChangesError(GONE.format(number=number)) from None


def named(then: Manuscript, section: str, number: int) -> str:
    """Return what is brought back: “第 3 版”, “第 3 版的‘二、抓好落实’”."""
    if not section:
        return f"第 {number} 版"
    found = section_named(then, section)
    return f"第 {number} 版的“{found.marker}{found.title[:30]}”"
