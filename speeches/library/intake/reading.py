"""From the bytes of one file to a speech; all but plain text is read in a limited child process."""

import hashlib
import re
from collections.abc import Collection
from pathlib import PurePath
from typing import NamedTuple

from speeches.docx.importing import to_manuscript
from speeches.docx.opening import SUFFIXES, open_speech
from speeches.manuscript.decoding import decode
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .archive import LARGEST_FILE, is_archive
from .errors import IntakeError, NotSpeechError

MOST_CHARACTERS = 100_000
MOST_PARAGRAPHS = 5_000
LONGEST_PARAGRAPH = 20_000
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
SPACE = re.compile(r"\s+")

EMPTY = "这个文件是空的（0 字节）。请检查文件。"
TOO_BIG = "文件超过 10 MB 的上限。讲话稿的文字用不了这么大：请删去图片后再上传。"
OTHER = "不是讲话稿的文件（只收 .docx、.doc、.wps、.pdf 和 .txt），略过。"
LOOSE_ARCHIVE = "压缩包只收 .zip。请解开后重新压缩为 zip，或直接选择里面的文件。"
NO_TEXT = "文件里没有文字。"
NO_SPEECH = "没有找到讲话稿正文：只有网站导航、广告之类的文字。"
TOO_LONG = "全文超过 {most:,} 字的上限，不像一篇讲话稿。请分开后再上传。"
TOO_MANY = "全文超过 {most:,} 段的上限，不像一篇讲话稿。请分开后再上传。"
ENDLESS = "有一段超过 {most:,} 字，可能丢了换行。请在原文件里分好段再上传。"


class Speech(NamedTuple):
    """A past speech as it was read; `checksum` is of its text, white space aside."""

    manuscript: Manuscript
    text: str
    checksum: str


def check_file(name: str, size: int) -> None:
    """Refuse by name and size, before a byte is looked at. Raises IntakeError."""
    suffix = PurePath(name).suffix.lower()
    if is_archive(name):
        raise IntakeError(LOOSE_ARCHIVE)
    if suffix not in TEXT_SUFFIXES | SUFFIXES:
        raise NotSpeechError(OTHER)
    if size == 0:
        raise IntakeError(EMPTY)
    if size > LARGEST_FILE:
        raise IntakeError(TOO_BIG)


def read_speech(name: str, data: bytes, set_names: Collection[str] = SET_NAMES) -> Speech:
    """Return the speech in a file. Raises ManuscriptError, of which IntakeError is one."""
    check_file(name, len(data))
    read = read_document if PurePath(name).suffix.lower() in SUFFIXES else read_plain
    parsed = read(data, set_names)
    manuscript = parsed.manuscript
    check_manuscript(manuscript)
    text = manuscript.to_text()
    return Speech(manuscript, text, checksum(text))


def read_document(data: bytes, set_names: Collection[str]) -> Parsed:
    speech = open_speech(data)
    check_text(speech.text)
    return to_manuscript(speech, set_names=set_names)


def read_plain(data: bytes, set_names: Collection[str]) -> Parsed:
    text = decode(data)
    check_text(text)
    return parse(text, set_names=set_names)


def check_text(text: str) -> None:
    if not text.strip():
        raise IntakeError(NO_TEXT)
    if len(text) > MOST_CHARACTERS:
        raise IntakeError(TOO_LONG.format(most=MOST_CHARACTERS))


def check_manuscript(manuscript: Manuscript) -> None:
    paragraphs = manuscript.paragraphs
    if not paragraphs:
        raise IntakeError(NO_SPEECH)
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise IntakeError(TOO_MANY.format(most=MOST_PARAGRAPHS))
    if any(len(paragraph.text) > LONGEST_PARAGRAPH for paragraph in paragraphs):
        raise IntakeError(ENDLESS.format(most=LONGEST_PARAGRAPH))


def checksum(text: str) -> str:
    """Return the same for the same speech, be it a .docx or the text copied out of it."""
    return hashlib.sha256(SPACE.sub("", text).encode()).hexdigest()
