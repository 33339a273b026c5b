"""A copy for review: its changes accepted are the new text, rejected the old; its comments are Word's own."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from speeches.docx.errors import NoTextError
from speeches.docx.layout import Layout
from speeches.docx.marked import PROPOSALS, checksum, write_marked
from speeches.docx.marking import Comment, Edit, Marking, Range, Reply, Stamp
from speeches.docx.oxml.revisions import NO_TEXT
from speeches.docx.properties import Properties
from speeches.docx.returned import ReturnedFile, Side, accepted, read_lines, rejected
from speeches.docx.returning import read_returned
from speeches.docx.sources import sources
from speeches.docx.writer import cleaned
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts, revised, wild_manuscripts

GENERATED = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
STAMP = Stamp("起草人", "2026-11-21T10:05:00")
LEADER = Stamp("李主任", "2026-11-20T09:30:00")


def body(key: str, text: str, *, run_in: bool = False) -> Paragraph:
    return Paragraph(key, Role.BODY, text, run_in=run_in)


def speech(*texts: str) -> Manuscript:
    front = (FrontLine(Front.TITLE, "在会上的讲话"),)
    return Manuscript(front, tuple(body(f"key{place}", text) for place, text in enumerate(texts)))


def printed(manuscript: Manuscript) -> list[str]:
    return [source.text for source in sources(cleaned(manuscript), Layout())]


def texts(file: ReturnedFile, side: Side) -> list[str]:
    return [line.text for line in read_lines(file.atoms, side)]


def against(old: Manuscript, new: Manuscript, *comments: Comment) -> bytes:
    return write_marked(new, Marking(comments, old, STAMP, against="1"), properties=Properties(draft="7"))


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


@GENERATED
@given(st.data())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    new = data.draw(revised(old))
    file = read_returned(against(old, new))
    assert texts(file, accepted) == printed(new)
    assert texts(file, rejected) == printed(old)


def test_a_move_that_left_something_behind_keeps_the_old_order() -> None:
    old = speech("开场白。", "第一段的话。", "第二段说明。", "多余的一段。", "最后的号召。")
    first, second, third, _, last = old.paragraphs
    new = old.with_paragraphs((third, last, first, second))
    file = read_returned(against(old, new))
    assert texts(file, accepted) == printed(new)
    assert texts(file, rejected) == printed(old)


@GENERATED
@given(wild_manuscripts, wild_manuscripts)
def test_whatever_the_texts_hold(old: Manuscript, new: Manuscript) -> None:
    try:
        file = read_returned(against(old, new))
    except NoTextError:
        return
    assert texts(file, accepted) == [NO_TEXT.sub(" ", text) for text in printed(new)]
    assert texts(file, rejected) == [NO_TEXT.sub(" ", text) for text in printed(old)]


@GENERATED
@given(manuscripts())
def test_a_copy_without_changes_has_none(manuscript: Manuscript) -> None:
    file = read_returned(against(manuscript, manuscript))
    assert not any(atom.stamp for atom in file.atoms)
    assert texts(file, accepted) == printed(manuscript)
    keys = {atom.key for atom in file.atoms} - {""}
    assert keys == {paragraph.key for paragraph in manuscript.paragraphs}


def test_kinds_of_change_are_words_own() -> None:
    old = speech("第一段要坚持从严。", "第二段要压实责任。", "第三段要改进作风，一抓到底。", "第四段要删去。")
    one, two, three, _ = old.paragraphs
    new = old.with_paragraphs(
        (replace(one, text="第一段要始终坚持从严。"), three, two, body("new1", "新的一段。"))
    )
    document = part(against(old, new), "word/document.xml")
    for tag in ("ins", "del", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"):
        assert document.findall(f".//{W}{tag}"), tag
    assert not document.findall(f".//{W}del//{W}t")
    authors = {each.get(f"{W}author") for tag in ("ins", "del") for each in document.iter(f"{W}{tag}")}
    assert authors == {"起草人"}
    names = [each.get(f"{W}name") for each in document.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_every_id_is_used_once() -> None:
    old = speech("第一段要坚持从严。", "第二段要压实责任。")
    new = old.with_paragraphs(old.paragraphs[::-1])
    document = part(against(old, new), "word/document.xml")
    pairs = [
        each.get(f"{W}id")
        for each in document.iter()
        if each.get(f"{W}author") or "bookmarkStart" in str(each.tag)
    ]
    assert len(pairs) == len(set(pairs))


def test_last_paragraph_of_a_file_keeps_its_end() -> None:
    old = speech("第一段。")
    new = old.with_paragraphs((*old.paragraphs, body("new1", "接在最后的一段。")))
    for was, now in ((old, new), (new, old)):
        data = against(was, now)
        last = part(data, "word/document.xml").findall(f".//{W}p")[-1]
        assert last.find(f"{W}pPr/{W}rPr") is None
        file = read_returned(data)
        assert (texts(file, rejected), texts(file, accepted)) == (printed(was), printed(now))


THREAD = Comment(
    LEADER,
    "数据请核实。\n附上出处。",
    Range("key0", 2, "key0", 6),
    is_resolved=True,
    replies=(Reply(STAMP, "已核实。"), Reply(LEADER, "好。")),
)


def remarked(*comments: Comment) -> bytes:
    return write_marked(speech("第一段要坚持从严。", "第二段要压实责任。"), Marking(comments))


def test_a_thread_is_written_as_word_wants_it() -> None:
    data = remarked(THREAD)
    document = part(data, "word/document.xml")
    order = [
        (etree.QName(each).localname.removeprefix("comment"), each.get(f"{W}id"))
        for each in document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    ]
    assert order == [
        *(("RangeStart", number) for number in "012"),
        *(("RangeEnd", number) for number in "012"),
        *(("Reference", number) for number in "012"),
    ]
    ids = [comment.findall(f"{W}p")[-1].get(f"{W14}paraId") for comment in part(data, "word/comments.xml")]
    assert all(re.fullmatch("[0-9A-F]{8}", own) and 0 < int(own, 16) < 0x80000000 for own in ids)
    extended = part(data, "word/commentsExtended.xml")
    assert [each.get(f"{W15}paraId") for each in extended] == ids
    assert [each.get(f"{W15}paraIdParent") for each in extended] == [None, ids[0], ids[0]]
    assert {each.get(f"{W15}done") for each in extended} == {"1"}


def test_another_program_reads_the_comments() -> None:
    comments = Document(io.BytesIO(remarked(THREAD))).comments
    assert [(each.author, each.text, each.initials) for each in comments] == [
        ("李主任", "数据请核实。\n附上出处。", "李主"),
        ("起草人", "已核实。", "起草"),
        ("李主任", "好。", "李主"),
    ]


def test_comments_come_back_with_place_thread_and_state() -> None:
    across = Comment(STAMP, "跨两段。", Range("key0", 6, "key1", 3))
    inside = Comment(LEADER, "重叠。", Range("key0", 4, "key0", 8))
    on_all = Comment(LEADER, "整篇。")
    file = read_returned(remarked(THREAD, across, inside, on_all))
    told = {
        remark.text: ("".join(atom.text for atom in file.atoms[remark.start : remark.end]), remark.parent)
        for remark in file.remarks
    }
    assert told == {
        "数据请核实。\n附上出处。": ("段要坚持", -1),
        "已核实。": ("段要坚持", 0),
        "好。": ("段要坚持", 0),
        "跨两段。": ("从严。第二段", -1),
        "重叠。": ("坚持从严", -1),
        "整篇。": ("在会上的讲话", -1),
    }
    assert [remark.is_resolved for remark in file.remarks] == [True, True, True, False, False, False]
    assert {remark.stamp for remark in file.remarks} == {LEADER, STAMP}


def test_proposals_are_changes_of_their_authors_and_the_text_stays() -> None:
    base = speech("第一段要坚持从严。", "第二段要压实责任。")
    edits = (
        Edit("key0", 4, 6, "始终坚持", LEADER),
        Edit("key1", 0, 0, "在此插入。\n", STAMP),
        Edit("key1", 9, 9, "第三段。", LEADER),
    )
    file = read_returned(write_marked(base, Marking(edits=edits), properties=Properties(draft="7")))
    assert texts(file, rejected) == printed(base)
    assert texts(file, accepted)[2:] == [
        "第一段要始终坚持从严。",
        "在此插入。",
        "第二段要压实责任。第三段。",
    ]
    assert file.identity.against == PROPOSALS
    assert set(file.identity.stamps) == {LEADER, STAMP}
    assert {atom.stamp for atom in file.atoms} == {None, LEADER, STAMP}


def test_a_copy_says_where_it_came_from() -> None:
    manuscript = speech("第一段。")
    properties = Properties(draft="7", revision="3")
    data = write_marked(manuscript, Marking(old=manuscript, stamp=STAMP, against="2"), properties=properties)
    identity = read_returned(data).identity
    assert (identity.draft, identity.revision, identity.against) == ("7", "3", "2")
    assert identity.checksum == checksum("7", "3", manuscript)
    assert identity.checksum != checksum("7", "3", speech("第一段！"))
    assert identity.stamps == (STAMP,)


@pytest.mark.parametrize("is_comments_only", [True, False])
def test_reviewers_are_tracked_and_may_be_held_to_comments(is_comments_only: bool) -> None:
    marking = Marking(is_comments_only=is_comments_only)
    settings_part = part(write_marked(speech("第一段。"), marking), "word/settings.xml")
    assert settings_part.find(f"{W}trackRevisions") is not None
    protection = settings_part.find(f"{W}documentProtection")
    assert (protection is not None) is is_comments_only
    if protection is not None:
        assert protection.get(f"{W}edit") == "comments"


def test_what_was_read_goes_through_json() -> None:
    old = speech("第一段要坚持从严。", "第二段。")
    new = speech("第一段要始终坚持从严。", "第二段。")
    file = read_returned(against(old, new, THREAD))
    assert ReturnedFile.from_json(file.to_json()) == file
