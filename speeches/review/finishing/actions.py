"""The verbs of finishing: a final text made, taken up again, archived, spoken, and put into the library."""

from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.docx.layout import Preset
from speeches.drafting.actions import move_draft, pass_gate, record_delivery, remove_delivery, take_revision
from speeches.drafting.export import export_docx, export_name
from speeches.drafting.models import Delivery, Draft, Revision
from speeches.drafting.states import Verb
from speeches.library.actions.intake import Upload, offer_speech
from speeches.library.models import IntakeBatch
from speeches.manuscript.sections import spoken_characters
from speeches.review.models import Final, Spoken
from speeches.review.notices import tell_finished

from .permissions import (
    archive_refusal,
    finalise_refusal,
    reopen_final_refusal,
    reopen_reason_refusal,
    spoken_refusal,
    take_in_refusal,
    unarchive_refusal,
    undecided,
    undecided_refusal,
)


def locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("office").get(pk=draft.pk)


def newest(draft: Draft) -> Final:
    return draft.finals.defer("data").latest("number")


@transaction.atomic
def finalise_draft(draft: Draft, *, by: User, reason: str = "") -> Final:
    """Lock the text and keep the file that is handed out. Raises NotAllowed.

    `reason` says why it goes although something in it is open.
    """
    draft = locked(draft)
    left = undecided(draft)
    refuse(finalise_refusal(by, draft) or undecided_refusal(left, reason))
    if left:
        log_action(by, "draft-pass-undecided", draft, count=len(left), reason=reason.strip())
    pass_gate(draft, by=by, verb=Verb.FINALISE, reason=reason)
    number = draft.finals.count() + 1
    kept = take_revision(draft, author=by, reason=Revision.Reason.EXPORT, note=f"定稿第 {number} 号")
    final = keep_file(draft, number, kept, by)
    move_draft(draft, Verb.FINALISE, by=by, final=number, revision=kept.number, checksum=final.checksum)
    tell_finished(draft, f"{by.name}把《{draft.title}》定稿，第 {number} 号。", by=by)
    return final


def keep_file(draft: Draft, number: int, kept: Revision, by: User) -> Final:
    data = export_docx(draft, preset=Preset.FINAL)
    return Final.objects.create(
        draft=draft,
        number=number,
        revision=kept,
        filename=export_name(draft, Preset.FINAL),
        data=data,
        size=len(data),
        checksum=sha256(data).hexdigest(),
        characters=spoken_characters(kept.manuscript()),
        made_by=by,
    )


@transaction.atomic
def reopen_final(draft: Draft, *, by: User, reason: str) -> Final:
    """Take a final text up again; its file stays, the next one gets its own number. Raises NotAllowed."""
    draft = locked(draft)
    refuse(reopen_final_refusal(by, draft) or reopen_reason_refusal(reason))
    final = newest(draft)
    final.reopened_by, final.reopened_at, final.reopen_reason = by, timezone.now(), reason.strip()
    final.save(update_fields=["reopened_by", "reopened_at", "reopen_reason"])
    move_draft(draft, Verb.REOPEN_FINAL, by=by, final=final.number, reason=reason.strip())
    text = f"{by.name}重新打开了《{draft.title}》的定稿，继续修改：{reason.strip()}"
    tell_finished(draft, text, by=by)
    return final


@transaction.atomic
def archive_draft(draft: Draft, *, by: User) -> Final:
    draft = locked(draft)
    refuse(archive_refusal(by, draft))
    return set_archived(draft, Verb.ARCHIVE, by)


@transaction.atomic
def unarchive_draft(draft: Draft, *, by: User) -> Final:
    """Take a speech out of the archive again; it is final as before."""
    draft = locked(draft)
    refuse(unarchive_refusal(by, draft))
    return set_archived(draft, Verb.UNARCHIVE, by)


def set_archived(draft: Draft, verb: Verb, by: User) -> Final:
    final = newest(draft)
    final.archived_at = timezone.now() if verb == Verb.ARCHIVE else None
    final.save(update_fields=["archived_at"])
    move_draft(draft, verb, by=by, final=final.number)
    done = "归档" if verb == Verb.ARCHIVE else "取出归档"
    tell_finished(draft, f"{by.name}把《{draft.title}》{done}。", by=by)
    return final


@transaction.atomic
def record_spoken(draft: Draft, *, by: User, minutes: Decimal, remarks: str = "") -> Spoken:
    """Keep how the final text was spoken; the speaker's pace follows, where a speaker is named."""
    draft = locked(draft)
    refuse(spoken_refusal(by, draft))
    final = newest(draft)
    spoken = Spoken.objects.filter(final=final).first() or Spoken(final=final)
    spoken.delivery = paced(draft, final, spoken.delivery, minutes, by)
    spoken.minutes, spoken.remarks, spoken.recorded_by = minutes, remarks.strip(), by
    spoken.save()
    log_action(by, "draft-spoken", draft, final=final.number, minutes=str(minutes))
    return spoken


def paced(draft: Draft, final: Final, before: Delivery | None, minutes: Decimal, by: User) -> Delivery | None:
    """Put the minutes in the place of what was recorded before."""
    if before is not None:
        remove_delivery(draft, before, author=by)
    if not draft.speaker:
        return None
    return record_delivery(
        draft, author=by, title=draft.title, characters=max(1, final.characters), minutes=minutes
    )


@transaction.atomic
def take_in(draft: Draft, *, by: User) -> IntakeBatch:
    """Hand the archived speech to the curators of its office, who make material of it. Raises NotAllowed."""
    draft = locked(draft)
    final = draft.finals.order_by("number").last()
    refuse(take_in_refusal(by, draft, final))
    upload = Upload(final.filename, bytes(final.data))
    batch = offer_speech(upload, office=draft.office, by=by, name=f"归档：{draft.title}")
    final.batch = batch
    final.save(update_fields=["batch"])
    log_action(by, "draft-take-in", draft, final=final.number)
    return batch
