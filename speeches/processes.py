"""Waiting for processes that are not our children."""

import signal
import time
from collections.abc import Sequence

import psutil


def is_over(process: psutil.Process) -> bool:
    """Whether it has ended. A zombie has: in containers the first process may never collect it."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until_over(processes: Sequence[psutil.Process], *, seconds: float) -> list[psutil.Process]:
    """Wait for all to end; return those that have not."""
    deadline = time.monotonic() + seconds
    alive = list(processes)
    while (alive := [process for process in alive if not is_over(process)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return alive


def end(processes: Sequence[psutil.Process], *, patience: float) -> None:
    """Wait some seconds for processes to end by themselves, then kill the rest."""
    alive = wait_until_over(processes, seconds=patience)
    for process in alive:
        send(process, signal.SIGKILL)
    wait_until_over(alive, seconds=patience)


def send(process: psutil.Process, number: signal.Signals) -> None:
    """Send a signal; a process that is gone by now is what we wanted."""
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
