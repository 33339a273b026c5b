"""What came back, as changes of our manuscript: who changed what, and nothing where nobody did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from speeches.docx.errors import DocxError
from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment, Marking, Range, Reply, Stamp
from speeches.docx.matching import match
from speeches.docx.remarks import ReturnedComment, relinked
from speeches.docx.reported import ChangeKind, Report, ReturnedChange, report
from speeches.docx.returned import Atom, ReadLine, Remark, ReturnedFile, Sides, accepted, read_lines
from speeches.docx.returning import read_returned, rooted
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.strategies import manuscripts, revised

from .files import paragraph, run, word_file
from .test_fuzz import FILES, SEED, Spoiler
from .test_marked import GENERATED, LEADER, STAMP, THREAD, against, body, speech

TEXTS = (
    "第一段要坚持从严，坚持到底。",
    "第二段要压实责任。",
    "第三段要改进作风，一抓到底。",
    "第四段，说了再说。",
)
MORE = ("最后一段，希望同志们再接再厉。", "倒数一段，也要抓好落实工作。")


def reported(old: Manuscript, new: Manuscript, *comments: Comment) -> Report:
    """Return what is told of `old` after somebody made `new` of it with tracking on."""
    return report(old, read_returned(against(old, new, *comments)))


def untracked(old: Manuscript, new: Manuscript) -> Report:
    return report(old, read_returned(write_marked(new, Marking())))


@GENERATED
@given(manuscripts())
def test_out_and_in_without_edits_differs_in_nothing(manuscript: Manuscript) -> None:
    found = reported(manuscript, manuscript)
    assert found.matched.manuscript == manuscript
    assert (found.changes, found.comments, found.leftovers) == ([], [], [])


@GENERATED
@given(st.data())
def test_what_was_made_of_it_comes_back(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    new = data.draw(revised(old))
    file = read_returned(against(old, new))
    assert match(new, read_lines(file.atoms, accepted)).manuscript == new
    for change in report(old, file).changes:
        assert ReturnedChange.from_json(change.to_json()) == change


def test_each_change_is_told_with_who_and_where() -> None:
    old = speech(*TEXTS, *MORE)
    one, two, three, four, five, six = old.paragraphs
    new = old.with_paragraphs(
        (
            replace(one, text="第一段要始终坚持从严，坚持到最后。"),
            three,
            two,
            body("new1", "加的一段话。"),
            replace(four, text="第四段，"),
            body("new2", "说了再说。"),
            replace(five, text=five.text + six.text),
        )
    )
    changes = reported(old, new).changes
    assert {change.stamp for change in changes} == {STAMP}
    assert all(change.is_tracked for change in changes)
    assert [(change.kind.value, change.keys, change.old, change.new) for change in changes] == [
        ("words", ("key0",), "", "始终"),
        ("words", ("key0",), "底", "最后"),
        ("moved", ("key1",), TEXTS[1], TEXTS[1]),
        ("inserted", (), "", "加的一段话。"),
        ("split", ("key3",), TEXTS[3], "第四段，\n说了再说。"),
        ("joined", ("key4", "key5"), "\n".join(MORE), "".join(MORE)),
    ]
    words = [change for change in changes if change.kind is ChangeKind.WORDS]
    assert [(change.start, change.end) for change in words] == [(4, 4), (12, 13)]
    assert [change.after for change in changes if change.kind is ChangeKind.INSERTED] == ["key1"]


def test_untracked_edits_are_found_by_comparing() -> None:
    old = speech(*TEXTS)
    one, *others = old.paragraphs
    found = untracked(
        old, old.with_paragraphs((replace(one, text="第一段要始终坚持从严，坚持到底。"), *others[:-1]))
    )
    assert [(change.kind, change.old, change.new, change.is_tracked) for change in found.changes] == [
        (ChangeKind.WORDS, "", "始终", False),
        (ChangeKind.DELETED, TEXTS[3], "", False),
    ]


def test_two_people_in_one_paragraph_are_told_apart() -> None:
    old = speech("第一段要坚持从严。")
    others = 'w:id="8" w:author="张三" w:date="2026-11-21T08:00:00Z"'
    mark = f'w:id="9" w:author="{LEADER.author}" w:date="{LEADER.at}Z"'
    text = (
        f"{run('第一段要')}<w:ins {mark}>{run('始终')}</w:ins>"
        f"<w:del {others}><w:r><w:delText>坚持</w:delText></w:r></w:del>"
        f"{run('从严。')}"
    )
    found = report(old, read_returned(word_file(paragraph(run("在会上的讲话")) + paragraph(text))))
    assert [(change.stamp.author, change.old, change.new, change.start) for change in found.changes] == [
        ("李主任", "", "始终", 4),
        ("张三", "坚持", "", 4),
    ]


def test_our_own_marks_are_nobodys_changes() -> None:
    before, now = speech("第一段要坚持从严。"), speech("第一段要始终坚持从严。")
    file = read_returned(against(before, now))
    assert report(now, file, Sides(frozenset(file.identity.stamps))).changes == []


def test_a_new_item_joins_its_list_and_a_number_that_follows_is_no_change() -> None:
    def item(key: str, text: str) -> Paragraph:
        return Paragraph(key, Role.ITEM, text, series="一是", list_id="liste", depth=1)

    base = speech("要做到以下几点。")
    old = base.with_paragraphs((*base.paragraphs, item("itema", "坚持从严。"), item("itemb", "坚持从实。")))
    new = old.with_paragraphs((*old.paragraphs[:2], item("itemx", "坚持从快。"), old.paragraphs[2]))
    found = untracked(old, Manuscript(new.front, tuple(replace(p, key=f"z{p.key}") for p in new.paragraphs)))
    assert [change.kind for change in found.changes] == [ChangeKind.INSERTED]
    made = found.changes[0].paragraphs[0]
    assert (made.role, made.series, made.list_id, made.text) == (Role.ITEM, "一是", "liste", "坚持从快。")
    assert found.leftovers == []


def test_a_number_typed_otherwise_is_listed() -> None:
    heading = Paragraph("heada", Role.HEADING, "提高站位", level=1, series="一、")
    old = Manuscript((FrontLine(Front.TITLE, "在会上的讲话"),), (heading,))
    new = old.with_paragraphs((replace(heading, typed_marker="第一，"),))
    found = untracked(old, new)
    assert found.changes == []
    assert found.leftovers == ["序号“一、”改成了“第一，”。序号由系统按次序排，要换样式请在编辑器里改。"]


def test_a_changed_title_is_a_change() -> None:
    old = speech("第一段。")
    new = replace(old, front=(FrontLine(Front.TITLE, "在全县大会上的讲话"),))
    (change,) = reported(old, new).changes
    assert (change.kind, change.old, change.new) == (ChangeKind.FRONT, "在会上的讲话", "在全县大会上的讲话")


def test_a_file_without_any_mark_of_ours_is_matched_by_text() -> None:
    old = speech(*TEXTS)
    lines = ["在会上的讲话", TEXTS[0], TEXTS[1].replace("压实", "压紧压实"), TEXTS[2], TEXTS[3]]
    found = report(old, read_returned(word_file("".join(paragraph(run(line)) for line in lines))))
    assert [(change.kind.value, change.keys, change.new) for change in found.changes] == [
        ("words", ("key1",), "压紧")
    ]


def test_comments_stand_on_our_words() -> None:
    old = speech(*TEXTS[:2])
    across = Comment(STAMP, "跨两段。", Range("key0", 8, "key1", 3))
    found = reported(old, old, THREAD, across, Comment(LEADER, "整篇。")).comments
    assert [(comment.text, comment.key, comment.start, comment.quote) for comment in found] == [
        ("整篇。", "", 0, ""),
        ("数据请核实。\n附上出处。", "key0", 2, "段要坚持"),
        ("跨两段。", "key0", 8, "，坚持到底。"),
    ]
    assert found[1].is_resolved
    assert [text for _, text in found[1].replies] == ["好。", "已核实。"]
    assert ReturnedComment.from_json(found[1].to_json()) == found[1]


def test_replies_whose_links_are_lost_are_found_again() -> None:
    file = read_returned(against(speech(*TEXTS), speech(*TEXTS), THREAD))
    loose = [remark._replace(parent=-1) for remark in reversed(file.remarks)]
    linked = relinked(loose, [THREAD])
    assert [(remark.text, remark.parent) for remark in linked] == [
        ("好。", 2),
        ("已核实。", 2),
        ("数据请核实。\n附上出处。", -1),
    ]
    other = replace(THREAD, replies=(Reply(Stamp("别人", ""), "已核实。"),))
    assert relinked(loose, [other]) == loose


def test_what_stands_beside_the_text_is_listed() -> None:
    box = (
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>请加一句</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    data = word_file(paragraph(run("在会上的讲话")) + paragraph(run(TEXTS[0]) + box))
    assert report(speech(TEXTS[0]), read_returned(data)).leftovers == ["文本框：请加一句"]


def test_spoiled_files_are_told_or_refused_and_never_crash() -> None:
    old = speech(*TEXTS, *MORE)
    new = old.with_paragraphs((old.paragraphs[1], old.paragraphs[0], *old.paragraphs[3:]))
    sound = against(old, new, THREAD)
    spoiler = Spoiler(SEED, ["http://127.0.0.1:9/x", "file:///nowhere"])
    outcomes = Counter[str]()
    for _ in range(FILES):
        try:
            file = read_returned(spoiler.spoil(sound))
            report(old, ReturnedFile.from_json(file.to_json()))
            outcomes["read"] += 1
        except DocxError:
            outcomes["refused"] += 1
    assert outcomes["read"] > FILES // 10
    assert outcomes["refused"] > FILES // 10


def test_words_typed_before_a_number_are_text_of_what_stands_before_it() -> None:
    def item(key: str, text: str, *, run_in: bool = False) -> Paragraph:
        return Paragraph(key, Role.ITEM, text, series="一是", list_id="liste", depth=1, run_in=run_in)

    base = speech()
    old = base.with_paragraphs(
        (body("lead", "要做到："), item("itema", "从严。", run_in=True), item("itemb", "从实。", run_in=True))
    )
    lines = "要做到：一是从严。严字当头，一严到底。二是从实。"
    file = read_returned(write_marked(old, Marking()))
    place = next(at for at, atom in enumerate(file.atoms) if atom.key == "itemb")
    file.atoms[place] = file.atoms[place]._replace(text=f"严字当头，一严到底。{file.atoms[place].text}")
    found = report(old, file)
    assert found.leftovers == []
    assert found.matched.manuscript.to_text().endswith(lines)
    assert [(one.kind.value, one.keys, one.new) for one in found.changes] == [
        ("words", ("itema",), "严字当头，一严到底。")
    ]


def test_a_paragraph_rewritten_with_its_number_loses_nothing() -> None:
    heading = Paragraph("heada", Role.HEADING, "提高站位", level=1, series="一、")
    old = Manuscript((FrontLine(Front.TITLE, "在会上的讲话"),), (heading, body("bodya", TEXTS[0])))
    file = read_returned(write_marked(old, Marking()))
    place = next(at for at, atom in enumerate(file.atoms) if atom.key == "heada")
    file.atoms[place] = file.atoms[place]._replace(text="把思想和行动统一到中央的决策部署上来")
    (changed, _) = report(old, file).matched.manuscript.paragraphs
    assert (changed.key, changed.text) == ("heada", "把思想和行动统一到中央的决策部署上来")


def test_a_key_is_that_of_the_line_that_reads_as_it_did() -> None:
    """A new line was begun before it, and the bookmark stayed on what is there now."""
    base = speech()
    first = Paragraph("itema", Role.ITEM, "从严。", series="一是", list_id="liste", depth=1)
    old = base.with_paragraphs((body("lead", TEXTS[0]), first, body("runon", TEXTS[1], run_in=True)))
    lines = [
        ReadLine([("lead", TEXTS[0])]),
        ReadLine([("itema", "先要做到从快。")]),
        ReadLine([("", "一是从严。"), ("runon", TEXTS[1])]),
    ]
    found = match(old, lines).manuscript.paragraphs
    assert [paragraph.text for paragraph in found] == [TEXTS[0], "先要做到从快。", "从严。", TEXTS[1]]
    assert [found[0], *found[2:]] == [*old.paragraphs]


def test_words_that_go_on_behind_those_of_another_stand_once() -> None:
    old = speech(*TEXTS[:2])
    lines = [ReadLine([("key0", TEXTS[0]), ("key1", TEXTS[1]), ("key0", "再加一句。")])]
    found = match(old, lines).manuscript.paragraphs
    assert "".join(paragraph.text for paragraph in found) == f"{TEXTS[0]}{TEXTS[1]}再加一句。"
    assert len({paragraph.key for paragraph in found}) == len(found)


def test_who_deleted_a_paragraph_is_known_in_a_file_without_bookmarks() -> None:
    mark = f'w:id="9" w:author="{LEADER.author}" w:date="{LEADER.at}Z"'
    gone = f"<w:del {mark}><w:r><w:delText>{TEXTS[1]}</w:delText></w:r></w:del>"
    end = f"<w:rPr><w:del {mark}/></w:rPr>"
    lines = [paragraph(run(TEXTS[0])), paragraph(gone, end)]
    file = read_returned(word_file("".join([*lines, paragraph(run(TEXTS[2]))])))
    file.remarks = [Remark(LEADER, "这段不要。", *next(spans(file)))]
    found = report(speech(*TEXTS[:3]), file)
    assert [(one.kind.value, one.keys, one.stamp, one.is_tracked) for one in found.changes] == [
        ("deleted", ("key1",), LEADER, True)
    ]
    assert [(one.key, one.quote) for one in found.comments] == [("key1", TEXTS[1])]


def spans(file: ReturnedFile) -> Iterator[tuple[int, int]]:
    return ((at, at + 1) for at, atom in enumerate(file.atoms) if atom.deleted and atom.text)


@given(st.lists(st.integers(-1, 6), min_size=7, max_size=7))
def test_no_comment_is_lost_whatever_answers_what(parents: list[int]) -> None:
    remarks = [Remark(LEADER, str(place), parent=parent) for place, parent in enumerate(parents)]
    file = ReturnedFile([Atom(TEXTS[0], "key0"), Atom("", is_end=True)], rooted(remarks))
    found = report(speech(TEXTS[0]), file).comments
    assert sorted([one.text for one in found] + [text for one in found for _, text in one.replies]) == list(
        "0123456"
    )


def test_a_comment_without_words_says_that_it_has_none() -> None:
    empty = Comment(LEADER, "", Range("key0", 0, "key0", 3))
    (found,) = reported(speech(*TEXTS), speech(*TEXTS), empty).comments
    assert "批注里没有文字" in found.text
