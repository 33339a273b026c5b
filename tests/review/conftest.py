"""A draft of the drafter, who may review it, and the same draft in review."""

import pytest

from speeches.accounts.models import Notice, Office, RoleName, User
from speeches.drafting.models import Draft
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.review.actions import add_comment, answer_comment, consult, decide, submit_draft
from speeches.review.models import Comment, Consultation, Participant
from speeches.review.states import Outcome, Verdict
from tests.cast import make_drafter, make_leader, make_person
from tests.drafting.factories import body, make_draft

TEXTS = (
    "会议的主要任务是总结工作。大家要抓好落实。",
    "第一要统一思想，大家要抓好落实。第二要压实责任，大家要抓好落实。",
    "希望同志们再接再厉。",
)


@pytest.fixture
def draft(drafter: User) -> Draft:
    front = (FrontLine(Front.TITLE, "在测试会议上的讲话"),)
    paragraphs = tuple(body(place, text) for place, text in enumerate(TEXTS, 1))
    return make_draft(drafter, Manuscript(front, paragraphs))


@pytest.fixture
def boss(office: Office) -> User:
    return make_person("boss", "主要领导", office, RoleName.REVIEWER, RoleName.HEAD)


@pytest.fixture
def colleague(office: Office) -> User:
    return make_drafter(office, "colleague")


@pytest.fixture
def bystander(office: Office) -> User:
    """Somebody of the office who reviews, but not this draft."""
    return make_leader(office, "bystander")


@pytest.fixture
def submitted(draft: Draft, drafter: User, leader: User, boss: User) -> Draft:
    """The draft before the leader; the boss comes after."""
    submit_draft(draft, by=drafter, people=[leader, boss], note="请审阅。")
    draft.refresh_from_db()
    return draft


@pytest.fixture
def comment(submitted: Draft, leader: User) -> Comment:
    made = add_comment(submitted, author=leader, text="太空泛", key="p00001")
    Notice.objects.all().delete()
    return made


@pytest.fixture
def returned(comment: Comment, leader: User) -> Draft:
    """Back with the drafter, who settled one of the leader's two comments."""
    add_comment(comment.draft, author=leader, text="数据请核实", key="p00002")
    decide(comment.draft, by=leader, verdict=Verdict.RETURNED, reason="改。")
    draft = Draft.objects.get(pk=comment.draft_id)
    first = draft.comments.first()
    answer_comment(first, by=draft.author, outcome=Outcome.ADOPTED)
    Notice.objects.all().delete()
    return draft


@pytest.fixture
def asked(office: Office) -> User:
    return make_person("asked", "一室主任", office, RoleName.DRAFTER)


@pytest.fixture
def consultation(draft: Draft, drafter: User, asked: User) -> Consultation:
    people = [("第一监督检查室", asked), ("市财政局", None)]
    return consult(draft, by=drafter, asked=people, note="请看数据。")


@pytest.fixture
def mine(consultation: Consultation) -> Participant:
    return consultation.participants.get(name="第一监督检查室")


@pytest.fixture
def on_paper(consultation: Consultation) -> Participant:
    return consultation.participants.get(name="市财政局")
