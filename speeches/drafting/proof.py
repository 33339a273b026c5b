"""The findings of proofreading in a file by line and column, as JSON of a fixed shape or to be read. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from speeches.manuscript.parsing import source_lines
from speeches.manuscript.punctuation import quoted
from speeches.proofreading.findings import FRONT, Finding

from .incoming import Incoming


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph begins: its line (1-based), the column in the raw line and in the printed one."""

    line: int
    column: int
    start: int


Places = dict[str, Place]
Row = dict[str, Any]
DROPPED = "residue.boilerplate"


def places_of(incoming: Incoming, text: str) -> Places:
    """Return where the text of each paragraph begins. Several that share a printed line follow on."""
    lines = text.splitlines()
    places: Places = {}
    rest = iter(source_lines(text))
    for index, front in enumerate(incoming.manuscript.front):
        number = next((line.number for line in rest if line.text == front.text), 1)
        places[f"{FRONT}{index}"] = Place(number, column_of(lines, number, front.text, 0), 0)
    for printed in incoming.manuscript.printed_lines():
        number, column, start = incoming.lines[printed[0][1].key], 0, 0
        for marker, paragraph in printed:
            column, start = column_of(lines, number, paragraph.text, column), start + len(marker)
            places[paragraph.key] = Place(number, column, start)
            column, start = column + len(paragraph.text), start + len(paragraph.text)
    return places


def column_of(lines: Sequence[str], number: int, text: str, start: int) -> int:
    """Return where a text stands in a line; one joined from several has its first one's number."""
    found = lines[number - 1].find(text, start) if 0 < number <= len(lines) else -1
    return found if found >= 0 else start


def proof(incoming: Incoming, text: str, findings: Sequence[Finding]) -> list[Row]:
    """Return what `proofread --json` prints, in reading order.

    `start` and `end` are code points of the printed paragraph, its marker included; `column` is the 1-based
    place in the raw line of the file.
    """
    places = places_of(incoming, text)
    rows = [located(finding, places) for finding in findings]
    rows += [dropped_row(number, line) for number, line in incoming.dropped]
    return sorted(rows, key=lambda row: (row["line"], row["column"]))


def located(finding: Finding, places: Places) -> Row:
    at, row = places[finding.key], finding.to_json()
    related = [
        {
            "line": places[place.key].line,
            "column": places[place.key].column + place.start + 1,
            "label": place.label,
        }
        for place in finding.related
    ]
    told = {
        "line": at.line,
        "column": at.column + finding.start + 1,
        "paragraph": row.pop("key"),
        "start": at.start + finding.start,
        "end": at.start + finding.end,
        "related": related,
    }
    return {**row, **told}


def dropped_row(number: int, line: str) -> Row:
    """Return the row of a line that is none of the speech's: it was left out when the file was read."""
    return {
        "line": number,
        "column": 1,
        "paragraph": "",
        "start": 0,
        "end": len(line),
        "rule": DROPPED,
        "family": "residue",
        "severity": "must",
        "text": line.strip(),
        "message": "像是下载网站的文字或页码，不是讲话内容，请删去。",
        "suggestions": [""],
        "is_safe": False,
        "reason": "",
        "source": "",
        "since": None,
        "until": None,
        "identity": "",
        "related": [],
    }


def readable(rows: Sequence[Row], labels: dict[str, str]) -> Iterator[str]:
    """Yield the findings as lines for people, and how many there are of each weight."""
    for row in rows:
        first = next(iter(row["suggestions"]), "")
        fix = f"（改为{quoted(first)}）" if first else ""
        place = f"第 {row['line']} 行第 {row['column']} 字"
        yield f"{place}【{labels[row['severity']]}】{row['text'][:30]}：{row['message']}{fix}"
    counts = [f"{label} {sum(row['severity'] == name for row in rows)} 处" for name, label in labels.items()]
    yield "，".join(counts) + "。" if rows else "没有发现问题。"
