"""The mix of fifty queries, drawn from what a person sees: what people type, paste and mistype."""

import random
import re
from typing import NamedTuple

from speeches.manuscript.words import words

COMMON = ("监督", "群众", "工作", "干部", "问题", "责任", "落实", "纪检监察")
TWO = (
    "监督 群众",
    "干部 责任",
    "问题 整改",
    "纪检监察 作风",
    "廉洁 文化",
    "基层 负担",
    "巡察 整改",
    "年轻 干部",
)


MARKED = re.compile(r"[\u4e00-\u9fff]{3,8}[，、；：][\u4e00-\u9fff]{3,8}")


class Asked(NamedTuple):
    """`source` is the text that a near or pasted query was made from."""

    kind: str
    typed: str
    source: str = ""


def clause(hands: random.Random, text: str, shortest: int, longest: int) -> str:
    """Return a clause of a text, without its marks; empty where none is long enough."""
    fitting = [part for part in re.split(r"[，。；：、！？“”\n\s]", text) if shortest <= len(part) <= longest]
    return hands.choice(fitting) if fitting else ""


def mistyped(hands: random.Random, word: str) -> str:
    place = hands.randrange(1, len(word) - 1)
    return word[:place] + hands.choice("的了和是在有为对中上") + word[place + 1 :]


def edited(hands: random.Random, text: str) -> str:
    """Change a tenth of the characters."""
    return "".join(hands.choice("的了和是在有为对中上") if hands.random() < 0.1 else one for one in text)


def fragment(hands: random.Random, text: str) -> str:
    """Return two characters on both sides of a border between words."""
    parts = [part for part in words(text) if len(part) > 1 and part.isalpha()]
    place = hands.randrange(max(1, len(parts) - 1))
    left, right = parts[place : place + 2] if len(parts) > 1 else ("监督", "执纪")
    return left[-1] + right[0] if left + right in text else ""


def mix(texts: list[str], seed: int = 11) -> list[Asked]:
    hands = random.Random(seed)
    hands.shuffle(texts)
    asked = [Asked("常用词", typed) for typed in COMMON] + [Asked("两个词", typed) for typed in TWO]
    makers = {
        "短语": (8, lambda text: clause(hands, text, 6, 10), lambda typed: typed),
        "整句": (9, lambda text: clause(hands, text, 14, 60), lambda typed: typed),
        "跨词": (8, lambda text: fragment(hands, text), lambda typed: typed),
        "错字": (9, lambda text: clause(hands, text, 5, 10), lambda typed: mistyped(hands, typed)),
    }
    rest = iter(texts)
    for kind, (number, take, change) in makers.items():
        while number:
            text = next(rest)
            if taken := take(text):
                asked.append(Asked(kind, change(taken), taken))
                number -= 1
    return asked


def without_marks(texts: list[str], number: int = 40, seed: int = 13) -> list[Asked]:
    """Return pieces that a mark stands in, typed without it."""
    hands = random.Random(seed)
    pieces = [(match[0], text) for text in texts for match in MARKED.finditer(text)]
    chosen = hands.sample(pieces, min(number, len(pieces)))
    return [Asked("不写标点", re.sub("[，、；：]", "", piece), text) for piece, text in chosen]


def edited_pastes(texts: list[str], number: int = 40, seed: int = 12) -> list[Asked]:
    hands = random.Random(seed)
    long = [text for text in texts if len(text) >= 60]
    return [
        Asked("改过的整句", edited(hands, text[:100]), text)
        for text in hands.sample(long, min(number, len(long)))
    ]
