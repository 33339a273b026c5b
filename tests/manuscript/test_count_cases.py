"""Counts by example. The editor is held to the same file (tests/browser/test_enumerations.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from speeches.manuscript import editing
from speeches.manuscript.announcements import bind
from speeches.manuscript.groups import recount
from speeches.manuscript.miscounts import miscounts
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.value import Front, FrontLine, Manuscript

from .shapes import read

CASES = json.loads((Path(__file__).parents[1] / "cases/counts.json").read_text(encoding="utf-8"))


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


def front_of(case: dict[str, Any]) -> tuple[FrontLine, ...]:
    return tuple(FrontLine(Front(kind), text) for kind, text in case["front"])


@pytest.mark.parametrize(("text", "number", "written"), CASES["recount"])
def test_recount(text: str, number: int, written: str) -> None:
    assert recount(text, number) == written


@pytest.mark.parametrize("case", CASES["follow"], ids=named)
def test_counts_follow(case: dict[str, Any]) -> None:
    speech = Manuscript(front_of(case), tuple(map(Paragraph.from_json, case["before"])))
    after = editing.delete(speech, case["without"])
    assert [line.text for line in (*after.front, *after.paragraphs)] == case["texts"]


@pytest.mark.parametrize("case", CASES["wrong"], ids=named)
def test_wrong_counts(case: dict[str, Any]) -> None:
    speech = bind(Manuscript(front_of(case), read(case["text"]).manuscript.paragraphs))
    texts = {paragraph.key: paragraph.text for paragraph in speech.paragraphs}
    found = [(texts.get(one.key, one.key), one.text, one.healed) for one in miscounts(speech)]
    assert [(text, healed) for _, text, healed in found] == [tuple(wrong[1:]) for wrong in case["wrong"]]
    assert all(place.startswith(wrong[0]) for (place, *_), wrong in zip(found, case["wrong"], strict=True))


@pytest.mark.parametrize("case", CASES["wrong"], ids=named)
def test_healed_they_are_right(case: dict[str, Any]) -> None:
    speech = Manuscript(front_of(case), read(case["text"]).manuscript.paragraphs)
    for one in reversed(list(miscounts(speech))):
        speech = Manuscript(
            tuple(
                FrontLine(line.kind, healed_at(line.text, f"front:{at}", one))
                for at, line in enumerate(speech.front)
            ),
            tuple(healed_paragraph(paragraph, one) for paragraph in speech.paragraphs),
        )
    assert list(miscounts(speech)) == []


def healed_at(text: str, key: str, one: Any) -> str:
    return text[: one.start] + one.healed + text[one.end :] if key == one.key else text


def healed_paragraph(paragraph: Paragraph, one: Any) -> Paragraph:
    data = paragraph.to_json() | {"text": healed_at(paragraph.text, paragraph.key, one), "spans": []}
    return Paragraph.from_json(data)
