"""`manage.py serve` as a person and the machine treat it: started, stopped, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from speeches.environment import BASE_DIR
from tests.setup.house import PATIENCE, SERVE, House, new_house


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with new_house() as house:
        yield house


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


def test_killed_worker_leaves_no_batch_waiting(house: House) -> None:
    folder = house.var / "past"
    folder.mkdir()
    for number in range(30):
        lines = [f"第{number}项工作要在年内办结，由第{number}组负责到底，每月报一次进展。" * 3] * 9
        (folder / f"{number}.txt").write_text("\n".join([f"在第{number}次会议上的讲话", "同志们：", *lines]))
    assert "已登记" in managed(house, "import_speeches", str(folder), "--user", "sucai", "--background")
    worker = next(process for process in house.processes() if "db_worker" in process.cmdline())
    worker.kill()
    assert "后台任务意外退出" in house.read("重新启动")
    model = "from speeches.library.models import IntakeBatch"
    ask = f"{model}; print(*IntakeBatch.objects.values_list('state', flat=True))"
    deadline = time.monotonic() + PATIENCE
    while (state := managed(house, "shell", "-v0", "-c", ask).strip()) != "done":
        assert state == "running"
        assert time.monotonic() < deadline


def managed(house: House, *command: str) -> str:
    """Run a management command beside the server; return what it printed."""
    run = [sys.executable, "manage.py", *command]
    return subprocess.run(
        run, cwd=BASE_DIR, env=house.environment(), check=True, capture_output=True, text=True
    ).stdout


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


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--port", "99999"], {}, "端口应当是 1 到 65535 的整数"),
        (["--port", "0"], {}, "端口应当是 1 到 65535 的整数"),
        ([], {"PORT": "八千"}, "端口应当是 1 到 65535 的整数"),
        (["--host", "192.0.2.7"], {}, "不能在 192.0.2.7 上监听"),
        (["--host", "没有这台机器"], {}, "不能在 没有这台机器 上监听"),
        ([], {"VAR_DIR": "/proc/zhibi"}, "不能读写 /proc/zhibi/secret-key"),
        ([], {"VAR_DIR": "/dev/null"}, "不能读写 /dev/null/secret-key"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(
    house: House, arguments: list[str], environment: dict[str, str], sentence: str
) -> None:
    result = subprocess.run(
        [*SERVE, *arguments],
        cwd=BASE_DIR,
        env=house.environment() | {"PORT": str(house.port)} | environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
