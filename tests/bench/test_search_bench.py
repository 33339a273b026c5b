"""`make bench` measures search at ten and a hundred thousand entries, or as BENCH_ENTRIES says."""

import os
import subprocess
import sys

import pytest

SIZES = os.environ.get("BENCH_ENTRIES", "10000 100000").split()
KEEP = ["--keep"] if os.environ.get("BENCH_KEEP") else []


@pytest.mark.parametrize("entries", SIZES)
def test_search(entries: str) -> None:
    """In a process of its own: it has a database of its own."""
    command = [sys.executable, "-m", "tests.bench.search_bench", entries, "--peers", *KEEP]
    subprocess.run(command, check=True, timeout=3_600)
