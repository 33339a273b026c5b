"""What a rule reports: its weight."""

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters, gravest first."""

    MUST = "must"
    SHOULD = "should"
    CHECK = "check"
    POLISH = "polish"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Severity.MUST: "必改",
    Severity.SHOULD: "建议改",
    Severity.CHECK: "请核对",
    Severity.POLISH: "可优化",
}
