"""What proofreading costs, and how it does beside its peers on the same texts.

Run: python -m tests.bench.proofreading_bench. Peers: autocorrect-py with its rules for spaces between Chinese
and digits switched off (official texts do without such spaces), and the Chinese rules of LanguageTool as
ported by lingotweaker. Texts: the speeches with planted faults, and the same with their faults mended beside
the clean ones of tests/proofreading/data.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, cycle
from statistics import median
from time import perf_counter, process_time

import autocorrect_py
import lt_py

from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.engine import check, proofread
from tests.proofreading.planted import (
    GRAVE,
    TOLERANCE,
    Checked,
    check_file,
    clean_files,
    faulty_files,
)
from tests.proofreading.tables import LEXICON, STATISTICS, library_texts

CONTEXT = Context(today=date(2026, 11, 20), lexicon=LEXICON, statistics=STATISTICS, office="江城县纪委监委")
SIZE, LARGE = 10_000, 100_000
ROUNDS, LARGE_ROUNDS = 9, 3
MOST_MILLISECONDS, MOST_AGAIN = 80, 15
# Official texts do without spaces between Chinese and digits.
SPACES_OFF = (
    "space-word",
    "space-bracket",
    "space-backticks",
    "space-dash",
    "space-dollar",
    "halfwidth-word",
)
TUNED = json.dumps({"rules": {**dict.fromkeys(SPACES_OFF, 0), "no-space-fullwidth": 1, "fullwidth": 1}})
# (line, start, end), lines 1-based.
Mark = tuple[int, int, int]
Peer = Callable[[str], Iterator[Mark]]


def speech(size: int) -> Manuscript:
    """Return a speech of about that many characters made of the product's own passages, each line once."""
    lines: list[str] = []
    length = 0
    passages = list(library_texts())
    for number, line in enumerate(chain.from_iterable(text.split("\n") for text in cycle(passages))):
        if length >= size:
            break
        # The numbers keep lines that come again from being the same.
        lines.append(line if length < len("".join(passages)) else f"{line}{number}")
        length += len(line)
    return parse("在全县大会上的讲话\n同志们：\n" + "\n".join(lines)).manuscript


@dataclass(frozen=True)
class Taken:
    """Milliseconds by the clock, and of this process's work: on a busy machine the clock tells of others."""

    clock: float
    work: float

    def __str__(self) -> str:
        return f"{self.clock:.0f} ms by the clock, {self.work:.0f} ms of work"


def taken(act: Callable[[], object], rounds: int) -> Taken:
    """Return the medians of a call; the first, which fills caches, is not counted."""
    act()
    clock, work = [], []
    for _ in range(rounds):
        start, before = perf_counter(), process_time()
        act()
        work.append((process_time() - before) * 1_000)
        clock.append((perf_counter() - start) * 1_000)
    return Taken(median(clock), median(work))


def print_times() -> None:
    small, large = speech(SIZE), speech(LARGE)
    lengths = [sum(len(p.text) for p in manuscript.paragraphs) for manuscript in (small, large)]
    full = taken(lambda: proofread(renewed(small), CONTEXT), ROUNDS)
    before = check(small, CONTEXT)
    place = len(small.paragraphs) // 2
    versions = iter(range(1_000_000))

    def again() -> None:
        text = f"{small.paragraphs[place].text}要抓好第{next(versions)}项工作。"
        changed = list(small.paragraphs)
        changed[place] = replace(changed[place], text=text)
        check(small.with_paragraphs(tuple(changed)), CONTEXT, before)

    after_change = taken(again, ROUNDS)
    tenfold = taken(lambda: proofread(renewed(large), CONTEXT), LARGE_ROUNDS)
    growth = tenfold.work / full.work / (lengths[1] / lengths[0])
    print(f"proofread, {lengths[0]} characters: {full} (at most {MOST_MILLISECONDS})")
    print(f"  again after a change of one paragraph: {after_change} (at most {MOST_AGAIN})")
    print(f"  {lengths[1]} characters: {tenfold}, {growth:.2f} times linear")


def renewed(manuscript: Manuscript) -> Manuscript:
    """Return an equal manuscript that nothing has been remembered of."""
    return manuscript.with_paragraphs(manuscript.paragraphs)


def ours(checked: Checked) -> Iterator[Mark]:
    for spot in checked.spots:
        if spot.finding.severity in GRAVE:
            yield spot.line, spot.start, spot.end
    yield from ((number, 0, len(line)) for number, line in checked.parsed.dropped)


def autocorrect(text: str) -> Iterator[Mark]:
    for row in autocorrect_py.lint_for(text, "text").lines:
        for kind, start, end, _, _ in SequenceMatcher(None, row.old, row.new, autojunk=False).get_opcodes():
            if kind != "equal":
                yield row.line, row.col - 1 + start, row.col - 1 + end


ENGINE = lt_py.Engine("zh-CN")


def languagetool(text: str) -> Iterator[Mark]:
    for number, line in enumerate(text.splitlines(), start=1):
        for match in ENGINE.check(line):
            start = match["offset"]
            yield number, start, start + match["length"]


def meets(mark: Mark, fault: Mark) -> bool:
    return mark[0] == fault[0] and mark[1] <= fault[2] + TOLERANCE and fault[1] - TOLERANCE <= mark[2]


def print_peers() -> None:
    autocorrect_py.load_config(TUNED)
    faulty = [check_file(path) for path in faulty_files()]
    clean = [check_file(path) for path in clean_files()]
    mended = [check_file(path, corrected=True) for path in faulty_files()]
    characters = [sum(len(checked.text) for checked in group) for group in (faulty, [*clean, *mended])]
    planted = sum(len(checked.certain) for checked in faulty)
    print(f"{planted} planted faults in {characters[0]} characters; {characters[1]} clean characters")
    print(f"{'':24}{'found':>8}{'false (faulty)':>16}{'false (clean)':>16}{'ms':>8}")
    peers: dict[str, Callable[[Checked], Iterator[Mark]]] = {
        "ours, 必改 and 建议改": ours,
        "autocorrect-py, tuned": lambda checked: autocorrect(checked.text),
        "lingotweaker (zh)": lambda checked: languagetool(checked.text),
    }
    for name, peer in peers.items():
        found, false = measure(peer, faulty)
        # The faults that opinions differ on are left in the mended texts; so are marks on them.
        noise = sum(1 for checked in [*clean, *mended] for _ in peer(checked))
        work = proofread_all if peer is ours else lambda group, peer=peer: [list(peer(one)) for one in group]
        time = taken(lambda work=work: work(faulty), 3).work
        print(f"{name:22}{found:>8}{false:>16}{noise:>16}{time:>8.0f}")


def measure(peer: Callable[[Checked], Iterator[Mark]], group: list[Checked]) -> tuple[int, int]:
    """Return how many planted faults are marked, and how many marks meet no fault."""
    found = false = 0
    for checked in group:
        marks = list(peer(checked))
        faults = [(fault.line, fault.start, fault.end) for fault in checked.faults]
        certain = [(fault.line, fault.start, fault.end) for fault in checked.certain]
        found += sum(any(meets(mark, fault) for mark in marks) for fault in certain)
        false += sum(not any(meets(mark, fault) for fault in faults) for mark in marks)
    return found, false


def proofread_all(group: list[Checked]) -> None:
    for checked in group:
        proofread(checked.parsed.manuscript, CONTEXT)


def main() -> None:
    print_times()
    print_peers()


if __name__ == "__main__":
    main()
