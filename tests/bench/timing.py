"""How long something takes: by the clock, and in work of the processors.

On a shared machine the clock also tells what others do; the work is what an idle machine would take, as long
as everything is in memory.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import connection

SLOW = 5_000.0


class Taken(float):
    """Milliseconds by the clock; `work` is what this process and its database session worked meanwhile."""

    work: float


def worked() -> float:
    """Return the work so far. Milliseconds; workers that a query is shared out to are not in it."""
    connection.ensure_connection()
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    theirs = int(session.read_text().split()[0]) / 1e6 if session.exists() else 0.0
    return time.process_time() * 1_000 + theirs


def times(act: Callable[[], object], repeats: int = 1) -> Taken:
    """Return the medians; what is slow is asked fewer times."""
    clock: list[float] = []
    work: list[float] = []
    while len(clock) < repeats and not (clock and clock[-1] > SLOW):
        start, before = time.perf_counter(), worked()
        act()
        work.append(worked() - before)
        clock.append((time.perf_counter() - start) * 1_000)
    taken = Taken(statistics.median(clock))
    taken.work = statistics.median(work)
    return taken


def p95(values: Iterable[float]) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * 0.95))]


def p95_work(values: Iterable[Taken]) -> float:
    return p95(value.work for value in values)


def told(values: Iterable[Taken]) -> str:
    values = list(values)
    work = [value.work for value in values]
    return (
        f"p50 {statistics.median(values):.1f} p95 {p95(values):.1f} ms"
        f"（计算 {statistics.median(work):.1f} / {p95(work):.1f}，最多 {max(work):.1f}）"
    )
