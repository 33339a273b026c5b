"""What stands in a cell: text that no spreadsheet program takes for a formula, and back. Pure.

Excel runs what begins with = + - @ (full-width too, in some languages), also after a tab or a line break,
once a table is saved as CSV and opened again. An apostrophe before it prevents that; importing removes it.
"""

import re
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def safe(value: str) -> str:
    """Return the value as it may stand in a cell; `plain` gives it back."""
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{value}" if DANGEROUS.match(value) else value


def plain(value: str) -> str:
    return value[1:] if ESCAPED.match(value) else value


def cell_text(value: Any) -> str:
    """Return what a cell says. Lines end as ours do, white space at their ends is nobody's intention."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = (
        ILLEGAL_CHARACTERS_RE.sub("", str(value))
        .replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    return "\n".join(line.rstrip() for line in plain(text).split("\n")).strip("\n").strip(" ")
