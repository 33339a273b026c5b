"""Two people, a bad network, two thousand operations: nothing acknowledged is lost, nothing comes twice."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from speeches.accounts.models import User
from speeches.drafting.models import ChangeSet, Draft, Revision
from speeches.manuscript.paragraph import Paragraph, Role

from .factories import make_draft, make_manuscript
from .simulated import Clash, Network, Page, body, edited, find, rewritten

OPERATIONS = 2_000
# What is typed: a character that is typed once only, so that it can be followed wherever it goes.
TOKEN = re.compile("[\u3400-\u4dbf]")
FILLING = "各级党组织要扛起主体责任"


class People:
    """The hands of both, and the account of what they wrote, took out and chose between."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.written = 0
        # Taken out by somebody's own hand, or part of a clash: these need not be in the text exactly once.
        self.released: set[str] = set()

    def token(self) -> str:
        self.written += 1
        return chr(0x3400 + self.written)

    def release(self, *texts: str) -> None:
        self.released.update(token for text in texts for token in TOKEN.findall(text))

    def act(self, page: Page) -> None:
        acts = [
            *[self.type] * 8,
            *[self.erase] * 3,
            self.split,
            self.merge,
            self.add,
            self.drop,
            self.move,
            self.role,
        ]
        self.chance.choice(acts)(page)

    def somewhere(self, page: Page) -> Paragraph:
        # Both like the same few paragraphs: that is where they meet.
        near = page.paper[:4] if self.chance.random() < 0.6 else page.paper
        return self.chance.choice(near)

    def type(self, page: Page) -> None:
        paragraph = self.somewhere(page)
        place = self.place(paragraph.text)
        rewritten(page, paragraph, paragraph.text[:place] + self.token() + paragraph.text[place:])

    def place(self, text: str) -> int:
        return self.chance.randrange(len(text) + 1)

    def erase(self, page: Page) -> None:
        paragraph = self.somewhere(page)
        start = self.place(paragraph.text)
        end = start + self.chance.randrange(1, 5)
        self.release(paragraph.text[start:end])
        rewritten(page, paragraph, paragraph.text[:start] + paragraph.text[end:])

    def split(self, page: Page) -> None:
        paragraph = self.somewhere(page)
        place = self.place(paragraph.text)
        key = f"n{page.client[:2]}{self.written:06}{self.chance.randrange(1000):03}"
        rewritten(page, paragraph, paragraph.text[:place])
        page.paper = edited(page.paper, key, body(key, paragraph.text[place:]), paragraph.key)

    def merge(self, page: Page) -> None:
        if len(page.paper) < 8:
            return
        place = self.chance.randrange(len(page.paper) - 1)
        first, second = page.paper[place : place + 2]
        rewritten(page, first, first.text + second.text)
        page.paper = edited(page.paper, second.key, None, None)

    def add(self, page: Page) -> None:
        key = f"a{page.client[:2]}{self.written:06}{self.chance.randrange(1000):03}"
        text = self.token() + FILLING
        page.paper = edited(page.paper, key, body(key, text), self.somewhere(page).key)

    def drop(self, page: Page) -> None:
        if len(page.paper) < 12:
            return
        paragraph = self.somewhere(page)
        self.release(paragraph.text)
        page.paper = edited(page.paper, paragraph.key, None, None)

    def move(self, page: Page) -> None:
        paragraph, goal = self.somewhere(page), self.somewhere(page)
        if paragraph.key != goal.key:
            page.paper = edited(page.paper, paragraph.key, paragraph, goal.key)

    def role(self, page: Page) -> None:
        paragraph = self.somewhere(page)
        heading = replace(paragraph, role=Role.HEADING, level=1, series="一、")
        plain = replace(paragraph, role=Role.BODY, level=0, series="")
        page.paper = edited(
            page.paper, paragraph.key, heading if paragraph.role is Role.BODY else plain, None
        )

    def choose(self, page: Page, clash: Clash) -> None:
        own = find(page.paper, clash.key)
        now = find(page.stored, clash.key)
        self.release(*(one.text for one in (own, now, clash.mine, clash.theirs) if one))
        choice = self.chance.random()
        if choice < 0.4 or now is None:
            return
        page.write_stored(clash.key)
        if choice > 0.7 and own:
            key = f"b{page.client[:2]}{self.written:06}{self.chance.randrange(1000):03}"
            page.paper = edited(page.paper, key, replace(own, key=key), clash.key)


def history(draft: Draft) -> str:
    """Return every text that versions and saves have kept."""
    return "\n".join(
        [
            *(revision.manuscript().to_text() for revision in Revision.objects.filter(draft=draft)),
            *(text for saved in ChangeSet.objects.filter(draft=draft) for text in texts_of(saved.payload)),
        ]
    )


def texts_of(payload: dict[str, Any]) -> Iterator[str]:
    yield from (row["text"] for row in payload["upserts"])
    yield from (text for _, text in payload["front"] or ())


def crash(page: Page, chance: random.Random, name: str) -> Page:
    """Let a page die with what is unsent in the browser, and the next one send that first."""
    left = page.unsent()
    fresh = Page.open(name, page.network, page.on_clash)
    for sent in left:
        while (answer := page.network.save(sent)) is None:
            pass
        for conflict in answer["conflicts"]:
            mine = Paragraph.from_json(conflict["mine"]) if conflict["mine"] else None
            theirs = Paragraph.from_json(conflict["theirs"]) if conflict["theirs"] else None
            fresh.on_clash(fresh, Clash(conflict["key"], mine, theirs))
        fresh.acknowledged.append(sent)
    fresh.acknowledged = [*page.acknowledged, *fresh.acknowledged]
    fresh.look()()
    return fresh


def shown(paragraphs: list[Paragraph]) -> list[str]:
    return [f"{one.key} {one.role} {one.text}" for one in paragraphs]


def settle(pages: list[Page]) -> None:
    """Let everything be sent and heard."""
    for _ in range(50):
        for page in pages:
            page.decide()
            page.save()
            page.look()()
            page.rest()
        if not any(page.unsent() or page.held or page.news for page in pages):
            return
    pytest.fail("the pages do not come to rest")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_two_thousand_operations_of_two_clients(drafter: User, seed: int) -> None:
    chance = random.Random(seed)
    draft = make_draft(drafter, make_manuscript(6))
    network, people = Network(draft, drafter, chance), People(chance)
    pages = [Page.open(name, network, people.choose) for name in ("ann0", "bob0")]
    arriving: list[Callable[[], None]] = []
    for turn in range(OPERATIONS // 2):
        who = chance.randrange(2)
        people.act(pages[who])
        step = chance.random()
        if step < 0.45:
            pages[who].save()
        elif step < 0.6:
            arriving.append(pages[who].look())
        elif step < 0.7 and arriving:
            # Answers overtake one another.
            arriving.pop(chance.randrange(len(arriving)))()
        elif step < 0.75:
            pages[who].decide()
        elif step < 0.76:
            pages[who] = crash(pages[who], chance, f"{pages[who].client[:3]}{turn}")
        pages[who].rest()
    network.is_good = True
    settle(pages)
    settle(pages)

    final = list(draft.manuscript().paragraphs)
    for page in pages:
        assert shown(page.paper) == shown(final), "both see what is stored"
    text, kept = draft.manuscript().to_text(), history(draft)
    sent = [row["text"] for page in pages for one in page.acknowledged for row in one["upserts"]]
    acknowledged = {token for one in sent for token in TOKEN.findall(one)}
    assert len(acknowledged) > people.written * 0.9
    lost = {token for token in acknowledged if token not in text and token not in kept}
    assert not lost, "every acknowledged edit is in the text or in the history"
    untouched = acknowledged - people.released
    assert len(untouched) > OPERATIONS // 40, "so many that the next line says something"
    wrong = {token: text.count(token) for token in untouched if text.count(token) != 1}
    assert not wrong, "what nobody took out is in the text, once"
