"""Markers by example. The editor is held to the same file (tests/browser/test_editor_markers.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Paragraph

CASES = json.loads((Path(__file__).parents[1] / "cases/markers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_markers_of_a_case(case: dict[str, Any]) -> None:
    paragraphs = [
        Paragraph.from_json({"key": f"k{place}", "text": "", **data})
        for place, data in enumerate(case["paragraphs"])
    ]
    assert markers(paragraphs) == case["markers"]
