"""Rare characters (难字) and how they are read. The only module that knows where pinyin comes from."""

import os
import re
from collections.abc import Iterator

# The phrases cost 45 MB in every process; single characters are what is asked for here.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

import pypinyin

HANZI = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# GB 2312 orders its first level, the 3,755 characters of everyday use, by pinyin in these rows.
COMMON_ROWS = range(0xB0, 0xD8)
# Surnames that are read otherwise than the word.
SURNAMES = {
    "仇": "qiú",
    "单": "shàn",
    "解": "xiè",
    "区": "ōu",
    "朴": "piáo",
    "查": "zhā",
    "盖": "gě",
    "任": "rén",
    "华": "huà",
    "曾": "zēng",
    "缪": "miào",
    "燕": "yān",
    "种": "chóng",
    "员": "yùn",
    "繁": "pó",
    "秘": "bì",
    "折": "shé",
    "召": "shào",
    "尉迟": "yù chí",
    "万俟": "mò qí",
}


def is_common(character: str) -> bool:
    """Tell whether a character is of the first level of GB 2312: any reader knows it."""
    code = character.encode("gb2312", "ignore")
    return bool(code) and code[0] in COMMON_ROWS


def rare_characters(text: str) -> Iterator[str]:
    """Yield each character that not everybody reads at sight, once, in the order in which it comes."""
    found = dict.fromkeys(match[0] for match in HANZI.finditer(text))
    yield from (character for character in found if not is_common(character))


def spelled(word: str) -> str:
    """Return the pinyin of a word, a syllable a character; "" where one is not known.

    Each character in its first reading: a person has to look at characters that have several.
    """
    syllables = [readings(character)[:1] for character in word]
    return " ".join(first for one in syllables for first in one) if all(syllables) else ""


def is_hard_name(name: str) -> bool:
    """Tell whether a name may be misread: by its surname, or by a rare character."""
    return bool(surname(name)) or any(rare_characters(name))


def spelled_name(name: str) -> str:
    """Return the pinyin of a person's name, the surname read as one; "" where a character is unknown."""
    first = surname(name)
    rest = spelled(name[len(first) :])
    return f"{SURNAMES[first]} {rest}" if first and rest else spelled(name)


def surname(name: str) -> str:
    """Return the surname if it is one of those that are read otherwise."""
    return next((name[:end] for end in (2, 1) if len(name) > end and name[:end] in SURNAMES), "")


def readings(character: str) -> list[str]:
    """Return the readings of a character, the usual one first; none of what is no Hanzi."""
    if not HANZI.fullmatch(character):
        return []
    found = pypinyin.pinyin(character, heteronym=True, errors="ignore")
    return list(dict.fromkeys(found[0])) if found else []
