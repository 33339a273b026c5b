"""Taking what came back into the text of now: all of it gives the returned text, nothing goes in by guess."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.docx.marked import write_marked
from speeches.docx.marking import Marking, Stamp
from speeches.docx.reported import ReturnedChange, report
from speeches.docx.returning import read_returned
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.review.returns.items import fingerprint_of, placings
from speeches.review.returns.taking import accepted
from speeches.review.suggesting.fitting import Status
from tests.strategies import manuscripts, revised

STAMP = Stamp("李主任", "2026-03-06T09:30:00")
GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def came_back(old: Manuscript, new: Manuscript) -> tuple[Manuscript, dict[int, ReturnedChange]]:
    told = report(old, read_returned(write_marked(new, Marking(old=old, stamp=STAMP))))
    return told.matched.manuscript, dict(enumerate(told.changes))


def read(manuscript: Manuscript) -> list[tuple[str, str, bool]]:
    return [(paragraph.key, paragraph.text, paragraph.run_in) for paragraph in manuscript.paragraphs]


@GENERATED
@given(st.data())
def test_all_changes_together_give_the_returned_text(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    wanted, changes = came_back(old, data.draw(revised(old)))
    taken, left = accepted(old, old, changes, list(changes))
    assert left == []
    assert read(taken) == read(wanted)
    assert taken.front == wanted.front


@GENERATED
@given(st.data())
def test_changes_taken_in_two_goes_lose_nothing(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    wanted, changes = came_back(old, data.draw(revised(old)))
    first = data.draw(st.sets(st.sampled_from(sorted(changes)))) if changes else set()
    halfway, left = accepted(old, old, changes, first)
    assert left == []
    taken, left = accepted(old, halfway, changes, set(changes) - first)
    assert sorted(read(taken)) == sorted(read(wanted)) or left
    assert taken.front == wanted.front


@GENERATED
@given(st.data())
def test_none_of_the_changes_leaves_the_text_as_it_is(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    _, changes = came_back(old, data.draw(revised(old)))
    assert accepted(old, old, changes, []) == (old, [])
    statuses = {number: placing.status for number, placing in placings(old, old, changes).items()}
    assert Status.MERGED not in statuses.values()
    prints = [fingerprint_of(change) for change in changes.values()]
    assert prints == [fingerprint_of(ReturnedChange.from_json(each.to_json())) for each in changes.values()]


def title_block(*names: str) -> tuple[FrontLine, ...]:
    """Return a title block: 题 title, 副 subtitle, 人 speaker, 日 date, 注 note."""
    kinds = {"题": Front.TITLE, "副": Front.SUBTITLE, "人": Front.BYLINE, "日": Front.DATE, "注": Front.NOTE}
    return tuple(FrontLine(kinds[name[0]], name) for name in names)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["题一", "人甲", "日一"], ["题一", "人甲", "人乙", "人丙", "日二", "注一", "注二"]),
        (["题一", "副一", "人甲", "人乙", "日一"], ["题一", "人丙", "日一"]),
        (["题一", "日一"], ["题一", "日二", "人甲", "人乙", "注一"]),
        (["题一", "人甲", "注一"], ["题一", "副一", "注二", "注一"]),
    ],
)
def test_every_line_of_the_title_block_is_taken(old: list[str], new: list[str]) -> None:
    base = Manuscript(title_block(*old), (Paragraph("aa", Role.SALUTATION, "同志们："),))
    wanted, changes = came_back(base, replace(base, front=title_block(*new)))
    assert sorted(line.text for line in wanted.front) == sorted(new)
    taken, left = accepted(base, base, changes, list(changes))
    assert (taken, left) == (wanted, [])


def test_a_paragraph_found_by_its_words_is_ours_and_runs_in_no_more() -> None:
    """It was cut out, grew, and stands on a line of its own: the file knows it under no name of ours."""
    head = Paragraph("heada", Role.HEADING, "提高政治站位。", level=2, series="（一）")
    text = Paragraph("texta", Role.BODY, "坚持严的主基调不动摇。", run_in=True)
    first = Paragraph("firsta", Role.SALUTATION, "同志们：")
    old = Manuscript(title_block("题一"), (first, head, text))
    grown = "坚持严的主基调不动摇，坚持严的主基调不动摇，同志们："
    new = old.with_paragraphs((replace(first, key="other", text=grown), head))
    wanted, changes = came_back(old, new)
    assert read(wanted) == [("texta", grown, False), ("heada", "提高政治站位。", False)]
    assert accepted(old, old, changes, list(changes)) == (wanted, [])
