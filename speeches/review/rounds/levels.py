"""Whose words a person reads where the office hides those of an upper level; see `Comment.visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass

from speeches.accounts.models import ActionLog, RoleName, User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer
from speeches.review.models import Step


@dataclass(frozen=True, slots=True)
class Levels:
    """For one reader: the highest place of each person in each round, (round number, person id) → rank."""

    reader: int
    hides: bool = False
    is_head: bool = False
    ranks: dict[tuple[int, int], int] | None = None

    def reads(self, number: int, person: int) -> bool:
        """Whether they read what somebody said on deciding in a round."""
        if not self.hides or person == self.reader:
            return True
        ranks = self.ranks or {}
        own = ranks.get((number, self.reader))
        return self.is_head if own is None else own >= ranks.get((number, person), own + 1)


def levels_for(draft: Draft, reader: User) -> Levels:
    """Ask what the office hides. No query where it hides nothing and its settings came with the draft."""
    settings = getattr(draft.office, "settings", None)
    if settings is None or not settings.hides_upper_comments or is_writer(reader, draft):
        return Levels(reader.pk)
    steps = Step.objects.filter(round__draft=draft).select_related("round")
    is_head = draft.office_id in reader.offices_as(RoleName.HEAD)
    return Levels(reader.pk, hides=True, is_head=is_head, ranks=places(steps))


def hide_reasons(steps: Iterable[Step], number: int, levels: Levels) -> None:
    """Take away, on these objects only, what this reader does not read; that it was decided stays."""
    for step in steps:
        if step.verdict and not levels.reads(number, step.person_id):
            step.decision.reason = ""


def hide_told(row: ActionLog, levels: Levels) -> None:
    """The same for a row of the log that tells of a decision."""
    if "verdict" in row.detail and not levels.reads(row.detail.get("round", 0), row.actor_id):
        row.detail = {**row.detail, "reason": ""}


def places(steps: Iterable[Step]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for step in steps:
        key = (step.round.number, step.person_id)
        found[key] = max(step.rank, found.get(key, 0))
    return found
