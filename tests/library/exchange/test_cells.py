"""What stands in a cell is never a formula, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speeches.library.exchange.cells import cell_text, plain, safe

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－5", "＠x", "'=1"]


@pytest.mark.parametrize("value", FORMULAS)
def test_what_looks_like_a_formula_gets_an_apostrophe(value: str):
    assert safe(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "监督常在", "“四个始终”", "'引用", "——结束语", "1=1"])
def test_anything_else_stays(value: str):
    assert safe(value) == value


@given(st.text(st.sampled_from("'=+-@甲\t\r\n＝")))
def test_safe_then_plain_is_the_identity(value: str):
    assert plain(safe(value)) == value
    assert not safe(value).startswith(tuple("=+-@\t\r\n＝"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3.0, "3"),
        ("一 \r\n二\n", "一\n二"),
        ("一_x000D_\n二", "一\n二"),
        ("'=1", "=1"),
        ("a\x00b", "ab"),
    ],
)
def test_cell_as_text(value: object, text: str):
    assert cell_text(value) == text
