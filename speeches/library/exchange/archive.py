"""The parts of an untrusted zip file, with limits checked before a byte is unpacked. Pure."""

import io
import zipfile
import zlib
from typing import NamedTuple

from .errors import ExchangeError

LARGEST_FILE = 10 * 1024 * 1024
# Small parts may be as repetitive as they like.
RATIO_MATTERS_FROM = 1_000_000
ENCRYPTED_FLAG = 1
ZIP_START = b"PK\x03\x04"
BROKEN = "文件不完整或已损坏，请重新取得这个文件再试。"
BOMB = "文件解开后大得不正常，为安全起见没有读取。"
BAD_NAME = "文件里有来路不明的路径，为安全起见没有读取。"
TOO_LARGE = "文件超过 10 MB 的上限，请分成几份。"
UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)


class Limits(NamedTuple):
    entries: int
    part: int
    total: int
    ratio: int


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return all parts by name. Raises ExchangeError."""
    if len(data) > LARGEST_FILE:
        raise ExchangeError(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            refuse_bombs(entries, limits)
            refuse_names([entry.orig_filename for entry in entries])
            return {entry.filename: archive.read(entry) for entry in entries}
    except ExchangeError:
        raise
    except UNPACKING_ERRORS as error:
        raise ExchangeError(BROKEN) from error


def refuse_bombs(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """zipfile never yields more than the declared size, so that declared sizes can be trusted here."""
    if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.total:
        raise ExchangeError(BOMB)
    for entry in entries:
        highest = max(RATIO_MATTERS_FROM, limits.ratio * entry.compress_size)
        if entry.file_size > min(limits.part, highest):
            raise ExchangeError(BOMB)
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise ExchangeError("文件加了密码，读不了。请去掉密码再导入。")


def refuse_names(names: list[str]) -> None:
    if len(set(names)) != len(names):
        raise ExchangeError(BROKEN)
    for name in names:
        is_outside = name.startswith(("/", "\\")) or ":" in name or "\0" in name
        if is_outside or ".." in name.replace("\\", "/").split("/"):
            raise ExchangeError(BAD_NAME)
