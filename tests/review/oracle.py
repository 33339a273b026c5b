"""A speech that knows every sentence by a number, what drafters do to it, and what was meant in it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.value import Front, FrontLine, Manuscript

POOL = (
    "大家要抓好落实。",
    "要落实。",
    "统一思想，凝聚力量。",
    "各级党组织要压实责任，层层传导压力。",
    "要从严从实，防微杜渐。",
    "希望同志们再接再厉。",
    "今年以来，全县查办案件稳中有进。",
    "纪检监察机关要当好表率，严管厚爱。",
)


@dataclass(frozen=True)
class Sentence:
    number: int
    text: str


@dataclass
class Block:
    """A paragraph as the oracle knows it."""

    key: str
    sentences: list[Sentence]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.sentences)

    def offset(self, at: int) -> int:
        return sum(len(one.text) for one in self.sentences[:at])


@dataclass
class Speech:
    """The speech as the oracle knows it, and the dice."""

    dice: random.Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    blocks: list[Block] = field(default_factory=list)

    def sentence(self, text: str = "") -> Sentence:
        return Sentence(next(self.numbers), text or self.dice.choice(POOL))

    def block(self) -> Block:
        made = [self.sentence() for _ in range(self.dice.randint(2, 6))]
        if self.dice.random() < 0.5:
            made.insert(self.dice.randrange(len(made) + 1), self.sentence(self.dice.choice(made).text))
        return Block(new_key(), made)

    def manuscript(self) -> Manuscript:
        front = (FrontLine(Front.TITLE, "在测试会议上的讲话"),)
        return Manuscript(front, tuple(Paragraph(one.key, Role.BODY, one.text) for one in self.blocks))

    def find(self, key: str) -> Block | None:
        return next((one for one in self.blocks if one.key == key), None)

    # What drafters do: each changes the oracle's speech; the keys it touched are sent

    def edit(self) -> None:
        acts = [self.reword, self.cut, self.double, self.write, self.swap, self.split, self.join]
        self.dice.choices([*acts, self.remove, self.shift], [6, 5, 6, 4, 2, 1, 1, 1, 2])[0]()

    def some(self) -> Block:
        return self.dice.choice(self.blocks)

    def reword(self) -> None:
        block = self.some()
        if block.sentences:
            at = self.dice.randrange(len(block.sentences))
            text = block.sentences[at].text
            place = self.dice.randrange(len(text))
            block.sentences[at] = self.sentence(text[:place] + "真正" + text[place + 1 :])

    def cut(self) -> None:
        block = self.some()
        if block.sentences:
            del block.sentences[self.dice.randrange(len(block.sentences))]

    def double(self) -> None:
        source, block = self.some(), self.some()
        source = block if self.dice.random() < 0.7 else source
        if source.sentences:
            copied = self.sentence(self.dice.choice(source.sentences).text)
            block.sentences.insert(self.dice.randrange(len(block.sentences) + 1), copied)

    def write(self) -> None:
        block = self.some()
        block.sentences.insert(self.dice.randrange(len(block.sentences) + 1), self.sentence())

    def swap(self) -> None:
        block = self.some()
        if len(block.sentences) > 1:
            block.sentences.insert(
                self.dice.randrange(len(block.sentences)), block.sentences.pop(self.dice.randrange(2))
            )

    def split(self) -> None:
        block = self.some()
        at = self.dice.randrange(len(block.sentences) + 1)
        rest = Block(new_key(), block.sentences[at:])
        del block.sentences[at:]
        self.blocks.insert(self.blocks.index(block) + 1, rest)

    def join(self) -> None:
        at = self.dice.randrange(1, len(self.blocks))
        self.blocks[at - 1].sentences += self.blocks.pop(at).sentences

    def remove(self) -> None:
        if len(self.blocks) > 8:
            self.blocks.remove(self.some())

    def shift(self) -> None:
        block = self.some()
        self.blocks.remove(block)
        self.blocks.insert(self.dice.randrange(len(self.blocks) + 1), block)


@dataclass(frozen=True)
class Meant:
    """What somebody spoke of: a sentence of those that stood in its paragraph, from `start` in it on."""

    key: str
    number: int
    then: tuple[Sentence, ...]
    start: int = 0

    @property
    def text(self) -> str:
        return next(one.text for one in self.then if one.number == self.number)

    def places(self, block: Block) -> list[int]:
        """Return which sentences of a paragraph are, to any reader, the one that was meant."""
        alike = (at for at, one in enumerate(block.sentences) if one.text == self.text)
        return [at for at in alike if self.is_it(block, at)]

    def is_it(self, block: Block, at: int) -> bool:
        return block.sentences[at].number == self.number or self.is_kept(block, at)

    def is_kept(self, block: Block, at: int) -> bool:
        """Tell whether every other sentence that is still there has kept its side of this one."""
        index = next(at for at, one in enumerate(self.then) if one.number == self.number)
        sides = (self.then[:index], block.sentences[:at]), (self.then[index + 1 :], block.sentences[at + 1 :])
        kept = sum(common([one.text for one in then], [one.text for one in now]) for then, now in sides)
        then = [one.text for one in (*self.then[:index], *self.then[index + 1 :])]
        return kept >= common(then, [one.text for each, one in enumerate(block.sentences) if each != at])


def common(one: list[str], other: list[str]) -> int:
    """Return how many characters of whole sentences two lists have in common, in their order."""
    row = [0] * (len(other) + 1)
    for text in one:
        before = row[:]
        for at, each in enumerate(other):
            taken = before[at] + len(text) if each == text else 0
            row[at + 1] = max(before[at + 1], row[at], taken)
    return row[-1]
