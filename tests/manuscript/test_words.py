"""Words of a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.manuscript.words import Vocabulary, words


def test_words_of_the_trade() -> None:
    assert words("党风廉政建设和从严治党") == ["党风廉政", "建设", "和", "从严治党"]


@settings(deadline=None)
@given(st.text())
def test_joined_they_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_words_of_ones_own_stay_whole() -> None:
    own = Vocabulary(["政治监督", "云川市纪委监委", "纪委监委", "监督"])
    assert words("云川市纪委监委深化政治监督", own) == ["云川市纪委监委", "深化", "政治监督"]
    assert words("云川市纪委监委深化政治监督") != words("云川市纪委监委深化政治监督", own)


def test_what_the_segmenter_knows_is_left_to_it() -> None:
    assert Vocabulary(["监督", "的", ""]).words == frozenset()
    assert words("监督检查", Vocabulary()) == words("监督检查")


@settings(deadline=None)
@given(st.text("政治监督检查室（）“”*"), st.lists(st.text("政治监督检查室*(", min_size=1)))
def test_joined_they_are_the_text_whatever_is_ones_own(text: str, own: list[str]) -> None:
    assert "".join(words(text, Vocabulary(own))) == text
