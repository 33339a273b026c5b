"""What a rule reports, and what the product shows of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

CONTEXT_LENGTH = 8
FRONT = "front:"


class Severity(StrEnum):
    """How much a finding matters, gravest first."""

    MUST = "must"
    SHOULD = "should"
    CHECK = "check"
    POLISH = "polish"

    @property
    def label(self) -> str:
        return SEVERITY_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


SEVERITY_LABELS = {
    Severity.MUST: "必改",
    Severity.SHOULD: "建议改",
    Severity.CHECK: "请核对",
    Severity.POLISH: "可优化",
}


class Family(StrEnum):
    """What kind of fault; also the module whose rules find it, and the first part of their ids."""

    COUNTS = "counts"
    SEQUENCE = "sequence"
    EXPRESSIONS = "expressions"
    CHARACTERS = "characters"
    WORDING = "wording"
    RESIDUE = "residue"
    CONSISTENCY = "consistency"
    PUNCTUATION = "punctuation"
    NUMBERS = "numbers"
    STRUCTURE = "structure"
    SPEECH = "speech"
    PEOPLE = "people"
    QUOTATIONS = "quotations"
    SECRECY = "secrecy"

    @property
    def label(self) -> str:
        return FAMILY_LABELS[self]


FAMILY_LABELS = {
    Family.COUNTS: "计数",
    Family.SEQUENCE: "序号",
    Family.EXPRESSIONS: "提法",
    Family.CHARACTERS: "错别字",
    Family.WORDING: "用词",
    Family.RESIDUE: "待填与残留",
    Family.CONSISTENCY: "前后一致",
    Family.PUNCTUATION: "标点",
    Family.NUMBERS: "数字",
    Family.STRUCTURE: "结构",
    Family.SPEECH: "口语节奏",
    Family.PEOPLE: "人员职务",
    Family.QUOTATIONS: "引文",
    Family.SECRECY: "保密",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a paragraph's text in code points; `end` is exclusive. `label` says what stands there.

    `key` is the paragraph's, or "front:<n>" for the n-th line of the title block.
    """

    key: str
    start: int
    end: int
    label: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"key": self.key, "start": self.start, "end": self.end, "label": self.label}


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault as its rule sees it. What is empty here, the rule says for all its hits.

    `replacement` is None unless the fix is safe without a person; `suggestions` are for a person to choose.
    """

    key: str
    start: int
    end: int
    replacement: str | None = None
    message: str = ""
    severity: Severity | None = None
    suggestions: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    reason: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with all that is shown of it. `identity` is the key of a dismissal.

    `since` and `until` are the validity of the norm or the form; `is_safe` says that the first suggestion may
    be applied without a person.
    """

    rule: str
    family: Family
    severity: Severity
    key: str
    start: int
    end: int
    text: str
    message: str
    identity: str
    suggestions: tuple[str, ...] = ()
    is_safe: bool = False
    related: tuple[Place, ...] = ()
    reason: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "family": self.family.value,
            "severity": self.severity.value,
            "key": self.key,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
            "suggestions": list(self.suggestions),
            "is_safe": self.is_safe,
            "related": [place.to_json() for place in self.related],
            "reason": self.reason,
            "source": self.source,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "identity": self.identity,
        }


def identity(rule: str, text: str, start: int, end: int) -> str:
    """Return the key of a dismissal: rule, quoted text and eight characters on each side.

    It survives edits elsewhere and dies when its passage changes.
    """
    around = (
        rule,
        text[start:end],
        text[max(0, start - CONTEXT_LENGTH) : start],
        text[end : end + CONTEXT_LENGTH],
    )
    return sha256("\x1f".join(around).encode()).hexdigest()[:40]
