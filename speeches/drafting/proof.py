"""The findings of proofreading in a file by line and column, as JSON of a fixed shape or to be read. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from speeches.manuscript.parsing import source_lines
from speeches.manuscript.punctuation import quoted
from speeches.proofreading.findings import FRONT, Finding

from .incoming import Incoming

Places = dict[str, tuple[int, int]]
DROPPED = "residue.boilerplate"


def places_of(incoming: Incoming, text: str) -> Places:
    """Return where each paragraph begins: its 1-based line, and the 0-based column in that line."""
    lines = text.splitlines()
    places: Places = {}
    rest = iter(source_lines(text))
    for index, front in enumerate(incoming.manuscript.front):
        number = next((line.number for line in rest if line.text == front.text), 1)
        places[f"{FRONT}{index}"] = number, column_of(lines, number, front.text, 0)
    for printed in incoming.manuscript.printed_lines():
        number, column = incoming.lines[printed[0][1].key], 0
        for _, paragraph in printed:
            column = column_of(lines, number, paragraph.text, column)
            places[paragraph.key] = number, column
            column += len(paragraph.text)
    return places


def column_of(lines: Sequence[str], number: int, text: str, start: int) -> int:
    """Return where a text stands in a line; one joined from several has its first one's number."""
    found = lines[number - 1].find(text, start) if 0 < number <= len(lines) else -1
    return found if found >= 0 else start


def proof(incoming: Incoming, text: str, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what `proofread --json` prints: lines and columns are 1-based, columns of the raw line."""
    places = places_of(incoming, text)
    rows = [located(finding, places) for finding in findings]
    rows += [dropped_row(number, line) for number, line in incoming.dropped]
    return {"findings": sorted(rows, key=lambda row: (row["line"], row["column"]))}


def located(finding: Finding, places: Places) -> dict[str, Any]:
    line, column = places[finding.key]
    row = finding.to_json()
    related = [
        {
            "line": places[place.key][0],
            "column": places[place.key][1] + place.start + 1,
            "label": place.label,
        }
        for place in finding.related
    ]
    kept = {name: row[name] for name in row if name not in ("key", "start", "end", "related")}
    return {
        "line": line,
        "column": column + finding.start + 1,
        "end": column + finding.end + 1,
        **kept,
        "related": related,
    }


def dropped_row(number: int, line: str) -> dict[str, Any]:
    """Return the row of a line that is none of the speech's: it was left out when the file was read."""
    return {
        "line": number,
        "column": 1,
        "end": len(line) + 1,
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


def readable(rows: Sequence[dict[str, Any]], labels: dict[str, str]) -> Iterator[str]:
    """Yield the findings as lines for people, and how many there are of each weight."""
    for row in rows:
        first = next(iter(row["suggestions"]), "")
        fix = f"（改为{quoted(first)}）" if first else ""
        place = f"第 {row['line']} 行第 {row['column']} 字"
        yield f"{place}【{labels[row['severity']]}】{row['text'][:30]}：{row['message']}{fix}"
    counts = [f"{label} {sum(row['severity'] == name for row in rows)} 处" for name, label in labels.items()]
    yield "，".join(counts) + "。" if rows else "没有发现问题。"
