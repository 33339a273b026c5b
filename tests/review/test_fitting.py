"""A suggestion fits the text of now exactly, or it is said not to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.manuscript.paragraph import Paragraph, Role, Span
from speeches.manuscript.value import Manuscript
from speeches.review.suggesting.changes import Change, Deletion, Insertion, Rewrite, from_json, to_json
from speeches.review.suggesting.fitting import Status, fitted, spliced
from speeches.review.suggesting.making import changes_between, deleting, inserting, moving, rewriting
from tests.drafting.factories import body

A, B, C = "会议的主要任务是总结工作。", "第一要统一思想，大家要抓好落实。", "希望同志们再接再厉。"
THREE = Manuscript(paragraphs=(body(1, A), body(2, B), body(3, C)))


def texts(manuscript: Manuscript | None) -> list[str]:
    assert manuscript is not None
    return [paragraph.text for paragraph in manuscript.paragraphs]


def changed(**now: str) -> Manuscript:
    """Return the three paragraphs, some of them rewritten: p2="…"."""
    wanted = {f"p0000{name[1]}": text for name, text in now.items()}
    paragraphs = (
        Paragraph(p.key, p.role, wanted.get(p.key, p.text), spans=p.spans) for p in THREE.paragraphs
    )
    return Manuscript(paragraphs=tuple(paragraphs))


def test_what_is_as_it_was_takes_the_change() -> None:
    found = fitted(THREE, rewriting(THREE, "p00002", "第一要凝聚共识，大家要抓好落实。"))
    assert [fit.status for fit in found.fits] == [Status.READY]
    assert texts(found.manuscript) == [A, "第一要凝聚共识，大家要抓好落实。", C]


def test_edits_elsewhere_in_the_paragraph_are_kept() -> None:
    changes = rewriting(THREE, "p00002", "第一要统一思想，大家要抓紧落实。")
    found = fitted(changed(p2="首先，第一要统一思想，大家要抓好落实。散会。"), changes)
    assert [fit.status for fit in found.fits] == [Status.MERGED]
    assert texts(found.manuscript)[1] == "首先，第一要统一思想，大家要抓紧落实。散会。"


@pytest.mark.parametrize("now", ["第一要统一思想，大家要狠抓工作。", "另起炉灶。", ""])
def test_edits_in_the_same_place_are_a_conflict(now: str) -> None:
    found = fitted(changed(p2=now), rewriting(THREE, "p00002", "第一要统一思想，大家要抓紧落实。"))
    assert [fit.status for fit in found.fits] == [Status.CONFLICT]
    assert found.manuscript is None
    assert found.fits[0].now == now


def test_what_a_person_wrote_instead_goes_over_a_conflict() -> None:
    changes = rewriting(THREE, "p00002", "第一要统一思想，大家要抓紧落实。")
    found = fitted(changed(p2="另起炉灶。"), changes, {0: "两相结合。"})
    assert texts(found.manuscript) == [A, "两相结合。", C]


def test_paragraph_that_is_gone_is_said_to_be() -> None:
    without = Manuscript(paragraphs=(THREE.paragraphs[0], THREE.paragraphs[2]))
    for changes in (rewriting(THREE, "p00002", "？"), moving(THREE, ["p00003"], "p00002")):
        assert fitted(without, changes).fits[0].status is Status.GONE
    assert fitted(without, inserting(THREE, "p00002", "新的一段。")).fits[0].status is Status.GONE
    assert fitted(without, deleting(THREE, "p00002")).is_applied


def test_deletion_of_what_was_rewritten_is_a_conflict() -> None:
    assert texts(fitted(THREE, deleting(THREE, "p00001")).manuscript) == [B, C]
    assert fitted(changed(p1="改过了。"), deleting(THREE, "p00001")).fits[0].status is Status.CONFLICT


def test_further_lines_are_paragraphs_behind_it() -> None:
    found = fitted(THREE, rewriting(THREE, "p00001", "改写。\n\n  再加一段。\n又一段。"))
    assert texts(found.manuscript) == ["改写。", "再加一段。", "又一段。", B, C]


def test_new_paragraph_comes_behind_the_line_new_item_behind_its_item() -> None:
    heading = Paragraph("h00001", Role.HEADING, "压实责任。", level=2, series="（一）")
    follows = Paragraph("b00001", Role.BODY, "要扛起责任。", run_in=True)
    items = tuple(
        Paragraph(f"i0000{n}", Role.ITEM, f"坚持{n}。", series="一是", list_id="list01", depth=1)
        for n in range(2)
    )
    manuscript = Manuscript(paragraphs=(heading, follows, *items))
    line, item = (inserting(manuscript, key, "新的。")[0] for key in ("h00001", "i00000"))
    assert (line.after, line.paragraphs[0].role) == ("b00001", Role.BODY)
    assert (item.after, item.paragraphs[0].list_id, item.paragraphs[0].series) == ("i00000", "list01", "一是")


def test_accepting_twice_changes_nothing_twice() -> None:
    changes = [
        *rewriting(THREE, "p00002", "改了。"),
        *inserting(THREE, "p00001", "新的一段。"),
        *moving(THREE, ["p00003"], ""),
        *deleting(THREE, "p00001"),
    ]
    once = fitted(THREE, changes)
    assert texts(once.manuscript) == [C, "新的一段。", "改了。"]
    again = fitted(once.manuscript, changes)
    assert again.is_applied
    assert again.manuscript == once.manuscript


def test_paragraph_that_was_moved_meanwhile_is_not_moved_again() -> None:
    changes = moving(THREE, ["p00002"], "")
    assert texts(fitted(THREE, changes).manuscript) == [B, A, C]
    elsewhere = Manuscript(paragraphs=(THREE.paragraphs[1], THREE.paragraphs[2], THREE.paragraphs[0]))
    assert fitted(elsewhere, changes).fits[0].status is Status.APPLIED
    assert fitted(elsewhere, moving(THREE, ["p00002"], "p00003")).fits[0].status is Status.CONFLICT


def test_new_item_makes_the_announced_count_follow() -> None:
    count = Span(0, 3, "count", "list01")
    lead = Paragraph("p00001", Role.BODY, "两个坚持：", spans=(Span(0, 2, "count", count.ref),))
    items = tuple(
        Paragraph(f"i0000{n}", Role.ITEM, f"坚持{n}。", series="一是", list_id="list01", depth=1, run_in=True)
        for n in range(2)
    )
    manuscript = Manuscript(paragraphs=(lead, *items))
    found = fitted(manuscript, inserting(manuscript, "i00001", "坚持三。"))
    assert texts(found.manuscript)[0] == "三个坚持："


DOUBLED = "统一思想，大家要抓好落实。压实责任，大家要抓好落实。"


def test_of_two_like_sentences_the_other_one_is_never_taken() -> None:
    first, second = DOUBLED.index("抓好"), DOUBLED.rindex("抓好")
    for place in (first, second):
        wanted = DOUBLED[:place] + "抓紧" + DOUBLED[place + 2 :]
        assert spliced(DOUBLED, wanted, DOUBLED) == wanted
        assert spliced(DOUBLED, wanted, "会议指出，" + DOUBLED) in (None, "会议指出，" + wanted)
        for now in (DOUBLED[:13], DOUBLED[13:]):
            assert fitted(one(now), [Rewrite("p00001", DOUBLED, wanted)]).manuscript in (
                None,
                one(now.replace("抓好", "抓紧")) if (now == DOUBLED[:13]) == (place == first) else None,
            )


def one(text: str) -> Manuscript:
    return Manuscript(paragraphs=(body(1, text),))


def test_copy_elsewhere_does_not_take_the_change_of_what_was_deleted() -> None:
    base = "要统一思想。会议开得很好很成功。希望大家再接再厉。"
    wanted = base.replace("统一思想", "凝聚共识")
    now = "会议开得很好很成功。希望大家再接再厉。要统一思想。"
    assert fitted(one(now), [Rewrite("p00001", base, wanted)]).is_stale


PIECES = st.sampled_from(["大家要抓好落实。", "要落实。", "统一思想，", "压实责任，", "再接再厉。"])


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=8), st.data())
def test_change_of_a_piece_lands_on_that_piece_or_nowhere(pieces: list[str], data: st.DataObject) -> None:
    """The oracle knows which piece is which: one is changed by the suggestion, one is deleted or doubled."""
    meant, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    doubled = data.draw(st.booleans())
    base, wanted = "".join(pieces), "".join([*pieces[:meant], "抓紧办。", *pieces[meant + 1 :]])
    now = [[piece] for piece in pieces]
    now[other] = [pieces[other]] * 2 if doubled else []
    found = fitted(one(joined(now)), [Rewrite("p00001", base, wanted)])
    if now[meant]:
        now[meant][0] = "抓紧办。"
    right = {joined(now)}
    if doubled and meant == other:
        right.add(joined([*now[:meant], [pieces[meant], "抓紧办。"], *now[meant + 1 :]]))
    if not now[meant]:
        assert found.is_stale or texts(found.manuscript)[0] == wanted == joined(now)
    elif not found.is_stale:
        assert texts(found.manuscript)[0] in right


def joined(pieces: list[list[str]]) -> str:
    return "".join(text for piece in pieces for text in piece)


def test_stored_changes_read_back_the_same() -> None:
    changes: list[Change] = [
        *rewriting(THREE, "p00001", "改。\n加。"),
        *moving(THREE, ["p00002", "p00003"], ""),
        *deleting(THREE, "p00001"),
    ]
    assert list(from_json(to_json(changes))) == changes


def test_difference_of_two_manuscripts_applied_gives_the_other() -> None:
    new = Manuscript(
        paragraphs=(THREE.paragraphs[2], body(7, "新的一段。"), body(8, "又一段。"), body(2, "改写。"))
    )
    changes = changes_between(THREE, new)
    assert {type(change) for change in changes} >= {Rewrite, Insertion, Deletion}
    assert texts(fitted(THREE, changes).manuscript) == texts(new)


@given(st.permutations(range(1, 7)), st.lists(st.integers(0, 20), max_size=6), st.data())
def test_difference_applied_gives_the_other(order: list[int], fresh: list[int], data: st.DataObject) -> None:
    old = Manuscript(paragraphs=tuple(body(n) for n in range(1, 7)))
    kept = order[: data.draw(st.integers(0, 6))]
    rewritten = data.draw(st.sets(st.sampled_from(range(1, 7))))
    paragraphs = [body(n, f"改写{n}。" if n in rewritten else "") for n in kept]
    for at, place in enumerate(fresh):
        paragraphs.insert(place % (len(paragraphs) + 1), body(100 + at))
    new = Manuscript(paragraphs=tuple(paragraphs))
    assert texts(fitted(old, changes_between(old, new)).manuscript) == texts(new)
