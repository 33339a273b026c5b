"""Files that are not what they seem: each is refused with its own clear sentence, and quickly."""

import io
import re
import struct
import zipfile

import pytest

from speeches.docx import errors
from speeches.docx.reader import read
from speeches.docx.sandbox import read_in_child

from .files import (
    CONTENT_TYPES,
    MAIN_RELATIONSHIP,
    NAMESPACES,
    document,
    paragraph,
    plain,
    run,
    word_file,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EXTERNAL = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def file_with_main(xml: str | bytes) -> bytes:
    return zipped(
        {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": MAIN_RELATIONSHIP, "word/document.xml": xml}
    )


def with_entity(declaration: str, name: str) -> str:
    return declaration + document(paragraph(f"<w:r><w:t>&{name};</w:t></w:r>"))


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 600


def broken_zip() -> bytes:
    data = word_file(plain("同志们：" * 500))
    return data[:200] + b"\xff" * 60 + data[260:]


def password_zip() -> bytes:
    """Return a package whose entries say that they are encrypted."""
    data = bytearray(word_file(plain("同志们：")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(signature), bytes(data)):
            place = match.start() + offset
            struct.pack_into("<H", data, place, struct.unpack_from("<H", data, place)[0] | 1)
    return bytes(data)


def many_entries() -> bytes:
    return zipped({f"word/media/{number}.xml": "" for number in range(2_001)})


def huge_part() -> bytes:
    return file_with_main(document(plain("同") * 600_000))


def repetitive_part() -> bytes:
    """Return a part of 15 MB that packs to a thousandth."""
    return file_with_main(document(f"<w:p>{' ' * 15_000_000}</w:p>"))


def lying_size() -> bytes:
    """Return a bomb whose directory says that its part is small."""
    data = bytearray(repetitive_part())
    for match in re.finditer(re.escape(b"PK\x01\x02"), bytes(data)):
        struct.pack_into("<I", data, match.start() + 24, 1_000)
    return bytes(data)


def deep() -> bytes:
    return file_with_main(document("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000))


HOSTILE = {
    "empty": (lambda: b"", errors.EmptyFileError, "空的"),
    "30 MB": (lambda: b"PK\x03\x04" + b"0" * 30_000_000, errors.FileTooLargeError, "10 MB"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99, errors.ImageFileError, "图片"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + b"0" * 99, errors.ImageFileError, "图片"),
    "webp": (lambda: b"RIFF0000WEBP" + b"0" * 99, errors.ImageFileError, "图片"),
    "pdf": (lambda: b"%PDF-1.7\n", errors.PdfFileError, "PDF"),
    "text": (lambda: "同志们：".encode(), errors.NotWordError, "不是 Word 文档"),
    "rtf": (lambda: b"{\\rtf1\\ansi}", errors.OldFormatError, "另存为 .docx"),
    "doc or wps": (lambda: ole("WordDocument"), errors.OldFormatError, "另存为 .docx"),
    "xls": (lambda: ole("Workbook"), errors.OtherOfficeError, "表格"),
    "encrypted": (lambda: ole("EncryptedPackage"), errors.EncryptedFileError, "密码"),
    "zip with password": (password_zip, errors.EncryptedFileError, "密码"),
    "cut off": (lambda: word_file(plain("同志们："))[:-200], errors.CorruptFileError, "损坏"),
    "broken": (broken_zip, errors.CorruptFileError, "损坏"),
    "broken XML": (lambda: file_with_main(document("<w:p>")), errors.CorruptFileError, "损坏"),
    "no document": (lambda: zipped({"[Content_Types].xml": CONTENT_TYPES}), errors.CorruptFileError, "损坏"),
    "some zip": (lambda: zipped({"a.txt": "a"}), errors.NotWordError, "不是 Word 文档"),
    "xlsx": (
        lambda: zipped(
            {
                "_rels/.rels": MAIN_RELATIONSHIP.replace("word/document", "xl/workbook"),
                "xl/workbook.xml": "<a/>",
            }
        ),
        errors.OtherOfficeError,
        "表格",
    ),
    "other XML": (lambda: file_with_main("<html><p/></html>"), errors.NotWordError, "不是 Word 文档"),
    "too many entries": (many_entries, errors.BombError, "大得不正常"),
    "too large a part": (huge_part, errors.BombError, "大得不正常"),
    "too high a ratio": (repetitive_part, errors.BombError, "大得不正常"),
    "lying size": (lying_size, errors.CorruptFileError, "损坏"),
    "billion laughs": (
        lambda: file_with_main(with_entity(LAUGHS, "i")),
        errors.UnsafeFileError,
        "不该有的内容",
    ),
    "external entity": (
        lambda: file_with_main(with_entity(EXTERNAL, "x")),
        errors.UnsafeFileError,
        "不该有的内容",
    ),
    "UTF-16 entity": (
        lambda: file_with_main(with_entity(LAUGHS, "i").encode("utf-16")),
        errors.UnsafeFileError,
        "不该有的内容",
    ),
    "entity in styles": (
        lambda: word_file(plain("同志们："), parts={"word/styles.xml": f"{LAUGHS}<w:styles {NAMESPACES}/>"}),
        errors.UnsafeFileError,
        "不该有的内容",
    ),
    "climbing name": (lambda: zipped({"../../evil": "a"}), errors.UnsafeFileError, "不该有的内容"),
    "deep": (deep, errors.CorruptFileError, "损坏"),
    "no text": (lambda: word_file(plain("", " \u3000")), errors.NoTextError, "没有文字"),
    "no paragraph": (lambda: word_file(""), errors.NoTextError, "没有文字"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_with_its_own_sentence(name: str) -> None:
    make, error, words = HOSTILE[name]
    with pytest.raises(error, match=words) as refused:
        read(make())
    assert type(refused.value) is error
    assert str(refused.value).endswith("。")


def test_sentences_differ() -> None:
    sentences = [error.sentence for error in errors.BY_NAME.values()]
    assert len(set(sentences)) == len(sentences)


def test_too_many_paragraphs() -> None:
    with pytest.raises(errors.TooManyParagraphsError, match="20000"):
        read(word_file("<w:p/>" * 20_001))


def test_too_many_line_breaks() -> None:
    with pytest.raises(errors.TooManyParagraphsError):
        read(word_file(paragraph(f"<w:r><w:t>好</w:t>{'<w:br/>' * 20_001}</w:r>")))


def test_three_million_paragraphs_are_refused_as_fast_as_twenty_thousand() -> None:
    """28 kB that cost other readers more than a minute: here it is the ratio, or else the count."""
    with pytest.raises((errors.TooManyParagraphsError, errors.BombError)):
        read(word_file("<w:p/>" * 3_000_000))


def test_external_relationships_are_ignored() -> None:
    body = paragraph('<w:hyperlink r:id="r3"><w:r><w:t>链接</w:t></w:r></w:hyperlink>' + run("之后"))
    assert read(word_file(body)).lines == ["链接之后"]


def test_external_main_part_is_ignored() -> None:
    outside = MAIN_RELATIONSHIP.replace(
        'Target="word/document.xml"', 'Target="file:///etc/passwd" TargetMode="External"'
    )
    assert read(word_file(plain("同志们："), parts={"_rels/.rels": outside})).lines == ["同志们："]


def test_duplicate_parts_do_no_harm() -> None:
    buffer = io.BytesIO(word_file(plain("同志们：")))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(plain("第二份")))
    assert read(buffer.getvalue()).lines == ["第二份"]


@pytest.mark.parametrize("name", ["too high a ratio", "billion laughs", "encrypted", "deep"])
def test_child_gives_the_same_refusal(name: str) -> None:
    make, error, words = HOSTILE[name]
    with pytest.raises(error, match=words):
        read_in_child(make())
