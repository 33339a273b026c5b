"""Measure search: python -m tests.bench.search_bench 100000 [--peers] [--keep]. Asserts nothing.

`make bench` measures ten and a hundred thousand entries beside the peers, in about ten minutes. A million
takes half an hour and 6 GB of disk: BENCH_ENTRIES="10000 100000 1000000" make bench. Each number has its own
database under var/bench-pg, stopped at the end; --keep (BENCH_KEEP=1) takes that of the last time.
With the machine shared, trust the ratios: they are taken query by query in turn.
"""

import argparse
import os

from speeches import embedded
from speeches.environment import VAR_DIR

OPTIONS = {
    "shared_buffers": "2GB", "maintenance_work_mem": "1GB", "max_wal_size": "8GB",
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("entries", type=int, nargs="?", default=10_000)
    parser.add_argument("--peers", action="store_true", help="also ILIKE + pg_trgm, jieba, tantivy")
    parser.add_argument("--keep", action="store_true", help="use the entries loaded the last time")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    cluster = embedded.Cluster(VAR_DIR / "bench-pg" / str(options.entries), options=OPTIONS)
    cluster.attach()
    os.environ.update(DATABASE_URL=cluster.url, DJANGO_SETTINGS_MODULE="speeches.settings")
    import django

    django.setup()
    from tests.bench import search_measures

    search_measures.measure(
        options.entries,
        options.repeats,
        with_peers=options.peers,
        is_kept=options.keep,
        folder=cluster.folder,
    )


if __name__ == "__main__":
    main()
