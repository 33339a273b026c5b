"""Footnotes and endnotes: their parts of a file, as texts."""

from lxml import etree

from .content import PARAGRAPH, Walker
from .names import w


def note_texts(root: etree._Element | None) -> dict[str, str]:
    """Return the text of each footnote or endnote by its id; those that only draw a line are left out."""
    if root is None:
        return {}
    notes = [note for note in root if note.get(w("type"), "normal") == "normal"]
    return {note.get(w("id"), ""): note_text(note) for note in notes}


def note_text(note: etree._Element) -> str:
    walker = Walker()
    texts = (walker.block(paragraph).text.strip() for paragraph in note.iter(PARAGRAPH))
    return "\n".join(text for text in texts if text)
