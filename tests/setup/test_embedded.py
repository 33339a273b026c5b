"""The embedded PostgreSQL: one way in, Chinese understood, killed servers survived."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from speeches.embedded import Cluster
from speeches.environment import BASE_DIR
from speeches.processes import wait_until_over

USER = """
import sys
from pathlib import Path
from speeches.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.attach()
print(cluster.postmaster().pid, flush=True)
sys.stdin.read()
"""


# Commits survive a killed server also without waiting for the disk; only the machine must not fall over.
HASTY = {"fsync": "off"}


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not pytest's folder: only its owner may enter that one, and as root the server is another user.
    with tempfile.TemporaryDirectory(prefix="zhibi-test-") as folder:
        cluster = Cluster(Path(folder) / "pg", options=HASTY)
        cluster.attach()
        yield cluster
        cluster.attach()
        cluster.detach()


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def test_only_way_in_is_a_private_socket(cluster: Cluster) -> None:
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
    assert ask(cluster, "SHOW listen_addresses") == ""


def test_trigrams_see_chinese(cluster: Cluster) -> None:
    ask(cluster, "CREATE EXTENSION pg_trgm")
    assert ask(cluster, "SELECT cardinality(show_trgm('讲话稿'))") == 4
    assert ask(cluster, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"


def test_last_user_stops_the_server(cluster: Cluster) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", USER, str(cluster.folder)],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    server = cluster.postmaster()
    assert int(other.stdout.readline()) == server.pid
    cluster.detach()
    assert cluster.is_running()
    other.communicate()
    assert not wait_until_over([server], seconds=10)
    assert not (cluster.data / "postmaster.pid").exists()


def test_killed_user_does_not_keep_the_server_alive(cluster: Cluster) -> None:
    command = [sys.executable, "-c", USER, str(cluster.folder)]
    with subprocess.Popen(command, cwd=BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        other.kill()
    server = cluster.postmaster()
    cluster.detach()
    assert not wait_until_over([server], seconds=10)


def test_killed_server_recovers_what_was_committed(cluster: Cluster) -> None:
    ask(cluster, "CREATE TABLE word AS SELECT '执笔' AS text")
    server = cluster.postmaster()
    server.send_signal(signal.SIGKILL)
    assert not wait_until_over([server], seconds=10)
    assert not cluster.is_running()
    cluster.attach()
    assert ask(cluster, "SELECT text FROM word") == "执笔"


def test_stale_number_of_a_living_stranger_is_no_server(cluster: Cluster) -> None:
    cluster.detach()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n\n\n\n\n")
    assert not cluster.is_running()
    cluster.attach()
    assert ask(cluster, "SELECT 1") == 1


def test_interrupted_first_start_is_repeated() -> None:
    with tempfile.TemporaryDirectory(prefix="zhibi-test-") as folder:
        cluster = Cluster(Path(folder) / "pg", options=HASTY)
        (cluster.folder / "data.new" / "base").mkdir(parents=True)
        cluster.attach()
        assert ask(cluster, "SELECT 1") == 1
        cluster.detach()


def test_deep_folder_still_has_a_socket_short_enough() -> None:
    deep = Cluster(Path("/srv") / ("x" * 100))
    assert len(os.fsencode(deep.socket_dir / ".s.PGSQL.5432")) < 108
