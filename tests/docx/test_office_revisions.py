"""LibreOffice and we agree on what a tracked change is; a save of LibreOffice loses nothing. Slow."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from speeches.docx.libreoffice import find_office
from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment, Marking, Range, Reply
from speeches.docx.properties import Properties
from speeches.docx.reported import report
from speeches.docx.returned import accepted, rejected
from speeches.docx.returning import read_returned
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts, revised

from .basic import run_macro, settled
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


def test_out_through_a_save_and_in_without_edits_differs_in_nothing() -> None:
    found = [old for old, _ in generated(PAIRS)]
    files = settled([write_marked(old, Marking(), properties=Properties(draft="7")) for old in found])
    for old, data in zip(found, files["saved"], strict=True):
        told = report(old, read_returned(data))
        assert told.matched.manuscript == old
        assert (told.changes, told.leftovers) == ([], [])


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


# What people do with tracking on, in the order in which they do it; lines of the file count from 1.
EDITS = """
Function Paragraph(doc, wanted)
  Dim lines, number
  lines = doc.Text.createEnumeration()
  For number = 1 To wanted
    Paragraph = lines.nextElement()
  Next number
End Function

Function Place(doc, wanted, after)
  Dim cursor
  cursor = doc.Text.createTextCursorByRange(Paragraph(doc, wanted).Start)
  cursor.goRight(after, False)
  Place = cursor
End Function

Sub Cut(doc, cursor)
  doc.CurrentController.select(cursor)
  Command(doc, "Cut")
End Sub

Sub Work(folder)
  Dim doc, cursor
  Author("", "李主任")
  doc = OpenFile(folder & "/sent.docx")
  doc.RecordChanges = True
  doc.Text.insertString(Place(doc, 3, 4), "始终", False)
  cursor = Place(doc, 4, 4)
  cursor.goRight(2, True)
  cursor.String = ""
  doc.Text.insertControlCharacter(Place(doc, 5, 4), 0, False)
  SaveFile(doc, folder & "/first.docx")
  doc.close(True)
  Author("", "张书记")
  doc = OpenFile(folder & "/first.docx")
  doc.RecordChanges = True
  doc.Text.insertString(Place(doc, 3, 0), "同志们，", False)
  cursor = Place(doc, 7, 0)
  cursor.gotoEndOfParagraph(False)
  cursor.goRight(1, True)
  cursor.String = ""
  cursor = Place(doc, 9, 0)
  cursor.gotoEndOfParagraph(False)
  doc.Text.insertControlCharacter(cursor, 0, False)
  doc.Text.insertString(cursor, "新加的一段，各级党组织要扛起责任。", False)
  SaveFile(doc, folder & "/back.docx")
  doc.close(True)
End Sub
"""
EDITED = (
    "第一段要坚持从严。",
    "第二段要压紧压实责任。",
    "第三段，要改进作风一抓到底。",
    "第四段，明确目标任务。",
    "第五段，落实保障措施。",
    "第六段，加强组织领导。",
)


def test_edits_of_two_people_in_libreoffice_come_back_as_exactly_those(tmp_path: Path) -> None:
    base = speech(*EDITED)
    (tmp_path / "sent.docx").write_bytes(write_marked(base, Marking(), properties=Properties(draft="7")))
    run_macro(EDITS, tmp_path)
    told = report(base, read_returned((tmp_path / "back.docx").read_bytes()))
    assert told.leftovers == []
    assert [(one.stamp.author, one.kind.value, one.keys, one.old, one.new) for one in told.changes] == [
        ("张书记", "words", ("key0",), "", "同志们，"),
        ("李主任", "words", ("key0",), "", "始终"),
        ("李主任", "words", ("key1",), "压紧", ""),
        ("李主任", "split", ("key2",), EDITED[2], "第三段，\n要改进作风一抓到底。"),
        ("张书记", "joined", ("key3", "key4"), f"{EDITED[3]}\n{EDITED[4]}", f"{EDITED[3]}{EDITED[4]}"),
        ("张书记", "inserted", (), "", "新加的一段，各级党组织要扛起责任。"),
    ]
    assert all(one.is_tracked for one in told.changes)


MOVING = (
    EDITS.partition("Sub Work")[0]
    + """
Sub Work(folder)
  Dim doc
  Author("", "李主任")
  doc = OpenFile(folder & "/sent.docx")
  doc.RecordChanges = True
  doc.CurrentController.ViewCursor.gotoRange(Place(doc, 7, 0), False)
  Command(doc, "MoveUp")
  Command(doc, "MoveUp")
  SaveFile(doc, folder & "/back.docx")
  doc.close(True)
End Sub
"""
)


def test_a_paragraph_moved_in_libreoffice_comes_back_as_moved(tmp_path: Path) -> None:
    base = speech(*EDITED)
    (tmp_path / "sent.docx").write_bytes(write_marked(base, Marking(), properties=Properties(draft="7")))
    run_macro(MOVING, tmp_path)
    told = report(base, read_returned((tmp_path / "back.docx").read_bytes()))
    assert [(one.stamp.author, one.kind.value, one.keys, one.after) for one in told.changes] == [
        ("李主任", "moved", ("key4",), "key1")
    ]
