"""New drafts: from a manuscript, from an import, from an outline."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.changes import check_size
from speeches.drafting.facts import FACT_FIELDS, VARYING
from speeches.drafting.models import Draft, DraftParagraph, Fact, Revision, SpeechImport
from speeches.drafting.models.paragraph import value_fields
from speeches.drafting.order import GAP
from speeches.drafting.outlines import skeleton
from speeches.library.lexicon import set_names_for
from speeches.library.models import Outline
from speeches.manuscript.announcements import bind
from speeches.manuscript.value import Manuscript

from .keeping import NOTE_LIMIT, take_revision

NO_OFFICE = "您的账号还没有归属单位，不能新建讲话稿。请联系系统管理员。"


def create_refusal(user: User) -> str:
    return "" if user.office_id else NO_OFFICE


@transaction.atomic
def create_draft(
    author: User,
    manuscript: Manuscript,
    *,
    reason: Revision.Reason,
    facts: Mapping[str, str],
    note: str = "",
    **fields: Any,
) -> Draft:
    """Store a manuscript as a new draft of the author's office; `note` names its first version.

    Raises NotAllowed, BadChangesError.
    """
    refuse(create_refusal(author))
    front = [[line.kind.value, line.text] for line in manuscript.front]
    check_size(front, (paragraph.text for paragraph in manuscript.paragraphs))
    draft = Draft.objects.create(
        office=author.office, author=author, front=front, sequence=1, front_sequence=1, **fields
    )
    store_paragraphs(draft, bind(manuscript, set_names_for(draft.office_id)))
    Fact.objects.bulk_create(Fact(draft=draft, name=name, value=value) for name, value in facts.items())
    take_revision(draft, author=author, reason=reason, note=note[:NOTE_LIMIT])
    log_action(author, "draft-create", draft, reason=reason.value)
    return draft


def store_paragraphs(draft: Draft, manuscript: Manuscript) -> None:
    """Write the rows of a new draft. One statement."""
    DraftParagraph.objects.bulk_create(
        DraftParagraph(
            draft=draft, key=paragraph.key, position=place * GAP, sequence=1, **value_fields(paragraph)
        )
        for place, paragraph in enumerate(manuscript.paragraphs, start=1)
    )


def create_draft_from_manuscript(author: User, manuscript: Manuscript, **fields: Any) -> Draft:
    """Store a speech that was brought in; its title block says who speaks and when."""
    facts = {"讲话人": manuscript.byline, "日期": manuscript.date.strip("（）()")}
    facts = {name: value[:200] for name, value in facts.items() if value}
    fields.setdefault("speaker", manuscript.byline[:100])
    return create_draft(author, manuscript, reason=Revision.Reason.IMPORTED, facts=facts, **fields)


@transaction.atomic
def create_draft_from_outline(
    author: User,
    outline: Outline,
    *,
    facts: Mapping[str, str],
    spoken_on: Any = None,
    target_minutes: int | None = None,
) -> Draft:
    """Store the skeleton of an outline, its facts filled in.

    A name that stands for another value in each place (【时长】) is filled in here and not remembered.
    """
    fields = {FACT_FIELDS[name]: value for name, value in facts.items() if name in FACT_FIELDS}
    return create_draft(
        author,
        skeleton(outline, facts),
        reason=Revision.Reason.OUTLINE,
        facts={name: value for name, value in facts.items() if name not in VARYING},
        outline=outline,
        occasion=outline.occasion,
        spoken_on=spoken_on,
        target_minutes=target_minutes or outline.target_minutes,
        **fields,
    )


@transaction.atomic
def create_draft_from_import(speech_import: SpeechImport, *, author: User) -> Draft:
    """Make the draft of an import that is ready; a second press of the button returns the same draft."""
    speech_import = SpeechImport.objects.select_for_update().get(pk=speech_import.pk)
    if speech_import.draft is not None:
        return speech_import.draft
    if speech_import.user_id != author.pk or speech_import.state != SpeechImport.State.READY:
        raise NotAllowed("这份文件还没有读好，不能建立草稿。")
    manuscript = Manuscript.from_json(speech_import.result["manuscript"])
    speech_import.draft = create_draft_from_manuscript(author, manuscript)
    speech_import.save(update_fields=["draft"])
    return speech_import.draft
