"""How much of what was planted is found, and how much is said where nothing is wrong."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from speeches.manuscript.parsing import parse
from speeches.proofreading.context import Context
from speeches.proofreading.engine import proofread
from speeches.proofreading.findings import Severity

from .planted import GRAVE, Checked, Fault, check_file, check_text, clean_files, faulty_files
from .tables import LEXICON, STATISTICS, library_texts

SHARED = Path(__file__).resolve().parents[3] / "shared"
# The days of these speeches as their texts say; None where they do not.
DAYS = {"000": None, "002": date(2020, 7, 15), "004": date(2023, 2, 15)}
ALWAYS_FOUND = {"count_mismatch", "list_mismatch", "sequence", "stale_year", "duplicate_char"}
STRUCTURAL = {"counts", "sequence", "punctuation", "numbers", "secrecy", "people", "quotations", "structure"}

FAULTY = [check_file(path) for path in faulty_files()]


def test_there_are_enough_planted_faults_of_all_families() -> None:
    families = Counter(fault.family for checked in FAULTY for fault in checked.certain)
    assert sum(families.values()) >= 150
    assert len(families) >= 13


def test_planted_faults_are_found() -> None:
    planted = sum(len(checked.certain) for checked in FAULTY)
    found = sum(len(checked.found) for checked in FAULTY)
    assert found >= 0.95 * planted, [fault for checked in FAULTY for fault in checked.missed]


def test_structural_faults_are_all_found() -> None:
    assert [f for checked in FAULTY for f in checked.missed if f.family in STRUCTURAL] == []


@pytest.mark.parametrize("checked", FAULTY, ids=lambda checked: checked.name)
def test_nothing_else_is_marked_in_faulty_texts(checked: Checked) -> None:
    assert [(spot.line, spot.finding) for spot in checked.false_alarms] == []


@pytest.mark.parametrize("path", clean_files(), ids=lambda path: path.stem)
def test_clean_text_is_left_in_peace(path: Path) -> None:
    grave = [spot.finding for spot in check_file(path).spots if spot.finding.severity in GRAVE]
    assert grave == []


def test_clean_passages_are_left_in_peace() -> None:
    """The product's own passages, 90,000 characters; their open places are meant."""
    context = Context(today=date(2026, 11, 20), lexicon=LEXICON)
    grave = []
    characters = 0
    for text in library_texts():
        characters += len(text)
        findings = proofread(parse(f"同志们：\n{text}").manuscript, context)
        grave += [f for f in findings if f.severity in GRAVE and f.rule != "residue.placeholder"]
    assert characters >= 30_000
    assert [finding for finding in grave if finding.severity is Severity.MUST] == []
    assert len(grave) * 10_000 <= characters, [(finding.rule, finding.text) for finding in grave]


# Real speeches, where a folder of them is at hand


def truth(name: str) -> tuple[Checked, list[tuple[Fault, dict[str, object]]], int]:
    text = (SHARED / "speeches" / f"{name}.txt").read_bytes().decode("utf-8")
    data = json.loads((SHARED / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    lines = text.splitlines()
    errors = []
    for error in data["errors"]:
        line = lines[error["line"] - 1]
        start = max(line.find(error["excerpt"].strip()), 0)
        end = start + len(error["excerpt"])
        errors.append((Fault(error["line"], start, end, error["excerpt"], error["type"]), error))
    day = DAYS[name]
    context = Context(
        today=day or date(2023, 6, 1), is_dated=day is not None, lexicon=LEXICON, statistics=STATISTICS
    )
    checked = check_text(name, text, tuple(fault for fault, _ in errors), context)
    return checked, errors, len(data["placeholders"]["runs"])


needs_speeches = pytest.mark.skipif(not (SHARED / "truth").is_dir(), reason="no folder of read speeches")


@needs_speeches
@pytest.mark.parametrize("name", DAYS)
def test_surest_kinds_of_errors_are_all_found(name: str) -> None:
    checked, errors, placeholders = truth(name)
    missed = set(checked.missed)
    wanted = [
        fault
        for fault, error in errors
        if error["certain"]
        and (fault.family in ALWAYS_FOUND or (fault.family == "punctuation" and "half-width" in str(error)))
    ]
    assert [fault for fault in wanted if fault in missed] == []
    rules = Counter(spot.finding.rule for spot in checked.spots)
    assert rules["residue.placeholder"] == placeholders


@needs_speeches
def test_most_certain_errors_are_found_with_few_false_alarms() -> None:
    certain = found = false = characters = 0
    for name in DAYS:
        checked, errors, _ = truth(name)
        missed = set(checked.missed)
        sure = [fault for fault, error in errors if error["certain"]]
        certain += len(sure)
        found += sum(fault not in missed for fault in sure)
        false += sum(spot.finding.rule != "residue.placeholder" for spot in checked.false_alarms)
        characters += len(checked.text)
    assert found >= 0.6 * certain
    assert false * 10_000 <= characters
