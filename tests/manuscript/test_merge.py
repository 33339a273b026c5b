"""Two people's versions of one paragraph: both kept where they do not touch, no guess where they do."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.manuscript.merge import Merge, Region, merge_paragraphs, merge_texts
from speeches.manuscript.paragraph import Origin, Paragraph, Role, Span

BASE = "要压实主体责任，抓好整改落实，完成12项任务。"

# Few characters, so that texts repeat themselves; and whole clauses, so that they look like speeches.
TEXTS = st.one_of(
    st.text(alphabet="一二的责任，。12\U00020000", max_size=30),
    st.lists(st.sampled_from(("压实责任", "抓好落实", "，", "。", "2023年", "三项")), max_size=12).map(
        "".join
    ),
)
calm = settings(deadline=None)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE.replace("压实", "压紧压实"), BASE, BASE.replace("压实", "压紧压实")),
        (
            "要压紧压实主体责任，抓好整改落实，完成12项任务。",
            "要压实主体责任，抓好整改落实，完成13项任务。",
            "要压紧压实主体责任，抓好整改落实，完成13项任务。",
        ),
        (
            "要压实主体责任，完成12项任务。",
            "要压实主体责任，抓好整改落实，完成12项重点任务。",
            "要压实主体责任，完成12项重点任务。",
        ),
        (
            "要压实责任，抓好整改落实，完成12项任务。",
            "要压实责任，抓好落实，完成12项任务。",
            "要压实责任，抓好落实，完成12项任务。",
        ),
    ],
    ids=("one side", "a word and a figure", "a deletion and an insertion", "the same edit and another"),
)
def test_edits_that_do_not_touch_are_both_taken(mine: str, theirs: str, merged: str) -> None:
    assert merge_texts(BASE, mine, theirs) == Merge(merged)


def test_overlapping_edits_are_told_with_their_place_and_all_three_texts() -> None:
    mine, theirs = BASE.replace("主体责任", "监督责任"), BASE.replace("主体责任", "领导责任")
    assert merge_texts(BASE, mine, theirs) == Merge(None, (Region(3, 5, "主体", "监督", "领导"),))


def test_two_insertions_at_one_place_are_a_conflict() -> None:
    assert merge_texts("抓落实。", "抓紧落实。", "抓好落实。").conflicts == (Region(1, 1, "", "紧", "好"),)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("共12件", "共13件", "共22件"),
        ("增长1.5%", "增长2.5%", "增长1.8%"),
        ("二十三人", "三十三人", "二十五人"),
    ],
)
def test_a_number_is_one_thing(base: str, mine: str, theirs: str) -> None:
    assert merge_texts(base, mine, theirs).text is None


def test_the_same_insertion_into_a_doubled_text_is_made_once() -> None:
    base, longer = "抓落实，抓落实。再接再厉。", "抓落实，抓落实，抓落实。再接再厉。"
    both = longer.replace("再厉。", "再厉！")
    assert merge_texts(base, longer, both).text == both


@calm
@given(TEXTS, TEXTS)
def test_who_changed_nothing_changes_nothing(base: str, other: str) -> None:
    assert merge_texts(base, base, other) == Merge(other)
    assert merge_texts(base, other, base) == Merge(other)
    assert merge_texts(base, other, other) == Merge(other)


@settings(calm, max_examples=400)
@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_saves_first(base: str, mine: str, theirs: str) -> None:
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    assert one.text == other.text
    assert one.conflicts == tuple(replace(r, mine=r.theirs, theirs=r.mine) for r in other.conflicts)


@settings(calm, max_examples=400)
@given(TEXTS, TEXTS, TEXTS)
def test_a_conflict_lies_in_the_base_and_says_what_each_made_of_it(base: str, mine: str, theirs: str) -> None:
    merge = merge_texts(base, mine, theirs)
    assert (merge.text is None) == bool(merge.conflicts)
    for region in merge.conflicts:
        assert base[region.start : region.end] == region.base
        assert region.mine in mine
        assert region.theirs in theirs
        assert region.mine != region.theirs


@st.composite
def edited(draw: st.DrawFn, base: str, alphabet: str) -> str:
    """A text made of the base by deletions, and insertions of characters that nobody else uses."""
    kept = [draw(st.sampled_from(("", alphabet[0], alphabet[1:3], None))) for _ in range(len(base) + 1)]
    return "".join(
        ("" if gap is None else gap) + ("" if gap is None and draw(st.booleans()) else char)
        for gap, char in zip(kept, [*base, ""], strict=True)
    )


@settings(calm, max_examples=400)
@given(st.data())
def test_no_inserted_character_of_either_is_lost(data: st.DataObject) -> None:
    base = data.draw(st.text(alphabet="甲乙丙丁戊己庚辛", max_size=14))
    mine, theirs = data.draw(edited(base, "我吾余")), data.draw(edited(base, "他彼伊"))
    merge = merge_texts(base, mine, theirs)
    if merge.text is None:
        in_conflict = "".join(region.mine + region.theirs for region in merge.conflicts)
        assert in_conflict
        return
    assert [c for c in merge.text if c in "我吾余"] == [c for c in mine if c in "我吾余"]
    assert [c for c in merge.text if c in "他彼伊"] == [c for c in theirs if c in "他彼伊"]
    assert all(c in mine and c in theirs for c in merge.text if c in base)


PARAGRAPH = Paragraph(
    "k" * 12,
    Role.BODY,
    "要做到五个始终，抓好落实。",
    spans=(Span(3, 7, "count", "list"),),
    origin=Origin("e", 1),
)


def test_a_paragraph_merges_text_of_one_and_role_of_the_other() -> None:
    mine = replace(PARAGRAPH, text="要做到五个始终，抓好整改落实。")
    theirs = replace(PARAGRAPH, role=Role.HEADING, level=2, series="（一）")
    merged = merge_paragraphs(PARAGRAPH, mine, theirs)
    assert merged == replace(theirs, text=mine.text)
    assert merge_paragraphs(PARAGRAPH, theirs, mine) == merged


def test_two_roles_are_a_clash() -> None:
    heading = replace(PARAGRAPH, role=Role.HEADING, level=2)
    assert merge_paragraphs(PARAGRAPH, heading, replace(PARAGRAPH, role=Role.CLOSING)) is None
    assert merge_paragraphs(PARAGRAPH, heading, replace(heading, level=3)) is None


def test_a_span_goes_where_its_text_goes() -> None:
    mine = replace(PARAGRAPH, text="我们要做到五个始终，抓好落实。", spans=(Span(5, 9, "count", "list"),))
    theirs = replace(PARAGRAPH, text="要做到五个始终，抓实。")
    merged = merge_paragraphs(PARAGRAPH, mine, theirs)
    assert merged is not None
    assert merged.text == "我们要做到五个始终，抓实。"
    assert merged.spans == (Span(5, 9, "count", "list"),)


def test_a_span_grows_with_what_the_other_made_of_its_number() -> None:
    mine = replace(PARAGRAPH, text="要做到十五个始终，抓好落实。", spans=(Span(3, 8, "count", "list"),))
    theirs = replace(PARAGRAPH, text="要做到五个始终，抓好整改落实。")
    merged = merge_paragraphs(PARAGRAPH, mine, theirs)
    assert merged is not None
    assert merged.spans == (Span(3, 8, "count", "list"),)


def test_a_span_goes_with_its_text() -> None:
    mine = replace(PARAGRAPH, text="要抓好落实。", spans=())
    merged = merge_paragraphs(PARAGRAPH, mine, replace(PARAGRAPH, text="要做到五个始终，抓好整改落实。"))
    assert merged is not None
    assert merged.spans == ()


def test_a_new_span_of_one_side_is_kept() -> None:
    filled = replace(PARAGRAPH, spans=(*PARAGRAPH.spans, Span(8, 10, "fact", "单位")))
    other = replace(PARAGRAPH, text="切实做到五个始终，抓好落实。", spans=(Span(4, 8, "count", "list"),))
    merged = merge_paragraphs(PARAGRAPH, filled, other)
    assert merged is not None
    assert [merged.text[span.start : span.end] for span in merged.spans] == ["五个始终", "抓好"]


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(Span(a, b, "fact", "单位") for a, b in zip(edges[::2], edges[1::2], strict=False))
    role = draw(st.sampled_from((Role.BODY, Role.HEADING)))
    return Paragraph("k" * 12, role, text, level=int(role is Role.HEADING), spans=spans)


@settings(calm, max_examples=300)
@given(paragraphs(), paragraphs(), paragraphs())
def test_merged_paragraphs_are_whole_and_symmetric(
    base: Paragraph, mine: Paragraph, theirs: Paragraph
) -> None:
    merged = merge_paragraphs(base, mine, theirs)
    assert merged == merge_paragraphs(base, theirs, mine)
    if merged is not None:
        ends = [0, *(offset for span in merged.spans for offset in (span.start, span.end)), len(merged.text)]
        assert ends == sorted(ends)


@settings(calm, max_examples=300)
@given(paragraphs(), paragraphs())
def test_a_paragraph_that_one_side_left_alone_is_the_others(base: Paragraph, other: Paragraph) -> None:
    assert merge_paragraphs(base, base, other) == other
    assert merge_paragraphs(base, other, base) == other
    assert merge_paragraphs(base, other, other) == other


def test_a_word_inside_a_sentence_that_the_other_rewrote_is_a_clash() -> None:
    base = "有的单位抓落实不力，群众有意见。"
    rewritten = "个别部门落实不够有力，群众有意见。"
    assert merge_texts(base, rewritten, base.replace("抓落实", "抓整改落实")).text is None
    assert (
        merge_texts(base, rewritten, base.replace("群众", "干部群众")).text
        == "个别部门落实不够有力，干部群众有意见。"
    )
