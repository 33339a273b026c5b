"""Files that are not what they say, small enough to be made in the test."""

import io
import zipfile

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def packed(document: str | bytes) -> bytes:
    """Return a .docx with this word/document.xml."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", document)
    return data.getvalue()


def document(*lines: str, before: str = "") -> str:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f'<?xml version="1.0"?>{before}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>'


def speech_docx(text: str) -> bytes:
    return packed(document(*text.splitlines()))


def hostile_files() -> dict[str, bytes]:
    good = speech_docx("同志们：\n今天开会。")
    return {
        "image renamed": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "old format or encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "cut in the middle": good[: len(good) // 2],
        "no zip at all": "讲话稿".encode() * 100,
        "zip without a document": packed_nothing(),
        "zip bomb": packed(b"<w:p/>" * 10_000_000),
        "billion laughs": packed(document("&i;", before=LAUGHS)),
        "only adverts": speech_docx("仅供学习 禁止外传\n会员群：\n"),
        "no text": packed(document("")),
    }


def packed_nothing() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "x")
    return data.getvalue()
