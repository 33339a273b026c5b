"""Real speeches, read as a careful reader read them. Skipped where they do not lie beside the project."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from speeches.manuscript.announcements import Announcement, find_announcements
from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import LINE_BREAK, Parsed, parse
from speeches.manuscript.placeholders import find_placeholders

from .shapes import squeeze

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRUTHS = sorted((SHARED / "truth").glob("*.json"))

pytestmark = pytest.mark.skipif(not TRUTHS, reason="the real speeches are not here")


@pytest.fixture(params=TRUTHS, ids=lambda path: path.stem)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text())
    found["source"] = (SHARED / "speeches" / f"{request.param.stem}.txt").read_text()
    return found


@pytest.fixture
def parsed(truth: dict[str, Any]) -> Parsed:
    return parse(truth["source"])


def test_outline(truth: dict[str, Any], parsed: Parsed) -> None:
    """Every heading and item with its level, marker, run-in and depth, and none invented."""
    paragraphs = parsed.manuscript.paragraphs
    found = [
        (
            parsed.lines[paragraph.key],
            "enum" if paragraph.role is Role.ITEM else paragraph.level,
            marker,
            paragraph.run_in,
            paragraph.depth or None,
            paragraph.text,
        )
        for paragraph, marker in zip(paragraphs, markers(paragraphs), strict=True)
        if paragraph.role in (Role.HEADING, Role.ITEM)
    ]
    wanted = [
        (entry["line"], entry["level"], entry["marker"], entry["inline"], entry.get("depth"), entry["text"])
        for entry in truth["outline"]
        if entry["level"] != "topic"
    ]
    assert [entry[:5] for entry in found] == [entry[:5] for entry in wanted]
    for (*_, text), (*_, start) in zip(found, wanted, strict=True):
        assert text.startswith(start)


def test_title_salutation_and_closing(truth: dict[str, Any], parsed: Parsed) -> None:
    paragraphs = parsed.manuscript.paragraphs
    lines = {role: [parsed.lines[p.key] for p in paragraphs if p.role is role] for role in Role}
    thanks = [truth["closing"]["thanks_line"]] if truth["closing"]["thanks"] else []
    assert parsed.manuscript.title == (truth["title"] or "")
    assert lines[Role.SALUTATION] == [truth["salutation_line"]]
    assert lines[Role.CLOSING] == truth["closing"]["lines"] + thanks


def test_dropped_lines(truth: dict[str, Any], parsed: Parsed) -> None:
    assert list(parsed.dropped) == [(junk["line"], junk["text"]) for junk in truth["junk"]]


def test_nothing_is_lost(truth: dict[str, Any], parsed: Parsed) -> None:
    out = {number for number, _ in parsed.dropped}
    kept = [line for number, line in enumerate(LINE_BREAK.split(truth["source"]), 1) if number not in out]
    assert squeeze(parsed.manuscript.to_text()) == squeeze("".join(kept))


def test_enumerated_counts(truth: dict[str, Any], parsed: Parsed) -> None:
    """What is enumerated is counted right, as often as it stands there; set names are never reported."""
    found = Counter((parsed.lines[a.key], str(a.n), str(a.counted)) for a in announced(parsed))
    wanted = Counter(
        (entry["line"], str(entry["n"]), str(entry["counted_items"]))
        for entry in truth["announced_counts"]
        for _ in range(3 if "three times" in entry.get("note", "") else 1)
        if entry["kind"] in ("enumerated", "split") and entry["counted_items"] is not None
    )
    assert found == wanted


def test_consistency(truth: dict[str, Any], parsed: Parsed) -> None:
    faults = {(parsed.lines[a.key], str(a.n)) for a in announced(parsed) if not a.consistent}
    wanted = {
        (entry["line"], str(entry["n"]))
        for entry in truth["announced_counts"]
        if entry["consistent"] is False and entry["kind"] != "slogan"
    }
    assert faults == wanted


def test_placeholders(truth: dict[str, Any]) -> None:
    out = {junk["line"] for junk in truth["junk"]}
    found = {
        (number, place.start + 1, place.text)
        for number, line in enumerate(truth["source"].split("\n"), start=1)
        if number not in out
        for place in find_placeholders(line)
    }
    assert found == {(run["line"], run["col"], run["text"]) for run in truth["placeholders"]["runs"]}


def announced(parsed: Parsed) -> tuple[Announcement, ...]:
    return find_announcements(parsed.manuscript)
