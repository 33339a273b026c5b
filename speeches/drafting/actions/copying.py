"""A speech as the start of another; a section taken from one draft to another."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.facts import retold
from speeches.drafting.former import asked_anew, former_facts, front_asked_anew
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.proposals import fresh

from .changing import apply_change_set, record_uses
from .creating import create_draft
from .keeping import take_revision


@transaction.atomic
def copy_draft(
    draft: Draft,
    *,
    author: User,
    title: str,
    facts: Mapping[str, str],
    spoken_on: date | None = None,
    target_minutes: int | None = None,
) -> Draft:
    """Store a draft's text as a new draft of this author under new keys, for another occasion.

    Filled-in facts take their new value or are open again, in a title that was left as it was too; what
    still names the old occasion is remembered and shown. Raises NotAllowed.
    """
    manuscript, old = draft.manuscript(), draft.facts_by_name()
    known = {name: value for name, value in facts.items() if value}
    if title == draft.title:
        title = retold(title, old, known)
    paragraphs = tuple(fresh(asked_anew(manuscript, known).paragraphs))
    copy = create_draft(
        author,
        replace(manuscript, front=front_asked_anew(manuscript.front, title, known), paragraphs=paragraphs),
        reason=Revision.Reason.COPIED,
        note=f"底稿：《{draft.title}》",
        facts=known,
        former=former_facts(manuscript, old, known, spoken_on),
        meeting=known.get("会议名称", ""),
        occasion=draft.occasion,
        outline=draft.outline,
        speaker=known.get("讲话人", "")[:100],
        spoken_on=spoken_on,
        target_minutes=target_minutes,
    )
    record_uses({paragraph.origin.entry for paragraph in paragraphs if paragraph.origin}, copy, author)
    return copy


@transaction.atomic
def forget_former(draft: Draft, *, author: User, name: str) -> None:
    """Show one of the former facts no more: where it stands now it is meant."""
    refuse(edit_refusal(author, draft))
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.former.pop(name, None) is not None:
        draft.save(update_fields=["former"])
        log_action(author, "draft-forget-former", draft, name=name)


@transaction.atomic
def take_section_out(draft: Draft, *, author: User, keys: Iterable[str]) -> Revision:
    """Delete a section that was moved to another draft; returns the version that still has it."""
    refuse(edit_refusal(author, draft))
    kept = take_revision(draft, author=author, reason=Revision.Reason.MOVED)
    draft.refresh_from_db()
    deletion = {"client": f"move-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence}
    apply_change_set(draft, author=author, payload={**deletion, "deletions": list(keys)})
    log_action(author, "draft-take-section-out", draft, version=kept.number)
    return kept
