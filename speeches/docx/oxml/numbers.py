"""Automatic numbering as text: the “一、” that Word draws is nowhere in the paragraph itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from speeches.manuscript.numerals import chinese, circled

from .names import w

LEVELS = 9
HIGHEST_NUMERAL = (
    999  # beyond this only digits: nobody counts so far, and a roman million is a million letters
)
PLACEHOLDER = re.compile(r"%([1-9])")
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
FORMAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")
HEAVENLY_STEMS, EARTHLY_BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """Return a … z, then aa, bb … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def character(first: str, last: int, fallback: Callable[[int], str] = str) -> Callable[[int], str]:
    """Return a format of single characters that follow each other in Unicode, `last` of them."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else fallback(number)


def cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
        ),
        chinese,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda number: str(number).translate(HAN_DIGITS),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"),
        lambda number: chinese(number).translate(FORMAL),
    ),
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": character("⒈", 20, lambda number: f"{number}."),
    "decimalEnclosedParen": character("⑴", 20, lambda number: f"（{number}）"),
    "ideographEnclosedCircle": character("㊀", 10, chinese),
    "ideographTraditional": cycle(HEAVENLY_STEMS),
    "ideographZodiac": cycle(EARTHLY_BRANCHES),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else element.get(w("val"), default)


def whole_number(text: str, default: int = 0) -> int:
    """Return a number of a file; nonsense counts as the default."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    separator: str = "tab"
    restarts_after: int | None = None  # 0 never; n after level n; None after any level above
    style: str = ""
    is_legal: bool = False

    @classmethod
    def read(cls, element: etree._Element) -> "Level":
        formats = [value(found) for found in element.iter(w("numFmt"))]
        restart = element.find(w("lvlRestart"))
        return cls(
            start=whole_number(value(element.find(w("start"))), 1),
            # A format of the newer kind ("custom") comes with an older one to fall back on.
            format=next((name for name in formats if name != "custom"), "decimal"),
            text=value(element.find(w("lvlText"))),
            separator=value(element.find(w("suff")), "tab"),
            restarts_after=None if restart is None else whole_number(value(restart)),
            style=value(element.find(w("pStyle"))),
            is_legal=element.find(w("isLgl")) is not None,
        )


@dataclass(slots=True)
class Numbering:
    """The state of all lists of a document while its paragraphs go by in order."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # a list that only names the style that has it
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], Level] = field(default_factory=dict)
    start_overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: etree._Element | None) -> "Numbering":
        numbering = cls()
        if root is not None:
            for element in root.iter(w("abstractNum")):
                numbering.read_abstract(element)
            for element in root.iter(w("num")):
                numbering.read_list(element)
        return numbering

    def read_abstract(self, element: etree._Element) -> None:
        name = element.get(w("abstractNumId"), "")
        self.abstract[name] = read_levels(element)
        if link := value(element.find(w("numStyleLink"))):
            self.links[name] = link

    def read_list(self, element: etree._Element) -> None:
        number = element.get(w("numId"), "")
        self.lists[number] = value(element.find(w("abstractNumId")))
        for override in element.iter(w("lvlOverride")):
            place = (number, whole_number(override.get(w("ilvl"), "")))
            start = override.find(w("startOverride"))
            if start is not None:
                self.start_overrides[place] = whole_number(value(start), 1)
            for level in read_levels(override).values():
                self.overrides[place] = level

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level that a list gives to a paragraph style; 0 where it names none."""
        levels = self.abstract.get(self.lists.get(number, ""), {})
        return next((index for index, level in levels.items() if level.style == style), 0)

    def level(self, number: str, index: int) -> Level | None:
        return self.overrides.get((number, index)) or self.abstract.get(self.lists.get(number, ""), {}).get(
            index
        )

    def label(self, number: str, index: int) -> str:
        """Count one paragraph and return what is printed before it, "" for bullets and unknown lists."""
        level = self.level(number, index)
        if level is None or not 0 <= index < LEVELS:
            return ""
        counters = self.counters.setdefault(self.lists[number], [None] * LEVELS)
        self.count(counters, number, index, level)
        text = PLACEHOLDER.sub(
            lambda match: self.numeral(counters, number, int(match[1]) - 1, level), level.text
        )
        if level.format == "bullet" or not text.strip():
            return ""
        needs_space = level.separator != "nothing" and text[-1].isalnum()
        return text + " " if needs_space else text

    def count(self, counters: list[int | None], number: str, index: int, level: Level) -> None:
        """Advance a level's counter; deeper ones start anew, those above that were never used begin."""
        place, current = (number, index), counters[index]
        if place in self.start_overrides and place not in self.started:
            counters[index] = self.start_overrides[place]
        else:
            counters[index] = level.start if current is None else current + 1
        self.started.add(place)
        for deeper in range(index + 1, LEVELS):
            below = self.level(number, deeper)
            rule = below.restarts_after if below else None
            if rule is None or (rule > 0 and index < rule):
                counters[deeper] = None
        for above in range(index):
            upper = self.level(number, above)
            if counters[above] is None:
                counters[above] = upper.start if upper else 1

    def numeral(self, counters: list[int | None], number: str, index: int, shown_in: Level) -> str:
        level, count = self.level(number, index), counters[index]
        if level is None or count is None:
            return ""
        if not 1 <= count <= HIGHEST_NUMERAL or shown_in.is_legal:
            return str(count)
        return FORMATS.get(level.format, str)(count)


def read_levels(element: etree._Element) -> dict[int, Level]:
    return {whole_number(level.get(w("ilvl"), "")): Level.read(level) for level in element.iter(w("lvl"))}
