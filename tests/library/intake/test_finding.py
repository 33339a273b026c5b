"""What is found in a speech, and why."""

import pytest

from speeches.library.intake.figures import applied, suggest, switched
from speeches.library.intake.finding import Find, find
from speeches.library.intake.fingerprints import grams, likeness
from speeches.library.intake.provenance import level_of, provenance
from speeches.library.intake.slogans import slogans
from speeches.manuscript.parsing import parse

from .factories import SPEECH


def found(kind: str) -> list[Find]:
    return [each for each in find(parse(SPEECH).manuscript) if each.kind == kind]


def test_enumeration_has_lead_in_items_and_what_takes_it_up():
    (enumeration,) = found("enumeration")
    assert enumeration.text.startswith("概括起来，就是“三个始终”。\n一是始终把牢")
    assert enumeration.text.endswith("今后要长期坚持下去。")
    assert "预告“三个始终”与随后 3 个条目一致" in enumeration.why
    assert (enumeration.first, enumeration.last) == (6, 10)


def test_sections_are_told_by_words_and_place():
    functions = [each.function for each in found("passage")]
    assert functions == ["开场", "回顾", "回顾", "问题", "任务", "结尾"]
    assert all(each.why for each in found("passage"))


def test_slogans_are_short_and_parallel():
    assert {each.text for each in found("slogan")} == {"监督常在，形成常态。"}


def test_text_of_a_find_is_text_of_the_speech():
    solid = "".join(SPEECH.split())
    for each in find(parse(SPEECH).manuscript):
        for paragraph in each.paragraphs:
            assert "".join(paragraph.text.split()) in solid


def test_quoted_lines_are_slogans_and_reports_are_not():
    assert [s.text for s in slogans("做到“查处一案，警示一片”。")] == ["查处一案，警示一片。"]
    assert not list(slogans("立案12件，处分30人。今天我来了，明天他走了。"))


def test_figures_dates_and_offices_become_placeholders():
    text = "2025年7月18日，云川市开展监督14次，处分96人，挽回1,200万元，占12%。"
    suggestions = suggest(text, ["云川市"])
    assert (
        applied(text, suggestions)
        == "【时间】，【单位】开展监督【次数】次，处分【人数】人，挽回【金额】万元，占【比例】%。"
    )


def test_words_with_numbers_are_no_figures():
    text = "落实中央八项规定精神，贯彻二十大部署，讲三点意见，深化“2+3”机制，全市各县区都要做。"
    assert suggest(text) == []


def test_masks_of_the_speech_become_placeholders():
    assert (
        applied("X月X日开展XX次，*同志说", suggest("X月X日开展XX次，*同志说"))
        == "【时间】开展【数据】次，【姓名】同志说"
    )


def test_each_suggestion_is_undone_alone():
    text = "监督14次，处分96人。"
    assert applied(text, switched(suggest(text), 0)) == "监督14次，处分【人数】人。"
    assert applied(text, switched(switched(suggest(text), 0), 0)) == applied(text, suggest(text))


def test_provenance_is_read_from_the_title_block():
    labelled = parse("廉政党课讲稿\n主讲人：李四\n（2024年3月5日）\n同志们：\n要守住底线。").manuscript
    assert provenance(labelled, "x.txt").speaker == "李四"
    known = provenance(parse(SPEECH).manuscript, "x.txt")
    assert known.title == "在全市纪检监察机关半年工作会议上的讲话"
    assert "高远" in known.speaker
    assert str(known.spoken_on) == "2025-07-18"


def test_figures_do_not_make_another_text():
    said, kept = "今年开展专项监督14次，发现问题230个。", "今年开展专项监督【次数】次，发现问题【数据】个。"
    assert likeness(grams(said), grams(kept)) == 1
    assert likeness(grams(said), grams("群众满意才是满意。")) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("东江区纪委监委张三同志被评为先进。", "【单位】【姓名】同志被评为先进。"),
        ("云川市纪委李小明被评为先进个人。", "云川市纪委【姓名】被评为先进个人。"),
        ("第三纪检监察室王芳同志荣获三等功。", "【单位】【姓名】同志荣获三等功。"),
    ],
)
def test_name_behind_an_office_becomes_a_placeholder(text: str, said: str):
    assert applied(text, suggest(text)) == said


@pytest.mark.parametrize(
    "text", ["各级党委常委同志要带头。", "机关各部门同志都要参加。", "纪委全体同志要牢记。"]
)
def test_words_before_comrades_are_no_names(text: str):
    assert applied(text, suggest(text)) == text


@pytest.mark.parametrize(
    ("speaker", "title", "level"),
    [
        ("区纪委书记　高远", "在全市纪检监察工作会议上的讲话", "县"),
        ("云川市东江区纪委书记、监委主任", "", "县"),
        ("市纪委书记　高远", "", "市"),
        ("省纪委常务副书记", "", "省"),
        ("自治区纪委书记", "", "省"),
        ("市纪委派驻市卫健委纪检监察组组长", "", "派驻"),
        ("云川交通集团纪委书记", "", "企业"),
        ("高远", "在全县警示教育大会上的讲话", "县"),
        ("高远", "在警示教育大会上的讲话", ""),
        ("", "在社区工作者座谈会上的讲话", ""),
    ],
)
def test_level_is_what_the_speech_says_and_else_open(speaker: str, title: str, level: str):
    assert level_of(speaker, title) == level
