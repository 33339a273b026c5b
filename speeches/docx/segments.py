"""What a printed line looks like: its paragraph style, and its text in pieces of one font and one key.

Decision on levels: a line that is a heading as a whole gets the heading style of its level, so that Word's
navigation shows it. A line that only begins with a head (（一）压实责任。今年以来…) gets the text style and
a font for the head: in a heading style the entire paragraph would stand in the navigation.

Decision on fonts: 黑体 and 楷体 belong to the ordinals 一、 and （一） (GB/T 9704 7.3.3), whatever the level;
heads without them (一要…, unmarked) print as text, but keep their level in the outline.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.punctuation import full_width

from .ordinal import standard_marker
from .oxml import styles

NUMERAL = "〇零一二三四五六七八九十百"
ORDINAL_FONTS = (
    (re.compile(rf"[{NUMERAL}]+、"), styles.LEVEL_ONE_FONT),
    (re.compile(rf"（[{NUMERAL}]+）"), styles.LEVEL_TWO_FONT),
)
HEADING_FONTS = {1: styles.LEVEL_ONE_FONT, 2: styles.LEVEL_TWO_FONT}
# A short level-1 line stays in one font to its end; in a longer one the head ends with its first clause.
LONGEST_ONE_FONT_LINE = 45
HEAD_END = re.compile(r"[。！？；：][”’]?")
# A salutation ends with a colon, whatever was typed: 同志们！ 同志们， 同志们
ADDRESS_ENDS = "：:，,！! \t\n\u3000\u00a0"
INDENT = " \t\u3000\u00a0"
NUMBERED_ROLES = (Role.HEADING, Role.ITEM)


@dataclass(frozen=True, slots=True)
class Segment:
    """What is printed of one paragraph: marker and text; `head` characters of it are set in `font`."""

    key: str
    text: str
    font: str = ""
    head: int = 0

    def pieces(self, own_font: str) -> Iterator[tuple[str, str]]:
        """Yield (text, character style); "" where the font is the paragraph style's own."""
        for text, font in ((self.text[: self.head], self.font), (self.text[self.head :], styles.BODY_FONT)):
            if text:
                yield text, "" if font == own_font else font


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line that is not empty: paragraph style and segments; `own_font` is the font of that style."""

    style: str
    own_font: str
    segments: tuple[Segment, ...]


def printed_line(line: Sequence[tuple[str, Paragraph]], *, standardize: bool) -> PrintedLine | None:
    """Return what a line of (marker, paragraph) looks like, None where nothing would be printed."""
    markers = [standard_marker(marker) if standardize else marker for marker, _ in line]
    texts = [marker + paragraph.text for marker, (_, paragraph) in zip(markers, line, strict=True)]
    texts[0] = texts[0].lstrip(INDENT)
    if not any(text.strip() for text in texts):
        return None
    if standardize and is_address(line):
        texts[0] = texts[0].rstrip(ADDRESS_ENDS) + "："
    whole = "".join(texts).rstrip()
    if standardize:
        whole = full_width(whole)
    font, head = head_font(whole, markers[0], line[0][1])
    style, own_font = line_style([paragraph for _, paragraph in line])
    segments = []
    for text, (_, paragraph) in zip(texts, line, strict=True):
        printed, whole = whole[: len(text)], whole[len(text) :]
        segments.append(Segment(paragraph.key, printed, font, max(0, min(head, len(printed)))))
        head -= len(printed)
    return PrintedLine(style, own_font, tuple(segment for segment in segments if segment.text))


def is_address(line: Sequence[tuple[str, Paragraph]]) -> bool:
    """Tell whether a line is a salutation (称谓) and nothing else."""
    return len(line) == 1 and line[0][1].role is Role.SALUTATION


def head_font(whole: str, marker: str, first: Paragraph) -> tuple[str, int]:
    """Return the font of the line's ordinal, and how many characters from the start are set in it."""
    if first.role not in NUMBERED_ROLES or not marker:
        return styles.BODY_FONT, 0
    for ordinal, font in ORDINAL_FONTS:
        if ordinal.match(whole):
            if font == styles.LEVEL_ONE_FONT and len(whole) <= LONGEST_ONE_FONT_LINE:
                return font, len(whole)
            end = HEAD_END.search(whole, 2)
            return font, end.end() if end else len(whole)
    return styles.BODY_FONT, 0


def line_style(line: Sequence[Paragraph]) -> tuple[str, str]:
    """Return the paragraph style of a line, and the font that style has."""
    first = line[0]
    if first.role is Role.HEADING and len(line) == 1:
        level = min(max(first.level, 1), len(styles.HEADINGS))
        return styles.HEADINGS[level], HEADING_FONTS.get(level, styles.BODY_FONT)
    if first.role is Role.SALUTATION and len(line) == 1:
        return styles.SALUTATION, styles.BODY_FONT
    if first.role is Role.CLOSING:
        return styles.CLOSING, styles.BODY_FONT
    return styles.BODY, styles.BODY_FONT
