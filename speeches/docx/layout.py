"""The numbers of GB/T 9704—2012《党政机关公文格式》 as named sizes, and what an office may set itself.

The standard has no chapter on speeches; practice borrows its page, its type and its levels.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import floor
from typing import Final

from .sizes import Mm, Pt, Twips

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)  # A4, 5.1
TOP_MARGIN, LEFT_MARGIN = Mm(37), Mm(28)  # 5.2.1; the other two follow from the type area (版心)
BOTTOM_MARGIN, RIGHT_MARGIN = Mm(35), Mm(26)
TYPE_AREA_WIDTH, TYPE_AREA_HEIGHT = Mm(156), Mm(225)
HEADER_DISTANCE = Mm(15)
# Puts the dash of the page number 7 mm below the type area (7.5), with single line spacing.
FOOTER_DISTANCE = Mm(24.8)
# Below the line that a reading copy keeps in reserve.
LOW_FOOTER_DISTANCE = Mm(9)

BODY_SIZE = Pt(16)  # 三号, 5.2.2
TITLE_SIZE = Pt(22)  # 二号, 7.3.1
PAGE_NUMBER_SIZE = Pt(14)  # 四号, 7.5
CHARACTERS_PER_LINE = 28  # 5.2.3
# 22 lines fill the type area up to 28.99 pt (5.2.3); with 29 pt a page holds only 21.
LINE_PITCH = Pt(28.95)
FIRST_LINE_INDENT = 2  # characters, 7.3.3

GRID_UNITS_PER_POINT = 4096


class PageNumbers(StrEnum):
    """Where the page number stands: as in the standard (单页居右，双页居左), or centred."""

    OUTSIDE = "outside"
    CENTRED = "centred"
    OF_TOTAL = "of_total"  # 第 n 页　共 m 页, as readers at a lectern want it


class Preset(StrEnum):
    """What a copy is for: people, our own return, or LibreOffice (see `PREVIEW_CONDENSED`)."""

    FINAL = "final"  # 定稿: clean, for people
    WORKING = "working"  # 工作稿: comes back, so each segment carries its key
    PREVIEW = "preview"
    READING = "reading"  # 大字版
    REDLINE = "redline"  # 花脸稿
    OUTLINE = "outline"  # 提纲


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font names by use; `latin` draws digits and letters in the text."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    level_one: str = "黑体"
    level_two: str = "楷体_GB2312"
    latin: str = "Times New Roman"
    page_number: str = "宋体"


# The first are what offices ask for, but are licensed and not on every PC; the others come with Windows.
OFFICIAL_FONTS: Final = Fonts()
COMMON_FONTS: Final = Fonts(title="华文中宋", body="仿宋", level_two="楷体")
# What Word takes when a font is missing: it replaces silently, so the file itself says by what.
SUBSTITUTES: Final = {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The settings of an office. The default is the standard to the letter.

    `byline_before_date` None keeps the order in which the title block is written.
    """

    fonts: Fonts = OFFICIAL_FONTS
    line_pitch: Pt = LINE_PITCH
    characters_per_line: int = CHARACTERS_PER_LINE
    body_size: Pt = BODY_SIZE
    title_size: Pt = TITLE_SIZE
    byline_before_date: bool | None = None
    page_numbers: PageNumbers = PageNumbers.OUTSIDE
    # Without it characters follow one another as wide as they are, and readings above them take no line.
    has_grid: bool = True
    # Word lets a closing mark stand past the end of a line; where pages turn must not hang on it.
    has_hanging_marks: bool = True
    # A line below the type area, for a page that turns out longer than was reckoned.
    has_reserve: bool = False

    @property
    def type_area_width(self) -> Twips:
        return Twips(PAGE_WIDTH.twips - LEFT_MARGIN.twips - RIGHT_MARGIN.twips)

    @property
    def type_area_height(self) -> Twips:
        return Twips(PAGE_HEIGHT.twips - TOP_MARGIN.twips - BOTTOM_MARGIN.twips)

    @property
    def bottom_margin(self) -> Twips:
        return Twips(BOTTOM_MARGIN.twips - self.has_reserve * self.line_pitch.twips)

    @property
    def footer_distance(self) -> Twips:
        return (LOW_FOOTER_DISTANCE if self.has_reserve else FOOTER_DISTANCE).twips

    @property
    def condensed(self) -> Twips:
        """Return by how much LibreOffice has to set closer: on Word's grid it sets 18 characters, not 28."""
        pitch = TYPE_AREA_WIDTH.points / self.characters_per_line
        return Twips(min(0, floor((pitch - self.body_size) * 20)))

    @property
    def lines_per_page(self) -> int:
        return int(self.type_area_height // self.line_pitch.twips)

    @property
    def title_capacity(self) -> int:
        """Return how many Hanzi of the title fit on a line."""
        return int(self.type_area_width // self.title_size.twips)

    @property
    def character_grid(self) -> int:
        """Return Word's charSpace: pitch minus size in 1/4096 pt, a hair less so that the last one fits."""
        pitch = TYPE_AREA_WIDTH.points / self.characters_per_line
        return floor((pitch - self.body_size) * GRID_UNITS_PER_POINT) - 1
