"""From the bytes of a file to a speech. Pure; Word files are read in a limited child process."""

from collections.abc import Collection
from pathlib import PurePath

from speeches.docx.importing import to_manuscript
from speeches.docx.sandbox import read_in_child
from speeches.manuscript.decoding import decode
from speeches.manuscript.errors import ManuscriptError
from speeches.manuscript.setnames import SET_NAMES

from .incoming import Incoming, SpeechRefusedError, check_text

LIMIT = 10 * 1024 * 1024
EMPTY = "这个文件是空的（0 字节）。请检查文件，再重新选择。"
TOO_BIG = (
    "文件有 {size:.0f} MB，超过 10 MB 的上限。讲话稿的文字用不了这么大：请删去图片，或把正文复制出来粘贴。"
)
OLD_FORMAT = "{suffix} 是旧的文件格式，暂时读不了。请用 WPS 或 Word 打开，“另存为” .docx 后再导入。"
OTHER_FORMAT = "只能读 .docx 和 .txt 文件。请另存为其中一种，或把正文复制出来粘贴。"
OLD_SUFFIXES = frozenset({".doc", ".wps", ".wpt", ".dot", ".rtf"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})


def check_file(name: str, size: int) -> None:
    """Refuse by name and size, before a byte is looked at. Raises SpeechRefusedError."""
    suffix = PurePath(name).suffix.lower()
    if suffix in OLD_SUFFIXES:
        raise SpeechRefusedError(OLD_FORMAT.format(suffix=suffix))
    if suffix not in TEXT_SUFFIXES and suffix != ".docx":
        raise SpeechRefusedError(OTHER_FORMAT)
    if size == 0:
        raise SpeechRefusedError(EMPTY)
    if size > LIMIT:
        raise SpeechRefusedError(TOO_BIG.format(size=size / 1024 / 1024))


def read_file(name: str, data: bytes, set_names: Collection[str] = SET_NAMES) -> tuple[Incoming, str]:
    """Return the speech in a .docx or .txt file, and its text. Raises SpeechRefusedError."""
    check_file(name, len(data))
    try:
        read = read_docx if PurePath(name).suffix.lower() == ".docx" else read_plain
        return read(data, set_names)
    except ManuscriptError as error:
        raise SpeechRefusedError(str(error)) from error


def read_docx(data: bytes, set_names: Collection[str]) -> tuple[Incoming, str]:
    speech = read_in_child(data)
    check_text(speech.text)
    return Incoming.of(to_manuscript(speech, set_names=set_names)), speech.text


def read_plain(data: bytes, set_names: Collection[str]) -> tuple[Incoming, str]:
    text = decode(data)
    return Incoming.read(text, set_names), text
