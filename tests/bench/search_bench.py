"""Measure search: python -m tests.bench.search_bench 100000 [--peers]. Asserts nothing.

A database of its own under var/bench-pg, stopped at the end. With the machine shared, trust the ratios.
"""

import argparse
import os

from speeches import embedded
from speeches.environment import VAR_DIR

BENCH = embedded.Cluster(
    VAR_DIR / "bench-pg",
    options={
        "shared_buffers": "2GB", "work_mem": "64MB", "maintenance_work_mem": "1GB", "max_wal_size": "8GB",
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "random_page_cost": "1.1",
    },
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("entries", type=int, nargs="?", default=10_000)
    parser.add_argument("--peers", action="store_true", help="also ILIKE + pg_trgm, jieba, tantivy")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    BENCH.attach()
    os.environ.update(DATABASE_URL=BENCH.url, DJANGO_SETTINGS_MODULE="speeches.settings")
    import django

    django.setup()
    from tests.bench import search_measures

    search_measures.measure(options.entries, options.repeats, with_peers=options.peers, folder=BENCH.folder)


if __name__ == "__main__":
    main()
