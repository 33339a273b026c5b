"""Two manuscripts compared: what came, went and was moved, as a reader of both would say it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import Comparison, Kind, Row, apply
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.pieces import Piece, compare_texts
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import CLAUSES, manuscripts, revised, wild_manuscripts

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

OPENING = "今天召开这次会议，主要任务是用身边的事教育身边的人。"
FIRST = "当前，反腐败斗争形势依然严峻复杂，全县共查处案件36件。"
SECOND = "各级党组织要扛起主体责任，班子成员要落实“一岗双责”。"
THIRD = "机关干部要到一线去，把问题解决在群众家门口。"


def heading(key: str, text: str) -> Paragraph:
    return Paragraph(key * 12, Role.HEADING, text, level=1, series="一、")


def body(key: str, text: str, **fields: object) -> Paragraph:
    return replace(Paragraph(key * 12, Role.BODY, text), **fields)


SPEECH = Manuscript(
    (FrontLine(Front.TITLE, "在警示教育大会上的讲话"), FrontLine(Front.DATE, "（2026年3月6日）")),
    (
        body("a", OPENING),
        heading("b", "认清形势"),
        body("c", FIRST),
        heading("d", "压实责任"),
        body("e", SECOND),
        heading("f", "改进作风"),
        body("g", THIRD),
    ),
)


def with_text(key: str, text: str) -> Manuscript:
    return SPEECH.with_paragraphs(
        tuple(replace(p, text=text) if p.key == key * 12 else p for p in SPEECH.paragraphs)
    )


def rekeyed(manuscript: Manuscript) -> Manuscript:
    return manuscript.with_paragraphs(tuple(replace(p, key=new_key()) for p in manuscript.paragraphs))


def changes(comparison: Comparison) -> list[Row]:
    return [row for row in comparison.rows if row.is_change]


def marked(parts: Sequence[Piece]) -> str:
    return "".join(
        {"": "{}", "ins": "＋{}＋", "del": "－{}－"}[part.kind].format(part.text) for part in parts
    )


def test_equal_manuscripts_have_no_change() -> None:
    comparison = compare(SPEECH, SPEECH)
    assert comparison.is_same
    assert (comparison.added, comparison.removed, comparison.moves) == (0, 0, ())


def test_a_word_put_in_is_the_only_change() -> None:
    comparison = compare(SPEECH, with_text("e", SECOND.replace("主体责任", "管党治党主体责任")))
    (row,) = changes(comparison)
    assert row.kind is Kind.CHANGED
    assert [piece for piece in row.pieces if piece.kind] == [Piece("ins", "管党治党")]
    assert (comparison.added, comparison.removed) == (4, 0)


def test_a_deleted_paragraph_stands_where_it_was() -> None:
    new = SPEECH.with_paragraphs(tuple(p for p in SPEECH.paragraphs if p.key != "c" * 12))
    comparison = compare(SPEECH, new)
    assert [row.kind for row in comparison.rows[:4]] == [Kind.SAME, Kind.SAME, Kind.DELETED, Kind.SAME]
    assert (comparison.added, comparison.removed) == (0, len(FIRST))


@pytest.mark.parametrize("is_keyed", [True, False], ids=("by key", "by text"))
def test_a_moved_section_is_moved_not_deleted_and_added(is_keyed: bool) -> None:
    a, b, c, d, e, f, g = SPEECH.paragraphs
    new = SPEECH.with_paragraphs((a, f, g, b, c, d, e))
    comparison = compare(SPEECH, new if is_keyed else rekeyed(new))
    (move,) = comparison.moves
    assert (move.title, move.is_section, move.is_down, move.paragraphs) == ("一、改进作风", True, False, 2)
    assert (comparison.added, comparison.removed) == (0, 0)
    left = [row for row in comparison.rows if row.kind is Kind.LEFT]
    assert [[one.paragraph.text for one in row.old] for row in left] == [["改进作风", THIRD]]
    assert [row.new[0].paragraph.text for row in comparison.rows if row.new and row.move] == [
        "改进作风",
        THIRD,
    ]


def test_what_was_moved_and_changed_shows_both() -> None:
    a, b, c, d, e, f, g = SPEECH.paragraphs
    changed = replace(g, text=THIRD.replace("一线", "基层一线"))
    comparison = compare(SPEECH, SPEECH.with_paragraphs((a, f, changed, b, c, d, e)))
    assert len(comparison.moves) == 1
    assert (comparison.added, comparison.removed) == (2, 0)


@pytest.mark.parametrize("is_keyed", [True, False], ids=("by key", "by text"))
@pytest.mark.parametrize("at", [0, 12, len(SECOND)], ids=("before", "inside", "behind"))
def test_a_paragraph_cut_in_two_is_split(is_keyed: bool, at: int) -> None:
    paragraphs = [
        part
        for p in SPEECH.paragraphs
        for part in ([replace(p, text=SECOND[:at]), body("z", SECOND[at:])] if p.text == SECOND else [p])
    ]
    new = SPEECH.with_paragraphs(tuple(paragraphs))
    comparison = compare(SPEECH, new if is_keyed else rekeyed(new))
    (row,) = changes(comparison)
    assert (comparison.added, comparison.removed) == (0, 0)
    if 0 < at < len(SECOND):
        assert row.kind is Kind.SPLIT
        assert marked(row.pieces) == f"{SECOND[:at]}＋\n＋{SECOND[at:]}"


@pytest.mark.parametrize("is_keyed", [True, False], ids=("by key", "by text"))
def test_two_paragraphs_made_one_are_joined(is_keyed: bool) -> None:
    a, b, c, *others = SPEECH.paragraphs
    old = SPEECH.with_paragraphs((a, b, c, body("z", SECOND), *others[2:]))
    new = SPEECH.with_paragraphs((a, b, replace(c, text=FIRST + SECOND), *others[2:]))
    comparison = compare(old, new if is_keyed else rekeyed(new))
    (row,) = changes(comparison)
    assert row.kind is Kind.JOINED
    assert marked(row.pieces) == f"{FIRST}－\n－{SECOND}"


def test_a_heading_that_became_text_is_a_change_without_words() -> None:
    new = SPEECH.with_paragraphs(
        tuple(
            replace(p, role=Role.BODY, level=0, series="") if p.key == "d" * 12 else p
            for p in SPEECH.paragraphs
        )
    )
    (row,) = changes(compare(SPEECH, new))
    assert row.form_changes
    assert [piece.kind for piece in row.pieces] == [""]


def test_a_number_that_moved_on_is_no_change() -> None:
    new = SPEECH.with_paragraphs((SPEECH.paragraphs[0], heading("z", "提高站位"), *SPEECH.paragraphs[1:]))
    (row,) = changes(compare(SPEECH, new))
    assert row.kind is Kind.INSERTED


def test_the_title_block_is_compared_line_by_line() -> None:
    front = (FrontLine(Front.TITLE, "在全县警示教育大会上的讲话"), FrontLine(Front.BYLINE, "张三"))
    rows = compare(SPEECH, replace(SPEECH, front=front)).front
    assert [(row.new.text if row.new else None, marked(row.pieces)) for row in rows] == [
        ("在全县警示教育大会上的讲话", "在＋全县＋警示教育大会上的讲话"),
        (None, "－（2026年3月6日）－"),
        ("张三", "＋张三＋"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("从严治党", "全面从严治党", "＋全面＋从严治党"),
        ("多办小事好事。", "多办小事实事好事。", "多办小事＋实事＋好事。"),
        ("要推进改革。", "要推动改革。", "要－推进－＋推动＋改革。"),
        ("抓落实，见成效。", "抓落实，再加力，见成效。", "抓落实，＋再加力，＋见成效。"),
        ("共36件。", "共136件。", "共－36－＋136＋件。"),
        ("加强监督的工作。", "深化治理的成果。", "－加强监督的工作。－＋深化治理的成果。＋"),
        ("今天天气好。", "压实主体责任！", "－今天天气好。－＋压实主体责任！＋"),
    ],
    ids=("insertion", "whole words", "a word", "a clause", "a number", "no crumbs", "nothing in common"),
)
def test_pieces_read_well(old: str, new: str, shown: str) -> None:
    assert marked(compare_texts(old, new)) == shown


@calm
@given(st.lists(st.sampled_from(CLAUSES)).map("".join), st.lists(st.sampled_from(CLAUSES)).map("".join))
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    parts = compare_texts(old, new)
    assert "".join(part.text for part in parts if part.kind != "ins") == old
    assert "".join(part.text for part in parts if part.kind != "del") == new
    assert all(part.text for part in parts)


@settings(calm, max_examples=150)
@given(wild_manuscripts, wild_manuscripts)
def test_the_old_with_its_changes_is_the_new_whatever_they_hold(old: Manuscript, new: Manuscript) -> None:
    assert apply(old, compare(old, new)) == new
    assert apply(new, compare(new, old)) == old


@settings(calm, max_examples=150)
@given(st.data())
def test_a_revised_speech_is_the_old_one_with_its_changes(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    new = data.draw(revised(old))
    comparison = compare(old, new)
    assert apply(old, comparison) == new
    told = [row for row in comparison.rows if row.kind is not Kind.LEFT]
    assert sorted(one.index for row in told for one in row.old) == list(range(len(old.paragraphs)))
    assert [one.index for row in told for one in row.new] == list(range(len(new.paragraphs)))


@settings(calm, max_examples=60)
@given(manuscripts())
def test_a_speech_under_other_keys_is_the_same_speech(speech: Manuscript) -> None:
    comparison = compare(speech, rekeyed(speech))
    assert comparison.is_same
