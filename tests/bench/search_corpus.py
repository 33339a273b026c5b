"""Entries for measuring search, by the million: sentences of the shipped library recombined, seeded.

Half of the sentences have 15 % of their words swapped for words of the segmenter's dictionary, so that the
vocabulary has a long tail; digits vary. 20 to 300 characters an entry. A weak point: sentences of one origin
recur in thousands of entries, far more often than in life, so near-duplicates and typos are harder here.
"""

import json
import math
import random
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import jieba

from speeches.library.search.folding import fold
from speeches.manuscript.words import words

LIBRARY = Path(__file__).resolve().parents[2] / "fixtures/library"
KINDS = ("passage", "passage", "passage", "slogan", "enumeration")
FUNCTIONS = ("开场", "回顾", "经验", "问题", "形势", "任务", "要求", "队伍", "过渡", "结尾")
START = datetime(2015, 1, 1, tzinfo=UTC)
LEVELS = ("省", "市", "县", "派驻", "企业")


class Generated(NamedTuple):
    id: uuid.UUID
    kind: str
    function: str
    title: str
    text: str
    office: int
    scope: str
    quality: int
    uses: int
    valid_from: datetime
    audience: str
    themes: list[int]
    occasions: list[int]

    @property
    def folded(self) -> str:
        return fold(f"{self.title}\n{self.text}")

    @property
    def rank(self) -> float:
        """As `library_rank` in the migration."""
        return self.quality + math.log(1 + self.uses) + self.valid_from.timestamp() / 631_152_000

    @property
    def labels(self) -> list[str]:
        """Everything the triggers would write; the bench checks a sample of it against them."""
        levels = [f"L{level}" for level in ([self.audience] if self.audience else LEVELS)]
        published = [f"P{self.office}"] if self.scope == "subtree" else []
        return [
            f"K{self.kind}", f"F{self.function}", "Sactive", f"O{self.office}", f"A{self.office}", *published,
            f"Y{self.valid_from.year}", *levels,
            *(f"T{theme}" for theme in self.themes), *(f"C{occasion}" for occasion in self.occasions),
            *(f"Z{part}" for part in (4, 16, 64, 256) if self.id.bytes[-1] % part == 0),
        ]  # fmt: skip


def sentences() -> list[list[str]]:
    """Return the sentences of everything that ships, as words."""
    files = [LIBRARY / "entries.json", *sorted((LIBRARY / "entries").glob("*.json"))]
    texts = [row["text"] for file in files if file.exists() for row in json.loads(file.read_text("utf-8"))]
    pieces = [piece for text in texts for piece in re.findall(r"[^。！？\n]+[。！？]?", text)]
    return [words(piece) for piece in dict.fromkeys(pieces) if 10 <= len(piece) <= 120]


def vocabulary() -> list[str]:
    jieba.initialize()
    return sorted(word for word, count in jieba.dt.FREQ.items() if count > 2 and 2 <= len(word) <= 4)


def perturbed(hands: random.Random, piece: list[str], pool: list[str]) -> str:
    if hands.random() < 0.5:
        piece = [hands.choice(pool) if len(word) > 1 and hands.random() < 0.15 else word for word in piece]
    return re.sub(r"\d", lambda _: str(hands.randrange(10)), "".join(piece))


def generate(
    number: int, offices: dict[str, list[int]], themes: list[int], occasions: list[int], seed: int = 7
) -> Iterator[Generated]:
    """Yield entries: 1 % of the lone office, half of the province (published), the rest of counties."""
    hands, source, pool = random.Random(seed), sentences(), vocabulary()
    for place in range(number):
        text = "".join(
            perturbed(hands, hands.choice(source), pool) for _ in range(hands.choice((1, 1, 2, 2, 3, 4)))
        )
        share = hands.random()
        owner = "lone" if place % 100 == 0 else "province" if share < 0.5 else "county"
        yield Generated(
            id=uuid.UUID(int=hands.getrandbits(128), version=4),
            kind=hands.choice(KINDS),
            function=hands.choice(FUNCTIONS),
            title=text[: hands.randint(6, 16)].rstrip("，。、；：“"),
            text=text[:300],
            office=hands.choice(offices[owner]),
            scope="subtree" if owner == "province" else "own",
            quality=hands.choice((0, 0, 0, 0, 1, 1, 2, 3)),
            uses=min(5_000, int(hands.paretovariate(0.8)) - 1),
            valid_from=START + timedelta(days=hands.randrange(4300)),
            audience=hands.choice(("", *LEVELS)),
            themes=hands.sample(themes, hands.choice((0, 1, 1, 2))),
            occasions=hands.sample(occasions, hands.choice((0, 0, 1))),
        )
