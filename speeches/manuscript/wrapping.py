"""Text broken into lines of one width, as copied from a PDF: which lines go on with the one before."""

import re
from collections.abc import Sequence
from statistics import quantiles

FEWEST_LINES = 12
WIDEST = 64
NARROWEST = 16
SLACK = 3
SHARE_BROKEN, SHARE_OF_SHORT = 0.5, 0.2
ENDS_SENTENCE = re.compile(r"[。！？：；!?:;”）》…]$")
INDENTED = re.compile(r"^(?:[\u3000\xa0]{2}|[ \u3000\xa0]{4})")
# A marker or a salutation begins a paragraph even where the indent was lost.
BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:、|[是要][^一二三四五六七八九十])|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]+[，、]|同志们|各位|谢谢"
)


def wrapped_width(lines: Sequence[str]) -> int | None:
    """Return the width at which a text was broken, None where its lines are paragraphs. No blank lines."""
    lengths = [len(line.rstrip()) for line in lines]
    if len(lines) < FEWEST_LINES or max(lengths) > WIDEST:
        return None
    width = round(quantiles(lengths, n=10)[7])
    broken = sum(
        not ENDS_SENTENCE.search(line.strip()) and abs(length - width) <= SLACK
        for line, length in zip(lines, lengths, strict=True)
    )
    share = SHARE_OF_SHORT if max(lengths) <= width + SLACK and ends_short(lines, width) else SHARE_BROKEN
    return width if width >= NARROWEST and broken > share * len(lines) else None


def ends_short(lines: Sequence[str], width: int) -> bool:
    """Tell whether the lines that are not full mostly end a sentence: so do short paragraphs, broken."""
    short = [line.strip() for line in lines if len(line.rstrip()) < width - SLACK]
    return sum(bool(ENDS_SENTENCE.search(line)) for line in short) * 2 >= len(short)


def continues_line(line: str, following: str, width: int) -> bool:
    """Tell whether the next line goes on with this one: it is full, and the next begins no paragraph.

    Both as they stand, indent included: it fills a line, too.
    """
    if len(line.rstrip()) < width - SLACK or INDENTED.match(following):
        return False
    return not (ENDS_SENTENCE.search(line.strip()) and BEGINS.match(following.strip()))
