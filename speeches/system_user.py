"""As root, PostgreSQL refuses to run: then it gets a system user of its own."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple

NAME = "zhibi-postgres"


class Account(NamedTuple):
    uid: int
    gid: int


def account_for_postgres(data: Path) -> Account | None:
    """Return the user that runs the server: whoever owns the data, else one made for it. None unless root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make_account()
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> pwd.struct_passwd:
    """Add a system user, or fall back on nobody where the system has no useradd."""
    if useradd := shutil.which("useradd"):
        options = ("--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin")
        result = subprocess.run([useradd, *options, NAME], check=False, capture_output=True)
        if result.returncode in (0, 9):  # 9: another process has just made it
            return pwd.getpwnam(NAME)
    return pwd.getpwnam("nobody")


def let_in(folder: Path, *, programs: Path, libraries: Path) -> None:
    """Let the server's user walk to its folder and programs. Adds permissions only where they are missing."""
    for parent in (*folder.parents, *programs.parents):
        _add(parent, stat.S_IXOTH)
    for root in (programs, libraries):
        for path in (root, *root.rglob("*")):
            is_open = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            _add(path, stat.S_IROTH | stat.S_IXOTH if is_open else stat.S_IROTH)


def _add(path: Path, permission: int) -> None:
    mode = path.stat().st_mode
    if mode & permission != permission:
        path.chmod(stat.S_IMODE(mode) | permission)
