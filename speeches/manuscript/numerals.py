"""Numerals as they stand in speeches: 一二三, 1 2 3, １２３, ①②③."""

import re
from functools import cache

import cn2an

HAN = "一二三四五六七八九十"
HAN_NUMBER = rf"[{HAN}]{{1,3}}"
FULL_WIDTH_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
HALF_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
CIRCLED_RANGES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
CIRCLED = "①-⑳㉑-㉟㊱-㊿"


@cache
def chinese(number: int) -> str:
    """Return a number in Chinese numerals as counted aloud in lists: 十, 十二, 二十, 一百零五."""
    return str(cn2an.an2cn(number)).removeprefix("一") if 10 <= number < 20 else str(cn2an.an2cn(number))


@cache
def circled(number: int) -> str:
    """Return ① … ㊿; beyond fifty there is no such character and （51） is used."""
    for first, last, base in CIRCLED_RANGES:
        if first <= number <= last:
            return chr(base + number - first)
    return f"（{number}）"


@cache
def number_of(numeral: str) -> int | None:
    """Return the value of a numeral in any of the four scripts (也 “两”), None where it is not one."""
    if len(numeral) == 1:
        for first, last, base in CIRCLED_RANGES:
            if base <= ord(numeral) <= base + last - first:
                return first + ord(numeral) - base
    digits = numeral.translate(HALF_WIDTH_DIGITS)
    if re.fullmatch(r"[0-9]{1,4}", digits):
        return int(digits)
    try:
        return int(cn2an.cn2an(numeral.replace("两", "二"), "normal"))
    except (ValueError, KeyError):  # cn2an trips over some impossible numerals (十十一).
        return None
