"""An archive (.zip) of speeches: looked through before a byte is unpacked, unpacked within limits.

Nothing is ever written under an entry's name: names are only shown, so `../` leads nowhere.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

from .errors import IntakeError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_ARCHIVE = 50 * MEGABYTE
LARGEST_CONTENT = 200 * MEGABYTE
MOST_FILES = 1000
# A .docx is compressed already, and plain Chinese text gives 3 to 5.
LARGEST_RATIO = 200
UTF8_NAME = 0x800
ENCRYPTED = 0x1
ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar"})
# What computers put into archives beside the files that people chose.
LITTER = re.compile(r"^(?:~\$|\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 200

BROKEN = "压缩包“{name}”已经损坏，打不开。请重新压缩后再上传；里面的都没有收入。"
LOCKED = "压缩包“{name}”加了密码，打不开。请去掉密码重新压缩后再上传。"
NESTED = "压缩包“{name}”里还有压缩包“{inner}”。请先解开里面的压缩包，把讲话稿放在一起重新压缩。"
EMPTY = "压缩包“{name}”里没有文件。请检查后重新压缩。"
TOO_MANY = "一次最多收 {most:,} 个文件，现在有 {n:,} 个。请分几批上传。"
TOO_LARGE = "压缩包“{name}”有 {size:.0f} MB，超过 50 MB 的上限。请分几批压缩上传。"
BOMB = "压缩包“{name}”解压后大得不正常，可能有害，里面的都没有收入。"


class Unpacked(NamedTuple):
    """One file of an archive; `data` is empty where `fault` says why it was not unpacked."""

    name: str
    data: bytes
    fault: str = ""


def is_archive(name: str) -> bool:
    return PurePath(name).suffix.lower() in ARCHIVES


def check_count(n: int) -> None:
    """Raise IntakeError for more files than one intake takes."""
    if n > MOST_FILES:
        raise IntakeError(TOO_MANY.format(most=MOST_FILES, n=n))


def check_archive(name: str, data: bytes) -> int:
    """Return how many files an archive holds, by its directory alone. Raises IntakeError."""
    if len(data) > LARGEST_ARCHIVE:
        raise IntakeError(TOO_LARGE.format(name=name, size=len(data) / MEGABYTE))
    with opened(name, data) as archive:
        return len(members(name, archive))


def opened(name: str, data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise IntakeError(BROKEN.format(name=name)) from error


def members(name: str, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the archive's files without the litter. Raises IntakeError for what is refused as a whole."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not is_litter(entry_name(info))]
    if not infos:
        raise IntakeError(EMPTY.format(name=name))
    check_count(len(infos))
    refuse_bomb(name, infos)
    for info in infos:
        if info.flag_bits & ENCRYPTED:
            raise IntakeError(LOCKED.format(name=name))
        if is_archive(info.filename):
            raise IntakeError(NESTED.format(name=name, inner=shown_name(entry_name(info))))
    return infos


def refuse_bomb(name: str, infos: list[zipfile.ZipInfo]) -> None:
    packed = sum(info.compress_size for info in infos)
    content = sum(info.file_size for info in infos)
    if content > LARGEST_CONTENT or (content > MEGABYTE and content > packed * LARGEST_RATIO):
        raise IntakeError(BOMB.format(name=name))


def entry_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name as it was meant: Chinese Windows writes it in GBK and does not say so."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_litter(name: str) -> bool:
    return any(LITTER.match(part) for part in parts(name))


def parts(name: str) -> tuple[str, ...]:
    return tuple(
        part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")
    )


def shown_name(name: str) -> str:
    """Return the file's own name, without folders and without marks that would disguise it."""
    last = next(reversed(parts(name)), "")
    return UNPRINTABLE.sub("", last)[-LONGEST_NAME:] or "未命名"


def unpack(name: str, data: bytes) -> Iterator[Unpacked]:
    """Yield the files of an archive one after the other. Raises IntakeError.

    Sizes in the directory may lie: each file is read up to the limit and no further.
    """
    total = 0
    with opened(name, data) as archive:
        for info in members(name, archive):
            unpacked = unpack_one(archive, info)
            total += len(unpacked.data)
            if total > LARGEST_CONTENT:
                raise IntakeError(BOMB.format(name=name))
            yield unpacked


def unpack_one(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Unpacked:
    name = shown_name(entry_name(info))
    try:
        with archive.open(info) as member:
            data = member.read(LARGEST_FILE + 1)
    except NotImplementedError:
        return Unpacked(name, b"", "压缩方式认不出，读不了。请用系统自带的“压缩为 zip”重新压缩。")
    except Exception:
        # zipfile and zlib raise half a dozen kinds of errors for damaged data, and each means the same.
        return Unpacked(name, b"", "压缩包里的这个文件已经损坏，读不完整。请重新压缩后再上传。")
    return Unpacked(name, data)
