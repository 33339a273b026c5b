"""What happens to a draft as a whole: its name, who writes with, the bin."""

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.permissions import delete_refusal, edit_refusal, restore_refusal, share_refusal
from speeches.manuscript.value import Front


@transaction.atomic
def rename_draft(draft: Draft, *, author: User, title: str) -> None:
    """Replace the title lines of the title block by one; the other lines stay."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(edit_refusal(author, draft))
    others = [line for line in draft.front if line[0] != Front.TITLE]
    places = [place for place, line in enumerate(draft.front) if line[0] == Front.TITLE]
    others.insert(places[0] if places else 0, [Front.TITLE.value, title])
    draft.front = others
    draft.sequence += 1
    draft.front_sequence, draft.front_client = draft.sequence, ""
    draft.save(update_fields=["front", "sequence", "front_sequence", "front_client", "updated_at"])
    log_action(author, "draft-rename", draft, title=title)


@transaction.atomic
def delete_draft(draft: Draft, *, author: User) -> None:
    """Put a draft in the bin; the author can take it back."""
    refuse(delete_refusal(author, draft))
    Draft.objects.filter(pk=draft.pk).update(deleted_at=timezone.now())
    log_action(author, "draft-delete", draft)


@transaction.atomic
def restore_draft(draft: Draft, *, author: User) -> None:
    refuse(restore_refusal(author, draft))
    Draft.objects.filter(pk=draft.pk).update(deleted_at=None)
    log_action(author, "draft-restore", draft)


@transaction.atomic
def add_co_drafter(draft: Draft, *, author: User, person: User) -> None:
    refuse(share_refusal(author, draft))
    draft.co_drafters.add(person)
    log_action(author, "draft-share", draft, person=person.pk)


@transaction.atomic
def remove_co_drafter(draft: Draft, *, author: User, person: User) -> None:
    refuse(share_refusal(author, draft))
    draft.co_drafters.remove(person)
    log_action(author, "draft-unshare", draft, person=person.pk)
