"""The two processes beside the supervisor: the web server and the background worker."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psutil

from speeches.environment import BASE_DIR, VAR_DIR
from speeches.processes import end, send

# Carried by every child, so that the next start recognises those of a killed server.
MARK = "ZHIBI_SERVED_FROM"
STOP_SECONDS = 15
RESTARTS = 5
RESTART_WINDOW = 60


def web_server(host: str, port: int) -> list[str]:
    """Two workers of four blocking threads: parsing and Word run elsewhere, pages are short."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--http", "1", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "speeches.wsgi:application"),
    ]


def background_worker() -> list[str]:
    """A page that somebody waits for goes first: hundreds of speeches are read with what time is left."""
    command = [sys.executable, str(BASE_DIR / "manage.py"), "db_worker", "--no-reload", "--interval", "0.5"]
    return ["nice", "-n", "10", *command]


@dataclass
class Child:
    """A process that is started again when it dies, unless it dies all the time."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    # What its sudden end left half done, done before it starts again.
    mend: Callable[[], object] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.end_offspring()
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command,
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            env=os.environ | self.environment | {MARK: str(VAR_DIR)},
            start_new_session=True,  # Ctrl+C is for the supervisor, which stops things in order
        )

    def end_offspring(self) -> None:
        """End the workers of a web server that was killed: they would go on holding the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keeps_dying(self) -> bool:
        recent = [moment for moment in self.starts if moment > time.monotonic() - RESTART_WINDOW]
        return len(recent) > RESTARTS


def stop(children: Sequence[Child]) -> None:
    """Ask all to stop at once, then insist; grandchildren included."""
    family = []
    for child in children:
        if child.process is not None and child.is_alive():
            with_offspring = psutil.Process(child.process.pid)
            family += [with_offspring, *with_offspring.children(recursive=True)]
            child.process.terminate()
    end(family, patience=STOP_SECONDS)
    for child in children:
        if child.process is not None:
            child.process.wait()


def end_orphans() -> int:
    """End what a killed server left running. Call only while holding the server's lock."""
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    orphans = [process for process in psutil.process_iter() if process.pid not in mine and is_marked(process)]
    for process in orphans:
        send(process, signal.SIGTERM)
    end(orphans, patience=STOP_SECONDS)
    return len(orphans)


def is_marked(process: psutil.Process) -> bool:
    try:
        return process.environ().get(MARK) == str(VAR_DIR)
    except psutil.Error:
        return False
