"""A list out of a speech becomes material of its kind (存为素材): announced, or nothing but a list."""

import json
from pathlib import Path
from typing import Any

import pytest

from speeches.library.fragments import read_fragment
from speeches.library.models.entry import Kind
from speeches.library.proposals import Suggestion, suggest
from speeches.manuscript.announcements import bind, find_announcements
from speeches.manuscript.enumeration import Arrangement, Form, arranged, read_enumeration
from speeches.manuscript.parsing import parse

SPEECH = bind(
    parse(
        "在会议上的讲话\n同志们：\n一、体会\n经验体现为“四个始终”。\n"
        "一是始终从严。\n二是始终从实。\n三是始终从细。\n四是始终从快。\n以上四个“始终”要坚持。\n"
        "二、打算\n今年的工作很重。要抓紧。\n谢谢大家！"
    ).manuscript
)


def proposed(*beginnings: str) -> Suggestion:
    keys = [p.key for p in SPEECH.paragraphs if p.text.startswith(beginnings)]
    found = suggest(SPEECH, keys, {})
    assert found is not None
    return found


def test_a_whole_list_with_what_announces_it() -> None:
    found = proposed("经验", "始终", "以上")
    assert (found.kind, found.title) == (Kind.ENUMERATION, "“四个始终”")


def test_part_of_a_list_says_how_many_were_taken() -> None:
    found = proposed("经验", "始终从严", "始终从细", "以上")
    assert found.kind is Kind.ENUMERATION
    assert found.text == ("经验体现为“两个始终”。\n一是始终从严。\n二是始终从细。\n以上两个“始终”要坚持。")


def test_items_alone_are_an_enumeration() -> None:
    found = proposed("始终")
    assert (found.kind, found.title) == (Kind.ENUMERATION, "始终从严")


def test_other_paragraphs_are_none() -> None:
    assert proposed("今年").kind is Kind.SLOGAN
    assert proposed("始终从严").kind is not Kind.ENUMERATION


ENTRIES = [
    entry
    for path in sorted(Path("fixtures/library").rglob("*.json"))
    for entry in json.loads(path.read_text(encoding="utf-8"))
    if entry.get("kind") == "enumeration"
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["title"][:12])
def test_every_enumeration_that_is_shipped_can_be_taken_apart(entry: dict[str, Any]) -> None:
    manuscript = bind(read_fragment(entry["text"]).manuscript)
    found = read_enumeration(manuscript)
    assert found is not None
    everything = range(len(found.items))
    assert arranged(found, Arrangement(everything, found.form)).to_text() == manuscript.to_text()
    for form in Form:
        fewer = arranged(found, Arrangement(everything[:-1], form, "第一，"))
        said = [one for one in find_announcements(fewer) if one.group]
        # “两个结合起来” begins like a set name of two, of which nothing is ever said.
        assert said or "三个结合" in entry["title"]
        assert all(one.n == one.counted == len(everything) - 1 for one in said)
