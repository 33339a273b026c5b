"""Bytes of a text file → text. Speeches come as UTF-8, GB18030 (GBK, GB2312) and UTF-16."""

import codecs
import re

from .errors import ManuscriptError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
# Common Hanzi, Chinese and full-width marks, ASCII, and the few symbols that speeches hold.
PLAIN = re.compile(
    r"[\s\x20-\x7e\u00a0\u00b7\u00d7\u2010-\u2026\u2460-\u24ff\u2550\u25a0-\u25ff"
    r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
SHARE_OF_PLAIN = 0.9
# The first level of GB 2312: 3,755 characters, all but a few of any speech. Nearly any bytes are GB18030 by
# rule, but a Japanese or Big5 text read that way is full of others.
HANZI = re.compile(r"[\u3400-\u9fff]")
COMMON_HANZI = frozenset(
    bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
)
SHARE_OF_COMMON = 0.8
SAMPLE = 20_000


class DecodingError(ManuscriptError):
    """The encoding of a text file cannot be told."""


def decode(data: bytes) -> str:
    """Return the text of a file. Raises DecodingError when no known encoding gives readable text."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return readable(data, name)
    for name in ("utf-8", *(("utf-16-le", "utf-16-be") if b"\x00" in data[:SAMPLE] else ()), "gb18030"):
        try:
            return readable(data, name)
        except DecodingError:
            continue
    raise DecodingError(
        "认不出这个文本文件的文字编码。"
        "请用记事本或 WPS 打开，另存为 UTF-8 编码的文本，或另存为 .docx 后再上传。"
    )


def readable(data: bytes, encoding: str) -> str:
    """Decode strictly. Raises DecodingError for wrong bytes and for text that nobody wrote."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError("文件的文字编码已损坏。请在原来的软件里重新另存一份再上传。") from error
    sample = text[:SAMPLE]
    if CONTROL.search(sample) or len(PLAIN.findall(sample)) < SHARE_OF_PLAIN * len(sample):
        raise DecodingError("这个文件的内容不像文字稿。请确认选对了文件，或另存为 .docx 后再上传。")
    if encoding == "gb18030" and not is_everyday_chinese(sample):
        raise DecodingError("这个文件的内容不像中文文字稿。请另存为 UTF-8 编码的文本或 .docx 后再上传。")
    return text


def is_everyday_chinese(text: str) -> bool:
    hanzi = HANZI.findall(text)
    return sum(character in COMMON_HANZI for character in hanzi) >= SHARE_OF_COMMON * len(hanzi)
