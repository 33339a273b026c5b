"""Insert, delete and move: markers and counts that agreed follow; what was wrong stays to be judged."""

import pytest

from speeches.manuscript import editing
from speeches.manuscript.announcements import bind
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .shapes import FILLER, read

SPEECH = "下面，我讲三点意见。\n一、甲\n…\n二、乙\n要抓好三项工作：一是学；二是做；三是改。\n三、丙\n…"


@pytest.fixture
def speech() -> Manuscript:
    return bind(read(SPEECH).manuscript)


def key(speech: Manuscript, text: str) -> str:
    return next(paragraph.key for paragraph in speech.paragraphs if paragraph.text.startswith(text))


def printed(speech: Manuscript) -> list[str]:
    return speech.to_text().replace(FILLER, "…").split("\n")


def heading(text: str, typed: str | None = None) -> Paragraph:
    return Paragraph("new1", Role.HEADING, text, level=1, series="一、", typed_marker=typed)


def test_inserted_heading_moves_the_rest_on(speech: Manuscript) -> None:
    assert printed(editing.insert(speech, key(speech, FILLER), [heading("新", typed="九、")])) == [
        "下面，我讲四点意见。",
        "一、甲",
        "…",
        "二、新",
        "三、乙",
        "要抓好三项工作：一是学；二是做；三是改。",
        "四、丙",
        "…",
    ]


def test_inserted_first(speech: Manuscript) -> None:
    opening = Paragraph("new1", Role.SALUTATION, "同志们：")
    assert printed(editing.insert(speech, None, [opening]))[:2] == ["同志们：", "下面，我讲三点意见。"]


def test_deleted_items(speech: Manuscript) -> None:
    assert "要抓好两项工作：一是学；二是改。" in printed(editing.delete(speech, [key(speech, "做")]))


def test_count_falls_to_one_with_its_list(speech: Manuscript) -> None:
    gone = [key(speech, "做"), key(speech, "改")]
    assert "要抓好一项工作：一是学；" in printed(editing.delete(speech, gone))


def test_moved_section(speech: Manuscript) -> None:
    section = [key(speech, "丙"), speech.paragraphs[-1].key]
    assert printed(editing.move(speech, section, speech.paragraphs[0].key)) == [
        "下面，我讲三点意见。",
        "一、丙",
        "…",
        "二、甲",
        "…",
        "三、乙",
        "要抓好三项工作：一是学；二是做；三是改。",
    ]


def test_moved_item(speech: Manuscript) -> None:
    assert "要抓好三项工作：一是改。二是学；三是做；" in printed(
        editing.move(speech, [key(speech, "改")], key(speech, "要抓好"))
    )


def test_wrong_count_is_not_corrected_in_passing() -> None:
    speech = bind(read("要抓好五项工作：一是学；二是做；三是改。").manuscript)
    assert printed(editing.delete(speech, [key(speech, "做")])) == ["要抓好五项工作：一是学；二是改。"]


def test_arabic_count_stays_arabic() -> None:
    speech = bind(read("要抓好3项工作：一是学；二是做；三是改。").manuscript)
    assert printed(editing.delete(speech, [key(speech, "做")])) == ["要抓好2项工作：一是学；二是改。"]


def test_typed_markers_of_untouched_lists_stay() -> None:
    speech = read("…一是学；二是做；四是改。\n…一是查；二是改；四是评。").manuscript
    assert printed(editing.delete(speech, [key(speech, "查")])) == [
        "…一是学；二是做；四是改。",
        "…一是改；二是评。",
    ]


def test_unknown_key(speech: Manuscript) -> None:
    with pytest.raises(KeyError):
        editing.insert(speech, "nobody", [])


def test_a_count_that_fell_to_one_stays_bound_and_follows_again() -> None:
    text = "同志们：\n下面，我讲两点意见。\n一、先看长处\n正文。\n二、再看短处\n正文。"
    whole = read(text).manuscript
    second = next(p for p in whole.paragraphs if p.text == "再看短处")
    one = bind(editing.delete(whole, {second.key}))
    assert "讲一点意见" in one.to_text()
    assert "讲两点意见" in editing.insert(one, one.paragraphs[-1].key, [second]).to_text()
