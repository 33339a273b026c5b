"""The round trip through Word and WPS: copies out, files back, what is taken from them, and by whom."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import ActionLog, OfficeSettings, User
from speeches.accounts.permissions import NotAllowed
from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment as Thread
from speeches.docx.marking import Marking, Range, Stamp
from speeches.docx.properties import Properties
from speeches.docx.returning import read_returned
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.review.actions import add_comment, answer_comment, decide, suggest
from speeches.review.models import Comment, ReturnedCopy, ReturnedItem, Suggestion
from speeches.review.models.returned import ItemOutcome, Recognised, ReturnState
from speeches.review.returns.actions import accept_items, bring_back, leave_items, reopen_items, suggest_items
from speeches.review.returns.outgoing import SUGGESTIONS, Wanted, marked_copy
from speeches.review.returns.tasks import read_returned_copy
from speeches.review.states import Outcome, Verdict
from speeches.review.suggesting.making import rewriting
from tests.drafting.factories import body, change_set, make_draft, upsert
from tests.htmx import HTMX, main_of, soup_of, swap

from .conftest import TEXTS

LEADER = Stamp("审阅领导", "2026-03-06T09:30:00")
OTHER = Stamp("老领导", "2026-03-06T10:00:00")
Change = Callable[[Manuscript], Manuscript]
pytestmark = pytest.mark.django_db


def sent(draft: Draft, by: User) -> Revision:
    """Return the version that a copy of the text as it stands shows."""
    return take_revision(draft, author=by, reason=Revision.Reason.EXPORT)


def edited(
    draft: Draft, revision: Revision, change: Change, *comments: Thread, stamp: Stamp = LEADER
) -> bytes:
    """Return the file as it comes back after `change` of its manuscript was made in it, tracked."""
    manuscript = revision.manuscript()
    properties = Properties(draft=str(draft.pk), revision=str(revision.number))
    ours = write_marked(manuscript, Marking(comments), properties=properties)
    changed = write_marked(change(manuscript), Marking(comments, manuscript, stamp), properties=properties)
    return with_identity(changed, ours)


def with_identity(data: bytes, other: bytes, save: bytes = b"") -> bytes:
    """Return a file with the custom properties of another: those it went out with. `save` tells two apart."""
    name, result = "docProps/custom.xml", io.BytesIO()
    source, marks = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, other))
    with source, marks, zipfile.ZipFile(result, "w") as target:
        target.comment = save
        for entry in source.namelist():
            target.writestr(entry, (marks if entry == name else source).read(entry))
    return result.getvalue()


def rewrite(manuscript: Manuscript, key: str, text: str) -> Manuscript:
    paragraphs = (replace(p, text=text) if p.key == key else p for p in manuscript.paragraphs)
    return manuscript.with_paragraphs(tuple(paragraphs))


FIRST = "会议的主要任务是认真总结工作。大家要抓好落实。"


def first_changed(manuscript: Manuscript) -> Manuscript:
    return rewrite(manuscript, "p00001", FIRST)


def upload_of(data: bytes, name: str = "回稿.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def brought(draft: Draft | None, by: User, data: bytes, name: str = "回稿.docx") -> ReturnedCopy:
    """Bring a file back and have it read."""
    copy = bring_back(by, upload_of(data, name), draft)
    read_returned_copy.func(str(copy.pk))
    copy.refresh_from_db()
    assert copy.error == ""
    return copy


def numbers(copy: ReturnedCopy) -> list[int]:
    return list(copy.items.values_list("pk", flat=True))


def text_of(draft: Draft, key: str) -> str:
    return next(p.text for p in draft.manuscript().paragraphs if p.key == key)


# Out


def test_copy_holds_comments_answers_and_what_changed(
    client: Client, submitted: Draft, drafter: User, leader: User
) -> None:
    comment = add_comment(
        submitted, author=leader, text="数据请核实。", key="p00001", start=0, quote="会议的主要任务"
    )
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="再改。")
    comment.refresh_from_db()
    answer_comment(comment, by=drafter, outcome=Outcome.ADOPTED, text="已核实。")
    first = sent(submitted, drafter)
    submitted.refresh_from_db()
    changes = change_set(submitted, upserts=[upsert(body(1, FIRST))])
    apply_change_set(submitted, author=drafter, payload=changes)
    client.force_login(drafter)
    address = reverse("draft-marked-copy", args=[submitted.pk])
    response = client.get(address, {"against": first.number, "has_settled": "on"})
    file = read_returned(response.content)
    assert "attachment" in response["Content-Disposition"]
    assert [(remark.text, remark.parent, remark.is_resolved) for remark in file.remarks] == [
        ("数据请核实。", -1, True),
        ("已采纳：已核实。", 0, True),
    ]
    assert "".join(atom.text for atom in file.atoms if atom.inserted) == "认真"
    assert (file.identity.draft, file.identity.against) == (str(submitted.pk), str(first.number))


def test_open_suggestions_go_out_as_changes_in_their_names(
    submitted: Draft, leader: User, drafter: User
) -> None:
    changes = rewriting(submitted.manuscript(), "p00001", FIRST)
    suggest(submitted, author=leader, changes=changes)
    revision = sent(submitted, drafter)
    file = read_returned(marked_copy(submitted, drafter, revision, Wanted(against=SUGGESTIONS)))
    assert {atom.inserted.author for atom in file.atoms if atom.inserted} == {"审阅领导"}
    assert "".join(atom.text for atom in file.atoms if atom.inserted) == "认真"
    assert file.remarks == []


def test_a_copy_has_only_the_comments_that_its_reader_may_read(
    submitted: Draft, leader: User, boss: User, drafter: User
) -> None:
    OfficeSettings.objects.update_or_create(office=submitted.office, defaults={"hides_upper_comments": True})
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    add_comment(submitted, author=boss, text="只给起草人看的。", key="p00001")
    revision = sent(submitted, drafter)
    for person, seen in ((drafter, ["只给起草人看的。"]), (leader, [])):
        file = read_returned(marked_copy(submitted, person, revision, Wanted()))
        assert [remark.text for remark in file.remarks] == seen


# In


def test_a_file_that_nobody_changed_holds_nothing(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    copy = brought(draft, drafter, marked_copy(draft, drafter, revision, Wanted()))
    assert (copy.state, copy.recognised, copy.base) == (ReturnState.READY, Recognised.BY_MARK, revision)
    assert not copy.items.exists()


def test_our_own_marks_do_not_come_back_as_changes(draft: Draft, drafter: User) -> None:
    first = sent(draft, drafter)
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(body(1, FIRST))]))
    draft.refresh_from_db()
    data = marked_copy(draft, drafter, sent(draft, drafter), Wanted(against=str(first.number)))
    assert not brought(draft, drafter, data).items.exists()


def test_changes_are_put_into_the_text_and_can_be_taken_back(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)

    def change(manuscript: Manuscript) -> Manuscript:
        changed = first_changed(manuscript)
        return changed.with_paragraphs(
            (*changed.paragraphs[:2], body(9, "加的一段。"), changed.paragraphs[2])
        )

    copy = brought(draft, drafter, edited(draft, revision, change))
    assert accept_items(copy, numbers(copy), by=drafter) == (2, 0)
    draft.refresh_from_db()
    assert [p.text for p in draft.manuscript().paragraphs] == [FIRST, TEXTS[1], "加的一段。", TEXTS[2]]
    notes = list(draft.revisions.values_list("note", flat=True)[:2])
    assert notes == ["合并回稿：回稿.docx", "合并回稿前"]
    assert draft.revisions.get(note="合并回稿前").manuscript() == revision.manuscript()
    assert ActionLog.objects.filter(verb="draft-merge-return").exists()


def test_what_was_changed_meanwhile_elsewhere_in_the_paragraph_stays(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    copy = brought(draft, drafter, edited(draft, revision, first_changed))
    now = TEXTS[0].replace("抓好落实", "狠抓落实")
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(body(1, now))]))
    accept_items(copy, numbers(copy), by=drafter)
    draft.refresh_from_db()
    assert text_of(draft, "p00001") == FIRST.replace("抓好落实", "狠抓落实")


def test_a_clash_is_left_alone_and_the_rest_goes_in(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)

    def change(manuscript: Manuscript) -> Manuscript:
        return rewrite(first_changed(manuscript), "p00003", "希望同志们奋发有为。")

    copy = brought(draft, drafter, edited(draft, revision, change))
    apply_change_set(
        draft, author=drafter, payload=change_set(draft, upserts=[upsert(body(3, "希望大家继续努力。"))])
    )
    accepted, left = accept_items(copy, numbers(copy), by=drafter)
    draft.refresh_from_db()
    assert (accepted, left > 0) == (1, True)
    assert (text_of(draft, "p00001"), text_of(draft, "p00003")) == (FIRST, "希望大家继续努力。")
    assert copy.items.filter(outcome=ItemOutcome.OPEN).count() == left


def test_changes_become_suggestions_and_comments_opinions_in_their_names(
    draft: Draft, drafter: User, leader: User
) -> None:
    revision = sent(draft, drafter)
    comment = Thread(OTHER, "这里再展开。", Range("p00002", 0, "p00002", 6))
    copy = brought(draft, drafter, edited(draft, revision, first_changed, comment))
    assert suggest_items(copy, numbers(copy), by=drafter) == 2
    suggestion = Suggestion.objects.get()
    assert suggestion.values() == tuple(rewriting(revision.manuscript(), "p00001", FIRST))
    assert (suggestion.comment.author, suggestion.comment.recorded_by) == (leader, drafter)
    opinion = Comment.objects.exclude(pk=suggestion.comment_id).get()
    assert (opinion.said_by, opinion.text, opinion.key, opinion.quote) == (
        "老领导",
        "这里再展开。",
        "p00002",
        "第一要统一思",
    )
    assert set(copy.items.values_list("outcome", flat=True)) == {ItemOutcome.SUGGESTED, ItemOutcome.COMMENTED}


def test_a_changed_title_goes_in_too(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    title = (FrontLine(Front.TITLE, "在全县测试大会上的讲话"),)
    copy = brought(draft, drafter, edited(draft, revision, lambda m: replace(m, front=title)))
    assert accept_items(copy, numbers(copy), by=drafter) == (1, 0)
    draft.refresh_from_db()
    assert draft.title == "在全县测试大会上的讲话"


def test_the_same_file_again_is_the_one_it_was(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    data = edited(draft, revision, first_changed)
    first = brought(draft, drafter, data)
    accept_items(first, numbers(first), by=drafter)
    assert bring_back(drafter, upload_of(data, "又一次.docx"), draft) == first
    assert ReturnedCopy.objects.count() == 1
    assert accept_items(first, numbers(first), by=drafter) == (0, 0)


def test_another_save_of_the_file_offers_nothing_twice(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    comment = Thread(OTHER, "这里再展开。", Range("p00002", 0, "p00002", 6))
    data = edited(draft, revision, first_changed, comment)
    first = brought(draft, drafter, data)
    suggest_items(first, numbers(first), by=drafter)
    again = brought(draft, drafter, with_identity(data, data, b"again"))
    assert again != first
    assert suggest_items(again, numbers(again), by=drafter) == 0
    assert Comment.objects.count() == 2


def test_comments_that_went_out_do_not_come_back(submitted: Draft, leader: User, drafter: User) -> None:
    add_comment(submitted, author=leader, text="数据请核实。", key="p00001")
    revision = sent(submitted, drafter)
    assert not brought(submitted, drafter, marked_copy(submitted, drafter, revision, Wanted())).items.exists()


def test_what_is_not_taken_can_be_taken_up_again(draft: Draft, drafter: User) -> None:
    copy = brought(draft, drafter, edited(draft, sent(draft, drafter), first_changed))
    assert leave_items(copy, numbers(copy), by=drafter) == 1
    assert accept_items(copy, numbers(copy), by=drafter) == (0, 0)
    assert reopen_items(copy, numbers(copy), by=drafter) == 1
    assert accept_items(copy, numbers(copy), by=drafter) == (1, 0)


# Which draft, which version


def test_a_file_says_itself_which_draft_it_is(draft: Draft, drafter: User) -> None:
    copy = brought(None, drafter, edited(draft, sent(draft, drafter), first_changed))
    assert (copy.draft, copy.recognised) == (draft, Recognised.BY_MARK)


def test_a_draft_of_somebody_else_is_not_told_of(draft: Draft, drafter: User, outsider: User) -> None:
    copy = brought(None, outsider, edited(draft, sent(draft, drafter), first_changed))
    assert (copy.draft, copy.state) == (None, ReturnState.UNKNOWN)


def test_a_file_of_another_draft_is_told_and_matched_by_text(draft: Draft, drafter: User) -> None:
    other = make_draft(drafter, draft.manuscript())
    copy = brought(draft, drafter, edited(other, sent(other, drafter), first_changed))
    assert copy.recognised == Recognised.OTHER_DRAFT
    assert accept_items(copy, numbers(copy), by=drafter) == (1, 0)
    draft.refresh_from_db()
    assert text_of(draft, "p00001") == FIRST


def test_a_file_without_a_mark_waits_for_its_draft(client: Client, draft: Draft, drafter: User) -> None:
    data = write_marked(first_changed(draft.manuscript()), Marking())
    copy = brought(None, drafter, data)
    assert copy.state == ReturnState.UNKNOWN
    client.force_login(drafter)
    assert client.post(reverse("return-draft", args=[copy.pk]), {"draft": "0"}).status_code == 422
    client.post(reverse("return-draft", args=[copy.pk]), {"draft": draft.pk})
    read_returned_copy.func(str(copy.pk))
    copy.refresh_from_db()
    assert (copy.state, copy.recognised, copy.draft) == (ReturnState.READY, Recognised.NO_MARK, draft)
    assert [item.data["new"] for item in copy.items.all()] == ["认真"]


def test_an_older_version_is_recognised_and_merged(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    data = edited(draft, revision, first_changed)
    changes = change_set(draft, upserts=[upsert(body(3, "后来改的一段。"))])
    apply_change_set(draft, author=drafter, payload=changes)
    sent(draft, drafter)
    copy = brought(draft, drafter, data)
    assert copy.base == revision
    accept_items(copy, numbers(copy), by=drafter)
    draft.refresh_from_db()
    assert (text_of(draft, "p00001"), text_of(draft, "p00003")) == (FIRST, "后来改的一段。")


@pytest.mark.parametrize(
    ("data", "name", "sentence"), [(b"", "a.docx", "空的"), (b"x", "a.pdf", "另存为 .docx")]
)
def test_a_file_is_refused_by_its_name_and_size(
    draft: Draft, drafter: User, data: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        bring_back(drafter, upload_of(data, name), draft)


def test_what_only_calls_itself_a_word_file_fails_in_a_sentence(draft: Draft, drafter: User) -> None:
    copy = bring_back(drafter, upload_of(b"x"), draft)
    read_returned_copy.func(str(copy.pk))
    copy.refresh_from_db()
    assert (copy.state, bytes(copy.data)) == (ReturnState.FAILED, b"")
    assert "不是 Word 文档" in copy.error


# Pages


@pytest.fixture
def copy(draft: Draft, drafter: User) -> ReturnedCopy:
    comment = Thread(OTHER, "这里再展开。", Range("p00002", 0, "p00002", 6))
    return brought(draft, drafter, edited(draft, sent(draft, drafter), first_changed, comment))


OF_A_DRAFT = [("get", "draft-round-trip"), ("get", "draft-marked-copy"), ("post", "return-add")]
OF_A_COPY = [
    ("get", "return-detail"),
    ("get", "return-state"),
    ("post", "return-take"),
    ("post", "return-draft"),
]


@pytest.mark.parametrize("person", ["outsider", "leader", "colleague", "curator"])
def test_whom_it_does_not_concern_finds_nothing(
    client: Client, request: pytest.FixtureRequest, copy: ReturnedCopy, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    for method, name in OF_A_DRAFT:
        assert getattr(client, method)(reverse(name, args=[copy.draft_id])).status_code == 404
    for method, name in OF_A_COPY:
        assert getattr(client, method)(reverse(name, args=[copy.pk])).status_code == 404


def test_nobody_is_sent_to_the_login(client: Client, copy: ReturnedCopy) -> None:
    addresses = [(m, reverse(n, args=[copy.draft_id])) for m, n in OF_A_DRAFT]
    addresses += [(m, reverse(n, args=[copy.pk])) for m, n in OF_A_COPY] + [("get", reverse("return-inbox"))]
    for method, address in addresses:
        assert reverse("login") in getattr(client, method)(address)["Location"]


def test_who_reads_may_take_a_copy_out_and_bring_none_back(
    client: Client, submitted: Draft, leader: User
) -> None:
    client.force_login(leader)
    assert client.get(reverse("draft-marked-copy", args=[submitted.pk])).status_code == 200
    assert client.post(reverse("return-add", args=[submitted.pk])).status_code == 403
    assert main_of(client.get(reverse("draft-round-trip", args=[submitted.pk]))).select_one(
        "button[disabled]"
    )


def test_page_tells_what_each_person_did(client: Client, drafter: User, copy: ReturnedCopy) -> None:
    client.force_login(drafter)
    page = main_of(client.get(copy.get_absolute_url()))
    people = [one.get_text(" ", strip=True) for one in page.select(".return-person h2")]
    assert people == ["审阅领导 1 处修改", "老领导 1 条批注"]
    assert page.select_one(".return-words ins").get_text() == "认真"
    assert len(page.select("input[name=item][checked]")) == 2


def test_swap_equals_reload(client: Client, drafter: User, copy: ReturnedCopy) -> None:
    client.force_login(drafter)
    page = main_of(client.get(copy.get_absolute_url()))
    for way in ("leave", "reopen", "accept", "suggest"):
        data = {"item": numbers(copy), "way": way}
        swap(page, "#return", client.post(reverse("return-take", args=[copy.pk]), data, headers=HTMX))
        page.select_one("#return > [role=status]").extract()
        assert page.prettify() == main_of(client.get(copy.get_absolute_url())).prettify()


def test_nothing_ticked_is_said(client: Client, drafter: User, copy: ReturnedCopy) -> None:
    client.force_login(drafter)
    response = client.post(reverse("return-take", args=[copy.pk]), {"way": "accept"}, headers=HTMX)
    assert "还没有勾选" in soup_of(response).get_text()


def test_a_draft_in_review_takes_suggestions_only(
    client: Client, submitted: Draft, drafter: User, leader: User
) -> None:
    copy = brought(submitted, drafter, edited(submitted, sent(submitted, drafter), first_changed))
    with pytest.raises(NotAllowed):
        accept_items(copy, numbers(copy), by=drafter)
    assert suggest_items(copy, numbers(copy), by=drafter) == 1
    assert Suggestion.objects.get().comment.round is not None


def test_a_refused_file_is_told_on_the_form(client: Client, draft: Draft, drafter: User) -> None:
    client.force_login(drafter)
    for address in (reverse("return-add", args=[draft.pk]), reverse("return-inbox")):
        response = client.post(address, {"file": upload_of(b"x", "改好.doc")})
        assert response.status_code == 422
        assert "另存为 .docx" in main_of(response).get_text()


def test_queries_do_not_grow_with_the_items(client: Client, draft: Draft, drafter: User) -> None:
    client.force_login(drafter)
    counts = []
    for texts in ({"p00001": FIRST}, {key: f"全新{key}的文字。" for key in ("p00001", "p00002", "p00003")}):
        revision = sent(draft, drafter)

        def change(manuscript: Manuscript, texts: dict[str, str] = texts) -> Manuscript:
            for key, text in texts.items():
                manuscript = rewrite(manuscript, key, text)
            return manuscript

        one = brought(draft, drafter, edited(draft, revision, change))
        with CaptureQueriesContext(connection) as queries:
            client.get(one.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert ReturnedItem.objects.count() >= 4


def test_what_was_ticked_off_in_word_is_listed(submitted: Draft, leader: User, drafter: User) -> None:
    add_comment(submitted, author=leader, text="数据请核实。", key="p00001")
    data = marked_copy(submitted, drafter, sent(submitted, drafter), Wanted())
    copy = brought(submitted, drafter, with_part(data, "word/commentsExtended.xml", 'done="0"', 'done="1"'))
    assert not copy.items.exists()
    assert copy.leftovers == ["审阅领导的批注“数据请核实。”在文件里标成了已解决，请在“批注”里办结。"]


def with_part(data: bytes, name: str, old: str, new: str) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.namelist():
            text = source.read(entry)
            target.writestr(entry, text.replace(old.encode(), new.encode()) if entry == name else text)
    return result.getvalue()


def test_a_suggestion_that_was_refused_in_word_is_listed_and_stays_open(
    submitted: Draft, leader: User, drafter: User
) -> None:
    suggest(submitted, author=leader, changes=rewriting(submitted.manuscript(), "p00001", FIRST))
    revision = sent(submitted, drafter)
    asked = marked_copy(submitted, drafter, revision, Wanted(against=SUGGESTIONS))
    refused = with_identity(marked_copy(submitted, drafter, revision, Wanted()), asked)
    assert not brought(submitted, drafter, asked).items.exists()
    copy = brought(submitted, drafter, refused)
    assert [text[:14] for text in copy.leftovers][:1] == ["审阅领导的修改建议在文件里已"]


def test_a_comment_on_words_that_are_new_says_so(draft: Draft, drafter: User) -> None:
    revision = sent(draft, drafter)
    comment = Thread(OTHER, "这句好。", Range("p00009", 0, "p00009", 4))

    def change(manuscript: Manuscript) -> Manuscript:
        return manuscript.with_paragraphs(
            (*manuscript.paragraphs[:2], body(9, "加的一段。"), *manuscript.paragraphs[2:])
        )

    copy = brought(draft, drafter, edited(draft, revision, change, comment))
    suggest_items(copy, numbers(copy), by=drafter)
    assert Comment.objects.get(suggestion=None).text == "这句好。\n（批在“加的一段”）"
