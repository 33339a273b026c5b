"""document.xml, read as a stream: what a reader of the printed page would see, one paragraph after the other.

Tracked changes count as accepted. Field codes, comments and hidden text are not the speech; neither is a
table of contents, which would repeat every heading. Text boxes and notes stay beside their paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from speeches.docx.errors import CorruptFileError, TooManyParagraphsError

from .names import BOOKMARK_PREFIX, MC, w
from .numbers import value
from .streaming import forget, stream
from .stylesheet import number_reference

MOST_PARAGRAPHS = 20_000
SKIPPED = frozenset(
    {
        w(tag)
        for tag in (
            "del",
            "moveFrom",
            "drawing",
            "pict",
            "object",
            "pPr",
            "rPr",
            "sdtPr",
            "sdtEndPr",
            "rt",
            "rubyPr",
            "commentReference",
            "txbxContent",
        )
    }
    | {f"{{{MC}}}Fallback"}
)
BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
TEXT, RUN, FIELD, CODE = w("t"), w("r"), w("fldChar"), w("instrText")
PARAGRAPH = w("p")
BOOKMARK_START, BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")
TEXT_BOX, TABLE, FALLBACK = w("txbxContent"), w("tbl"), f"{{{MC}}}Fallback"
SEEN = (PARAGRAPH, TEXT_BOX, TABLE, BOOKMARK_START, BOOKMARK_END)
NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
OFF = ("0", "false", "off")


@dataclass(slots=True)
class Field:
    """A field (域) that is open: its code, and whether what comes now is still code."""

    code: str = ""
    is_code: bool = True

    @property
    def is_contents(self) -> bool:
        return self.code.strip().upper().startswith("TOC")

    @property
    def is_hidden(self) -> bool:
        return self.is_code or self.is_contents


@dataclass(slots=True)
class Mark:
    """A bookmark's key, and the range of it in one paragraph."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class Block:
    """A paragraph as read: text with line breaks, marks, style id, list reference (None: the style's)."""

    text: str
    marks: list[Mark]
    style: str
    number: tuple[str, int | None] | None
    is_joined: bool  # its paragraph mark was deleted: the next paragraph goes on in it
    notes: list[tuple[str, str]] = field(default_factory=list)  # (part, id) of footnotes and endnotes
    boxes: list[str] = field(default_factory=list)  # the paragraphs of text boxes that hang on it
    is_cell: bool = False


@dataclass(slots=True)
class Walker:
    """Collects the text of paragraphs; fields and bookmarks may stay open from one to the next."""

    fields: list[Field] = field(default_factory=list)
    open_marks: dict[str, Mark] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def block(self, paragraph: etree._Element) -> Block:
        """Return one paragraph. A mark that stays open ends here: the rest of a split one is new text."""
        self.pieces, self.length, self.notes = [], 0, []
        self.walk(paragraph)
        # Only contents go over paragraphs; another field without an end must not swallow the speech.
        self.fields = [opened for opened in self.fields if opened.is_contents]
        for mark in self.open_marks.values():
            mark.end = self.length
        properties = paragraph.find(w("pPr"))
        number = None if properties is None else properties.find(w("numPr"))
        block = Block(
            text="".join(self.pieces),
            marks=[mark for mark in self.marks if mark.start < mark.end],
            style="" if properties is None else value(properties.find(w("pStyle"))),
            number=None if number is None else number_reference(number),
            is_joined=properties is not None and is_mark_deleted(properties),
            notes=self.notes,
        )
        self.marks = []
        if self.length:
            self.open_marks.clear()
        else:
            self.marks = list(self.open_marks.values())
        return block

    def walk(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag == BOOKMARK_START:
                self.open_mark(child)
            elif tag == BOOKMARK_END:
                self.close_mark(child)
            elif tag != RUN:
                self.walk(child)
            elif not is_hidden(child):
                self.walk_run(child)

    def walk_run(self, run: etree._Element) -> None:
        for child in run:
            tag = child.tag
            if tag == FIELD:
                self.field(child.get(w("fldCharType"), ""))
            elif tag == CODE and self.fields:
                self.fields[-1].code += child.text or ""
            elif tag == TEXT:
                self.add(child.text or "")
            elif tag in BREAKS:
                self.add(BREAKS[tag])
            elif tag in NOTES:
                self.notes.append((NOTES[tag], child.get(w("id"), "")))
            elif tag not in SKIPPED:
                self.walk_run(child)

    def add(self, text: str) -> None:
        if not any(opened.is_hidden for opened in self.fields):
            self.pieces.append(text)
            self.length += len(text)

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_code = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def between(self, element: etree._Element) -> None:
        """Take a bookmark's end that stands between two paragraphs."""
        if element.tag in (BOOKMARK_START, BOOKMARK_END):
            self.length = 0
            (self.open_mark if element.tag == BOOKMARK_START else self.close_mark)(element)

    def open_mark(self, element: etree._Element) -> None:
        """Open a range of ours. A copy, or a name that was there before, stands on new text."""
        name = element.get(w("name"), "")
        if not name.startswith(BOOKMARK_PREFIX) or "_Copy_" in name or name in self.seen:
            return
        self.seen.add(name)
        mark = Mark(name.removeprefix(BOOKMARK_PREFIX), self.length, self.length)
        self.open_marks[element.get(w("id"), "")] = mark
        self.marks.append(mark)

    def close_mark(self, element: etree._Element) -> None:
        if mark := self.open_marks.pop(element.get(w("id"), ""), None):
            mark.end = self.length


def is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{w('rPr')}/{w('vanish')}")
    return vanish is not None and value(vanish) not in OFF


def is_mark_deleted(properties: etree._Element) -> bool:
    run = properties.find(w("rPr"))
    return run is not None and (run.find(w("del")) is not None or run.find(w("moveFrom")) is not None)


@dataclass(slots=True)
class Nesting:
    """How deep the stream is in paragraphs, text boxes and tables, and how many paragraphs there were."""

    paragraphs: int = 0
    boxes: int = 0
    tables: int = 0
    count: int = 0

    def enter(self, tag: str) -> None:
        self._step(tag, 1)
        self.count += tag == PARAGRAPH
        if self.count > MOST_PARAGRAPHS:
            raise TooManyParagraphsError

    def leave(self, tag: str) -> None:
        self._step(tag, -1)

    def _step(self, tag: str, step: int) -> None:
        if tag == PARAGRAPH:
            self.paragraphs += step
        elif tag == TEXT_BOX:
            self.boxes += step
        elif tag == TABLE:
            self.tables += step


def blocks(data: bytes) -> Iterator[Block]:
    """Yield the paragraphs of the text and of table cells. Memory for one paragraph; raises a DocxError."""
    walker, nesting, beside = Walker(), Nesting(), list[str]()
    try:
        for event, element in stream(data, SEEN):
            tag = element.tag
            if event == "start":
                nesting.enter(tag)
                if nesting.paragraphs == 0:
                    walker.between(element)
                continue
            nesting.leave(tag)
            if tag == PARAGRAPH and nesting.boxes:
                beside.extend(box_text(element))
            elif tag == PARAGRAPH and nesting.paragraphs == 0:
                block = walker.block(element)
                block.boxes, beside, block.is_cell = beside, [], nesting.tables > 0
                yield block
                forget(element)
    except etree.XMLSyntaxError as error:
        raise CorruptFileError from error


def box_text(paragraph: etree._Element) -> list[str]:
    """Return the text of a paragraph in a text box; what older programs are offered says the same again."""
    if next(paragraph.iterancestors(FALLBACK), None) is not None:
        return []
    text = Walker().block(paragraph).text.strip()
    return [text] if text else []
