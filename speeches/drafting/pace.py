"""How fast a speech will be spoken (语速): as its speaker was measured, else as the office has set."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from speeches.accounts.models import Office
from speeches.manuscript.duration import CHARACTERS_PER_MINUTE

from .models import Delivery, Draft

# The last ones count: people change, and so do halls.
RECENT = 5
SLOWEST, FASTEST = 80, 400
IMPLAUSIBLE = "这一篇 {} 字，照这个时长每分钟 {} 字，不像实际语速。请核对选的是不是这一篇、时长对不对。"


@dataclass(frozen=True, slots=True)
class Pace:
    """Characters a minute; `measured` is the number of speeches it was taken from, 0 for the setting."""

    per_minute: int
    measured: int = 0


def pace_of(draft: Draft) -> Pace:
    """Return the pace of the draft's speaker in its office. One query where a speaker is named."""
    measured = list(deliveries_of(draft)[:RECENT]) if draft.speaker else []
    if not measured:
        return Pace(office_pace(draft.office))
    spoken = sum(delivery.characters for delivery in measured)
    took = float(sum(delivery.minutes for delivery in measured))
    return Pace(round(spoken / took), len(measured))


def pace_refusal(characters: int, minutes: Decimal) -> str:
    """Say what is odd about a pace nobody speaks at: the wrong speech, or the time mistyped."""
    per_minute = characters / float(minutes)
    return "" if SLOWEST <= per_minute <= FASTEST else IMPLAUSIBLE.format(characters, round(per_minute))


def deliveries_of(draft: Draft) -> QuerySet[Delivery]:
    """Return what was measured of the draft's speaker in its office, newest first."""
    return Delivery.objects.filter(office=draft.office, speaker=draft.speaker)


def office_pace(office: Office) -> int:
    settings = getattr(office, "settings", None)
    return settings.characters_per_minute if settings else CHARACTERS_PER_MINUTE
