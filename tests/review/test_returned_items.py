"""Taking what came back into the text of now: all of it gives the returned text, nothing goes in by guess."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.docx.marked import write_marked
from speeches.docx.marking import Marking, Stamp
from speeches.docx.reported import ReturnedChange, report
from speeches.docx.returning import read_returned
from speeches.manuscript.value import Manuscript
from speeches.review.returns.items import accepted, fingerprint_of, placings
from speeches.review.suggesting.fitting import Status
from tests.strategies import manuscripts, revised

STAMP = Stamp("李主任", "2026-03-06T09:30:00")
GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def came_back(old: Manuscript, new: Manuscript) -> tuple[Manuscript, dict[int, ReturnedChange]]:
    told = report(old, read_returned(write_marked(new, Marking(old=old, stamp=STAMP))))
    return told.matched.manuscript, dict(enumerate(told.changes))


def texts(manuscript: Manuscript) -> list[str]:
    return [paragraph.text for paragraph in manuscript.paragraphs]


@GENERATED
@given(st.data())
def test_all_changes_together_give_the_returned_text_or_say_which_do_not_fit(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    wanted, changes = came_back(old, data.draw(revised(old)))
    taken, left = accepted(old, old, changes, list(changes))
    assert left or texts(taken) == texts(wanted)
    assert taken.front == wanted.front
    assert {changes[number].kind.value for number in left} <= {"moved", "inserted", "split", "joined"}


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
