"""Excerpts and marks of hits."""

import pytest

from speeches.library.templatetags.speech import EXCERPT, excerpt, highlight, speech_text, unbroken


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("群众身边的事", "群众", "<mark>群众</mark>身边的事"),
        ("群众身边", "身边 群众", "<mark>群众</mark><mark>身边</mark>"),
        ("Word和word", "WORD", "<mark>Word</mark>和<mark>word</mark>"),
        ("a.b", ".", "a<mark>.</mark>b"),
        ("<b>&", "b", "&lt;<mark>b</mark>&gt;&amp;"),
        ("没有", "", "没有"),
    ],
)
def test_highlight(text: str, query: str, marked: str):
    assert highlight(text, query) == marked


def test_placeholders_have_their_colour_and_hits_inside_too():
    assert speech_text("在【单位】开会", "单位") == '在<span class="slot">【<mark>单位</mark>】</span>开会'


def test_excerpt_shows_the_words_sought():
    text = "甲" * 300 + "。群众满意，" + "乙" * 20 + "监督跟上。" + "丙" * 300
    piece = excerpt(text, "监督 群众")
    assert "群众" in piece
    assert "监督" in piece
    assert len(piece) <= EXCERPT + 4


def test_excerpt_begins_at_the_beginning_where_it_can():
    assert excerpt("群众" + "甲" * 300, "群众").startswith("群众")
    assert excerpt("短句。", "没有") == "短句。"


def test_a_date_in_a_title_is_one_piece() -> None:
    assert unbroken("在2026年上半年<工作>会议上") == (
        '在<span class="unbroken">2026年</span>上半年&lt;工作&gt;会议上'
    )
    assert unbroken("2026年3月18日") == '<span class="unbroken">2026年3月18日</span>'
    assert unbroken("没有日期") == "没有日期"
