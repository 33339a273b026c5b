"""Where a paragraph of a speech came from (出处), as far as a person may be told."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from speeches.accounts.models import User
from speeches.manuscript.value import Manuscript

from .models import Entry, SourceDocument
from .models.shared import own, published_from_above
from .permissions import history_refusal


class Standing(StrEnum):
    """How an entry stands to a person: `retired` and `hidden` ones are told of without their text."""

    OPEN = "open"
    RETIRED = "retired"
    HIDDEN = "hidden"
    GONE = "gone"


@dataclass(frozen=True)
class Source:
    """An entry that was put into a speech. `then` is what was put in, None where it may not be told."""

    standing: Standing
    version: int
    entry: Entry | None = None
    then: Manuscript | None = None
    successor: Entry | None = None
    documents: tuple[SourceDocument, ...] = ()

    @property
    def is_newer(self) -> bool:
        """Whether the entry, still in use, has been rewritten since."""
        entry = self.entry
        return entry is not None and entry.state == Entry.State.ACTIVE and entry.version > self.version


def source_of(user: User, entry_id: str, version: int) -> Source:
    """Return what a person may know of an entry and the version that was used. At most six queries."""
    entry = Entry.objects.select_related("office", "superseded_by").filter(pk=uuid.UUID(entry_id)).first()
    if entry is None:
        return Source(Standing.GONE, version)
    if Entry.objects.readable_by(user).filter(pk=entry.pk).exists():
        then = text_then(user, entry, version)
        documents = SourceDocument.objects.visible_to(user).filter(candidates__entry=entry).distinct()
        return Source(Standing.OPEN, version, entry, then, successor_of(user, entry), tuple(documents))
    if was_open(user, entry):
        return Source(Standing.RETIRED, version, entry, successor=successor_of(user, entry))
    return Source(Standing.HIDDEN, version)


def was_open(user: User, entry: Entry) -> bool:
    """Tell whether only its retirement keeps an entry from a person."""
    mine = Entry.objects.filter(own(user) | published_from_above(user), pk=entry.pk)
    return mine.filter(state=Entry.State.RETIRED).exists()


def text_then(user: User, entry: Entry, version: int) -> Manuscript | None:
    if version == entry.version:
        return entry.manuscript
    if history_refusal(user, entry):
        return None
    rows = entry.history.filter(version=version).order_by("-history_id")
    content = rows.values_list("content", flat=True).first()
    return Manuscript.from_json(content) if content else None


def successor_of(user: User, entry: Entry) -> Entry | None:
    """Return what replaces an entry, if this person may use it."""
    if entry.superseded_by_id is None:
        return None
    return Entry.objects.visible_to(user).active().filter(pk=entry.superseded_by_id).first()
