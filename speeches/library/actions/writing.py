"""What an entry says: new entries, new versions, old versions brought back."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.fragments import read_fragment, rewritten
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry, Occasion, Theme
from speeches.library.models.entry import REASON_LIMIT
from speeches.library.permissions import create_refusal, edit_refusal
from speeches.manuscript.value import Manuscript


class Sorting(NamedTuple):
    """What an entry is sorted under."""

    themes: Iterable[Theme] = ()
    occasions: Iterable[Occasion] = ()

    @property
    def names(self) -> dict[str, list[str]]:
        """Return what the history keeps of it."""
        return {
            "themes": sorted(tag.name for tag in self.themes),
            "occasions": sorted(tag.name for tag in self.occasions),
        }


NO_SORTING = Sorting()


def sort_entry(entry: Entry, sorting: Sorting) -> None:
    entry.themes.set(sorting.themes)
    entry.occasions.set(sorting.occasions)


class Resorting(NamedTuple):
    """Tags of one kind that come and go."""

    label: str
    kept: Any
    came: set[Theme | Occasion]
    went: set[Theme | Occasion]

    @property
    def told(self) -> str:
        parts = [("添", self.came), ("去", self.went)]
        named = [verb + "、".join(sorted(tag.name for tag in tags)) for verb, tags in parts if tags]
        return f"{self.label}：{'，'.join(named)}"

    def apply(self) -> None:
        """What is known is not asked for again, as `set()` would."""
        if self.went:
            self.kept.remove(*self.went)
        if self.came:
            self.kept.add(*self.came)


def resortings(entry: Entry, sorting: Sorting) -> list[Resorting]:
    """Return which themes and occasions come and go."""
    found = []
    for label, kept, wanted in (
        ("主题", entry.themes, sorting.themes),
        ("场合", entry.occasions, sorting.occasions),
    ):
        before: set[Any] = set(kept.all())
        found.append(Resorting(label, kept, set(wanted) - before, before - set(wanted)))
    return [one for one in found if one.came or one.went]


def note_former_sorting(entry: Entry) -> None:
    """Let what was stored before its sorting was kept be compared with what follows."""
    if entry.sorted_as is None:
        former = Sorting(entry.themes.all(), entry.occasions.all()).names
        entry.history.filter(version=entry.version, sorted_as__isnull=True).update(sorted_as=former)


def write_text(entry: Entry, text: str) -> None:
    """Set an entry's content from plain text; `text` becomes what search reads. Does not save.

    Paragraphs that are still there keep their keys.
    """
    set_names = set_names_for(entry.office_id)
    if entry.content:
        manuscript = rewritten(Manuscript.from_json(entry.content), text, set_names)
    else:
        manuscript = read_fragment(text, set_names).manuscript
    write_manuscript(entry, manuscript)


def write_manuscript(entry: Entry, manuscript: Manuscript) -> None:
    entry.content = manuscript.to_json()
    entry.text = manuscript.to_text()
    vars(entry).pop("manuscript", None)


def save_with_reason(entry: Entry, by: User, reason: str) -> None:
    """Save, and let the entry's history say who did it and why."""
    entry._history_user = by
    entry._change_reason = reason
    entry.save()


def save_version(entry: Entry, by: User, reason: str) -> None:
    """Save as the next version, whatever was stored since this object was read."""
    entry.version = Entry.objects.select_for_update().values_list("version", flat=True).get(pk=entry.pk) + 1
    save_with_reason(entry, by, reason)


def save_sorted(entry: Entry, sorting: Sorting, by: User, reason: str) -> None:
    """Save as the next version, sorted as given; its history says what came and went."""
    sorting = Sorting(list(sorting.themes), list(sorting.occasions))
    changes = resortings(entry, sorting)
    note_former_sorting(entry)
    entry.sorted_as = sorting.names
    told = [reason, *(change.told for change in changes)]
    save_version(entry, by, "；".join(told)[:REASON_LIMIT])
    for change in changes:
        change.apply()


@transaction.atomic
def create_entry(entry: Entry, text: str, *, by: User, sorting: Sorting = NO_SORTING) -> Entry:
    """Store a new entry as 草稿, in the office that is set on it. Raises NotAllowed."""
    refuse(create_refusal(by, entry.office))
    entry.sorted_as = sorting.names
    write_text(entry, text)
    save_with_reason(entry, by, "新建")
    # Nothing to compare with yet.
    entry.themes.add(*sorting.themes)
    entry.occasions.add(*sorting.occasions)
    log_action(by, "create-entry", entry, title=entry.title)
    return entry


@transaction.atomic
def edit_entry(entry: Entry, text: str, *, by: User, sorting: Sorting, reason: str = "") -> Entry:
    """Store a changed entry under a new version; the old one stays in its history. Raises NotAllowed."""
    refuse(edit_refusal(by, entry))
    write_text(entry, text)
    save_sorted(entry, sorting, by, reason or "修改")
    log_action(by, "edit-entry", entry, version=entry.version)
    return entry


@transaction.atomic
def restore_version(entry: Entry, version: int, *, by: User) -> Entry:
    """Bring back what an old version said, as a new one. Raises NotAllowed, or DoesNotExist."""
    refuse(edit_refusal(by, entry))
    old = entry.history.filter(version=version).latest()
    entry.title, entry.kind, entry.function = old.title, old.kind, old.function
    write_manuscript(entry, Manuscript.from_json(old.content))
    save_sorted(entry, former_sorting(entry, old), by, f"恢复第 {version} 版")
    log_action(by, "restore-entry", entry, version=entry.version, restored=version)
    return entry


def former_sorting(entry: Entry, old: Any) -> Sorting:
    """Return what an old version was sorted under, as far as that is still there; today's where none says."""
    if old.sorted_as is None:
        return Sorting(entry.themes.all(), entry.occasions.all())
    names = ((Theme, old.sorted_as.get("themes", ())), (Occasion, old.sorted_as.get("occasions", ())))
    return Sorting(*({tag for name in told for tag in model.objects.called(name)} for model, told in names))
