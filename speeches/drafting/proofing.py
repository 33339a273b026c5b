"""Proofreading a draft: what the rules are told, what they find, and what people decided about it.

The last proof of a draft stays in the process: after an edit only the changed paragraphs are read again.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from speeches.accounts.register import people_for
from speeches.library.lexicon import lexicon_for
from speeches.library.models import RuleSwitch, WhiteListEntry
from speeches.library.quotations import quotations_for
from speeches.library.secrets import secrets_for
from speeches.manuscript.days import find_day
from speeches.manuscript.value import Front, Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.engine import Proof, check
from speeches.proofreading.findings import Finding, Severity

from .facts import FACT_FIELDS
from .habits import statistics_for
from .models import Dismissal, Draft
from .neighbours import others_for

# Beyond this a check would keep others waiting; four hours of speech are shorter.
LONGEST = 60_000
MOST_KEPT = 64
kept: OrderedDict[int, tuple[Context, Proof]] = OrderedDict()

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that is left as it is: by a person's dismissal, or by the office's white list (None)."""

    finding: Finding
    dismissal: Dismissal | None


@dataclass(frozen=True, slots=True)
class DraftProof:
    """What is open in reading order, and what is left as it is."""

    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()
    is_too_long: bool = False
    rules_off: frozenset[str] = frozenset()

    @property
    def musts(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.MUST]


def day_of(draft: Draft, facts: dict[str, str]) -> date | None:
    """Return the day of the speech: its column, its fact, or what its title block says."""
    if draft.spoken_on:
        return draft.spoken_on
    says = [facts.get("日期", ""), *(line.text for line in draft.front_lines if line.kind is Front.DATE)]
    return next((day for text in says if (day := find_day(text))), None)


def context_of(draft: Draft) -> Context:
    """Return what the rules are told of a draft. Ten short queries."""
    facts = {name: getattr(draft, column) for name, column in FACT_FIELDS.items()}
    facts = {name: value for name, value in {**facts, **draft.facts_by_name()}.items() if value}
    day = day_of(draft, facts)
    return Context(
        today=day or timezone.localdate(),
        is_dated=day is not None,
        lexicon=lexicon_for(draft.office_id),
        office=draft.office.name,
        kind=draft.occasion.name if draft.occasion else "",
        facts=facts,
        former=draft.former,
        people=people_for(draft.office_id),
        quotations=quotations_for(draft.office_id),
        others=others_for(draft.office_id),
        secrets=secrets_for(draft.office_id),
        statistics=statistics_for(draft.office_id),
        rules_off=frozenset(RuleSwitch.objects.filter(office=draft.office_id).values_list("rule", flat=True)),
    )


def findings_of(draft: Draft, manuscript: Manuscript, context: Context) -> tuple[Finding, ...]:
    """Return all that the rules find. Reads again only what changed since the last time in this process."""
    before = None
    known = kept.pop(draft.pk, None)
    if known and known[0] == context:
        context, before = known
    proof = check(manuscript, context, before)
    kept[draft.pk] = context, proof
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return proof.findings


def proof_of(draft: Draft, manuscript: Manuscript | None = None) -> DraftProof:
    """Return the proof of a draft as it is stored."""
    manuscript = manuscript or draft.manuscript()
    if sum(len(paragraph.text) for paragraph in manuscript.paragraphs) > LONGEST:
        return DraftProof(is_too_long=True)
    context = context_of(draft)
    found = findings_of(draft, manuscript, context)
    proof = sorted_out(found, draft.dismissals.select_related("author"), listed_in(draft))
    return replace(proof, rules_off=context.rules_off)


def listed_in(draft: Draft) -> frozenset[Words]:
    """Return the office's white list as (rule, words)."""
    return frozenset(WhiteListEntry.objects.active_in(draft.office_id).values_list("rule", "text"))


def sorted_out(
    findings: Iterable[Finding], dismissals: Iterable[Dismissal], listed: frozenset[Words]
) -> DraftProof:
    """Part what is open from what is left as it is. Pure."""
    places: dict[str, Dismissal] = {}
    words: dict[Words, Dismissal] = {}
    for dismissal in dismissals:
        if dismissal.scope == Dismissal.Scope.PLACE:
            places[dismissal.identity] = dismissal
        else:
            words[dismissal.rule, dismissal.text] = dismissal
    still_open, left = [], []
    for finding in findings:
        said = finding.rule, finding.text
        dismissal = places.get(finding.identity) or words.get(said)
        if dismissal or said in listed:
            left.append(Left(finding, dismissal))
        else:
            still_open.append(finding)
    return DraftProof(tuple(still_open), tuple(left))
