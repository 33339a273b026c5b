"""What paragraphs of a speech become when they are kept as material."""

import pytest

from speeches.library.models.entry import Function, Kind
from speeches.library.proposals import suggest, with_placeholders
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript

SPEECH = parse(
    """在全市警示教育大会上的讲话
同志们：
今天召开这次会议，主要是用身边的事教育身边的人。
一、存在的突出问题
云川市纪委监委查处的案件表明，形势不容乐观，一些干部心存侥幸，一些单位管理松散，制度执行不到位，监督没有跟上。
二、下步工作任务
要做到“两个坚持”：
一是坚持从严。
二是坚持从实。
监督常在，形成常态。
谢谢大家！"""
).manuscript


def keys(*texts: str) -> list[str]:
    return [p.key for p in SPEECH.paragraphs if any(p.text.startswith(text) for text in texts)]


@pytest.mark.parametrize(
    ("texts", "kind", "function", "title"),
    [
        (("要做到", "坚持从"), Kind.ENUMERATION, Function.TASK, "“两个坚持”"),
        (("云川市",), Kind.PASSAGE, Function.PROBLEM, "云川市纪委监委查处的案件表明"),
        (("存在的", "云川市"), Kind.PASSAGE, Function.PROBLEM, "存在的突出问题"),
        (("监督常在",), Kind.SLOGAN, Function.ENDING, "监督常在"),
        (("今天召开",), Kind.SLOGAN, Function.OPENING, "今天召开这次会议"),
    ],
)
def test_kind_function_and_title_are_guessed(
    texts: tuple[str, ...], kind: Kind, function: Function, title: str
):
    found = suggest(SPEECH, keys(*texts), {})
    assert found is not None
    assert found.kind == kind
    assert found.function == function
    assert title.strip("“”") in found.title


def test_items_are_numbered_anew():
    found = suggest(SPEECH, keys("坚持从实"), {})
    assert found is not None
    assert found.text == "一是坚持从实。"


def test_facts_become_placeholders_and_are_told():
    found = suggest(SPEECH, keys("云川市"), {"单位": "云川市纪委监委", "简称": "云川市"})
    assert found is not None
    assert found.text.startswith("【单位】查处的案件表明")
    assert found.replaced == (("云川市纪委监委", "【单位】"),)


def test_what_is_open_already_and_single_characters_stay():
    assert with_placeholders("【单位】在市里。", {"甲": "单位", "乙": "市"}) == ("【单位】在市里。", ())


def test_nothing_of_it_there():
    assert suggest(SPEECH, ["nokey"], {}) is None
    assert suggest(Manuscript(), [], {}) is None


def test_figures_and_names_become_placeholders_as_in_the_intake():
    text = "上半年开展监督14次，处分6人。云川市纪委监委张三同志被评为先进。"
    found, replaced = with_placeholders(text, {"单位": "云川市纪委监委"})
    assert found == "上半年开展监督【次数】次，处分【人数】人。【单位】【姓名】同志被评为先进。"
    assert [words for words, _ in replaced] == ["14", "6", "云川市纪委监委", "张三"]


def test_open_places_are_no_figures_of_the_speech():
    assert with_placeholders("开展监督XX次。", {}) == ("开展监督XX次。", ())
