"""Families of markers: from a marker as written to its first member, and from there to the n-th."""

import pytest

from speeches.manuscript.numbering import marker, series_of, standard_series
from speeches.manuscript.numerals import chinese, circled, number_of

FAMILIES = {
    "一、": ["一、", "二、", "十、", "十一、", "二十、", "二十三、"],
    "（一）": ["（一）", "（二）", "（十）", "（十一）", "（二十）", "（二十三）"],
    "(一)": ["(一)", "(二)", "(十)", "(十一)", "(二十)", "(二十三)"],
    "1.": ["1.", "2.", "10.", "11.", "20.", "23."],
    "１．": ["１．", "２．", "１０．", "１１．", "２０．", "２３．"],
    "（1）": ["（1）", "（2）", "（10）", "（11）", "（20）", "（23）"],
    "①": ["①", "②", "⑩", "⑪", "⑳", "㉓"],
    "第一，": ["第一，", "第二，", "第十，", "第十一，", "第二十，", "第二十三，"],
    "一是": ["一是", "二是", "十是", "十一是", "二十是", "二十三是"],
    "其一，": ["其一，", "其二，", "其十，", "其十一，", "其二十，", "其二十三，"],
    "第一个“3”": ["第一个“3”", "第二个“3”", "第十个“3”", "第十一个“3”", "第二十个“3”", "第二十三个“3”"],
}


@pytest.mark.parametrize(("series", "members"), FAMILIES.items())
def test_members_of_a_family(series: str, members: list[str]) -> None:
    assert [marker(series, number) for number in (1, 2, 10, 11, 20, 23)] == members
    assert {series_of(member) for member in members} == {series}


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (2, ["首先", "其次"]),
        (3, ["首先", "其次", "最后"]),
        (4, ["首先", "其次", "再次", "最后"]),
        (6, ["首先", "其次", "再次", "其四", "其五", "最后"]),
    ],
)
def test_order_words_by_the_size_of_their_list(size: int, words: list[str]) -> None:
    assert [marker("首先，", number, size) for number in range(1, size + 1)] == [
        word + "，" for word in words
    ]


@pytest.mark.parametrize("word", ["首先，", "其次，", "再次，", "再者，", "最后，"])
def test_order_words_are_one_family(word: str) -> None:
    assert series_of(word) == "首先，"


@pytest.mark.parametrize(
    ("series", "standard"),
    [("(一)", "（一）"), ("1、", "1."), ("１．", "1."), ("(1)", "（1）"), ("一、", "一、")],
)
def test_standard_form(series: str, standard: str) -> None:
    assert standard_series(series) == standard


def test_no_family_has_no_marker() -> None:
    assert marker("", 3) == ""


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("三", 3),
        ("两", 2),
        ("十二", 12),
        ("二十", 20),
        ("12", 12),
        ("１２", 12),
        ("⑫", 12),
        ("㊿", 50),
        ("X", None),
    ],
)
def test_numerals(numeral: str, number: int | None) -> None:
    assert number_of(numeral) == number


def test_chinese_numerals_are_read_back() -> None:
    assert [number_of(chinese(number)) for number in range(1, 200)] == list(range(1, 200))


def test_circled_numerals_end_at_fifty() -> None:
    assert [number_of(circled(number)) for number in range(1, 51)] == list(range(1, 51))
    assert circled(51) == "（51）"
