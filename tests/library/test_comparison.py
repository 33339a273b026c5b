"""What went and what came: both texts can be read from it."""

from hypothesis import given
from hypothesis import strategies as st

from speeches.library.comparison import Piece, compare

TEXTS = st.text(alphabet="一是要抓好落实，。\n", max_size=60)


def test_pieces_in_reading_order():
    assert compare("从严治党", "全面从严治党") == [Piece("ins", "全面"), Piece("", "从严治党")]


@given(TEXTS, TEXTS)
def test_both_texts_are_there(before: str, after: str):
    pieces = compare(before, after)
    assert "".join(text for kind, text in pieces if kind != "ins") == before
    assert "".join(text for kind, text in pieces if kind != "del") == after
