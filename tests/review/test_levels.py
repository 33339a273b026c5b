"""What an upper level says is hidden from lower ones where the office wants it: lists, addresses, log."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Notice, Office, OfficeSettings, RoleName, User
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, decide, save_chain, submit_draft, suggest
from speeches.review.models import Chain, Comment
from speeches.review.queries import comments_of
from speeches.review.rounds.actions import ask_person
from speeches.review.rounds.levels import levels_for
from speeches.review.rounds.stages import Stage
from speeches.review.states import Verdict, Way
from speeches.review.suggesting.making import rewriting
from speeches.review.threads.actions import add_remark
from tests.cast import make_office, make_person
from tests.drafting.factories import make_draft
from tests.htmx import main_of


@pytest.fixture
def secretary(office: Office) -> User:
    """The highest of all; no head of the office by role."""
    return make_person("secretary", "书记", office, RoleName.REVIEWER)


@pytest.fixture
def hiding(office: Office) -> OfficeSettings:
    return OfficeSettings.objects.create(office=office, hides_upper_comments=True)


@pytest.fixture
def commented(draft: Draft, drafter: User, leader: User, secretary: User) -> Draft:
    """The leader and then the secretary said something; it came back."""
    submit_draft(draft, by=drafter, people=[leader, secretary])
    add_comment(draft, author=leader, text="下级的话", key="p00001")
    decide(draft, by=leader, verdict=Verdict.AGREED, reason="下级的总意见")
    add_comment(draft, author=secretary, text="上级的话", key="p00002")
    decide(draft, by=secretary, verdict=Verdict.RETURNED, reason="上级的总意见")
    draft.refresh_from_db()
    return draft


def read_by(person: User, draft: Draft) -> list[str]:
    return [comment.text for comment in comments_of(Draft.objects.get(pk=draft.pk), person)]


def test_without_the_setting_everybody_reads_everything(commented: Draft, leader: User) -> None:
    assert read_by(leader, commented) == ["下级的话", "上级的话"]


def test_lower_ones_do_not_read_what_upper_ones_say(
    hiding: OfficeSettings, commented: Draft, leader: User, secretary: User, drafter: User, boss: User
) -> None:
    assert read_by(leader, commented) == ["下级的话"]
    for person in (secretary, drafter, boss):
        assert read_by(person, commented) == ["下级的话", "上级的话"]


def test_co_drafters_settle_them_and_read_them(
    hiding: OfficeSettings, commented: Draft, colleague: User
) -> None:
    commented.co_drafters.add(colleague)
    assert read_by(colleague, commented) == ["下级的话", "上级的话"]


def test_a_head_within_the_order_keeps_to_it(
    hiding: OfficeSettings, draft: Draft, drafter: User, boss: User, secretary: User
) -> None:
    submit_draft(draft, by=drafter, people=[boss, secretary])
    decide(draft, by=boss, verdict=Verdict.AGREED)
    add_comment(draft, author=secretary, text="上级的话")
    assert read_by(boss, draft) == []


def test_those_of_one_stage_read_each_other(
    hiding: OfficeSettings, draft: Draft, drafter: User, leader: User, secretary: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, secretary))])
    add_comment(draft, author=secretary, text="同一级的话")
    assert read_by(leader, draft) == ["同一级的话"]


@pytest.fixture
def late(office: Office) -> User:
    return make_person("late", "后来的领导", office, RoleName.REVIEWER)


@pytest.fixture
def low(office: Office) -> User:
    return make_person("low", "室主任", office, RoleName.REVIEWER)


def test_who_joins_later_reads_what_those_said_who_are_known_to_be_no_higher(
    hiding: OfficeSettings,
    commented: Draft,
    drafter: User,
    leader: User,
    secretary: User,
    late: User,
    low: User,
) -> None:
    """The rounds of the office tell who comes after whom: `late` once reviewed after the leader."""
    submit_draft(make_draft(drafter), by=drafter, people=[leader, late])
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[low, late, secretary])
    assert read_by(late, commented) == ["下级的话"]
    assert read_by(low, commented) == []
    assert read_by(secretary, commented) == ["下级的话", "上级的话"]


def test_a_newcomer_who_never_shared_a_round_with_the_upper_one_reads_nothing_of_theirs(
    hiding: OfficeSettings, commented: Draft, drafter: User, low: User
) -> None:
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[low])
    assert read_by(low, commented) == []


def test_a_saved_order_tells_who_is_above_as_well(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, late: User, low: User
) -> None:
    save_chain(commented.office, by=drafter, name="常规", people=[low, leader, late])
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[low, late])
    assert read_by(late, commented) == ["下级的话"]
    assert read_by(low, commented) == []


def test_who_was_above_once_is_not_read_although_they_once_came_before(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, late: User
) -> None:
    for people in ([leader, late], [late, leader]):
        submit_draft(make_draft(drafter), by=drafter, people=people)
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[late])
    assert read_by(late, commented) == []


def test_the_orders_of_another_office_tell_nothing(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, late: User
) -> None:
    elsewhere = make_office("海州市纪委监委")
    Chain.objects.all().delete()
    save_chain(elsewhere, by=drafter, name="常规", people=[leader, late])
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[late])
    assert read_by(late, commented) == []


def test_a_round_with_the_upper_one_alone_is_still_hidden(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, secretary: User
) -> None:
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[secretary])
    add_comment(commented, author=secretary, text="再说一句")
    assert read_by(leader, commented) == ["下级的话"]


def settle(draft: Draft, drafter: User) -> None:
    draft.comments.update(state=Comment.State.SETTLED)


def test_whom_one_hands_over_to_reads_as_one_does(
    hiding: OfficeSettings, draft: Draft, drafter: User, leader: User, secretary: User, bystander: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader, secretary])
    ask_person(draft, by=leader, person=bystander, way=Way.HANDED, reason="出差")
    add_comment(draft, author=bystander, text="替他说的")
    assert read_by(leader, draft) == ["替他说的"]
    decide(draft, by=bystander, verdict=Verdict.AGREED)
    add_comment(draft, author=secretary, text="上级的话")
    for person in (leader, bystander):
        assert read_by(person, draft) == ["替他说的"]


def test_whom_an_upper_one_asks_first_does_not_read_the_upper_one(
    hiding: OfficeSettings, draft: Draft, drafter: User, secretary: User, low: User
) -> None:
    submit_draft(draft, by=drafter, people=[secretary])
    add_comment(draft, author=secretary, text="上级的话")
    ask_person(draft, by=secretary, person=low, way=Way.BEFORE)
    add_comment(draft, author=low, text="下级的话")
    assert read_by(low, draft) == ["下级的话"]
    decide(draft, by=low, verdict=Verdict.AGREED)
    decide(draft, by=secretary, verdict=Verdict.AGREED, reason="上级的总意见")
    assert read_by(secretary, draft) == ["上级的话", "下级的话"]
    levels = levels_for(Draft.objects.get(pk=draft.pk), low)
    assert (levels.reads(1, secretary.pk), levels.reads(1, low.pk)) == (False, True)


def test_suggestions_are_hidden_alike(
    hiding: OfficeSettings, draft: Draft, drafter: User, leader: User, secretary: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader, secretary])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    changes = rewriting(draft.manuscript(), "p00003", "希望同志们再立新功。")
    suggest(draft, author=secretary, changes=changes)
    assert len(read_by(secretary, draft)) == 1
    assert read_by(leader, draft) == []


PAGES = (
    "review-read",
    "draft-opinions",
    "draft-timeline",
    "draft-settlement",
    "draft-settlement-file",
    "draft-marked-copy",
    "draft-finals",
    "review-compare",
)
SECRETS = ("上级的话", "上级的总意见")


def text_of(answer: HttpResponse) -> str:
    """Return what a page or a file says: a .docx is packed."""
    if not answer.content.startswith(b"PK"):
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("reader", ["leader", "low"])
def test_no_page_and_no_file_says_it(
    client: Client,
    hiding: OfficeSettings,
    commented: Draft,
    drafter: User,
    leader: User,
    low: User,
    name: str,
    reader: str,
) -> None:
    """Neither to who came before the upper one, nor to a newcomer of a later round."""
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[leader, low])
    client.force_login(leader if reader == "leader" else low)
    answer = client.get(reverse(name, args=[commented.pk]), {"has_settled": "on"})
    assert answer.status_code == 200
    for secret in SECRETS:
        assert secret not in text_of(answer)
    client.force_login(drafter)
    if name in ("draft-marked-copy", "draft-settlement-file"):
        assert SECRETS[0] in text_of(client.get(reverse(name, args=[commented.pk]), {"has_settled": "on"}))


def test_no_notice_and_no_mail_says_it(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, secretary: User, low: User
) -> None:
    settle(commented, drafter)
    User.objects.filter(pk__in=[leader.pk, low.pk]).update(email="one@example.cn")
    submit_draft(commented, by=drafter, people=[low, secretary])
    decide(commented, by=low, verdict=Verdict.AGREED)
    said = add_comment(commented, author=secretary, text="上级的话 @室主任 @审阅领导")
    for about in (said, Comment.objects.get(text="上级的话")):
        add_remark(about, author=drafter, text="上级的话记下了 @室主任 @审阅领导")
    decide(commented, by=secretary, verdict=Verdict.RETURNED, reason="上级的总意见")
    told = Notice.objects.filter(person__in=[leader, low], text__contains="上级的")
    assert not told.exists()


def test_the_reader_above_reads_it_on_the_page(
    client: Client, hiding: OfficeSettings, commented: Draft, secretary: User
) -> None:
    client.force_login(secretary)
    for name in ("review-read", "draft-timeline"):
        text = main_of(client.get(reverse(name, args=[commented.pk]))).get_text()
        assert "上级的总意见" in text
        assert "下级的总意见" in text


@pytest.mark.parametrize("name", ["comment-reopen", "comment-answer", "answer-correct", "comment-withdraw"])
def test_addresses_of_what_is_hidden_find_nothing(
    client: Client, hiding: OfficeSettings, commented: Draft, leader: User, name: str
) -> None:
    secret = Comment.objects.get(text="上级的话")
    client.force_login(leader)
    assert client.post(reverse(name, args=[commented.pk, secret.pk])).status_code == 404


def test_the_office_chooses_it(client: Client, boss: User, office: Office) -> None:
    client.force_login(boss)
    page = main_of(client.get(reverse("office-settings")))
    assert page.select_one("#id_hides_upper_comments") is not None
    fields = {box["name"]: box.get("value", "") for box in page.select("form input[name]")}
    fields |= {box["name"]: box.select_one("option[selected]")["value"] for box in page.select("select")}
    for name in ("byline_before_date", "page_number_style"):
        fields[name] = page.select_one(f"input[name={name}][checked]")["value"]
    assert (
        client.post(reverse("office-settings"), {**fields, "hides_upper_comments": "on"}).status_code == 302
    )
    assert OfficeSettings.objects.get(office=office).hides_upper_comments
