"""What stands on somebody's desk, in a number of queries that does not grow with what stands there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet
from django.utils import timezone

from speeches.accounts.models import RoleName, User
from speeches.drafting.models import Draft, DraftParagraph, SpeechImport
from speeches.library.models import Entry, Outline
from speeches.manuscript.duration import CHARACTERS_PER_MINUTE, characters, minutes
from speeches.manuscript.value import Manuscript
from speeches.review.consulting.queries import awaited_of
from speeches.review.models import Decision, Round
from speeches.review.queries import steps_waiting_for
from speeches.review.states import Verdict

MY_DRAFTS = 8
WAITING = 10
RECENT = 6
OUTLINES = 4
# A speech that was brought in and left at its preview is offered again for so long.
IMPORT_KEPT = timedelta(days=7)

State = Draft.State


class DraftRow(NamedTuple):
    """A draft with the figures people steer by."""

    draft: Draft
    characters: int
    minutes: float

    @property
    def over(self) -> float:
        """Minutes over the target; 0 within it or without one."""
        return max(0.0, self.minutes - self.draft.target_minutes) if self.draft.target_minutes else 0.0


def dashboard_context(user: User) -> dict[str, Any]:
    reviewing = waiting_rows(user)
    mine = list(with_frame(Draft.objects.written_by(user).exclude(state=State.ARCHIVED))[:MY_DRAFTS])
    return {
        "is_drafter": bool(user.has_role(RoleName.DRAFTER) or mine),
        "is_reviewer": bool(user.offices_as(RoleName.REVIEWER, RoleName.HEAD)),
        "is_curator": user.has_role(RoleName.CURATOR),
        "has_roles": bool(user.offices_as()),
        "my_drafts": draft_rows(mine),
        "imports": open_imports(user),
        "to_review": reviewing,
        "consulted": awaited_of(user)[:WAITING],
        "office_drafts": office_drafts(user, reviewing),
        "returned": returned(mine),
        "to_curate": to_curate(user),
        "proposals": proposals(user),
        "recent_entries": recent_entries(user),
        "outlines": Outline.objects.visible_to(user).select_related("occasion")[:OUTLINES],
    }


def with_frame(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    return drafts.select_related("office__settings", "author", "occasion")


def draft_rows(drafts: Iterable[Draft]) -> list[DraftRow]:
    """Measure drafts as their editors do, markers included. One query for all of them."""
    drafts = list(drafts)
    paragraphs = defaultdict(list)
    for row in DraftParagraph.objects.live().filter(draft__in=drafts).order_by("position"):
        paragraphs[row.draft_id].append(row.to_value())
    return [measured(draft, Manuscript(paragraphs=tuple(paragraphs[draft.pk]))) for draft in drafts]


def measured(draft: Draft, manuscript: Manuscript) -> DraftRow:
    settings = getattr(draft.office, "settings", None)
    per_minute = settings.characters_per_minute if settings else CHARACTERS_PER_MINUTE
    count = characters(manuscript.to_text())
    return DraftRow(draft, count, minutes(count, per_minute))


def open_imports(user: User) -> QuerySet[SpeechImport]:
    """Return what was brought in lately and is no draft yet."""
    since = timezone.now() - IMPORT_KEPT
    found = SpeechImport.objects.filter(user=user, draft=None, created_at__gte=since)
    return found.defer("data", "result").order_by("-created_at")[:WAITING]


class WaitingRow(NamedTuple):
    """A draft that waits for this reader, and the round in which it was sent."""

    draft: Draft
    characters: int
    minutes: float
    round: Round

    @property
    def over(self) -> float:
        return DraftRow(self.draft, self.characters, self.minutes).over


def waiting_rows(user: User) -> list[WaitingRow]:
    """Return what waits for this reader, the longest waiting first."""
    steps = steps_waiting_for(user).select_related("round__submitted_by", "round__draft__office__settings")
    rounds = {step.round.draft_id: step.round for step in steps[:WAITING]}
    rows = draft_rows(one.draft for one in rounds.values())
    return [WaitingRow(*row, rounds[row.draft.pk]) for row in rows]


def returned(drafts: Iterable[Draft]) -> list[tuple[Draft, Decision | None]]:
    """Return the drafts that came back with the decision that sent them back. One query."""
    back = {draft.pk: draft for draft in drafts if draft.state == State.RETURNED}
    found = Decision.objects.filter(step__round__draft__in=back, verdict=Verdict.RETURNED).order_by("pk")
    last = {one.step.round.draft_id: one for one in found.select_related("step__round", "step__person")}
    return [(draft, last.get(draft.pk)) for draft in back.values()]


def office_drafts(user: User, shown: Iterable[DraftRow]) -> QuerySet[Draft]:
    """Return what others last changed among the drafts this reader sees, without those shown already."""
    others = (
        Draft.objects.visible_to(user).exclude(author=user).exclude(pk__in=[row.draft.pk for row in shown])
    )
    return with_frame(others.exclude(state=State.ARCHIVED))[:RECENT]


def to_curate(user: User) -> QuerySet[Entry]:
    """Return entries that this curator has still to put into use."""
    unfinished = (Entry.State.DRAFT, Entry.State.PENDING)
    offices = user.offices_as(RoleName.CURATOR)
    return Entry.objects.filter(office__in=offices, state__in=unfinished).order_by("updated_at")[:WAITING]


def proposals(user: User) -> QuerySet[Entry]:
    """Return what this person proposed to the library lately, and what became of it."""
    found = Entry.objects.readable_by(user).filter(proposed_by=user).order_by("-updated_at")
    return found.select_related("decided_by", "superseded_by")[:RECENT]


def recent_entries(user: User) -> QuerySet[Entry]:
    """Return the entries this person put into speeches last; before the first one, the newest there are.

    What has run out is found by searching, marked as such; nobody is handed it.
    """
    entries = Entry.objects.visible_to(user).active().exclude(valid_until__lt=timezone.localdate())
    used = entries.filter(uses__user=user).annotate(used_at=Max("uses__at")).order_by("-used_at")[:RECENT]
    return used or entries.order_by("-updated_at")[:RECENT]
