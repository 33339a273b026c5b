"""Comments read back: their words, and from the parts beside them what answers what."""

from dataclasses import dataclass

from lxml import etree

from speeches.docx.marking import Stamp

from .archive import Archive
from .names import W14, W15, w
from .revisions import signature

NOTE_KINDS = {"footnotes": "脚注", "endnotes": "尾注"}
NO_WORDS = "（这条批注里没有文字，可能是手写或图片，请打开原文件看。）"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A comment; `paragraphs` are the ids by which others refer to it."""

    number: str
    stamp: Stamp
    text: str
    paragraphs: tuple[str, ...]


def read_comments(root: etree._Element | None) -> list[ReadComment]:
    return [read_comment(element) for element in ([] if root is None else root.iter(w("comment")))]


def read_comment(element: etree._Element) -> ReadComment:
    paragraphs = list(element.iter(w("p")))
    return ReadComment(
        element.get(w("id"), ""),
        signature(element),
        "\n".join(map(plain_text, paragraphs)).strip() or NO_WORDS,
        tuple(paragraph.get(f"{{{W14}}}paraId", "") for paragraph in paragraphs),
    )


def plain_text(paragraph: etree._Element) -> str:
    parts = []
    for found in paragraph.iter(w("t"), w("br"), w("tab")):
        parts.append((found.text or "") if found.tag == w("t") else "\n" if found.tag == w("br") else "\t")
    return "".join(parts)


def read_extended(root: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """Return paragraph id → (that of the comment it answers, whether it is resolved)."""
    found = {}
    for element in [] if root is None else root.iter(f"{{{W15}}}commentEx"):
        done = element.get(f"{{{W15}}}done", "0") in ("1", "true", "on")
        parent = element.get(f"{{{W15}}}paraIdParent", "")
        found[element.get(f"{{{W15}}}paraId", "")] = (parent, done)
    return found


def read_notes(archive: Archive, main: str) -> list[tuple[str, str]]:
    """Return (kind, text) of the footnotes and endnotes that hold any."""
    notes = []
    for part, kind in NOTE_KINDS.items():
        root = archive.tree(archive.related(main, part) or "")
        for note in [] if root is None else root:
            text = "\n".join(map(plain_text, note.iter(w("p")))).strip()
            if text and note.get(w("type"), "normal") == "normal":
                notes.append((kind, text))
    return notes


def read_saver(archive: Archive) -> tuple[str, str]:
    """Return who saved the file last, and the program that did."""
    core = archive.tree(archive.related("", "core-properties") or "")
    app = archive.tree(archive.related("", "extended-properties") or "")
    saver = "" if core is None else core.findtext(f"{CORE}lastModifiedBy") or ""
    names = [] if app is None else [each.text or "" for each in app if str(each.tag).endswith("}Application")]
    return saver.strip(), "".join(names).strip()
