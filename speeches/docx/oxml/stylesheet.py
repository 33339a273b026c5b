"""What a reader has to know of styles.xml: which style is a title, a table of contents, numbered."""

from dataclasses import dataclass, field

from lxml import etree

from .names import w
from .numbers import Numbering, value, whole_number

TITLE_NAMES = frozenset({"title", "标题"})


@dataclass(slots=True)
class Stylesheet:
    """Paragraph styles by id. A file without styles has none, and every question is answered with no."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int | None]] = field(default_factory=dict)
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


def number_reference(element: etree._Element) -> tuple[str, int | None]:
    """Return (list, level) of a w:numPr; the level is None where it is not said."""
    level = element.find(w("ilvl"))
    return value(element.find(w("numId"))), None if level is None else whole_number(value(level))
