"""What a speech says about itself: its title, who spoke, on which day."""

import re
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from speeches.manuscript.numerals import number_of
from speeches.manuscript.value import Manuscript

DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*[年.\-/]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]\s*"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?"
)
BRACKETS = re.compile(r"^[（(〔\[]+|[）)〕\]]+$")


class Provenance(NamedTuple):
    title: str
    speaker: str
    spoken_on: date | None


def provenance(manuscript: Manuscript, filename: str) -> Provenance:
    """Return what is known; the file's name stands in for a missing title and may hold the date."""
    stem = PurePath(filename).stem
    title = manuscript.title or stem
    day = find_day(manuscript.date) or find_day(manuscript.byline) or find_day(stem)
    speaker = BRACKETS.sub("", DAY.sub("", manuscript.byline)).strip(" 　，,（）()")
    return Provenance(title[:200], speaker[:60], day)


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
