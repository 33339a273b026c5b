"""Days as speeches write them: 2024年3月5日, 2024.3.5, 二〇二四年三月五日, ２０２４年３月."""

import re
from datetime import date

from .numerals import number_of

DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}
DIGITS |= dict.fromkeys("○零OＯ", "0")
DAY = re.compile(
    r"(?P<year>(?:19|20|１９|２０)\d\d|[一二][〇○零一二三四五六七八九OＯ]{3})\s*[年.\-/]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]\s*"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?"
)


def find_day(text: str) -> date | None:
    """Return the first date in a text; the first of the month where no day is named."""
    match = DAY.search(text)
    if match is None:
        return None
    try:
        return date(year_of(match["year"]), number(match["month"]), number(match["day"] or "1"))
    except ValueError:
        return None


def year_of(text: str) -> int:
    return int("".join(DIGITS.get(character, character) for character in text))


def number(text: str) -> int:
    return int(text) if text.isdigit() else number_of(text) or 0
