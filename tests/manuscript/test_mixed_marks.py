"""Markers as they are typed outside offices' own files: signs before them, lists typed like headings."""

import pytest

from speeches.manuscript.numbering import derived_markers
from speeches.manuscript.parsing import parse

from .shapes import shape

CASES = {
    "bracketed numbers in one paragraph": (
        "一、自律\n（1）守住底线；（2）管好家人；（3）带头示范。\n（1）守规矩。…\n（2）讲程序。…",
        [
            "H1<一、>自律",
            "I1<（1）>守住底线； | I1<（2）>管好家人； | I1<（3）>带头示范。",
            "H4<（1）>守规矩。 | B …",
            "H4<（2）>讲程序。 | B …",
        ],
    ),
    "half brackets in one paragraph": (
        "一、严禁\n1)拉票；2)送礼；3)说情。",
        ["H1<一、>严禁", "I1<1)>拉票； | I1<2)>送礼； | I1<3)>说情。"],
    ),
    "a list inside a run-in heading's text": (
        "（一）守规矩。要做到：（1）懂；（2）用。\n（二）讲程序。…",
        ["H2<（一）>守规矩。 | B 要做到： | I1<（1）>懂； | I1<（2）>用。", "H2<（二）>讲程序。 | B …"],
    ),
    "lines that end with a semicolon": (
        "同志们：\n要做到以下几条：\n1. 严禁收礼；\n2. 严禁请托；\n3. 严禁泄密。\n…",
        [
            *("S 同志们：", "B 要做到以下几条："),
            *("I1<1.> 严禁收礼；", "I1<2.> 严禁请托；", "I1<3.> 严禁泄密。", "C …"),
        ],
    ),
    "signs before the markers": (
        "同志们：\n…\n✅一是看账本。…\n✅二是看合同。…\n■ 一、任务\n…\n■ 二、要求\n…",
        [
            *("S 同志们：", "B …", "I1<✅一是>看账本。 | B …", "I1<✅二是>看合同。 | B …"),
            *("H1<■ 一、>任务", "B …", "H1<■ 二、>要求", "B …"),
        ],
    ),
    "headings in brackets": (
        "同志们：\n…\n【为什么改】\n…\n【改什么】\n一是改作风。…\n二是改方法。…",
        [
            *("S 同志们：", "B …", "H1 【为什么改】", "B …", "H1 【改什么】"),
            *("I1<一是>改作风。 | B …", "I1<二是>改方法。 | B …"),
        ],
    ),
    "headings that number a word": (
        "同志们：\n用两个“关键词”谈心。\n关键词一：信仰\n…\n关键词二：学习\n…",
        ["S 同志们：", "B 用两个“关键词”谈心。", "H1<关键词一：>信仰", "B …", "H1<关键词二：>学习", "B …"],
    ),
    "labels in a row are no headings": (
        "同志们：\n…\n问题一：学得不深\n问题二：抓得不紧\n问题三：改得不实\n…",
        ["S 同志们：", "B …", "B 问题一：学得不深", "B 问题二：抓得不紧", "B 问题三：改得不实", "B …"],
    ),
    "places to be filled are no headings": (
        "同志们：\n一、回顾\n【工作回顾】\n二、任务\n【工作任务】\n…",
        ["S 同志们：", "H1<一、>回顾", "B 【工作回顾】", "H1<二、>任务", "B 【工作任务】", "B …"],
    ),
    "parts over arabic numbers": (
        "第一部分　成绩\n1、抓学习。…\n2、抓队伍。…\n第二部分　打算\n…",
        ["H1<第一部分>　成绩", "H3<1、>抓学习。 | B …", "H3<2、>抓队伍。 | B …", "H1<第二部分>　打算", "B …"],
    ),
    "order words from the paragraph's start": (
        "同志们：\n首先，要信念坚定。…其次，要家风严正。…最后，要接受监督。…",
        [
            "S 同志们：",
            "I1<首先，>要信念坚定。 | B … | I1<其次，>要家风严正。 | B … | I1<最后，>要接受监督。 | B …",
        ],
    ),
    "a last word after numbered points": (
        "同志们：\n…\n第一，要忠诚。…\n第二，要干净。…\n最后，祝大家工作顺利。",
        [
            "S 同志们：",
            "B …",
            "I1<第一，>要忠诚。 | B …",
            "I1<第二，>要干净。 | B …",
            "C 最后，祝大家工作顺利。",
        ],
    ),
}


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES)
def test_shape(text: str, lines: list[str]) -> None:
    assert shape(text) == lines


def test_a_sign_goes_on_with_the_list() -> None:
    paragraphs = parse("同志们：\n👉一是看账本。\n👉二是看合同。\n👉三是看现场。").manuscript.paragraphs
    assert derived_markers(paragraphs)[1:] == ["👉一是", "👉二是", "👉三是"]
