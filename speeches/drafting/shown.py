"""Which findings a draft has been shown, as places that can be counted. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from speeches.proofreading.findings import Finding

from .models.shown_finding import LISTED
from .proofing import Left

# Rule, paragraph, digest of the marked words.
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a place: why it was left, and whether the draft has it no more."""

    reason: str = ""
    is_gone: bool = False


@dataclass(slots=True)
class Difference:
    """What is to be written: new places, known ones whose words were changed or that are no more as noted."""

    new: list[Place] = field(default_factory=list)
    moved: dict[Place, Place] = field(default_factory=dict)
    noted: dict[Place, Noted] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.noted)


def place_of(finding: Finding) -> Place:
    return finding.rule, finding.key, sha256(finding.text.encode()).hexdigest()[:40]


def places_now(findings: Iterable[Finding], left: Iterable[Left]) -> dict[Place, Noted]:
    """Return the places a draft has, those left as they are with the reason."""
    reasons = {
        place_of(one.finding): Noted(one.dismissal.reason if one.dismissal else LISTED) for one in left
    }
    return reasons | {place_of(finding): Noted() for finding in findings}


def difference(
    known: Mapping[Place, Noted], now: Mapping[Place, Noted], shown: Iterable[Place], off: frozenset[str]
) -> Difference:
    """Compare what is noted with what a draft has now.

    A place whose words are edited and still wrong (a long sentence made longer) is the same place. Of a rule
    that is switched off nothing is known any more, so that what it said is not taken for mended.
    """
    found = Difference()
    vanished = [place for place, noted in known.items() if place not in now and not noted.is_gone]
    vanished = [place for place in vanished if place[0] not in off]
    for place in dict.fromkeys(shown):
        if place in known:
            continue
        before = next((one for one in vanished if one[:2] == place[:2] and not known[one].reason), None)
        if before:
            vanished.remove(before)
            found.moved[before] = place
        else:
            found.new.append(place)
    found.noted = {place: noted for place, noted in now.items() if known.get(place, noted) != noted}
    found.noted |= {place: Noted(known[place].reason, is_gone=True) for place in vanished}
    return found
