"""Suggestions in the copy for Word: marked in the text, or told in a comment. None of them vanishes."""

from dataclasses import replace

import pytest

from speeches.accounts.models import User
from speeches.docx.returned import ReturnedFile
from speeches.docx.returning import read_returned
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from speeches.review.actions import submit_draft, suggest
from speeches.review.returns.outgoing import SUGGESTIONS, Wanted, marked_copy
from speeches.review.suggesting.changes import Change, Deletion, Insertion, Rewrite
from speeches.review.suggesting.making import rewriting
from speeches.review.threads.actions import add_remark
from tests.drafting.factories import body, make_draft

from .test_returns import sent

pytestmark = pytest.mark.django_db
LEAD, EMPTY, LAST = body(1, "要做到以下几点："), body(2, "空").key, body(3, "希望同志们再接再厉。")
STRICT, REAL = (
    Paragraph(key, Role.ITEM, text, series="一是", list_id="liste", depth=1, run_in=True)
    for key, text in (("itema", "从严。"), ("itemb", "从实。"))
)


@pytest.fixture
def draft(drafter: User, leader: User) -> Draft:
    """A draft before its leader: a line of three paragraphs, an empty one, the last."""
    empty = replace(body(2), text="")
    draft = make_draft(drafter, Manuscript((), (LEAD, STRICT, REAL, empty, LAST)))
    submit_draft(draft, by=drafter, people=[leader])
    draft.refresh_from_db()
    return draft


def copy_with(draft: Draft, leader: User, *changes: Change) -> ReturnedFile:
    suggest(draft, author=leader, changes=changes)
    return copy_of(draft)


def copy_of(draft: Draft) -> ReturnedFile:
    revision: Revision = sent(draft, draft.author)
    return read_returned(marked_copy(draft, draft.author, revision, Wanted(against=SUGGESTIONS)))


@pytest.mark.parametrize(
    "change",
    [
        Rewrite(EMPTY, "", "补写的一段。"),
        Deletion(EMPTY, ""),
        Insertion(EMPTY, "", (body(8, "加在空行后面。"),)),
        # The rest of the line would go on behind the new paragraph.
        Insertion(STRICT.key, "一是从严。", (replace(STRICT, key="itemx", text="从快。", run_in=False),)),
    ],
)
def test_what_cannot_be_marked_is_told(draft: Draft, leader: User, change: Change) -> None:
    file = copy_with(draft, leader, change)
    assert not any(atom.stamp for atom in file.atoms)
    (remark,) = file.remarks
    assert (remark.stamp.author, remark.text) == ("审阅领导", draft.comments.get().text)


def test_what_is_marked_is_told_no_more(draft: Draft, leader: User) -> None:
    file = copy_with(draft, leader, Insertion(LAST.key, LAST.text, (body(8, "加的一段。"),)))
    assert "".join(atom.text for atom in file.atoms if atom.inserted) == "加的一段。"
    assert file.remarks == []


def test_remarks_on_a_suggestion_go_out_with_it(draft: Draft, leader: User, drafter: User) -> None:
    made = suggest(draft, author=leader, changes=rewriting(draft.manuscript(), LAST.key, "再接再厉。"))
    add_remark(made.comment, author=drafter, text="这样说好。")
    file = copy_of(draft)
    assert "".join(atom.text for atom in file.atoms if atom.deleted) == "希望同志们"
    assert [remark.text for remark in file.remarks] == [made.comment.text, "这样说好。"]
