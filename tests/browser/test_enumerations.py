"""Lists that know how many they are: counts follow, wrong ones are marked and healed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.manuscript.announcements import bind
from speeches.manuscript.miscounts import miscounts
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

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

SPEECH = """在会议上的讲话
同志们：
下面，我讲三点意见。
一、坚持“三个始终”
经验体现为“三个始终”。
一是始终讲政治。
二是始终讲规矩。
三是始终讲纪律。
以上三个“始终”要落实，“四个意识”要树牢。
二、抓好工作
要抓好3项工作：抓学习；抓整改；抓巩固。
三、改进作风
甲段。
乙段。
丙段。
谢谢大家！"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, SPEECH))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


def wrong(paper: Paper) -> Locator:
    return paper.element.locator(".miscount")


def healed_by_key(paper: Paper, text: str) -> None:
    paper.after(text)
    paper.press("Alt+Enter")


# The same rules as on the server


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


# Counts follow


def test_an_item_less_is_told_in_heading_lead_and_repetition_and_undone_in_one_step(paper: Paper) -> None:
    before = paper.printed()
    paper.select("始终讲规矩。")
    paper.press("Delete", "Backspace")
    assert "一、坚持“两个始终”" in paper.printed()
    assert "经验体现为“两个始终”。" in paper.printed()
    assert "以上两个“始终”要落实，“四个意识”要树牢。" in paper.printed()
    expect(paper.element.locator(".healed")).to_have_count(3)
    for _ in range(3):
        if paper.printed() != before:
            paper.press("Control+z")
    assert paper.printed() == before
    paper.check()


def test_a_number_typed_by_hand_is_marked_and_healed_by_key(paper: Paper) -> None:
    paper.select("三点")
    paper.type("五点")
    expect(wrong(paper)).to_have_text("五点意见")
    expect(wrong(paper)).to_have_attribute("data-healed", "三点意见")
    paper.press("Alt+Enter")
    expect(wrong(paper)).to_have_count(0)
    assert "下面，我讲三点意见。" in paper.printed()
    paper.press("Control+z")
    assert "下面，我讲五点意见。" in paper.printed()
    paper.check()
