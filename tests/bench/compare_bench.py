"""What comparing two revisions costs: 12,000 characters with 60 edits, its growth, its ratio to difflib.

Run: python -m tests.bench.compare_bench. The floor is difflib over the same paragraphs, then over the
characters of those that differ: what one would write without this program, and it knows nothing of moves.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from statistics import median
from time import process_time

from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import apply
from speeches.manuscript.paragraph import Paragraph, new_key
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript

from .parse_bench import speech

SIZE = 12_000
EDITS = 60
GROWTH = 10
ROUNDS = 9
MOST_MILLISECONDS = 150
TYPED = ("深入推进", "切实", "各级党组织要把责任扛在肩上，", "2026年", "持续")


def edited(manuscript: Manuscript, edits: int, seed: int = 5) -> Manuscript:
    """Return the speech after so many edits: words typed and deleted, paragraphs split, moved, dropped."""
    chance = random.Random(seed)
    paragraphs = list(manuscript.paragraphs)
    for _ in range(edits):
        at = chance.randrange(len(paragraphs))
        paragraphs[at : at + 1] = edit(paragraphs[at], chance)
        if chance.random() < 0.1:
            moved = paragraphs[at : at + 4]
            del paragraphs[at : at + 4]
            to = chance.randrange(len(paragraphs))
            paragraphs[to:to] = moved
    return manuscript.with_paragraphs(tuple(paragraphs))


def edit(paragraph: Paragraph, chance: random.Random) -> list[Paragraph]:
    text = paragraph.text
    at = chance.randrange(len(text) + 1)
    match chance.randrange(10):
        case 0:
            return [replace(paragraph, text=text[:at]), replace(paragraph, key=new_key(), text=text[at:])]
        case 1:
            return []
        case 2 | 3 | 4:
            return [replace(paragraph, text=text[:at] + text[at + chance.randrange(1, 20) :])]
    return [replace(paragraph, text=text[:at] + chance.choice(TYPED) + text[at + chance.randrange(4) :])]


def without_keys(manuscript: Manuscript) -> Manuscript:
    """Return the speech as it comes back from a program that knows no keys."""
    return manuscript.with_paragraphs(tuple(replace(p, key=new_key()) for p in manuscript.paragraphs))


def with_difflib(old: Manuscript, new: Manuscript) -> int:
    texts = [[paragraph.text for paragraph in side.paragraphs] for side in (old, new)]
    found = 0
    for tag, i, j, k, m in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = zip_longest(texts[0][i:j], texts[1][k:m], fillvalue="")
            found += sum(len(SequenceMatcher(None, *pair, autojunk=False).get_opcodes()) for pair in pairs)
    return found


def milliseconds(work: Callable[[Manuscript, Manuscript], object], old: Manuscript, new: Manuscript) -> float:
    """Return the median processor time of one call; the first, which loads the words, is not counted."""
    work(old, new)
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work(old, new)
        times.append(process_time() - start)
    return median(times) * 1000


def main() -> None:
    old = parse(speech(SIZE)).manuscript
    new = edited(old, EDITS)
    long_old = parse(speech(SIZE * GROWTH)).manuscript
    long_new = edited(long_old, EDITS * GROWTH)
    assert apply(old, compare(old, new)) == new
    by_key, by_text = milliseconds(compare, old, new), milliseconds(compare, old, without_keys(new))
    floor = milliseconds(with_difflib, old, new)
    growth = [milliseconds(compare, long_old, side(long_new)) for side in (lambda one: one, without_keys)]
    print(f"compare, {SIZE} characters, {EDITS} edits: {by_key:.1f} ms (at most {MOST_MILLISECONDS})")
    print(f"  without keys: {by_text:.1f} ms")
    factors = (growth[0] / by_key / GROWTH, growth[1] / by_text / GROWTH)
    print(f"  growth to {GROWTH}x: {factors[0]:.2f}, without keys {factors[1]:.2f} times linear")
    print(f"  difflib over paragraphs and characters: {floor:.1f} ms, {floor / by_key:.1f} times as long")


if __name__ == "__main__":
    main()
