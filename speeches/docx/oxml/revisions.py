"""document.xml, read with its tracked changes and comment ranges: who inserted, deleted and moved what.

Ids of changes say nothing: LibreOffice writes the same one twice and cuts one change into many runs.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from speeches.docx.errors import CorruptFileError, TooManyParagraphsError
from speeches.docx.marking import Stamp
from speeches.docx.returned import Atom
from speeches.docx.sources import SOFT_BREAK

from .content import MOST_PARAGRAPHS, Field, box_text, is_hidden
from .names import BOOKMARK_PREFIX, MC, w
from .numbers import Numbering, value
from .streaming import stream
from .stylesheet import Stylesheet, number_reference

PARAGRAPH, TEXT_BOX, RUN = w("p"), w("txbxContent"), w("r")
BOOKMARK_START, BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")
RANGE_START, RANGE_END = w("commentRangeStart"), w("commentRangeEnd")
FALLBACK = f"{{{MC}}}Fallback"
# What XML may hold inside a word and no paragraph of a speech can; Word shows a blank.
NO_TEXT = re.compile("[\n\r\x7f-\x9f\u2029]")
MARKS = (BOOKMARK_START, BOOKMARK_END, RANGE_START, RANGE_END)
INSERTED, DELETED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
MOVED = (w("moveTo"), w("moveFrom"))
SKIPPED = frozenset(
    {w(tag) for tag in ("drawing", "pict", "object", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr")}
    | {FALLBACK, TEXT_BOX}
)
TEXTS = (w("t"), w("delText"))
BREAKS = {w("cr"): SOFT_BREAK, w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
MINUTE = re.compile(r"[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d")


@dataclass(frozen=True, slots=True)
class Fate:
    """What a stretch of text is inside of."""

    inserted: Stamp | None = None
    deleted: Stamp | None = None
    is_moved: bool = False

    def inside(self, element: etree._Element) -> "Fate":
        return Fate(
            signature(element) if element.tag in INSERTED else self.inserted,
            signature(element) if element.tag in DELETED else self.deleted,
            self.is_moved or element.tag in MOVED,
        )


def signature(element: etree._Element) -> Stamp:
    """Return who and when; to the minute, the zone that some programs add is left alone."""
    date = MINUTE.match(element.get(w("date"), ""))
    return Stamp(element.get(w("author"), ""), f"{date[0]}:00" if date else "")


@dataclass(slots=True)
class RevisionWalker:
    """Collects the atoms of a file; fields, bookmarks and comments may stay open from one paragraph on."""

    styles: Stylesheet
    numbering: Numbering
    atoms: list[Atom] = field(default_factory=list)
    ranges: dict[str, list[int]] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def paragraph(self, element: etree._Element) -> None:
        properties = element.find(w("pPr"))
        style = "" if properties is None else value(properties.find(w("pStyle")))
        if self.styles.is_contents(style):
            return
        begin = len(self.atoms)
        end = end_fate(properties)
        if end.deleted is None:
            self.label(properties, style, end)
        self.walk(element, Fate())
        self.fields = [opened for opened in self.fields if opened.is_contents]
        name = self.styles.names.get(style, "")
        self.atoms.append(
            Atom("", "", end.inserted, end.deleted, is_end=True, is_moved=end.is_moved, style=name)
        )
        # What is left of a bookmark after its paragraph was cut in two stands on new text.
        if any(atom.text for atom in self.atoms[begin:]):
            self.keys.clear()

    def label(self, properties: etree._Element | None, style: str, end: Fate) -> None:
        """Add the number that Word computes, as part of the text."""
        number, level = self.styles.number(style, self.numbering)
        own = None if properties is None else properties.find(w("numPr"))
        if own is not None:
            own_number, own_level = number_reference(own)
            number, level = own_number or number, level if own_level is None else own_level
        if text := self.numbering.label(number, level):
            self.atoms.append(Atom(text, "", end.inserted, end.deleted))

    def walk(self, element: etree._Element, fate: Fate) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag in MARKS:
                self.mark(child)
            elif tag == RUN:
                if not is_hidden(child):
                    self.run(child, fate)
            elif tag in INSERTED or tag in DELETED:
                self.walk(child, fate.inside(child))
            else:
                self.walk(child, fate)

    def run(self, run: etree._Element, fate: Fate) -> None:
        for child in run:
            tag = child.tag
            if tag in TEXTS:
                self.add(child.text or "", fate)
            elif tag == w("fldChar"):
                self.field(child.get(w("fldCharType"), ""))
            elif tag == w("instrText") and self.fields:
                self.fields[-1].code += child.text or ""
            elif tag == w("br"):
                self.add(SOFT_BREAK if child.get(w("type"), "textWrapping") == "textWrapping" else "", fate)
            elif tag in BREAKS:
                self.add(BREAKS[tag], fate)
            elif tag not in SKIPPED:
                self.run(child, fate)

    def add(self, text: str, fate: Fate) -> None:
        text = NO_TEXT.sub(" ", text)
        if text and not any(opened.is_hidden for opened in self.fields):
            key = next(reversed(self.keys.values()), "")
            self.atoms.append(Atom(text, key, fate.inserted, fate.deleted, is_moved=fate.is_moved))

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_code = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def mark(self, element: etree._Element) -> None:
        """Take the beginning or the end of a bookmark of ours, or of a comment."""
        own_id, tag = element.get(w("id"), ""), element.tag
        if tag == BOOKMARK_START:
            name = element.get(w("name"), "")
            # A copy, or a name that was there before, stands on new text.
            if name.startswith(BOOKMARK_PREFIX) and "_Copy_" not in name and name not in self.seen:
                self.seen.add(name)
                self.keys[own_id] = name.removeprefix(BOOKMARK_PREFIX)
        elif tag == BOOKMARK_END:
            self.keys.pop(own_id, None)
        elif tag == RANGE_START:
            self.ranges.setdefault(own_id, [len(self.atoms), len(self.atoms)])
        elif own_id in self.ranges:
            self.ranges[own_id][1] = len(self.atoms)


def end_fate(properties: etree._Element | None) -> Fate:
    """Return what happened to the end of a paragraph."""
    fate = Fate()
    run = None if properties is None else properties.find(w("rPr"))
    for element in [] if run is None else run:
        fate = fate.inside(element)
    return fate


def read_atoms(data: bytes, walker: RevisionWalker) -> list[str]:
    """Fill the walker; return the texts of text boxes. Memory of one paragraph; raises a DocxError."""
    depth = boxes = count = 0
    boxed: list[str] = []
    try:
        for event, element in stream(data, (PARAGRAPH, TEXT_BOX, *MARKS)):
            tag = element.tag
            if tag == TEXT_BOX:
                boxes += 1 if event == "start" else -1
            elif tag != PARAGRAPH:
                if event == "end" and depth == 0:
                    walker.mark(element)
            elif event == "start":
                depth, count = depth + 1, count + 1
                if count > MOST_PARAGRAPHS:
                    raise TooManyParagraphsError
            else:
                depth -= 1
                if boxes:
                    boxed += box_text(element)
                elif depth == 0:
                    walker.paragraph(element)
                    element.clear()
    except etree.XMLSyntaxError as error:
        raise CorruptFileError from error
    return boxed
