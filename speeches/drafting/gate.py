"""What stands between a draft and its submission or final form: open 必改 findings and open placeholders."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from speeches.manuscript.placeholders import find_placeholders
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Manuscript
from speeches.proofreading.findings import Finding
from speeches.proofreading.reading import all_paragraphs, is_front

from .models import Draft
from .proofing import proof_of

PLACEHOLDER_RULE = "residue.placeholder"
COUNT_RULE = "counts.announced"
SHOWN = 5
LONGEST = 16
SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A place that should not stand in a final text; `key` is "" in the title block."""

    key: str
    text: str
    message: str
    rule: str = ""

    @property
    def words(self) -> str:
        return quoted(self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}……")


@dataclass(frozen=True, slots=True)
class Gate:
    musts: tuple[Obstacle, ...] = ()
    places: tuple[Obstacle, ...] = ()
    is_too_long: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.musts or self.places or self.is_too_long)

    @property
    def places_named(self) -> str:
        return named(self.places)


def gate_of(draft: Draft) -> Gate:
    """Return what is still open in a draft as it is stored."""
    manuscript = draft.manuscript()
    proof = proof_of(draft, manuscript)
    musts = [finding for finding in proof.musts if finding.rule != PLACEHOLDER_RULE]
    return Gate(tuple(map(obstacle_of, musts)), tuple(open_places(manuscript)), proof.is_too_long)


def obstacle_of(finding: Finding) -> Obstacle:
    return Obstacle("" if is_front(finding.key) else finding.key, finding.text, finding.message, finding.rule)


def open_places(manuscript: Manuscript) -> list[Obstacle]:
    return [
        Obstacle("" if is_front(paragraph.key) else paragraph.key, place.text, "这里还没有填写。")
        for paragraph in all_paragraphs(manuscript)
        for place in find_placeholders(paragraph.text)
    ]


def gate_refusal(draft: Draft, reason: str = "") -> str:
    """Return why a draft may not be submitted or finalised yet, "" where it may.

    A reason of some words passes; whoever lets it pass calls `pass_gate`, which keeps it in the log.
    """
    gate = gate_of(draft)
    if gate.is_open or len(reason.strip()) >= SHORTEST_REASON:
        return ""
    return f"{told(gate)}请先处理；确需保留的，请写明理由（至少 {SHORTEST_REASON} 个字）。"


def told(gate: Gate) -> str:
    """Return one sentence on what is open: how many of each, and the first of them by name."""
    if gate.is_too_long:
        return "全文太长，没有校对。"
    kinds: Mapping[str, tuple[Obstacle, ...]] = {"必改": gate.musts, "待填": gate.places}
    parts = [f"{len(found)} 处{kind}（{named(found)}）" for kind, found in kinds.items() if found]
    return f"还有 {'，'.join(parts)}。"


def named(found: tuple[Obstacle, ...]) -> str:
    """Return the first of them by name; what stands in several places is named once."""
    counts = Counter(one.words for one in found)
    names = [words + f" {n} 处" * (n > 1) for words, n in counts.items()]
    return "、".join(names[:SHOWN]) + "等" * (len(names) > SHOWN)
