"""The stored shape, format 1: what was written once must be read for ever."""

import json

import pytest

from speeches.manuscript.paragraph import KEY_ALPHABET, Origin, Paragraph, Role, Span, new_key
from speeches.manuscript.value import Front, FrontLine, Manuscript

FULL = Manuscript(
    tuple(FrontLine(kind, f"{kind.value}行") for kind in Front),
    (
        Paragraph("k1", Role.SALUTATION, "同志们："),
        Paragraph("k2", Role.HEADING, "形势", level=1, series="一、", typed_marker="二、"),
        Paragraph("k3", Role.HEADING, "工作回顾", level=2, typed_marker=""),
        Paragraph("k4", Role.BODY, "要抓两点：", spans=(Span(2, 4, "count", "l1"),)),
        Paragraph("k5", Role.ITEM, "学；", series="一是", list_id="l1", depth=1, run_in=True),
        Paragraph("k6", Role.ITEM, "做。", series="一是", list_id="l1", depth=1, origin=Origin("e1", 3)),
        Paragraph("k7", Role.CLOSING, "谢谢！"),
    ),
)

# As an early version wrote it, without any of the optional fields. Never change this text.
FORMAT_1 = """{"format": 1, "front": [["title", "会议讲话"], ["date", "（2024年3月5日）"]], "paragraphs": [
{"key": "abc", "role": "heading", "text": "形势", "level": 1, "series": "一、"},
{"key": "abd", "role": "item", "text": "学。", "series": "一是", "list": "l1", "depth": 1,
 "typed_marker": "二是"},
{"key": "abe", "role": "body", "text": "今年以来。", "run_in": true, "spans": [[0, 2, "fact", "年份"]],
 "origin": ["0f8d", 2]},
{"key": "abf", "role": "body", "text": ""}]}"""


def test_round_trip_through_json() -> None:
    assert Manuscript.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


def test_format_1_is_read() -> None:
    manuscript = Manuscript.from_json(json.loads(FORMAT_1))
    assert manuscript == Manuscript(
        (FrontLine(Front.TITLE, "会议讲话"), FrontLine(Front.DATE, "（2024年3月5日）")),
        (
            Paragraph("abc", Role.HEADING, "形势", level=1, series="一、"),
            Paragraph("abd", Role.ITEM, "学。", series="一是", list_id="l1", depth=1, typed_marker="二是"),
            Paragraph(
                "abe",
                Role.BODY,
                "今年以来。",
                run_in=True,
                spans=(Span(0, 2, "fact", "年份"),),
                origin=Origin("0f8d", 2),
            ),
            Paragraph("abf", Role.BODY, ""),
        ),
    )
    assert manuscript.to_json() == json.loads(FORMAT_1)


def test_defaults_are_not_stored() -> None:
    assert Paragraph("k", Role.BODY, "文").to_json() == {"key": "k", "role": "body", "text": "文"}


@pytest.mark.parametrize("data", [{}, {"format": 2, "front": [], "paragraphs": []}])
def test_unknown_format_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="format"):
        Manuscript.from_json(data)


def test_printed_lines_and_text() -> None:
    lines = [[marker + p.text for marker, p in line] for line in FULL.printed_lines()]
    assert lines == [
        ["同志们："],
        ["二、形势"],
        ["工作回顾"],
        ["要抓两点：", "一是学；"],
        ["二是做。"],
        ["谢谢！"],
    ]
    assert FULL.to_text().endswith("要抓两点：一是学；\n二是做。\n谢谢！")


def test_front_lines_by_kind() -> None:
    assert (FULL.title, FULL.subtitle, FULL.byline, FULL.date) == (
        "title行",
        "subtitle行",
        "byline行",
        "date行",
    )


def test_title_of_several_lines() -> None:
    def title(*lines: str) -> str:
        return Manuscript(tuple(FrontLine(Front.TITLE, line) for line in lines)).title

    assert title("在全县会议上", "的讲话") == "在全县会议上的讲话"
    assert title("坚定信心 真抓实干", "奋力开创新局面") == "坚定信心 真抓实干 奋力开创新局面"


def test_keys_are_fresh_and_fit_for_bookmarks() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(len(key) == 12 and set(key) <= set(KEY_ALPHABET) for key in keys)
