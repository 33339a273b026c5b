"""Between offices: publishing to those below, copying from those above, following the original."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry
from speeches.library.permissions import copy_refusal, follow_refusal, publish_refusal, unpublish_refusal

from .writing import Sorting, save_version, save_with_reason, sort_entry, write_text

COPIED = ("kind", "function", "title", "content", "text", "audience", "valid_from", "valid_until")
COPIED_SOURCE = ("source", "source_level", "source_on", "quality")


@transaction.atomic
def publish_entry(entry: Entry, *, by: User) -> None:
    """Let the offices below read and use an entry. Raises NotAllowed."""
    refuse(publish_refusal(by, entry))
    entry.scope = Entry.Scope.SUBTREE
    save_with_reason(entry, by, "发布给下级单位")
    log_action(by, "publish-entry", entry)


@transaction.atomic
def unpublish_entry(entry: Entry, *, by: User) -> None:
    """Keep an entry to its own office again; copies made below stay. Raises NotAllowed."""
    refuse(unpublish_refusal(by, entry))
    entry.scope = Entry.Scope.OWN
    save_with_reason(entry, by, "不再发布给下级单位")
    log_action(by, "unpublish-entry", entry)


@transaction.atomic
def copy_entry(original: Entry, office: Office, *, by: User) -> Entry:
    """Copy what an office above publishes into a 草稿 of one's own, to be adapted. Raises NotAllowed."""
    # The lock keeps two clicks from making two copies.
    Office.objects.select_for_update().get(pk=office.pk)
    refuse(copy_refusal(by, original, office))
    fields = {name: getattr(original, name) for name in COPIED + COPIED_SOURCE}
    copy = Entry(office=office, copied_from=original, copied_version=original.version, **fields)
    sorting = Sorting(original.themes.all(), original.occasions.all())
    copy.sorted_as = sorting.names
    save_with_reason(copy, by, f"改编自{original.office}第 {original.version} 版")
    sort_entry(copy, sorting)
    log_action(by, "copy-entry", copy, original=str(original.pk), version=original.version)
    return copy


@transaction.atomic
def take_over(entry: Entry, text: str, seen: int, *, by: User) -> None:
    """Write a copy anew after version `seen` of its original. Raises NotAllowed."""
    refuse(follow_refusal(by, entry))
    entry.copied_version = seen
    write_text(entry, text)
    save_version(entry, by, f"采用原素材第 {seen} 版的改动")
    log_action(by, "take-over-entry", entry, version=entry.version, original_version=seen)


@transaction.atomic
def keep_own_text(entry: Entry, seen: int, *, by: User) -> None:
    """Note that version `seen` of the original does not concern this copy. Raises NotAllowed."""
    refuse(follow_refusal(by, entry))
    entry.copied_version = seen
    save_with_reason(entry, by, f"看过原素材第 {seen} 版，保留本单位的文字")
    log_action(by, "keep-entry", entry, original_version=seen)
