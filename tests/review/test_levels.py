"""What an upper level says is hidden from lower ones where the office wants it: lists, addresses, log."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, OfficeSettings, RoleName, User
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, decide, submit_draft, suggest
from speeches.review.models import Comment
from speeches.review.queries import comments_of
from speeches.review.rounds.actions import ask_person
from speeches.review.rounds.stages import Stage
from speeches.review.states import Verdict, Way
from speeches.review.suggesting.making import rewriting
from tests.cast import make_person
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


def test_who_joins_later_reads_what_lower_ones_said_before(
    hiding: OfficeSettings, commented: Draft, drafter: User, leader: User, secretary: User, office: Office
) -> None:
    late = make_person("late", "后来的领导", office, RoleName.REVIEWER)
    low = make_person("low", "室主任", office, RoleName.REVIEWER)
    settle(commented, drafter)
    submit_draft(commented, by=drafter, people=[low, late, secretary])
    assert read_by(late, commented) == ["下级的话"]
    assert read_by(low, commented) == ["下级的话"]
    assert read_by(secretary, commented) == ["下级的话", "上级的话"]


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


def test_suggestions_are_hidden_alike(
    hiding: OfficeSettings, draft: Draft, drafter: User, leader: User, secretary: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader, secretary])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    changes = rewriting(draft.manuscript(), "p00003", "希望同志们再立新功。")
    suggest(draft, author=secretary, changes=changes)
    assert len(read_by(secretary, draft)) == 1
    assert read_by(leader, draft) == []


PAGES = ("review-read", "draft-opinions", "draft-timeline", "draft-settlement", "draft-settlement-file")
SECRETS = ("上级的话", "上级的总意见")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_it(
    client: Client, hiding: OfficeSettings, commented: Draft, leader: User, name: str
) -> None:
    client.force_login(leader)
    answer = client.get(reverse(name, args=[commented.pk]))
    assert answer.status_code == 200
    for secret in SECRETS:
        assert secret not in answer.content.decode(errors="replace")


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
