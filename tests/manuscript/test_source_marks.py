"""What word processors, input methods and web pages leave in a text: odd characters, dots for 。"""

import pytest

from speeches.manuscript.parsing import parse
from speeches.manuscript.sentences import first_sentence_end

from .shapes import shape


@pytest.mark.parametrize("mark", ["\u00ad", "\u200d", "\u202c", "\u2066", "\ufe0f"])
def test_a_character_that_nobody_sees_is_not_in_the_text(mark: str) -> None:
    assert parse(f"同志们：\n要加{mark}强领导。").manuscript.to_text() == "同志们：\n要加强领导。"


def test_entities_of_a_web_page_are_read_as_what_they_show() -> None:
    text = "同志们：\n&nbsp;&nbsp;&nbsp;&nbsp;要增强&ldquo;四个意识&rdquo;&mdash;&mdash;这是根本&#8230;"
    assert parse(text).manuscript.to_text() == "同志们：\n要增强“四个意识”——这是根本…"


@pytest.mark.parametrize("text", ["A&B公司", "研发&生产", "&copy;", "&#10;"])
def test_other_ampersands_stay(text: str) -> None:
    assert text in parse(f"同志们：\n检查了{text}等单位。").manuscript.to_text()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("压实领导责任.党组召开会议4次.", "压实领导责任."),
        ('落实"一岗双责".各科室都要抓.', '落实"一岗双责".'),
        ("增长8.5个百分点.全年任务完成.", "增长8.5个百分点."),
        ("登录www.gov.cn查询。好。", "登录www.gov.cn查询。"),
        ("一.认清形势", "一.认清形势"),
        ("十二.认清形势", "十二.认清形势"),
    ],
)
def test_a_dot_between_chinese_characters_ends_a_sentence(text: str, sentence: str) -> None:
    assert text[: first_sentence_end(text)] == sentence


def test_headings_that_end_with_a_dot_run_in() -> None:
    assert shape("一.形势\n1、抓责任.…\n2、抓学习.…") == [
        *("H1<一.>形势", "H3<1、>抓责任. | B …", "H3<2、>抓学习. | B …")
    ]


def test_order_words_after_a_dot_are_a_list() -> None:
    assert shape("同志们:\n一要书记抓.书记挂帅.二要抓书记.书记带头.")[1] == (
        "I1<一要>书记抓. | B 书记挂帅. | I1<二要>抓书记. | B 书记带头."
    )


def test_the_lines_of_an_imprint_are_dropped() -> None:
    parsed = parse("会议讲话\n同志们：\n要抓好落实。\n抄送：县委办公室\n县纪委办公室　2025年1月6日印发")
    assert [line for line, _ in parsed.dropped] == [4, 5]
