"""What parsing costs: 10,000 characters, its growth to ten times as much, and its ratio to a plain floor.

Run: python -m tests.bench.parse_bench. The floor is one regular expression over each line of the same text.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.numerals import HAN
from speeches.manuscript.parsing import parse

DRAFTS = Path(__file__).parents[2] / "fixtures/demo/drafts.json"
SIZE = 10_000
GROWTH = 10
ROUNDS = 15
MOST_MILLISECONDS = 30
MARKERS = re.compile(
    rf"[{HAN}]{{1,3}}[是要、]|[（(][{HAN}]{{1,3}}[）)]|第[{HAN}]{{1,3}}[，、]|首先|其次|最后"
)


def speech(size: int) -> str:
    """Return a speech of about that many characters, whole lines of the demonstration drafts."""
    lines = [line for draft in json.loads(DRAFTS.read_text()) for line in draft["text"].split("\n")]
    taken: list[str] = []
    length = 0
    while length < size:
        line = lines[len(taken) % len(lines)]
        taken.append(line)
        length += len(line)
    return "\n".join(taken)


def milliseconds(work: Callable[[str], object], text: str) -> float:
    """Return the median time of one call. The first call, which fills caches, is not counted."""
    work(text)
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work(text)
        times.append(perf_counter() - start)
    return median(times) * 1000


def floor(text: str) -> int:
    return sum(len(MARKERS.findall(line)) for line in text.splitlines())


def main() -> None:
    small, large = speech(SIZE), speech(SIZE * GROWTH)
    parsing, floor_time = milliseconds(parse, small), milliseconds(floor, small)
    manuscript = parse(small).manuscript
    growth = milliseconds(parse, large) / parsing / (len(large) / len(small))
    counting = milliseconds(lambda _: find_announcements(manuscript), small)
    print(f"parse, {len(small)} characters: {parsing:.1f} ms (at most {MOST_MILLISECONDS})")
    print(f"  of these, announced counts: {counting:.1f} ms")
    print(f"  growth to {GROWTH}x: {growth:.2f} times linear")
    print(f"  ratio to one pass of a regular expression: {parsing / floor_time:.0f}")


if __name__ == "__main__":
    main()
