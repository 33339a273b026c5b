"""Anchors find the very words that were meant, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speeches.review.anchors import anchor_at, find_anchor

DOUBLED = "统一思想，大家要抓好落实。压实责任，大家要抓好落实。"
QUOTE = "大家要抓好落实。"
SECOND = DOUBLED.rindex(QUOTE)


def found(text: str, start: int, quote: str, changed: str) -> int | None:
    place = find_anchor(changed, anchor_at(text, start, quote))
    return place and place[0]


def test_words_are_found_after_edits_around_them() -> None:
    assert found("要抓好落实。", 1, "抓好", "同志们，一定要抓好各项落实。") == 7


def test_words_that_were_changed_are_gone() -> None:
    assert found("要抓好落实。", 1, "抓好", "要抓紧落实。") is None


def test_one_of_two_like_sentences_stays_itself() -> None:
    assert found(DOUBLED, SECOND, QUOTE, "会议指出，" + DOUBLED) == SECOND + 5
    assert found(DOUBLED, DOUBLED.index(QUOTE), QUOTE, "会议指出，" + DOUBLED) == DOUBLED.index(QUOTE) + 5


@pytest.mark.parametrize("kept", [slice(0, SECOND), slice(SECOND, None)])
def test_where_one_of_two_was_deleted_none_is_taken_for_the_other(kept: slice) -> None:
    for start in (DOUBLED.index(QUOTE), SECOND):
        at = found(DOUBLED, start, QUOTE, DOUBLED[kept])
        assert at is None or DOUBLED[kept][:at] == DOUBLED[:start][kept]


def test_places_that_cannot_be_told_apart_hold_while_all_are_there() -> None:
    text = "要落实。" * 20
    assert found(text, 41, "落实", text) == 41
    assert found(text, 41, "落实", text[4:]) is None


def test_a_copy_elsewhere_in_the_paragraph_does_not_take_the_comment() -> None:
    text = "各级党组织要切实扛起主体责任，层层压实，大家要抓好落实。"
    start = text.index(QUOTE)
    assert found(text, start, QUOTE, QUOTE + text) == start + len(QUOTE)


def test_no_words_are_no_anchor() -> None:
    with pytest.raises(ValueError, match="no such words"):
        anchor_at("要抓好落实。", 0, "抓好")


PIECE = st.sampled_from(["大家要抓好落实。", "要落实。", "统一思想，", "压实责任，", "再接再厉"])


@given(st.lists(PIECE, min_size=1, max_size=10), st.data())
def test_never_on_a_look_alike_after_a_piece_was_deleted(pieces: list[str], data: st.DataObject) -> None:
    """The oracle knows which piece is which: what is found is the piece that was meant, or nothing."""
    meant = data.draw(st.integers(0, len(pieces) - 1))
    deleted = data.draw(st.integers(0, len(pieces) - 1))
    text, start = "".join(pieces), len("".join(pieces[:meant]))
    left = pieces[:deleted] + pieces[deleted + 1 :]
    at = found(text, start, pieces[meant], "".join(left))
    if meant == deleted:
        assert at is None
    elif at is not None:
        assert at == len("".join(left[: meant - (deleted < meant)]))
