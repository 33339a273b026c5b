"""Random hands on one draft in two browsers, with an input method: both end as the database."""

import random
from collections.abc import Callable

from playwright.sync_api import Page

from speeches.accounts.models import Office, RoleName, User
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.browser.test_editor_random import ANYWHERE
from tests.cast import make_person
from tests.drafting.factories import make_speech
from tests.drafting.test_two_clients import TOKEN, history

OPERATIONS = 300
KEYS = (
    *["Enter"] * 5,
    *["Backspace"] * 5,
    *["Delete"] * 3,
    *["Control+z"] * 4,
    "Control+y",
    "Tab",
    "Alt+ArrowUp",
    "Alt+ArrowDown",
    "Control+Alt+0",
    "Control+Alt+1",
    "ArrowRight",
    "End",
)
CHOICES = ("采用我的", "采用对方的", "两份都留")


def act(paper: Paper, chance: random.Random, token: str) -> None:
    kind = chance.random()
    if kind < 0.3:
        # Both like the beginning: that is where they meet.
        place = chance.random() * chance.choice([0.3, 1])
        paper.element.evaluate(ANYWHERE, [place, chance.choice([0, 0, 0, 0, 3, 25])])
    if kind < 0.5:
        paper.compose("y", "yao", token)
    elif kind < 0.75:
        paper.type(token)
    else:
        paper.press(chance.choice(KEYS))
    answer_questions(paper, chance)


def answer_questions(paper: Paper, chance: random.Random) -> None:
    question = paper.page.locator("#sure[open] button")
    if question.count():
        question.nth(chance.randrange(2)).click()
    for _ in range(paper.page.locator("#conflicts .conflict").count()):
        buttons = paper.page.locator("#conflicts .conflict").first.get_by_role("button")
        wanted = [place for place in range(buttons.count()) if buttons.nth(place).is_visible()]
        buttons.nth(chance.choice(wanted)).click()


def come_to_rest(papers: list[Paper], chance: random.Random) -> None:
    """Wait until both have sent and heard everything."""
    for _ in range(60):
        for paper in papers:
            answer_questions(paper, chance)
        states = [
            paper.element.evaluate(
                "({editor: {saver}}) => [saver.base, saver.hasUnsent(), saver.news.size, saver.state]"
            )
            for paper in papers
        ]
        papers[0].draft.refresh_from_db()
        if all(state == [papers[0].draft.sequence, False, 0, "saved"] for state in states):
            return
        papers[0].page.wait_for_timeout(500)
    raise AssertionError(states)


def test_two_browsers_end_as_the_database(
    drafter_page: Page, drafter: User, office: Office, log_in: Callable[[User], Page]
) -> None:
    chance = random.Random(7)
    colleague = make_person("shenyiming", "沈一鸣", office, RoleName.DRAFTER)
    draft = make_speech(drafter, SPEECH)
    draft.co_drafters.add(colleague)
    papers = [Paper(drafter_page, draft), Paper(log_in(colleague), draft)]
    for turn in range(OPERATIONS):
        act(papers[chance.randrange(2)], chance, chr(0x3400 + turn))
    come_to_rest(papers, chance)
    assert [paper.errors for paper in papers] == [[], []]
    documents = [paper.document() for paper in papers]
    assert documents[0] == documents[1]
    assert papers[0].printed() == papers[1].printed() == papers[0].stored()
    sent = {token for one in draft.change_sets.all() for token in TOKEN.findall(str(one.payload))}
    assert len(sent) > OPERATIONS * 0.4
    text = draft.manuscript().to_text()
    kept = history(draft)
    assert all(token in text or token in kept for token in sent)
    for paper in papers:
        paper.check()
