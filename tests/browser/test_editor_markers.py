"""Markers in the editor are those of the manuscript: one file of cases holds both."""

import json
from pathlib import Path

from playwright.sync_api import Page

from speeches.accounts.models import User
from speeches.manuscript.numbering import chinese
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

CASES = json.loads((Path(__file__).parents[1] / "cases/markers.json").read_text(encoding="utf-8"))

RUN = """async cases => {
    const { markers } = await import("editor/numbering.js");
    const blank = { level: 0, series: "", list: "", typed: null };
    return cases.map(({ paragraphs }) =>
        markers(paragraphs.map(one => ({ ...blank, ...one, typed: one.typed_marker ?? null }))));
}"""

CHINESE = """async () => {
    const { chinese } = await import("editor/numbering.js");
    return Array.from({ length: 2200 }, (_, at) => chinese(at + 1));
}"""


def test_javascript_numbers_every_case_like_python(drafter_page: Page, drafter: User) -> None:
    paper = Paper(drafter_page, make_speech(drafter))
    assert paper.page.evaluate(RUN, CASES) == [case["markers"] for case in CASES]


def test_javascript_counts_in_chinese_like_python(drafter_page: Page, drafter: User) -> None:
    paper = Paper(drafter_page, make_speech(drafter))
    assert paper.page.evaluate(CHINESE) == [chinese(number) for number in range(1, 2201)]
