"""Formulas (“2+3”, “1+3+N”) and the parts that spell them out later in the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .counting import members, sentence_rest, split_flat
from .reading import Line, Reading

FORMULA = re.compile(r"“?(?P<formula>\d(?:[+＋](?:\d|[NnＮXx]))+)”?")
SPELLED_PART = re.compile(r"第[一二三四五]个“(\d)”")
# Bounded, so that a text without line breaks stays fast.
REACH, REACH_OF_DESCRIPTION = 2000, 400
OPEN_END = re.compile("其他|其它|各")


@dataclass(frozen=True)
class Formula:
    """A formula at [start, end) of a line, and its parts as they were counted, written alike."""

    line: Line
    start: int
    end: int
    written: str
    counted: str


def formulas(reading: Reading) -> Iterator[Formula]:
    """Yield “2+3” where its parts follow: 第一个“3”…第二个“3”, or …把A，B、C、D，以及其他…."""
    for line in reading.lines:
        for match in FORMULA.finditer(line.text):
            after = line.text[match.end() : match.end() + REACH]
            if counted := spelled_parts(after) or described_parts(
                after[:REACH_OF_DESCRIPTION], match["formula"]
            ):
                yield Formula(line, *match.span(), match["formula"].replace("＋", "+"), counted)


def spelled_parts(after: str) -> str:
    parts = SPELLED_PART.findall(after)
    return "+".join(parts) if len(parts) > 1 else ""


def described_parts(after: str, formula: str) -> str:
    """Return the formula itself where the clauses that follow have its parts, "" where they do not."""
    wanted = [part.upper().replace("X", "N") for part in re.split("[+＋]", formula)]
    clauses = split_flat(sentence_rest(after), "，")[1 : len(wanted) + 1]
    sizes = ["N" if OPEN_END.search(clause) else str(members(clause) or 1) for clause in clauses]
    return formula if sizes == wanted and "N" in sizes else ""
