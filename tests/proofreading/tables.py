"""The shipped tables, read once."""

import json
from pathlib import Path
from typing import Any

from speeches.proofreading.lexicon import Lexicon

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "lexicon"


def load(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


EXPRESSION_ROWS = load("expressions")
CONFUSABLE_ROWS = load("confusables")
LEXICON = Lexicon.from_json({"expressions": EXPRESSION_ROWS, "confusables": CONFUSABLE_ROWS})
