"""A copy of a draft as the start of another."""

from dataclasses import replace

from django.db import transaction

from speeches.accounts.models import User
from speeches.drafting.models import UNTITLED, Draft, Revision
from speeches.drafting.proposals import fresh
from speeches.manuscript.value import Front, FrontLine, Manuscript

from .changing import record_uses
from .creating import create_draft

COPY = "（副本）"


@transaction.atomic
def copy_draft(draft: Draft, *, author: User) -> Draft:
    """Store a draft's text and facts as a new draft of this author, under new keys. Raises NotAllowed."""
    manuscript = draft.manuscript()
    paragraphs = tuple(fresh(manuscript.paragraphs))
    copy = create_draft(
        author,
        Manuscript(copied_front(manuscript.front), paragraphs),
        reason=Revision.Reason.COPIED,
        facts=draft.facts_by_name(),
        meeting=draft.meeting,
        occasion=draft.occasion,
        outline=draft.outline,
        speaker=draft.speaker,
        spoken_on=draft.spoken_on,
        target_minutes=draft.target_minutes,
    )
    record_uses({paragraph.origin.entry for paragraph in paragraphs if paragraph.origin}, copy, author)
    return copy


def copied_front(front: tuple[FrontLine, ...]) -> tuple[FrontLine, ...]:
    """Return the title block with “（副本）” after the title, which may stand on several lines."""
    titles = [place for place, line in enumerate(front) if line.kind is Front.TITLE]
    if not titles:
        return (FrontLine(Front.TITLE, UNTITLED + COPY), *front)
    last = titles[-1]
    return (*front[:last], replace(front[last], text=front[last].text + COPY), *front[last + 1 :])
