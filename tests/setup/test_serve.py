"""`manage.py serve` as a person and the machine treat it: started, stopped, killed, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

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


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="zhibi-serve-") as var:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        house = House(Path(var), port)
        yield house
        while house.servers:
            house.stop()
        assert not wait_until_over(house.processes(), seconds=5)


def test_first_start_prints_address_and_accounts_and_stops_without_a_trace(house: House) -> None:
    house.start()
    printed = house.read("系统管理员")
    assert all(role in printed for role in ("起草人", "审阅领导", "素材管理员"))
    assert house.answers()
    assert house.stop(signal.SIGINT) == 0
    assert not house.processes()
    assert not (house.var / "pg" / "data" / "postmaster.pid").exists()


def test_killed_server_is_followed_by_a_start_that_clears_up(house: House) -> None:
    house.start()
    house.stop(signal.SIGKILL)
    orphans = [process for process in house.processes() if process.name() != "postgres"]
    assert len(orphans) == 4  # the web server, its two workers, the background worker
    assert "已清理遗留的进程" in house.start()
    assert house.answers()
    assert not set(orphans) & set(house.processes())
    house.stop()
    assert not house.processes()


def test_killed_database_is_started_again_while_serving(house: House) -> None:
    house.start()
    os.kill(house.postmaster(), signal.SIGKILL)
    assert "数据库已恢复" in house.read("数据库已恢复")
    assert house.answers()


def test_second_server_is_refused(house: House) -> None:
    assert "已经在运行" in house.start(until="已经在运行")
    assert house.end_of_last() == 1
    house.stop()


def test_taken_port_is_a_sentence(house: House) -> None:
    with closing(socket.socket()) as stranger:
        stranger.bind(("127.0.0.1", house.port))
        stranger.listen()
        printed = house.start(until="占用")
        assert f"端口 {house.port} 已被别的程序占用" in printed
        assert "Traceback" not in printed
        assert house.end_of_last() == 1


def test_single_command_starts_the_database_for_itself(house: House) -> None:
    command = [sys.executable, "manage.py", "migrate", "--check"]
    subprocess.run(command, cwd=BASE_DIR, env=house.environment(), check=True)
    assert not house.processes()


def test_unreachable_database_is_a_sentence(house: House) -> None:
    nowhere = {"DATABASE_URL": f"postgresql://zhibi:secret@127.0.0.1:{house.port}/zhibi"}
    command = [*SERVE, "--port", str(house.port)]
    environment = house.environment() | nowhere
    result = subprocess.run(
        command, cwd=BASE_DIR, env=environment, check=False, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert "连不上数据库" in result.stderr
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr
