"""A .docx file as the lines of a speech: our own reader, as others lose tracked changes or numbers.

Streams the document with the limits of an untrusted file; run it through `sandbox.read_in_child` for uploads.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

from .errors import CorruptFileError, NoTextError, TooManyParagraphsError
from .oxml.archive import Archive
from .oxml.content import MOST_PARAGRAPHS, Block, Mark, blocks
from .oxml.notes import note_texts
from .oxml.numbers import Numbering
from .oxml.properties import read_identity
from .oxml.stylesheet import Stylesheet, read_styles
from .recognition import refuse_other_files

TEXT_BOX = "文本框"
NOTES = {"footnotes": "脚注", "endnotes": "尾注"}
IN_TABLE = "有 {n} 段来自表格，已经按从左到右、从上到下的顺序读成文字，请核对。"


class KeyRange(NamedTuple):
    """The range of a line that a segment's bookmark covers; `end` is exclusive."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class ReadSpeech:
    """The lines of a file, and for each the keys on it; blank lines stay, they separate the title block.

    `asides` are the lines, by their place from 0, that stand beside the speech (文本框, 脚注, 尾注).
    `heads` are those that a style makes headings, with its level. `notices` are sentences on what was
    uncertain in reading. `draft` and `revision` say which working copy the file was, "" for any other file.
    """

    lines: list[str] = field(default_factory=list)
    keys: list[list[KeyRange]] = field(default_factory=list)
    asides: dict[int, str] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
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

    def add_aside(self, kind: str, text: str) -> None:
        for line in text.split("\n"):
            self.asides[len(self.lines)] = kind
            self.add(line, [])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        keys = [[KeyRange(*found) for found in line] for line in data["keys"]]
        by_place = {
            name: {int(place): told for place, told in data[name].items()} for name in ("asides", "heads")
        }
        return cls(**{**data, "keys": keys, **by_place})


def read(data: bytes) -> ReadSpeech:
    """Read a file of any origin. Linear; raises a DocxError whose text is for the person who sent it."""
    refuse_other_files(data)
    with Archive(data) as archive:
        main = archive.main_part()
        document = archive.read(main)
        if document is None:
            raise CorruptFileError
        styles, numbering = read_styles(archive, main)
        notes = {kind: note_texts(archive.tree(archive.related(main, kind) or "")) for kind in NOTES}
        identity = read_identity(archive.tree(archive.related("", "custom-properties") or ""))
    speech = ReadSpeech(draft=identity["draft"], revision=identity["revision"])
    cells = 0
    for block in joined(blocks(document)):
        if len(speech.lines) + block.text.count("\n") > MOST_PARAGRAPHS:
            raise TooManyParagraphsError
        if not styles.is_contents(block.style):
            add_block(speech, block, styles, numbering)
            add_asides(speech, block, notes)
            cells += block.is_cell and bool(block.text.strip())
    return checked(speech, cells)


def checked(speech: ReadSpeech, cells: int) -> ReadSpeech:
    """Return the speech; where all of it stands in text boxes, they are the speech. Raises NoTextError."""
    if not any(speech.lines):
        raise NoTextError
    if not any(line for place, line in enumerate(speech.lines) if place not in speech.asides):
        speech.asides = {}
    if cells:
        speech.notices.append(IN_TABLE.format(n=cells))
    return speech


def add_asides(speech: ReadSpeech, block: Block, notes: dict[str, dict[str, str]]) -> None:
    """Add what stands beside a paragraph below it: its text boxes, then its notes."""
    for text in block.boxes:
        speech.add_aside(TEXT_BOX, text)
    for kind, number in block.notes:
        if text := notes[kind].get(number, ""):
            speech.add_aside(NOTES[kind], text)


def joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks as they are once all changes are accepted: a deleted paragraph mark joins two."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            shift = len(before.text)
            moved = [Mark(mark.key, mark.start + shift, mark.end + shift) for mark in block.marks]
            block.text, block.marks = before.text + block.text, before.marks + moved
            block.boxes, block.notes = before.boxes + block.boxes, before.notes + block.notes
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
    if level := styles.heading(block.style):
        speech.heads[len(speech.lines)] = level
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
