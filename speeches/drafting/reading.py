"""From the bytes of a file to a speech. Pure; all but plain text is read in a limited child process."""

from collections.abc import Collection
from pathlib import PurePath

from speeches.docx.errors import NoOfficeError
from speeches.docx.importing import to_manuscript
from speeches.docx.libreoffice import find_office
from speeches.docx.opening import OLD_SUFFIXES, SUFFIXES, open_speech
from speeches.manuscript.decoding import decode
from speeches.manuscript.errors import ManuscriptError
from speeches.manuscript.setnames import SET_NAMES

from .incoming import Incoming, SpeechRefusedError, check_text

LIMIT = 10 * 1024 * 1024
EMPTY = "这个文件是空的（0 字节）。请检查文件，再重新选择。"
TOO_BIG = (
    "文件有 {size:.0f} MB，超过 10 MB 的上限。讲话稿的文字用不了这么大：请删去图片，或把正文复制出来粘贴。"
)
OTHER_FORMAT = "只能读 .docx、.doc、.wps、.pdf 和 .txt 文件。请另存为其中一种，或把正文复制出来粘贴。"
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})


def check_file(name: str, size: int) -> None:
    """Refuse by name and size, before a byte is looked at. Raises SpeechRefusedError."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in TEXT_SUFFIXES | SUFFIXES:
        raise SpeechRefusedError(OTHER_FORMAT)
    if suffix in OLD_SUFFIXES and not find_office():
        raise SpeechRefusedError(NoOfficeError.sentence)
    if size == 0:
        raise SpeechRefusedError(EMPTY)
    if size > LIMIT:
        raise SpeechRefusedError(TOO_BIG.format(size=size / 1024 / 1024))


def read_file(name: str, data: bytes, set_names: Collection[str] = SET_NAMES) -> tuple[Incoming, str]:
    """Return the speech in a file, and its text. Raises SpeechRefusedError."""
    check_file(name, len(data))
    try:
        read = read_document if PurePath(name).suffix.lower() in SUFFIXES else read_plain
        return read(data, set_names)
    except ManuscriptError as error:
        raise SpeechRefusedError(str(error)) from error


def read_document(data: bytes, set_names: Collection[str]) -> tuple[Incoming, str]:
    speech = open_speech(data)
    check_text(speech.text)
    return Incoming.of(to_manuscript(speech, set_names=set_names), speech.notices), speech.text


def read_plain(data: bytes, set_names: Collection[str]) -> tuple[Incoming, str]:
    text = decode(data)
    return Incoming.read(text, set_names), text
