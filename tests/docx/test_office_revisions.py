"""LibreOffice and we agree on what a tracked change is; a save of LibreOffice loses nothing. Slow."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from speeches.docx.libreoffice import find_office
from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment, Marking, Range, Reply
from speeches.docx.properties import Properties
from speeches.docx.returned import accepted, rejected
from speeches.docx.returning import read_returned
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts, revised

from .basic import settled
from .test_marked import LEADER, STAMP, THREAD, against, printed, speech, texts

pytestmark = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
PAIRS = 40


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Manuscript, Manuscript]:
    old = draw(manuscripts())
    return old, draw(revised(old))


def generated(count: int) -> list[tuple[Manuscript, Manuscript]]:
    """Return pairs of texts, the same ones each time: LibreOffice starts once for all of them."""
    found: list[tuple[Manuscript, Manuscript]] = []
    calm = settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )

    @calm
    @given(pairs())
    def collect(pair: tuple[Manuscript, Manuscript]) -> None:
        found.append(pair)

    collect()
    return found


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old() -> None:
    found = generated(PAIRS)
    files = settled([against(old, new) for old, new in found])
    assert sum(old != new for old, new in found) > PAIRS // 2
    for way, side in (("rejected", 0), ("accepted", 1)):
        for pair, data in zip(found, files[way], strict=True):
            read = read_returned(data)
            assert not any(atom.stamp for atom in read.atoms)
            assert texts(read, accepted) == printed(pair[side])
    for (old, new), data in zip(found, files["saved"], strict=True):
        read = read_returned(data)
        assert (texts(read, rejected), texts(read, accepted)) == (printed(old), printed(new))
        assert {atom.stamp for atom in read.atoms} <= {None, STAMP}


def test_a_save_of_libreoffice_loses_no_comment_and_no_identity() -> None:
    base = speech("第一段要坚持从严。", "第二段要压实责任。")
    across = Comment(STAMP, "跨两段。", Range("key0", 6, "key1", 3))
    inside = Comment(LEADER, "重叠。", Range("key0", 4, "key0", 8), replies=(Reply(STAMP, "答。"),))
    marking = Marking((THREAD, across, inside, Comment(LEADER, "整篇。")))
    data = write_marked(base, marking, properties=Properties(draft="7", revision="3"))
    was, now = read_returned(data), read_returned(settled([data])["saved"][0])

    def told(file: object) -> set[tuple[object, ...]]:
        return {
            (remark.stamp, remark.text, "".join(atom.text for atom in file.atoms[remark.start : remark.end]))
            for remark in file.remarks
        }

    assert told(now) == told(was)
    assert {remark.text for remark in now.remarks if remark.is_resolved} >= {"数据请核实。\n附上出处。"}
    assert now.identity == was.identity
    assert {atom.key for atom in now.atoms} == {atom.key for atom in was.atoms}
