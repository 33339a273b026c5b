"""The shipped tables, read once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from speeches.proofreading.lexicon import Lexicon
from speeches.proofreading.statistics import Statistics

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "lexicon"


def load(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


EXPRESSION_ROWS = load("expressions")
CONFUSABLE_ROWS = load("confusables")
LEXICON = Lexicon.from_json({"expressions": EXPRESSION_ROWS, "confusables": CONFUSABLE_ROWS})


def library_texts() -> Iterator[str]:
    """Yield the product's own passages."""
    paths = sorted(FOLDER.parent.glob("library/entries*.json")) + sorted(
        FOLDER.parent.glob("library/entries/*.json")
    )
    for path in paths:
        yield from (entry["text"] for entry in json.loads(path.read_text(encoding="utf-8")))


STATISTICS = Statistics.of(library_texts())
