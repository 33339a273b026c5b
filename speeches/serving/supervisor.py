"""Start everything, watch it, stop everything: what `manage.py serve` does."""

import errno
import fcntl
import http.client
import math
import signal
import socket
import time
from collections.abc import Callable
from contextlib import closing
from types import FrameType
from typing import IO

from django.conf import settings

from speeches import embedded
from speeches.environment import VAR_DIR
from speeches.serving.children import Child, background_worker, end_orphans, stop, web_server
from speeches.serving.errors import ServingError
from speeches.serving.preparation import prepare, remind, take_up

LOCK = VAR_DIR / "server.lock"
FIRST_PAGE_SECONDS = 60
REMIND_SECONDS = 600

Say = Callable[[str], object]


class Stopped(Exception):  # noqa: N818 — it is no error
    """Somebody pressed Ctrl+C or sent SIGTERM."""


def serve(host: str, port: int, *, say: Say, announce: Callable[[], object]) -> None:
    """Serve until stopped. Raises ServingError."""
    children: list[Child] = []
    with only_one_server():
        try:
            handle_signals(on_signal)
            if end_orphans():
                say("上次没有正常退出，已清理遗留的进程。")
            refuse_taken_port(host, port)
            if not settings.HAS_FOREIGN_DATABASE:
                embedded.MAIN.attach()
            prepare()
            children += start_children(host, port)
            wait_for_first_page(host, port, children)
            announce()
            watch(children, say)
        except Stopped:
            say("\n正在停止……")
        finally:
            # A second Ctrl+C must not interrupt the shutdown: it takes seconds and ends by itself.
            handle_signals(signal.SIG_IGN)
            stop(children)
            embedded.MAIN.detach()
    say("已停止。")


def on_signal(number: int, frame: FrameType | None) -> None:
    raise Stopped


def handle_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def only_one_server() -> IO[str]:
    """Take the lock of the one server; the kernel gives it back however the server ends."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    lock = LOCK.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise ServingError("执笔已经在运行。要重新启动，请先在原来的窗口按 Ctrl+C。") from None
    return lock


def refuse_taken_port(host: str, port: int) -> None:
    """Find out before anything is started, for a sentence instead of a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise ServingError(
                f"没有权限使用端口 {port}，请换一个大于 1024 的端口：PORT=8001 make run"
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ServingError(
                    f"不能在 {host} 上监听：这台机器没有这个地址。请改 --host，例如 127.0.0.1 或 0.0.0.0。"
                ) from None
            raise ServingError(
                f"端口 {port} 已被别的程序占用。请关闭那个程序，或换一个端口：PORT={port + 1} make run"
            ) from None


def start_children(host: str, port: int) -> list[Child]:
    """Start the web server and the worker. They are told the database's address, so they never start one."""
    environment = {"DATABASE_URL": settings.DATABASE_URL}
    children = [
        Child("网页服务", web_server(host, port), environment),
        Child("后台任务", background_worker(), environment, mend=take_up),
    ]
    for child in children:
        child.start()
    return children


def wait_for_first_page(host: str, port: int, children: list[Child]) -> None:
    """Wait until the site answers, so that the printed address works when it is read."""
    deadline = time.monotonic() + FIRST_PAGE_SECONDS
    while not answers("127.0.0.1" if host == "0.0.0.0" else host, port):
        if time.monotonic() > deadline or not children[0].is_alive():
            raise ServingError("网页服务没有启动成功，原因见上面的输出。数据未动。")
        time.sleep(0.05)


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    with closing(connection):
        try:
            connection.request("HEAD", "/accounts/login/", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except OSError:
            return False


def watch(children: list[Child], say: Say) -> None:
    """Start again whatever dies, the database first. Raises ServingError for what keeps dying.

    It is the clock as well: what is due by the hour is put before the worker from here.
    """
    reminded = -math.inf
    while True:
        time.sleep(1)
        if not settings.HAS_FOREIGN_DATABASE and not embedded.MAIN.is_running():
            say("数据库意外停止，正在恢复……")
            embedded.MAIN.attach()
            say("数据库已恢复。")
        for child in children:
            if not child.is_alive():
                revive(child, say)
        if time.monotonic() - reminded > REMIND_SECONDS:
            reminded = time.monotonic()
            remind()


def revive(child: Child, say: Say) -> None:
    if child.keeps_dying():
        raise ServingError(f"{child.name}反复退出，原因见上面的输出。已停止全部服务，数据未动。")
    say(f"{child.name}意外退出，正在重新启动……")
    child.mend()
    child.start()
