"""What the pages of proofreading show: findings by severity and family, each with the words around it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Manuscript
from speeches.proofreading.findings import SEVERITY_LABELS, Family, Finding, Severity
from speeches.proofreading.reading import all_paragraphs

from .models import Draft
from .proofing import DraftProof, proof_of

AROUND = 10
# More than anybody works through at once; the rest comes up as these are settled.
MOST_SHOWN = 300
WEIGHTY = (Severity.MUST, Severity.SHOULD)
Repeated = tuple[str, str, tuple[str, ...]]


def fix_label(marked: str, text: str) -> str:
    """Return the button's words. Quotation marks alone would not show among its own."""
    if text == f"“{marked}”":
        return "加上引号"
    if marked == f"“{text}”":
        return "去掉引号"
    return f"改为{quoted(text[:24])}" if text else "删去"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as listed. `id` stays while its passage does; `same` counts its like, itself included."""

    id: str
    finding: Finding
    before: str
    after: str
    same: int

    @property
    def fixes(self) -> list[tuple[str, str]]:
        """What the marked words may be replaced by, and the button's words for it."""
        return [(text, fix_label(self.finding.text, text)) for text in self.finding.suggestions[:3]]

    @property
    def validity(self) -> str:
        return validity(self.finding.since, self.finding.until)


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a severity, by family."""

    severity: Severity
    label: str
    count: int
    families: tuple[tuple[str, list[Row]], ...]


def validity(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since}起，{until}前有效"
    return f"{since}起施行" if since else f"{until}前有效" if until else ""


def rows_of(findings: Iterable[Finding], manuscript: Manuscript) -> list[Row]:
    texts = {paragraph.key: paragraph.text for paragraph in all_paragraphs(manuscript)}
    findings = list(findings)
    alike = Counter(map(repeated, findings))
    seen: Counter[str] = Counter()
    return [row_of(finding, texts, alike, seen) for finding in findings]


def repeated(finding: Finding) -> Repeated:
    return (finding.rule, finding.text, finding.suggestions)


def row_of(
    finding: Finding, texts: Mapping[str, str], alike: Mapping[Repeated, int], seen: Counter[str]
) -> Row:
    text = texts[finding.key]
    seen[finding.identity] += 1
    nth = seen[finding.identity]
    return Row(
        id=f"finding-{finding.identity}" + (f"-{nth}" if nth > 1 else ""),
        finding=finding,
        before=text[max(0, finding.start - AROUND) : finding.start],
        after=text[finding.end : finding.end + AROUND],
        same=alike[repeated(finding)] if finding.suggestions else 1,
    )


def groups_of(rows: Iterable[Row]) -> list[Group]:
    """Return the rows by severity and family; within a family they stay in reading order."""
    order = {family: place for place, family in enumerate(Family)}
    ranked = sorted(rows, key=lambda row: (row.finding.severity.rank, order[row.finding.family]))
    return [
        group_of(severity, list(found))
        for severity, found in groupby(ranked, key=lambda row: row.finding.severity)
    ]


def group_of(severity: Severity, rows: list[Row]) -> Group:
    families = tuple(
        (family.label, list(found)) for family, found in groupby(rows, key=lambda row: row.finding.family)
    )
    return Group(severity, SEVERITY_LABELS[severity], len(rows), families)


def proof_context(draft: Draft) -> dict[str, Any]:
    """Return what the panel and the report show."""
    manuscript = draft.manuscript()
    proof = proof_of(draft, manuscript)
    graver = sorted(proof.findings, key=lambda finding: finding.severity.rank)
    listed = graver[:MOST_SHOWN]
    rows = rows_of(listed, manuscript)
    return {
        "draft": draft,
        "proof": proof,
        "listed": listed,
        "groups": groups_of(rows),
        "more": max(0, len(graver) - MOST_SHOWN),
        "weighty": weighty(proof),
    }


def weighty(proof: DraftProof) -> int:
    """Return how many findings the tab shows: 必改 and 建议改."""
    return sum(finding.severity in WEIGHTY for finding in proof.findings)
