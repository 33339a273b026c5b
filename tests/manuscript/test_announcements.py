"""Announced counts: found with their list, checked against it, and not a word where no list is found."""

from dataclasses import replace

import pytest

from speeches.manuscript.announcements import bind, find_announcements
from speeches.manuscript.groups import group_members
from speeches.manuscript.paragraph import Role, Span
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript

from .shapes import read

THREE_HEADS = "\n一、甲\n…\n二、乙\n…\n三、丙\n…"


def counted(text: str) -> list[tuple[str, int | str, int | str]]:
    return [(found.text, found.n, found.counted) for found in find_announcements(read(text).manuscript)]


AGREEING = {
    "heads": ("下面，我讲三点意见。" + THREE_HEADS, "三点意见", 3),
    "heads inside a section": (
        "一、甲\n重点做好两个方面工作。\n（一）子。…\n（二）丑。…\n二、乙\n…",
        "两个方面工作",
        2,
    ),
    "items in the line": ("…要抓好三项工作：一是学；二是做；三是改。", "三项工作", 3),
    "items in Arabic": ("要抓好3项工作：一是学；二是做；三是改。", "3项工作", 3),
    "items below": ("要抓好以下2个方面：\n一是学。…\n二是做。…", "2个方面", 2),
    "items above": ("一是学。…\n二是做。…\n以上两点，请大家落实。", "两点", 2),
    "members before": ("要从思想、组织、作风三个方面抓起。", "三个方面", 3),
    "quoted list before": ("“组织、协调、监督、检查”四项职责要履行。", "四项职责", 4),
    "quoted words before": ("做好“破”和“立”两篇文章。", "两篇文章", 2),
    "parts without markers": ("要抓好三项工作：学理论；强本领；改作风。", "三项工作", 3),
    "parts after a comma": ("世上有三种人，先知先觉的人；后知后觉的人；不知不觉的人。", "三种人", 3),
    "ordinals far apart": ("谈了两点意见，其中第一点是学。…\n…\n第二点是做。…", "两点意见", 2),
    "a formula": ("推进“2+3”机制。第一个“2”是甲、乙，第二个“3”是丙、丁、戊。", "“2+3”", "2+3"),
}


@pytest.mark.parametrize(("text", "words", "number"), AGREEING.values(), ids=AGREEING)
def test_count_agrees_with_its_list(text: str, words: str, number: int | str) -> None:
    assert counted(text) == [(words, number, number)]


WRONG = {
    "heads": ("下面，我讲四点意见。" + THREE_HEADS, ("四点意见", 4, 3)),
    "items in the line": ("…要抓好三项工作：一是学；二是做。", ("三项工作", 3, 2)),
    "items below": ("要抓好以下6个方面：\n一是学。…\n二是做。…", ("6个方面", 6, 2)),
    "parts without markers": ("要抓好三项工作：学理论；强本领。", ("三项工作", 3, 2)),
    "members before": ("要从思想、组织、作风这四个方面抓起。", ("四个方面", 4, 3)),
    "a formula": ("推进“2+3”机制。第一个“3”是甲、乙、己，第二个“3”是丙、丁、戊。", ("“2+3”", "2+3", "3+3")),
}


@pytest.mark.parametrize(("text", "found"), WRONG.values(), ids=WRONG)
def test_count_that_does_not_agree_is_reported(text: str, found: tuple[str, int | str, int | str]) -> None:
    assert counted(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "今天我讲三点意见。",
        "要从思想、组织等五个方面抓起。",
        "增强四个意识，坚定四个自信，落实八项规定。\n一是学。…\n二是做。…\n三是改。…",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”：一是学；二是做；三是改。",
        "查处5个单位、30个问题，上升三个百分点。\n一是学。…\n二是做。…",
        "第三项工作：一是甲；二是乙。",
        "要落实“一案双查”，追究主体责任、监督责任。",
        "几个方面的工作：一是甲；二是乙。",
        "这三点，大家要记住。",
        "《三十条意见》印发后，各地都在学习。\n一是学。…\n二是做。…",
    ],
)
def test_silent_where_nothing_is_announced_or_no_list_is_found(text: str) -> None:
    assert counted(text) == []


def test_name_that_found_its_list_stands_for_it_everywhere() -> None:
    heads = "".join(f"{number}是坚持学。…\n" for number in "一二三四五")
    text = f"我们始终做到“五个坚持”。\n{heads}以上五个“坚持”是基本经验。…\n要发扬五个“坚持”的精神。…"
    found = find_announcements(read(text).manuscript)
    assert [(a.text, a.counted) for a in found] == [
        ("“五个坚持”", 5),
        ("五个“坚持”", 5),
        ("五个“坚持”", 5),
    ]
    assert len({a.group for a in found}) == 1


def test_office_may_add_set_names() -> None:
    manuscript = read("落实三项机制工作：一是甲；二是乙。").manuscript
    assert find_announcements(manuscript, set_names=["三项机制"]) == ()


def test_group_is_the_list_or_the_sister_headings() -> None:
    manuscript = read("下面，我讲三点意见。" + THREE_HEADS + "做好两项工作：一是学；二是做。").manuscript
    heads, items = find_announcements(manuscript)
    groups = group_members(manuscript.paragraphs)
    assert (heads.group, len(groups[heads.group])) == ("headings::1", 3)
    assert [p.text for p in manuscript.paragraphs if p.key in groups[items.group]] == ["学；", "做。"]


def test_bind_writes_a_span_for_each_count_with_paragraphs() -> None:
    bound = bind(read("要抓好三项工作：一是学；二是做；三是改。要写好“破”和“立”两篇文章。").manuscript)
    spans = [span for paragraph in bound.paragraphs for span in paragraph.spans]
    assert [(bound.paragraphs[0].text[span.start : span.end], span.kind) for span in spans] == [
        ("三项工作", "count")
    ]


def test_bind_keeps_other_spans_and_drops_stale_counts() -> None:
    manuscript = read("要抓好三项工作。…\n…").manuscript
    first = manuscript.paragraphs[0]
    fact, stale = Span(0, 2, "fact", "单位"), Span(3, 7, "count", "gone")
    spanned = Manuscript((), (type(first)(first.key, first.role, first.text, spans=(fact, stale)),))
    assert bind(spanned).paragraphs[0].spans == (fact,)


def test_bind_is_idempotent() -> None:
    manuscript = read("下面，我讲三点意见。" + THREE_HEADS).manuscript
    assert bind(bind(manuscript)) == bind(manuscript)


def test_a_count_named_again_keeps_its_list_when_one_item_is_moved_inside_another() -> None:
    text = (
        "经验体现为“五个始终”。\n一是始终讲政治。\n二是始终讲大局。\n三是始终讲规矩。\n四是始终讲担当。\n"
        "五是始终讲廉洁。\n以上五个“始终”，要长期坚持。"
    )
    whole = read(text).manuscript
    items = [p for p in whole.paragraphs if p.role is Role.ITEM]
    inner = [replace(p, list_id="inner", depth=2) if p is items[1] else p for p in whole.paragraphs]
    found = {a.text: a.group for a in find_announcements(whole.with_paragraphs(tuple(inner)))}
    assert set(found.values()) == {items[0].list_id}


NAMED = "就是“三个坚持”。\n一是坚持从严。\n二是坚持从实。\n三是坚持从细。\n做到三个坚持，不是四个坚持。"


def test_a_name_without_its_quotes_is_the_same_where_the_number_agrees() -> None:
    assert counted(NAMED) == [("“三个坚持”", 3, 3), ("三个坚持", 3, 3)]


def test_a_name_without_its_quotes_that_was_bound_stays_so_when_its_number_is_changed() -> None:
    speech = bind(read(NAMED).manuscript)
    last = speech.paragraphs[-1]
    typed = replace(last, text=last.text.replace("做到三个", "做到五个"))
    found = find_announcements(speech.with_paragraphs((*speech.paragraphs[:-1], typed)))
    assert [(one.text, one.consistent) for one in found] == [("“三个坚持”", True), ("五个坚持", False)]


def test_what_somebody_else_said_announces_nothing() -> None:
    assert counted("他说，“要抓好三项工作：一是学；二是做。”") == []


@pytest.mark.parametrize(
    ("text", "n", "counted"),
    [
        ("要做到五个严禁：\n1.严禁收礼；\n2.严禁吃请；\n3.严禁请托；\n4.严禁泄密。", 5, 4),
        ("要坚持三个带头。\n一是带头学。…\n二是带头做。…\n三是带头改。…", 3, 3),
        ("主要有三种心理。\n第一种，侥幸心理。…\n第二种，攀比心理。…", 3, 2),
        ("做到“三个必须”。\n（一）必须讲政治\n…\n（二）必须守纪律\n…", 3, 2),
        ("下面，我讲３点意见。\n一、学\n…\n二、做\n…\n三、改\n…", 3, 3),
    ],
)
def test_counts_told_by_what_their_items_say(text: str, n: int, counted: int) -> None:
    found = find_announcements(read(f"同志们：\n{text}").manuscript)
    assert [(one.n, one.counted) for one in found] == [(n, counted)]


@pytest.mark.parametrize(
    "text",
    [
        "走访了五个单位：一是县医院单位；二是县一中单位。",
        "共到了2个县、3个乡。第一个字是“稳”，第二个字是“实”。",
        "先后查处三个案件，一是甲案；二是乙案。",
        "看了三个现场。\n第一个，看大厅。…\n第二个，看工地。…",
    ],
)
def test_a_number_that_its_items_do_not_name_announces_nothing(text: str) -> None:
    assert find_announcements(read(f"同志们：\n{text}").manuscript) == ()


@pytest.mark.parametrize(
    ("sentence", "n", "counted"),
    [
        ("做到“三个过硬”，即政治过硬、能力过硬、作风过硬、廉洁过硬。", 3, 4),
        ("做到“四个过硬”：政治过硬、能力过硬、作风过硬、廉洁过硬。", 4, 4),
        ("不准说情、不准泄密、不准插手，这“四个不准”是铁规矩。", 4, 3),
        ("做到“两个确保”：确保材料真实准确、全面完整，确保情况客观公正。", 2, 2),
    ],
)
def test_members_that_carry_the_name(sentence: str, n: int, counted: int) -> None:
    found = find_announcements(read(f"同志们：\n{sentence}").manuscript)
    assert [(one.n, one.counted) for one in found] == [(n, counted)]


@pytest.mark.parametrize(
    "sentence",
    ["做到“三个确保”：确保真实，确保完整、准确。", "打造“五个高地”，加快建设创新高地、人才高地。"],
)
def test_members_of_which_only_some_are_named(sentence: str) -> None:
    assert find_announcements(read(f"同志们：\n{sentence}").manuscript) == ()


def test_one_number_is_bound_once() -> None:
    """Two spans over one number are not stored alike: the editor would show another text after a reload."""
    text = "要做到两个坚持：一是坚持从严；二是坚持从实。"
    spans = [span for one in parse(text).manuscript.paragraphs for span in one.spans]
    counted = [span for span in spans if span.kind == "count"]
    assert len(counted) == 1
