"""Running the rules over a manuscript, whole or after a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Manuscript

from .context import Context
from .findings import Family, Finding, Hit, Severity, identity
from .reading import all_paragraphs, citations
from .registry import RULES
from .rule import Rule

# Faults of words: where two overlap, one is shown. The others speak of whole clauses or paragraphs.
WORDS = frozenset(
    {
        Family.EXPRESSIONS,
        Family.CHARACTERS,
        Family.WORDING,
        Family.PUNCTUATION,
        Family.NUMBERS,
        Family.CONSISTENCY,
    }
)
ORDER = {family: place for place, family in enumerate(Family)}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, and what was found in each paragraph alone: the ground of the next check."""

    findings: tuple[Finding, ...] = ()
    local: Mapping[Paragraph, tuple[Finding, ...]] = field(default_factory=dict)


def proofread(manuscript: Manuscript, context: Context, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Return all findings in reading order. ~5 ms for 1,000 characters, linear."""
    return check(manuscript, context, rules=rules).findings


def check(
    manuscript: Manuscript, context: Context, before: Proof | None = None, rules: Sequence[Rule] = RULES
) -> Proof:
    """Check a manuscript. Paragraphs that stood in `before` are taken from there; same context is assumed."""
    known = before.local if before else {}
    active = [rule for rule in rules if rule.id not in context.rules_off]
    paragraphs = all_paragraphs(manuscript)
    local = {
        paragraph: known[paragraph]
        if paragraph in known
        else tuple(local_findings(paragraph, context, active))
        for paragraph in paragraphs
    }
    found = [finding for paragraph in paragraphs for finding in local[paragraph]]
    found += across(manuscript, paragraphs, context, active)
    places = {paragraph.key: index for index, paragraph in enumerate(paragraphs)}
    kept = sorted(without_overlaps(found), key=lambda finding: (places[finding.key], finding.start))
    return Proof(tuple(kept), local)


def local_findings(paragraph: Paragraph, context: Context, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what the rules for one paragraph find; in what others said, only a question remains."""
    cited = list(citations(paragraph.text))
    for rule in rules:
        if rule.find_in is not None:
            for hit in rule.find_in(paragraph, context):
                finding = finding_of(rule, hit, paragraph.text)
                yield questioned(finding) if is_cited(finding, cited) else finding


def across(
    manuscript: Manuscript, paragraphs: Iterable[Paragraph], context: Context, rules: Iterable[Rule]
) -> Iterator[Finding]:
    texts = {paragraph.key: paragraph.text for paragraph in paragraphs}
    for rule in rules:
        if rule.find_across is not None:
            for hit in rule.find_across(manuscript, context):
                yield finding_of(rule, hit, texts[hit.key])


def finding_of(rule: Rule, hit: Hit, text: str) -> Finding:
    suggestions = hit.suggestions if hit.replacement is None else (hit.replacement, *hit.suggestions)
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity=hit.severity or rule.severity,
        key=hit.key,
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        message=hit.message or rule.message,
        identity=identity(rule.id, text, hit.start, hit.end),
        suggestions=suggestions,
        is_safe=hit.replacement is not None,
        related=hit.related,
        reason=hit.reason,
        source=hit.source or rule.source,
        since=hit.since,
        until=hit.until,
    )


def is_cited(finding: Finding, cited: Iterable[tuple[int, int]]) -> bool:
    inside = any(start < finding.start and finding.end < end for start, end in cited)
    return inside and finding.family in (Family.EXPRESSIONS, Family.CHARACTERS, Family.WORDING)


def questioned(finding: Finding) -> Finding:
    """Return the finding as a question: the words of others are compared with the original, not mended."""
    graver = finding.severity.rank < Severity.CHECK.rank
    return replace(
        finding,
        severity=Severity.CHECK if graver else finding.severity,
        is_safe=False,
        reason=f"{finding.reason}这是引文，请核对原文。",
    )


def without_overlaps(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; of faults of words that overlap, the longer stays, then the graver, then 提法."""
    taken: dict[str, list[tuple[int, int]]] = {}
    words: list[Finding] = []
    for finding in findings:
        if finding.family in WORDS:
            words.append(finding)
        else:
            yield finding
    for finding in sorted(words, key=preference):
        spans = taken.setdefault(finding.key, [])
        if not any(start < finding.end and finding.start < end for start, end in spans):
            spans.append((finding.start, finding.end))
            yield finding


def preference(finding: Finding) -> tuple[int, int, int]:
    return (finding.start - finding.end, finding.severity.rank, ORDER[finding.family])
