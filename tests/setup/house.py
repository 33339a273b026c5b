"""An installation of its own: folder, database cluster, server, worker, as `manage.py serve` starts them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from speeches.environment import BASE_DIR
from speeches.processes import wait_until_over
from speeches.serving.children import MARK

SERVE = [sys.executable, "manage.py", "serve"]
PATIENCE = 120


@dataclass
class House:
    """An installation with a var/ of its own, and everything that runs in it."""

    var: Path
    port: int
    servers: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *, until: str = "执笔已启动") -> str:
        """Start the server; return what it printed up to a line that holds a text."""
        server = subprocess.Popen(
            [*SERVE, "--port", str(self.port)],
            cwd=BASE_DIR,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.servers.append(server)
        return self.read(until)

    def read(self, until: str) -> str:
        # A server that says nothing would hang the test for ever.
        guard = threading.Timer(PATIENCE, self.servers[-1].kill)
        guard.start()
        lines = []
        for line in self.servers[-1].stdout:
            lines.append(line)
            if until in line:
                break
        guard.cancel()
        return "".join(lines)

    def environment(self) -> dict[str, str]:
        ours = ("DATABASE_URL", "DEBUG", "DEMO", "PORT", "DJANGO_SETTINGS_MODULE")
        clean = {name: value for name, value in os.environ.items() if name not in ours}
        return clean | {"VAR_DIR": str(self.var), "PYTHONUNBUFFERED": "1"}

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.servers[-1].send_signal(number)
        return self.end_of_last()

    def end_of_last(self) -> int:
        """Wait for the server started last; return its exit status."""
        server = self.servers.pop()
        # Not communicate(): what a killed server leaves behind keeps its output open.
        with server.stdout:
            return server.wait(timeout=PATIENCE)

    def answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200

    def processes(self) -> list[psutil.Process]:
        """Everything of this house but the supervisor: database, web server with its workers, worker."""
        return [process for process in psutil.process_iter() if self.owns(process)]

    def owns(self, process: psutil.Process) -> bool:
        try:
            is_database = process.name() == "postgres" and str(self.var) in " ".join(process.cmdline())
            is_ours = is_database or process.environ().get(MARK) == str(self.var)
            return is_ours and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def postmaster(self) -> int:
        return int((self.var / "pg" / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def new_house() -> Iterator[House]:
    """An empty installation; whatever was started in it is stopped at the end, and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="zhibi-serve-") as var:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        house = House(Path(var), port)
        yield house
        while house.servers:
            house.stop()
        assert not wait_until_over(house.processes(), seconds=5)
