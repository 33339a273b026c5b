"""The versions of a draft as the pages list and compare them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from speeches.accounts.models import User
from speeches.manuscript.compare import compare
from speeches.manuscript.value import Manuscript

from .comparing import view_of
from .models import Draft, Revision
from .permissions import edit_refusal, name_revision_refusal

NOW = "now"
NOW_LABEL = "现在的稿子"
VIEWS = {"inline": "合在一起看", "side": "左右对照", "text": "旧版全文"}
# So many versions that keep themselves, one after the other, are folded into one line.
FEWEST_FOLDED = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Versions of one day: a single one, or several automatic ones in a row, newest first."""

    revisions: tuple[Revision, ...]

    @property
    def is_folded(self) -> bool:
        return len(self.revisions) >= FEWEST_FOLDED

    @property
    def newest(self) -> Revision:
        return self.revisions[0]

    @property
    def oldest(self) -> Revision:
        return self.revisions[-1]


def versions_context(draft: Draft, user: User, *, naming: int = 0) -> dict[str, Any]:
    """Return the list of versions; `naming` is the number of the one whose name is being asked for."""
    revisions = list(draft.revisions.defer("content").select_related("author"))
    return {
        "draft": draft,
        "days": [(day, list(runs(part))) for day, part in groupby(revisions, day_of)],
        "naming": naming,
        "can_edit": not edit_refusal(user, draft),
        "can_name": not name_revision_refusal(user, draft),
    }


def day_of(revision: Revision) -> Any:
    return timezone.localdate(revision.at)


def runs(revisions: Iterable[Revision]) -> Iterable[Run]:
    for is_plain, part in groupby(revisions, is_unnamed):
        together = Run(tuple(part))
        if is_plain and together.is_folded:
            yield together
        else:
            yield from (Run((revision,)) for revision in together.revisions)


def is_unnamed(revision: Revision) -> bool:
    return revision.reason == Revision.Reason.AUTOMATIC and not revision.note


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared: a version, or the text as it stands."""

    value: str
    label: str
    manuscript: Manuscript
    revision: Revision | None = None


def comparison_context(
    draft: Draft, user: User, asked: QueryDict, *, old: int | None = None
) -> dict[str, Any]:
    """Return what the comparison shows: ?old=3&new=now&view=side. Nonsense is read as the default."""
    revisions = list(draft.revisions.defer("content").select_related("author"))
    numbers = {str(revision.number) for revision in revisions}
    newest = str(revisions[0].number) if revisions else NOW
    was = side(draft, known(asked.get("old", str(old or "")), numbers, newest))
    now = side(draft, known(asked.get("new", ""), numbers, NOW))
    refusal = edit_refusal(user, draft)
    comparison = compare(was.manuscript, now.manuscript)
    view = asked.get("view", "")
    return {
        "draft": draft,
        "choices": [(NOW, NOW_LABEL), *((str(one.number), label_of(one)) for one in revisions)],
        "old": was,
        "new": now,
        "view": view if view in VIEWS else "inline",
        "views": VIEWS.items(),
        "shown": view_of(comparison, was.manuscript),
        "refusal": refusal,
        "can_restore": was.revision is not None and not refusal,
        "can_restore_section": was.revision is not None and now.revision is None and not refusal,
    }


def known(asked: str, numbers: set[str], default: str) -> str:
    return asked if asked in numbers or asked == NOW else default


def side(draft: Draft, value: str) -> Side:
    if value == NOW:
        return Side(NOW, NOW_LABEL, draft.manuscript())
    revision = draft.revisions.select_related("author").get(number=int(value))
    return Side(value, str(revision), revision.manuscript(), revision)


def label_of(revision: Revision) -> str:
    """Return a version as it stands in a list: number, name or reason, time, person."""
    name = revision.note or revision.get_reason_display()
    return f"{revision} {name} · {timezone.localtime(revision.at):%m-%d %H:%M} {revision.author}"
