"""Speeches with planted faults: [[as written|as it should be|family]].

A family that begins with “=” may be marked or not: opinions differ. The first line names the context.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from speeches.manuscript.parsing import Parsed, parse
from speeches.proofreading.context import Context, Person, Quotation
from speeches.proofreading.engine import proofread
from speeches.proofreading.findings import FRONT, Finding, Severity

from .tables import LEXICON, STATISTICS

FOLDER = Path(__file__).parent / "data"
FAULT = re.compile(r"\[\[([^|\]]*)\|([^|\]]*)\|(=?[a-z]+)\]\]")
# A marker is shown at the words that follow it.
TOLERANCE = 6
GRAVE = (Severity.MUST, Severity.SHOULD)


@dataclass(frozen=True)
class Fault:
    """A fault at [start, end) of a line, 1-based like the parser's line numbers."""

    line: int
    start: int
    end: int
    text: str
    family: str

    @property
    def is_certain(self) -> bool:
        return not self.family.startswith("=")


@dataclass(frozen=True)
class Spot:
    """A finding as it stands in the file."""

    line: int
    start: int
    end: int
    finding: Finding

    def meets(self, fault: Fault) -> bool:
        return (
            self.line == fault.line
            and self.start <= fault.end + TOLERANCE
            and fault.start - TOLERANCE <= self.end
        )


@dataclass(frozen=True)
class Checked:
    """A speech with what was planted in it and what was found."""

    name: str
    text: str
    faults: tuple[Fault, ...]
    parsed: Parsed
    spots: tuple[Spot, ...] = field(default=())

    @property
    def found(self) -> list[Fault]:
        dropped = {number for number, _ in self.parsed.dropped}
        return [
            fault
            for fault in self.certain
            if fault.line in dropped or any(spot.meets(fault) for spot in self.spots)
        ]

    @property
    def certain(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.is_certain]

    @property
    def missed(self) -> list[Fault]:
        found = self.found
        return [fault for fault in self.certain if fault not in found]

    @property
    def false_alarms(self) -> list[Spot]:
        """Return the findings that ask for a change where nothing is wrong."""
        return [
            spot
            for spot in self.spots
            if spot.finding.severity in GRAVE and not any(spot.meets(fault) for fault in self.faults)
        ]


def check_file(path: Path, *, corrected: bool = False) -> Checked:
    """Check one of the speeches, as it was written or with its faults mended."""
    header, _, body = path.read_text(encoding="utf-8").partition("\n")
    text, faults = plant(body, corrected=corrected)
    return check_text(path.stem, text, tuple(faults), context_of(header))


def check_text(name: str, text: str, faults: tuple[Fault, ...], context: Context) -> Checked:
    parsed = parse(text)
    findings = proofread(parsed.manuscript, context)
    return Checked(name, text, faults, parsed, tuple(spots(parsed, text, findings)))


def plant(body: str, *, corrected: bool) -> tuple[str, list[Fault]]:
    """Return the text without the marks, and where its faults stand."""
    lines, faults = [], []
    for number, line in enumerate(body.splitlines(), start=1):
        plain, end = "", 0
        for match in FAULT.finditer(line):
            written, right, family = match.groups()
            plain += line[end : match.start()]
            end = match.end()
            chosen = right if corrected and not family.startswith("=") else written
            if not corrected:
                faults.append(Fault(number, len(plain), len(plain) + len(chosen), written, family))
            plain += chosen
        lines.append(plain + line[end:])
    return "\n".join(lines), faults


def context_of(header: str) -> Context:
    """Read “# date=2026-03-12 单位=… 会议名称=… 讲话人=… people=… quotations=…”."""
    fields = dict(part.split("=", 1) for part in header.removeprefix("#").split(" ") if "=" in part)
    facts = {name: fields[name] for name in ("单位", "会议名称", "讲话人") if name in fields}
    return Context(
        today=date.fromisoformat(fields["date"]),
        lexicon=LEXICON,
        statistics=STATISTICS,
        office=fields.get("单位", ""),
        facts=facts,
        people=tuple(people(fields.get("people", ""))),
        quotations=tuple(Quotation(text) for text in fields.get("quotations", "").split("|") if text),
    )


def people(text: str) -> Iterator[Person]:
    for order, entry in enumerate(filter(None, text.split(";"))):
        entry, _, until = entry.partition("@..")
        name, _, post = entry.partition(":")
        yield Person(name, post, order, until=date.fromisoformat(until) if until else None)


def spots(parsed: Parsed, text: str, findings: tuple[Finding, ...]) -> Iterator[Spot]:
    """Yield the findings with their lines and columns."""
    places = dict(paragraph_places(parsed, text.splitlines()))
    for finding in findings:
        line, column = places[finding.key]
        yield Spot(line, column + finding.start, column + finding.end, finding)


def paragraph_places(parsed: Parsed, lines: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for index, front in enumerate(parsed.manuscript.front):
        number = next(n for n, line in enumerate(lines, start=1) if line.strip() == front.text)
        yield f"{FRONT}{index}", (number, lines[number - 1].find(front.text))
    for printed in parsed.manuscript.printed_lines():
        number = parsed.lines[printed[0][1].key]
        column = 0
        for _, paragraph in printed:
            column = max(lines[number - 1].find(paragraph.text, column), 0)
            yield paragraph.key, (number, column)
            column += len(paragraph.text)


def faulty_files() -> list[Path]:
    return sorted((FOLDER / "faulty").glob("*.txt"))


def clean_files() -> list[Path]:
    return sorted((FOLDER / "clean").glob("*.txt"))
