"""Rare characters and their readings."""

import pytest

from speeches.manuscript.spelling import (
    is_common,
    is_hard_name,
    rare_characters,
    readings,
    spelled,
    spelled_name,
)


def test_everyday_characters_are_common() -> None:
    assert all(
        is_common(character) for character in "坚持全面从严治党，纪检监察干部队伍" if character != "，"
    )


@pytest.mark.parametrize("character", "甪邛崃潢臧氇纛𠮷")
def test_characters_of_names_are_rare(character: str) -> None:
    assert not is_common(character)


def test_each_rare_character_comes_once_and_marks_never() -> None:
    assert list(rare_characters("甪直镇在邛崃，甪直人说：“ABC 123。”")) == ["甪", "邛", "崃"]


def test_a_word_is_spelled_syllable_by_syllable() -> None:
    assert spelled("甪直") == "lù zhí"
    assert spelled("A") == ""


@pytest.mark.parametrize(
    ("name", "reading"), [("单志远", "shàn zhì yuǎn"), ("尉迟明", "yù chí míng"), ("王玥", "wáng yuè")]
)
def test_names_are_read_as_names(name: str, reading: str) -> None:
    assert is_hard_name(name)
    assert spelled_name(name) == reading


def test_a_plain_name_needs_no_reading() -> None:
    assert not is_hard_name("王明")


def test_a_character_may_have_several_readings() -> None:
    assert {"dān", "shàn"} <= set(readings("单"))
