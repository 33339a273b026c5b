"""LibreOffice as a converter, when the machine has it: each run alone, without network, macros or links.

A run has a profile of its own, limits of memory and time, and sees only the one file. Links to other files
and addresses in a document are never followed: the profile blocks them, and where the system allows it the
run has a network of its own in which nothing answers.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from .errors import ConversionError, NoOfficeError

WALL_SECONDS = 120
CPU_SECONDS = 100
MEMORY = 4 * 1024**3
LARGEST_RESULT = 64 * 1024 * 1024
PROGRAMS = ("soffice", "libreoffice")
PROJECT = Path(__file__).resolve().parent.parent.parent
SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "CrashReport", "false"),
    # Links are never brought up to date (2 would be: on request).
    ("Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
# Set before LibreOffice starts: it inherits them, and so does all that it starts.
LIMITS = (("AS", MEMORY), ("CPU", CPU_SECONDS), ("FSIZE", LARGEST_RESULT), ("CORE", 0))
# Who started it holds the other end of its standard input. When that is gone, so is a worker that was
# killed: then nothing may go on running, and no speech may lie about.
LIMITED = (
    "import os, resource, shutil, signal, subprocess, sys, threading, time\n"
    f"for limit, most in {LIMITS}:\n"
    "    resource.setrlimit(getattr(resource, 'RLIMIT_' + limit), (most, most))\n"
    "office = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)\n"
    "def watch():\n"
    "    sys.stdin.buffer.read()\n"
    "    group = os.getpgrp()\n"
    "    if os.fork() == 0:\n"
    "        os.setsid()\n"
    "        os.killpg(group, signal.SIGKILL)\n"
    "        time.sleep(0.5)\n"
    "        shutil.rmtree(sys.argv[1], ignore_errors=True)\n"
    "        os._exit(0)\n"
    "threading.Thread(target=watch, daemon=True).start()\n"
    "os._exit(office.wait() & 127)\n"
)


def find_office() -> str:
    """Return the path of LibreOffice's program, "" when the machine has none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), "")


def convert(data: bytes, suffix: str, target: str, *, export: str = "") -> bytes:
    """Return a file in another format, e.g. (data, ".doc", "docx"); `export` names LibreOffice's filter.

    Takes 2 to 6 s. Raises NoOfficeError without LibreOffice, ConversionError when nothing came of it.
    """
    program = find_office()
    if not program:
        raise NoOfficeError
    with tempfile.TemporaryDirectory(prefix="zhibi-office-") as folder:
        place = Path(folder)
        source = place / f"source{suffix}"
        source.write_bytes(data)
        write_profile(place / "profile")
        run(command(program, place, source, f"{target}:{export}" if export else target), place)
        result = place / "result" / f"source.{target}"
        if not result.is_file():
            raise ConversionError
        return result.read_bytes()


def write_profile(profile: Path) -> None:
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items=items), encoding="utf-8")


def command(program: str, place: Path, source: Path, target: str) -> list[str]:
    office = [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--invisible"]
    office += ["--norestore", "--nologo", "--nolockcheck", "--nodefault"]
    office += ["--convert-to", target, "--outdir", str(place / "result"), str(source)]
    return [*without_network(), sys.executable, "-I", "-c", LIMITED, str(place), *office]


@cache
def without_network() -> tuple[str, ...]:
    """Return the words that start a program in a network of its own; none where the system forbids it."""
    words = ("unshare", "--net", "--map-root-user")
    if shutil.which(words[0]) is None:
        return ()
    probe = subprocess.run([*words, "true"], capture_output=True, check=False)
    return words if probe.returncode == 0 else ()


def run(words: list[str], place: Path) -> None:
    """Run to the end or to the limit; what it started ends with it. Raises ConversionError."""
    environment = {"HOME": str(place), "TMPDIR": str(place), "PATH": os.environ.get("PATH", os.defpath)}
    environment |= {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        words,
        cwd=place,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ConversionError from error
    finally:
        end_group(process)
        if process.stdin is not None:
            process.stdin.close()


def end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
