"""Words of a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.manuscript.words import words


def test_words_of_the_trade() -> None:
    assert words("党风廉政建设和从严治党") == ["党风廉政", "建设", "和", "从严治党"]


@settings(deadline=None)
@given(st.text())
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text
