"""Random hands on the paper: whatever is pressed, paper, database and the reloaded page agree."""

import random

import pytest
from playwright.sync_api import Page

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.drafting.factories import make_speech

KEYS = (
    *["Enter"] * 4,
    *["Backspace"] * 4,
    *["Delete"] * 3,
    *["Control+z"] * 5,
    *["Control+y"] * 2,
    "Tab",
    "Shift+Tab",
    "Alt+ArrowUp",
    "Alt+ArrowDown",
    *(f"Control+Alt+{digit}" for digit in range(6)),
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "Shift+ArrowDown",
    "Shift+ArrowRight",
)
WORDS = ("要", "认真", "落实。", "三点意见", "一是", "，")

ANYWHERE = """async (paper, [at, length]) => {
    const { TextSelection } = await import("prosemirror-state");
    const { view } = paper.editor;
    const size = view.state.doc.content.size;
    const from = view.state.doc.resolve(Math.floor(at * size));
    const to = view.state.doc.resolve(Math.min(size, Math.floor(at * size) + length));
    view.dispatch(view.state.tr.setSelection(TextSelection.between(from, to)));
    view.focus();
}"""


def act(paper: Paper, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.25:
        length = chance.choice([0, 0, 0, 0, 0, 5, 30, 90])
        paper.element.evaluate(ANYWHERE, [chance.random(), length])
        return "caret"
    if kind < 0.45:
        word = chance.choice(WORDS)
        paper.compose("y", "yao", word)
        return f"compose {word}"
    if kind < 0.6:
        word = chance.choice(WORDS)
        paper.type(word)
        return f"type {word}"
    key = chance.choice(KEYS)
    paper.press(key)
    return key


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_editing_keeps_paper_and_database_together(
    drafter_page: Page, drafter: User, seed: int
) -> None:
    chance = random.Random(seed)
    paper = Paper(drafter_page, make_speech(drafter, SPEECH))
    done: list[str] = []
    for round_ in range(4):
        done += [act(paper, chance) for _ in range(25)]
        paper.save()
        assert paper.errors == [], done
        paper.element.evaluate("paper => paper.editor.view.state.doc.check()")
        keys = paper.element.evaluate("p => [...p.querySelectorAll('.segment')].map(s => s.dataset.key)")
        assert len(keys) == len(set(keys)), done
        assert paper.printed() == paper.stored(), (round_, done)
    paper.check()
