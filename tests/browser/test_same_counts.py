"""Counts in the browser are those of the server: one table of cases for both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from speeches.accounts.models import User
from speeches.manuscript.announcements import bind
from speeches.manuscript.miscounts import miscounts
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.browser.paper import Paper
from tests.drafting.factories import COUNTED, make_speech

CASES = json.loads((Path(__file__).parents[1] / "cases/counts.json").read_text(encoding="utf-8"))

RECOUNT = """async cases => {
    const { recount } = await import("editor/announced.js");
    return cases.map(([text, number]) => recount(text, number));
}"""
FOLLOW = """async cases => {
    const { overtaken } = await import("editor/announced.js");
    const { toDocument } = await import("editor/paragraphs.js");
    return cases.map(({ front, before, without }) => {
        const doc = toDocument({ front, paragraphs: before.filter(({ key }) => !without.includes(key)) });
        const texts = [];
        const due = overtaken(toDocument({ front, paragraphs: before }), doc);
        doc.descendants((node, pos) => {
            if (!node.isTextblock) return true;
            let text = node.textContent;
            for (const { from, text: was, healed } of due) {
                if (from > pos && from < pos + node.nodeSize) text = text.replace(was, healed);
            }
            texts.push(text);
            return false;
        });
        return texts;
    });
}"""
WRONG = """async cases => {
    const { miscounts } = await import("editor/announced.js");
    const { toDocument } = await import("editor/paragraphs.js");
    return cases.map(({ manuscript, told }) =>
        miscounts(toDocument(manuscript), told).sort((one, other) => one.from - other.from)
            .map(({ text, healed }) => [text, healed]));
}"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, COUNTED))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


def test_javascript_writes_every_count_like_python(paper: Paper) -> None:
    assert paper.page.evaluate(RECOUNT, CASES["recount"]) == [case[2] for case in CASES["recount"]]


def test_javascript_lets_counts_follow_like_python(paper: Paper) -> None:
    assert paper.page.evaluate(FOLLOW, CASES["follow"]) == [case["texts"] for case in CASES["follow"]]


def test_javascript_finds_wrong_counts_like_python(paper: Paper) -> None:
    cases = [bound(case) for case in CASES["wrong"]]
    assert paper.page.evaluate(WRONG, cases) == [
        [wrong[1:] for wrong in case["wrong"]] for case in CASES["wrong"]
    ]


def bound(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case as the page has it: the text with its marks, and what the server counted besides."""
    front = tuple(FrontLine(Front(kind), text) for kind, text in case["front"])
    speech = bind(Manuscript(front, parse(case["text"]).manuscript.paragraphs))
    told = [
        {
            "key": one.key,
            "start": str(one.start),
            "text": one.text,
            "healed": one.healed,
            "counted": str(one.counted),
        }
        for one in miscounts(speech)
        if not one.is_bound
    ]
    return {"manuscript": speech.to_json(), "told": told}
