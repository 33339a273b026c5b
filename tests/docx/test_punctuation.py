"""Half-width marks between Hanzi become full-width; everything else stays as typed."""

import pytest
from hypothesis import given

from speeches.docx.ordinal import standard_marker
from speeches.manuscript.punctuation import full_width
from tests.strategies import wild_texts


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("同志们:", "同志们："),
        ("知责,明责;担责!", "知责，明责；担责！"),
        ("加强管理(试行)办法", "加强管理（试行）办法"),
        ("(2023年2月8日)", "（2023年2月8日）"),
        ("对照清单(共7项)整改", "对照清单（共7项）整改"),
        ("第(3)项", "第（3）项"),
        ("同志们,2023年", "同志们，2023年"),
        ("树立\"四个意识\",做到'两个维护'", "树立“四个意识”，做到‘两个维护’"),
        ('坚持"2+3"机制', "坚持“2+3”机制"),
        ("“三不腐”,一体推进", "“三不腐”，一体推进"),
    ],
)
def test_marks_of_chinese_text(typed: str, standard: str) -> None:
    assert full_width(typed) == standard


@pytest.mark.parametrize(
    "typed",
    [
        "比分3:1",
        "上午9:30",
        "1,000人",
        "3.5%",
        "ABC, Inc.",
        "f(x)=1",
        "Let's go",
        "https://a.cn/?b=1",
        "同志们：",
        "12;34",
    ],
)
def test_marks_of_numbers_and_latin_text_stay(typed: str) -> None:
    assert full_width(typed) == typed


@given(wild_texts)
def test_length_stays_and_twice_is_once(text: str) -> None:
    once = full_width(text)
    assert len(once) == len(text)
    assert full_width(once) == once


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("(一)", "（一）"),
        ("（二)", "（二）"),
        ("(3)", "（3）"),
        ("1、", "1."),
        ("１．", "1."),
        ("12.", "12."),
        ("1)", "（1）"),
        ("一.", "一、"),
        ("十二，", "十二、"),
        ("（一）、", "（一）"),
        ("一、", "一、"),
        ("①", "①"),
        ("一是", "一是"),
        ("第一,", "第一，"),
        ("首先，", "首先，"),
        ("", ""),
    ],
)
def test_markers(typed: str, standard: str) -> None:
    assert standard_marker(typed) == standard
