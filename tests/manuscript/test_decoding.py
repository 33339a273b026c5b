"""Bytes of text files: every encoding that speeches come in, and a Chinese sentence for all that is none."""

import codecs

import pytest

from speeches.manuscript.decoding import DecodingError, decode

from .shapes import FILLER

TEXT = f"在全县会议上的讲话\r\n（2024年3月5日）\r\n同志们：\r\n　　{FILLER}①学；②做——“XX%”。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_old_encodings_of_the_same_family() -> None:
    plain = "同志们：今天召开会议，主要任务是总结工作、部署任务。"
    assert decode(plain.encode("gbk")) == decode(plain.encode("gb2312")) == plain


def test_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_empty_file_is_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20,
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 4,
        bytes(range(256)) * 8,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
        codecs.BOM_UTF8 + b"\xff\xfe\xfd",
        "こんにちは世界。これは演説ではありません。".encode("shift_jis") * 4,
        "同志們：今天召開會議，主要任務是總結工作。".encode("big5") * 4,
    ],
    ids=["image", "zip", "all bytes", "old Word", "broken", "Shift JIS", "Big5"],
)
def test_what_is_no_text_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(DecodingError, match="另存"):
        decode(data)
