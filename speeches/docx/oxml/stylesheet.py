"""What a reader has to know of styles.xml: which style is a title, a table of contents, numbered."""

from dataclasses import dataclass, field

from lxml import etree

from .archive import Archive
from .names import w
from .numbers import Numbering, value, whole_number

HEADING_NAMES = frozenset({"heading", "标题"})
# Word knows nine levels of headings; ten means text.
DEEPEST = 9
TITLE_NAMES = frozenset({"title", "标题"})


@dataclass(slots=True)
class Stylesheet:
    """Paragraph styles by id. A file without styles has none, and every question is answered with no."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    outline: dict[str, int] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def read(cls, root: etree._Element | None) -> "Stylesheet":
        sheet = cls()
        for style in [] if root is None else root.iter(w("style")):
            sheet.read_style(style)
        return sheet

    def read_style(self, style: etree._Element) -> None:
        name = style.get(w("styleId"), "")
        self.names[name] = value(style.find(w("name"))).lower()
        self.bases[name] = value(style.find(w("basedOn")))
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
            self.default = name
        outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
        if outline is not None:
            self.outline[name] = whole_number(value(outline), 9) + 1
        number = style.find(f"{w('pPr')}/{w('numPr')}")
        if number is not None:
            self.numbers[name] = number_reference(number)

    def chain(self, style: str) -> list[str]:
        """Return a style and what it is based on, itself first; a circle ends where it closes."""
        chain: list[str] = []
        while style in self.names and style not in chain:
            chain.append(style)
            style = self.bases[style]
        return chain

    def is_title(self, style: str) -> bool:
        return self.names.get(style, "") in TITLE_NAMES

    def is_contents(self, style: str) -> bool:
        return self.names.get(style, "").startswith(("toc ", "目录 "))

    def heading(self, style: str) -> int:
        """Return the level of a heading style, 0 for one of text; its name counts where no level is said."""
        for name in self.chain(style):
            level = self.outline.get(name) or heading_level(self.names[name])
            if level:
                return level if level <= DEEPEST else 0
        return 0

    def number(self, style: str, numbering: Numbering) -> tuple[str, int]:
        """Return (list, level) that a style gives its paragraphs, ("", 0) for none."""
        for name in self.chain(style or self.default):
            if name in self.numbers:
                number, level = self.numbers[name]
                return number, numbering.level_of_style(number, name) if level is None else level
        return "", 0

    def resolve_links(self, numbering: Numbering) -> None:
        """Give the lists that only name a style the levels of that style's list."""
        for abstract, style in numbering.links.items():
            number = self.numbers.get(style, ("", None))[0]
            numbering.abstract[abstract] |= numbering.abstract.get(numbering.lists.get(number, ""), {})


def read_styles(archive: Archive, main: str) -> tuple[Stylesheet, Numbering]:
    """Return what the main part's styles and lists are. Raises a DocxError."""
    styles = Stylesheet.read(archive.tree(archive.related(main, "styles") or ""))
    numbering = Numbering.read(archive.tree(archive.related(main, "numbering") or ""))
    styles.resolve_links(numbering)
    return styles, numbering


def heading_level(name: str) -> int:
    """Return n for Word's and WPS's own styles 标题 n, 0 for any other name."""
    word, _, number = name.rpartition(" ")
    return int(number) if word in HEADING_NAMES and number.isascii() and number.isdigit() else 0


def number_reference(element: etree._Element) -> tuple[str, int | None]:
    """Return (list, level) of a w:numPr; the level is None where it is not said."""
    level = element.find(w("ilvl"))
    return value(element.find(w("numId"))), None if level is None else whole_number(value(level))
