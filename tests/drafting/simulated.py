"""An editor page without a browser: does what saving.js and remote.js do, over a bad network."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.drafting.remote import changes_since
from speeches.manuscript.paragraph import Paragraph, Role

Paragraphs = list[Paragraph]


class Network:
    """Carries requests to the server; loses some, loses answers of others, brings some twice and late."""

    def __init__(self, draft: Draft, author: User, chance: random.Random) -> None:
        self.draft, self.author, self.chance = draft, author, chance
        self.late: list[dict[str, Any]] = []
        self.is_good = False

    def save(self, payload: dict[str, Any]) -> dict[str, Any] | None:
        """Return the server's answer, None where the client hears nothing."""
        fate = 1.0 if self.is_good else self.chance.random()
        if fate < 0.1:
            return None
        answer = apply_change_set(self.draft, author=self.author, payload=payload)
        if fate < 0.25:
            self.late.append(payload)
        if self.late and self.chance.random() < 0.1:
            old = self.late.pop(self.chance.randrange(len(self.late)))
            apply_change_set(self.draft, author=self.author, payload=old)
        return None if fate < 0.2 else answer

    def news(self, since: int, client: str) -> dict[str, Any]:
        draft = Draft.objects.get(pk=self.draft.pk)
        return {"sequence": draft.sequence, **changes_since(draft, since, client)}


def before(paragraphs: Paragraphs, key: str) -> str | None:
    """Return the key before a paragraph, "" at the start, None where it is not."""
    keys = ["", *(paragraph.key for paragraph in paragraphs)]
    return keys[keys.index(key, 1) - 1] if key in keys[1:] else None


def find(paragraphs: Paragraphs, key: str) -> Paragraph | None:
    return next((paragraph for paragraph in paragraphs if paragraph.key == key), None)


def edited(paragraphs: Paragraphs, key: str, paragraph: Paragraph | None, after: str | None) -> Paragraphs:
    """Return the paragraphs with one written or deleted; `after` None: where it is, or last."""
    if paragraph is None:
        return [one for one in paragraphs if one.key != key]
    here = before(paragraphs, key)
    if here is not None and after in (None, here):
        return [paragraph if one.key == key else one for one in paragraphs]
    others = [one for one in paragraphs if one.key != key]
    keys = ["", *(one.key for one in others)]
    place = keys.index(after) if after in keys else len(others)
    return [*others[:place], paragraph, *others[place:]]


@dataclass
class Clash:
    key: str
    mine: Paragraph | None
    theirs: Paragraph | None


@dataclass
class Page:
    """One open editor. `on_clash` is the person who chooses."""

    client: str
    network: Network
    base: int
    stored: Paragraphs
    paper: Paragraphs
    on_clash: Callable[["Page", Clash], None]
    number: int = 0
    in_flight: dict[str, Any] | None = None
    news: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    undecided: list[Clash] = field(default_factory=list)
    order: list[str] | None = None

    @classmethod
    def open(cls, client: str, network: Network, on_clash: Callable[["Page", Clash], None]) -> "Page":
        draft = Draft.objects.get(pk=network.draft.pk)
        paragraphs = list(draft.manuscript().paragraphs)
        return cls(client, network, draft.sequence, paragraphs, list(paragraphs), on_clash)

    # What is unsent

    def pending(self, *, but: set[str]) -> dict[str, Any] | None:
        old = self.expected()
        kept = common([one.key for one in old], [one.key for one in self.paper])
        upserts, previous = [], None
        for paragraph in self.paper:
            is_placed = paragraph.key in kept
            if paragraph.key not in but and not (is_placed and find(old, paragraph.key) == paragraph):
                place = {} if is_placed else {"after": previous}
                upserts.append({**paragraph.to_json(), **place})
            previous = paragraph.key
        keys = {one.key for one in self.paper}
        deletions = [one.key for one in old if one.key not in keys and one.key not in but]
        if not (upserts or deletions):
            return None
        changed = {*deletions, *(one["key"] for one in upserts)}
        was = [one.to_json() for one in old if one.key in changed]
        return {"upserts": upserts, "deletions": deletions, "was": was}

    def expected(self) -> Paragraphs:
        return applied(self.stored, self.in_flight) if self.in_flight else self.stored

    def unsent(self) -> list[dict[str, Any]]:
        """Return what the browser keeps for the next page, should this one crash."""
        sets = [self.in_flight] if self.in_flight else []
        pending = self.pending(but=set())
        return [*sets, *([self.change_set(pending)] if pending else [])]

    def change_set(self, pending: dict[str, Any]) -> dict[str, Any]:
        return {"client": self.client, "number": self.number + 1, "base": self.base, **pending}

    # The wire

    def save(self) -> None:
        if self.in_flight is None and (pending := self.pending(but=self.held)):
            self.in_flight = self.change_set(pending)
            self.number += 1
        if self.in_flight and (answer := self.network.save(self.in_flight)):
            self.acknowledge(self.in_flight, answer)

    def acknowledge(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        self.acknowledged.append(sent)
        clashing = {conflict["key"] for conflict in answer["conflicts"]}
        self.in_flight = None
        self.stored = applied(self.stored, sent, but=clashing)
        for key in {*sent["deletions"], *(one["key"] for one in sent["upserts"])} - clashing:
            self.news.pop(key, None)
        for conflict in answer["conflicts"]:
            self.held.add(conflict["key"])
            self.news[conflict["key"]] = conflict["theirs"]
            mine, theirs = (read(conflict[side]) for side in ("mine", "theirs"))
            self.undecided.append(Clash(conflict["key"], mine, theirs))
        self.hear(answer.get("others"))
        self.take_news()
        self.base = answer["sequence"]

    def look(self) -> Callable[[], None]:
        """Ask for news now; what is returned brings the answer, perhaps much later."""
        since, news = self.base, self.network.news(self.base, self.client)

        def arrive() -> None:
            if news["sequence"] <= since or self.in_flight or self.base != since:
                return
            self.hear(news)
            self.base = news["sequence"]
            self.take_news()

        return arrive

    def hear(self, others: dict[str, Any] | None) -> None:
        if others is None:
            return
        self.order = others.get("order", self.order)
        self.news |= dict.fromkeys(others["deletions"])
        for row in others["upserts"]:
            self.news.pop(row["key"], None)
            self.news[row["key"]] = row

    def take_news(self) -> None:
        for key, row in list(self.news.items()):
            mine, theirs = find(self.paper, key), read(row)
            if key in self.held or mine not in (find(self.stored, key), theirs):
                continue
            self.accept(key)
            if mine and theirs:
                self.paper = edited(self.paper, key, theirs, None)
            else:
                self.write_stored(key)
        if self.order is not None:
            unmoved = common([one.key for one in self.stored], [one.key for one in self.paper])
            self.stored = in_order(self.stored, {one.key for one in self.stored}, self.order)
            self.paper = in_order(self.paper, unmoved, self.order)
            self.order = None

    def accept(self, key: str) -> None:
        row = self.news.pop(key)
        # One that is here keeps its place: where things have moved, the order tells.
        is_new = row is not None and "after" in row and find(self.stored, key) is None
        after = (row["after"] or "") if row and is_new else None
        self.stored = edited(self.stored, key, read(row), after)

    def write_stored(self, key: str) -> None:
        after = before(self.stored, key)
        while after and find(self.paper, after) is None:
            after = before(self.stored, after)
        self.paper = edited(self.paper, key, find(self.stored, key), after)

    def decide(self) -> None:
        """Let the person choose in every open clash."""
        while self.undecided:
            clash = self.undecided.pop()
            self.held.discard(clash.key)
            if clash.key in self.news:
                self.accept(clash.key)
            self.on_clash(self, clash)

    def rest(self) -> None:
        if not self.in_flight and not self.pending(but=self.held):
            self.take_news()


def applied(paragraphs: Paragraphs, sent: dict[str, Any], but: set[str] = frozenset()) -> Paragraphs:  # type: ignore[assignment]
    for key in sent["deletions"]:
        if key not in but:
            paragraphs = edited(paragraphs, key, None, None)
    for row in sent["upserts"]:
        if row["key"] not in but:
            after = (row["after"] or "") if "after" in row else None
            paragraphs = edited(paragraphs, row["key"], read(row), after)
    return paragraphs


def read(row: dict[str, Any] | None) -> Paragraph | None:
    return Paragraph.from_json(row) if row else None


def in_order(paragraphs: Paragraphs, fixed: set[str], order: list[str]) -> Paragraphs:
    """Return the paragraphs in the server's order; what is placed otherwise here follows the one before."""
    groups: list[tuple[int, Paragraphs]] = [(-1, [])]
    for paragraph in paragraphs:
        if paragraph.key in fixed and paragraph.key in order:
            groups.append((order.index(paragraph.key), []))
        groups[-1][1].append(paragraph)
    return [one for _, group in sorted(groups, key=lambda group: group[0]) for one in group]


def common(old: list[str], new: list[str]) -> set[str]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in old[block.a : block.a + block.size]}


# Hands


def body(key: str, text: str) -> Paragraph:
    return Paragraph(key, Role.BODY, text)


def rewritten(page: Page, paragraph: Paragraph, text: str) -> None:
    page.paper = edited(page.paper, paragraph.key, replace(paragraph, text=text), None)
