"""A .docx file as the lines of a speech: our own reader, as others lose tracked changes or numbers.

Streams the document with the limits of an untrusted file; run it through `sandbox.read_in_child` for uploads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from .errors import CorruptFileError, NoTextError, TooManyParagraphsError
from .oxml.archive import Archive
from .oxml.content import MOST_PARAGRAPHS, Block, Mark, blocks
from .oxml.numbers import Numbering
from .oxml.properties import read_identity
from .oxml.stylesheet import Stylesheet
from .recognition import refuse_other_files


class KeyRange(NamedTuple):
    """The range of a line that a segment's bookmark covers; `end` is exclusive."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class ReadSpeech:
    """The lines of a file, and for each the keys on it; blank lines stay, they separate the title block.

    `draft` and `revision` say which working copy the file was, "" for any other file.
    """

    lines: list[str] = field(default_factory=list)
    keys: list[list[KeyRange]] = field(default_factory=list)
    draft: str = ""
    revision: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def add(self, text: str, marks: list[Mark]) -> None:
        """Add one line, without the white space around it."""
        start, stripped = len(text) - len(text.lstrip()), text.strip()
        ranges = [
            KeyRange(mark.key, max(0, mark.start - start), min(mark.end - start, len(stripped)))
            for mark in marks
        ]
        self.lines.append(stripped)
        self.keys.append([found for found in ranges if found.start < found.end])

    def to_json(self) -> dict[str, Any]:
        return {"lines": self.lines, "keys": self.keys, "draft": self.draft, "revision": self.revision}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        keys = [[KeyRange(*found) for found in line] for line in data["keys"]]
        return cls(data["lines"], keys, data["draft"], data["revision"])


def read(data: bytes) -> ReadSpeech:
    """Read a file of any origin. Linear; raises a DocxError whose text is for the person who sent it."""
    refuse_other_files(data)
    with Archive(data) as archive:
        main = archive.main_part()
        document = archive.read(main)
        if document is None:
            raise CorruptFileError
        styles = Stylesheet.read(archive.tree(archive.related(main, "styles") or ""))
        numbering = Numbering.read(archive.tree(archive.related(main, "numbering") or ""))
        styles.resolve_links(numbering)
        identity = read_identity(archive.tree(archive.related("", "custom-properties") or ""))
    speech = ReadSpeech(draft=identity["draft"], revision=identity["revision"])
    for block in joined(blocks(document)):
        if len(speech.lines) + block.text.count("\n") > MOST_PARAGRAPHS:
            raise TooManyParagraphsError
        if not styles.is_contents(block.style):
            add_block(speech, block, styles, numbering)
    if not any(speech.lines):
        raise NoTextError
    return speech


def joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks as they are once all changes are accepted: a deleted paragraph mark joins two."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            shift = len(before.text)
            moved = [Mark(mark.key, mark.start + shift, mark.end + shift) for mark in block.marks]
            block.text, block.marks = before.text + block.text, before.marks + moved
        before = block if block.is_joined else None
        if before is None:
            yield block
    if before is not None:
        yield before


def add_block(speech: ReadSpeech, block: Block, styles: Stylesheet, numbering: Numbering) -> None:
    """Add a paragraph's lines, its automatic number first; those in a title of ours are for looks."""
    if not block.text.strip():
        speech.add("", [])
        return
    text, marks = block.text, block.marks
    if speech.draft and styles.is_title(block.style):
        text, marks = text.replace("\n", ""), []
    label = numbering.label(*number_of(block, styles, numbering))
    shift = len(label)
    marks = [Mark(mark.key, mark.start + shift if mark.start else 0, mark.end + shift) for mark in marks]
    offset = 0
    for line in (label + text).split("\n"):
        end = offset + len(line)
        here = [mark for mark in marks if offset <= mark.start < end]
        speech.add(line, [Mark(mark.key, mark.start - offset, mark.end - offset) for mark in here])
        offset = end + 1


def number_of(block: Block, styles: Stylesheet, numbering: Numbering) -> tuple[str, int]:
    """Return (list, level) of a paragraph: its own, else its style's."""
    number, level = styles.number(block.style, numbering)
    if block.number is None:
        return number, level
    own, own_level = block.number
    return own or number, level if own_level is None else own_level
