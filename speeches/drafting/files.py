"""Speeches as files on disk: what the commands read and write."""

from collections.abc import Collection
from pathlib import Path

from speeches.manuscript.setnames import SET_NAMES

from .incoming import Incoming, SpeechRefusedError
from .reading import check_file, read_file

NO_FILE = "打不开文件 {path}：{reason}。请检查路径和权限。"
NO_PLACE = "不能写入 {path}：{reason}。请换一个位置。"


def read_speech(name: str, set_names: Collection[str] = SET_NAMES) -> tuple[Incoming, str]:
    """Return the speech in a file, and the file's text. Raises SpeechRefusedError."""
    path = Path(name)
    try:
        check_file(path.name, path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise SpeechRefusedError(NO_FILE.format(path=name, reason=reason(error))) from error
    return read_file(path.name, data, set_names)


def write_file(name: str, data: bytes) -> None:
    """Write a file. Raises SpeechRefusedError."""
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise SpeechRefusedError(NO_PLACE.format(path=name, reason=reason(error))) from error


def reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "没有这个文件或文件夹",
        PermissionError: "没有权限",
        IsADirectoryError: "这是一个文件夹",
    }
    return reasons.get(type(error), error.strerror or "系统错误")
