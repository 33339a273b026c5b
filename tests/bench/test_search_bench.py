"""`make bench` measures search at ten thousand entries; more by hand: python -m tests.bench.search_bench."""

import subprocess
import sys


def test_search_at_ten_thousand() -> None:
    """In a process of its own: it has a database of its own."""
    command = [sys.executable, "-m", "tests.bench.search_bench", "10000", "--peers"]
    subprocess.run(command, check=True, timeout=600)
