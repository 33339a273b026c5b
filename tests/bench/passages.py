"""Generated passages and speeches for measurements: seeded, as long and as repetitive as real ones."""

import json
import random
import re
from collections.abc import Iterator

from django.conf import settings

from speeches.docx.writer import write
from speeches.manuscript.parsing import parse

LIBRARY = settings.BASE_DIR / "fixtures" / "library"
CLAUSE = re.compile(r"[^，。；：！？\n]{4,30}")
NUMERALS = "一二三四五六七八九十"


def clauses() -> list[str]:
    files = [LIBRARY / "entries.json", *sorted((LIBRARY / "entries").glob("*.json"))]
    entries = [entry for file in files if file.exists() for entry in json.loads(file.read_text())]
    return sorted({clause for entry in entries for clause in CLAUSE.findall(entry["text"])})


def passages(n: int, seed: int) -> Iterator[str]:
    """Yield passages of some 100 characters; a tenth of the characters is drawn anew for a long tail."""
    chooser, stock = random.Random(seed), clauses()
    letters = sorted({letter for clause in stock for letter in clause})
    for _ in range(n):
        drawn = (chooser.choice(stock) for _ in range(chooser.randint(5, 11)))
        yield edited("，".join(drawn) + "。", 0.1, chooser, letters)


def edited(text: str, share: float, chooser: random.Random, letters: list[str]) -> str:
    return "".join(chooser.choice(letters) if chooser.random() < share else letter for letter in text)


def newcomers(known: list[str], n: int, seed: int) -> list[str]:
    """Return new passages: half fresh, a twelfth exact, the rest edited by up to 12 %."""
    chooser = random.Random(seed)
    letters = sorted(set("".join(known[:1000])))
    fresh = list(passages(n // 2, seed + 1))
    exact = chooser.sample(known, n // 12)
    rest = chooser.sample(known, n - len(fresh) - len(exact))
    mixed = fresh + exact + [edited(text, chooser.uniform(0.002, 0.12), chooser, letters) for text in rest]
    chooser.shuffle(mixed)
    return mixed


def speech(seed: int) -> bytes:
    """Return a .docx of some 10,000 characters: five parts of seven sections, each a passage or two."""
    texts = passages(90, seed)
    lines = [f"在第{seed}次工作会议上的讲话", "同志们：", "今天召开会议，" + next(texts)]
    for part in NUMERALS[:5]:
        lines.append(f"{part}、扎实做好各项工作任务")
        lines += [f"（{number}）抓好落实。{next(texts)}{next(texts)}" for number in NUMERALS[:7]]
    lines.append("同志们，让我们共同努力。" + next(texts))
    return write(parse("\n".join(lines)).manuscript, preset="working")
