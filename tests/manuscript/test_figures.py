"""Shares and year-on-year differences, exact and in Chinese; what cannot be computed says why."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speeches.manuscript.figures import Figure, derive, is_derived, read_number, rounded, with_unit

FIGURES = {
    figure.name: figure
    for figure in (
        Figure("处分人数", "357", "人", "318"),
        Figure("问责人数", "62", "人", "60"),
        Figure("立案件数", "1,286", "件", "1286"),
        Figure("信访量", "450", "件", "500"),
        Figure("满意率", "96.5", "%", "94.2"),
        Figure("资金", "6840.5", "万元", "6000"),
        Figure("新设", "8", "个", "0"),
        Figure("盈亏", "8", "万元", "-3"),
        Figure("无", "0", "人", "0"),
        Figure("没填", "", "人", ""),
        Figure("没有上年", "5", "人"),
        Figure("写了字", "三百", "人", "二百"),
    )
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("问责人数 占 处分人数", "17.4%"),
        ("处分人数 占 处分人数", "100%"),
        ("问责人数 占 处分人数 同比", "同比降低1.5个百分点"),
        ("处分人数 同比", "同比增长12.3%"),
        ("信访量 同比", "同比下降10%"),
        ("立案件数 同比", "与上年同期持平"),
        ("满意率 同比", "同比提高2.3个百分点"),
        ("满意率 增减", "同比提高2.3个百分点"),
        ("处分人数 增减", "同比增加39人"),
        ("信访量 增减", "同比减少50件"),
        ("资金 增减", "同比增加840.5万元"),
        ("新设 增减", "同比增加8个"),
        ("处分人数　同比", "同比增长12.3%"),
    ],
)
def test_what_is_computed(name: str, text: str):
    assert is_derived(name)
    assert derive(name, FIGURES).text == text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("新设 同比", "“新设”的上年同期数是 0，不能算增幅，可改用“新设 增减”"),
        ("盈亏 同比", "“盈亏”的上年同期数是负数，不能算增幅，可改用“盈亏 增减”"),
        ("问责人数 占 无", "“无”的数值是 0，不能作分母"),
        ("问责人数 占 没填", "“没填”的数值还没有填"),
        ("没有上年 同比", "“没有上年”的上年同期数还没有填"),
        ("写了字 同比", "“写了字”的数值“三百”不是数字"),
        ("举报 占 处分人数", "数据里还没有“举报”"),
        ("资金 占 处分人数", "“资金”和“处分人数”的单位不同（万元、人），不能算占比"),
        ("处分人数", "写法不认识，请写成“甲 占 乙”“甲 同比”或“甲 增减”"),
    ],
)
def test_what_cannot_be_computed_says_why(name: str, reason: str):
    assert derive(name, FIGURES) == derive(name, FIGURES).__class__(reason=reason)


@pytest.mark.parametrize("name", ["同比", "占比", "单位", "处分人数同比", "占用 土地", "提示：写同比"])
def test_other_names_are_no_formulas(name: str):
    assert not is_derived(name)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,286", 1286),
        ("１２", 12),
        ("3.50", Fraction(7, 2)),
        ("35%", 35),
        ("-3", -3),
        ("三", None),
        ("1,2", None),
    ],
)
def test_numbers_as_people_write_them(written: str, number: object):
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 25), "0.04"),
        (Fraction(12), "12"),
        (Fraction(1199, 100), "12.0"),
        (Fraction(1, 10**9), "不足0.0001"),
        (Fraction(999, 10), "99.9"),
    ],
)
def test_rounding(number: Fraction, text: str):
    assert rounded(number) == text


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_share_is_never_off_by_more_than_half_a_tenth(part: int, whole: int):
    figures = {"甲": Figure("甲", str(part)), "乙": Figure("乙", str(whole))}
    said = read_number(derive("甲 占 乙", figures).text.removeprefix("不足"))
    assert said is not None
    assert abs(said - Fraction(100 * part, whole)) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("after", "text"),
    [("", "357人"), ("，同比", "357人"), ("名干部", "357"), ("人", "357"), ("（其中", "357人")],
)
def test_the_unit_is_added_where_none_follows(after: str, text: str):
    assert with_unit("357", "人", after) == text
