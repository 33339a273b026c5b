"""Who only reviews a draft sees what was sent to them: nothing in between, from before or after."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.review.actions import add_comment, answer_comment, consult, decide, submit_draft
from speeches.review.finishing.actions import finalise_draft, reopen_final
from speeches.review.models import Round
from speeches.review.rounds.actions import renew_text
from speeches.review.rounds.stages import Stage
from speeches.review.sent import given_revisions
from speeches.review.states import Outcome, Verdict
from tests.cast import make_person
from tests.drafting.factories import body, change_set, upsert
from tests.htmx import main_of

# What stood in the first paragraph at each time.
FIRST, BETWEEN, SECOND, NOW = "第一次送审的话。", "中间试写的话。", "第二次送审的话。", "现在正在写的话。"


def write(draft: Draft, by: User, place: int, text: str) -> None:
    draft.refresh_from_db()
    client = f"tab{draft.sequence}"
    apply_change_set(
        draft, author=by, payload=change_set(draft, 1, client, upserts=[upsert(body(place, text))])
    )


@pytest.fixture
def newcomer(office: Office) -> User:
    return make_person("newcomer", "新来的领导", office, RoleName.REVIEWER)


@pytest.fixture
def passed_over(office: Office) -> User:
    """Somebody of the first round whom it never reached."""
    return make_person("passed-over", "没有轮到的领导", office, RoleName.REVIEWER)


@pytest.fixture
def sent(draft: Draft, drafter: User, leader: User, newcomer: User, passed_over: User) -> Draft:
    """Sent to the leader, mended, sent to a newcomer, given back, and being mended again."""
    write(draft, drafter, 1, FIRST)
    submit_draft(draft, by=drafter, people=[leader, passed_over])
    said = add_comment(draft, author=leader, text="再想想", key="p00002")
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="改。")
    said.refresh_from_db()
    write(draft, drafter, 1, BETWEEN)
    take_revision(draft, author=drafter, reason=Revision.Reason.MANUAL, note="试写")
    answer_comment(said, by=drafter, outcome=Outcome.ADOPTED)
    write(draft, drafter, 1, SECOND)
    submit_draft(draft, by=drafter, people=[newcomer])
    decide(draft, by=newcomer, verdict=Verdict.RETURNED, reason="再改。")
    write(draft, drafter, 1, NOW)
    return Draft.objects.get(pk=draft.pk)


def text_of(answer: HttpResponse) -> str:
    if not answer.content.startswith(b"PK"):
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def seen(client: Client, person: User, address: str, **query: object) -> set[str]:
    """Return which of the four texts an address shows to somebody."""
    client.force_login(person)
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    return {text for text in (FIRST, BETWEEN, SECOND, NOW) if text.rstrip("。") in text_of(answer)}


SHOWN = ("review-read", "draft-export", "draft-marked-copy", "draft-print", "draft-prompter")
SILENT = ("draft-papers", "draft-round-trip", "draft-settlement", "draft-settlement-file", "draft-timeline")
FOUND = (*SILENT, "review-compare", "draft-opinions", "draft-finals")


@pytest.mark.parametrize("name", SHOWN)
def test_the_text_is_that_of_the_round(
    client: Client, sent: Draft, leader: User, newcomer: User, name: str
) -> None:
    """The leader said something and sees what became of it; both see the second."""
    for person in (leader, newcomer):
        assert seen(client, person, reverse(name, args=[sent.pk])) == {SECOND}


@pytest.mark.parametrize("name", FOUND)
def test_no_page_shows_a_newcomer_what_was_before_or_is_now(
    client: Client, sent: Draft, newcomer: User, name: str
) -> None:
    assert seen(client, newcomer, reverse(name, args=[sent.pk])) <= {SECOND}


@pytest.mark.parametrize("name", FOUND)
def test_no_page_shows_a_reviewer_what_was_never_sent(
    client: Client, sent: Draft, leader: User, name: str
) -> None:
    assert seen(client, leader, reverse(name, args=[sent.pk])) <= {FIRST, SECOND}


@pytest.mark.parametrize("number", range(8))
def test_guessed_numbers_lead_nowhere(
    client: Client, sent: Draft, leader: User, newcomer: User, number: int
) -> None:
    compared = reverse("review-compare", args=[sent.pk])
    for person, shown in ((newcomer, {SECOND}), (leader, {FIRST, SECOND})):
        assert seen(client, person, compared, old=number, new=number + 1) <= shown
        assert seen(client, person, compared, old="now", new=number) <= shown
        print_page = reverse("draft-print", args=[sent.pk])
        for preset in ("redline", "reading", "outline", "working", "final"):
            asked = {"preset": preset, "against": number}
            assert seen(client, person, print_page, **asked) <= shown
        client.force_login(person)
        copied = client.get(reverse("draft-marked-copy", args=[sent.pk]), {"against": number})
        is_offered = any(one.number == number for one in given_revisions(person, sent))
        assert copied.status_code == (200 if is_offered else 404)
        assert client.get(reverse("revision-detail", args=[sent.pk, number])).status_code == 404


CLOSED = (
    "draft-compare",
    "draft-comparison",
    "draft-revisions",
    "draft-outline",
    "draft-changes",
    "draft-facts",
    "draft-length",
    "draft-verification",
    "draft-proof",
    "draft-proof-report",
    "draft-proof-file",
    "draft-provenance",
    "draft-copy",
    "draft-borrow",
    "draft-material",
    "draft-export-menu",
    "draft-consultations",
    "draft-submit",
)


@pytest.mark.parametrize("name", CLOSED)
def test_what_shows_the_drafters_work_is_not_there_for_reviewers(
    client: Client, sent: Draft, leader: User, drafter: User, boss: User, name: str
) -> None:
    address = reverse(name, args=[sent.pk])
    for person, status in ((leader, {404}), (boss, {200, 204, 403}), (drafter, {200, 204})):
        client.force_login(person)
        assert client.get(address).status_code in status, person


def test_the_editors_address_leads_to_what_was_sent(client: Client, sent: Draft, leader: User) -> None:
    client.force_login(leader)
    assert client.get(sent.get_absolute_url()).url == reverse("review-read", args=[sent.pk])


def test_a_download_by_a_reviewer_keeps_nothing(client: Client, sent: Draft, leader: User) -> None:
    before = sent.revisions.count()
    client.force_login(leader)
    for name in ("draft-export", "draft-marked-copy"):
        assert client.get(reverse(name, args=[sent.pk])).status_code == 200
    assert sent.revisions.count() == before


def test_a_title_that_was_changed_since_is_not_told(
    client: Client, sent: Draft, drafter: User, leader: User
) -> None:
    Draft.objects.filter(pk=sent.pk).update(front=[["title", "换了的题目"]])
    client.force_login(leader)
    for name in ("review-read", "draft-papers", "draft-timeline", "draft-settlement"):
        assert "换了的题目" not in main_of(client.get(reverse(name, args=[sent.pk]))).get_text()


def test_whom_it_never_reached_is_shown_no_later_round(
    sent: Draft, drafter: User, leader: User, newcomer: User, passed_over: User, boss: User
) -> None:
    def numbers(person: User) -> list[int]:
        return list(Round.objects.filter(draft=sent).shown_to(person).values_list("number", flat=True))

    assert numbers(passed_over) == [1]
    assert numbers(newcomer) == [2]
    assert numbers(leader) == numbers(drafter) == numbers(boss) == [2, 1]
    assert not Draft.objects.visible_to(passed_over).filter(pk=sent.pk).exists()


def test_what_the_drafters_change_meanwhile_is_seen_once_it_is_taken_up(
    client: Client, draft: Draft, drafter: User, leader: User
) -> None:
    write(draft, drafter, 1, FIRST)
    submit_draft(draft, by=drafter, stages=[Stage((leader,), allows_editing=True)])
    write(draft, drafter, 1, NOW)
    addresses = [reverse(name, args=[draft.pk]) for name in SHOWN]
    assert [seen(client, leader, address) for address in addresses] == [{FIRST}] * len(SHOWN)
    renew_text(draft, by=leader)
    # On the page to read, what is new is marked within the sentence.
    assert [seen(client, leader, address) for address in addresses[1:]] == [{NOW}] * (len(SHOWN) - 1)
    assert seen(client, leader, addresses[0]) == set()


def test_a_final_text_of_before_is_not_a_newcomers(
    client: Client, draft: Draft, drafter: User, leader: User, newcomer: User
) -> None:
    submit_draft(draft, by=drafter, people=[leader])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    finalise_draft(draft, by=drafter)
    reopen_final(draft, by=drafter, reason="会议改期")
    submit_draft(draft, by=drafter, people=[newcomer])
    address = reverse("final-download", args=[draft.pk, 1])
    for person, status in ((leader, 200), (newcomer, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    assert "第 1 号" not in main_of(client.get(reverse("draft-finals", args=[draft.pk]))).get_text()


def test_what_units_were_asked_about_is_not_a_reviewers(
    client: Client, sent: Draft, drafter: User, leader: User, outsider: User
) -> None:
    asked = consult(sent, by=drafter, asked=[("财政局", outsider)])
    client.force_login(leader)
    for name in ("consultation-detail", "consultation-file"):
        assert client.get(reverse(name, args=[sent.pk, asked.pk])).status_code == 404


def test_only_who_sees_all_of_it_is_offered_to_copy_it(
    client: Client, sent: Draft, leader: User, drafter: User
) -> None:
    for person, count in ((leader, 0), (drafter, 1)):
        client.force_login(person)
        page = main_of(client.get(reverse("draft-list")))
        assert len(page.select(f"a[href='{reverse('draft-copy', args=[sent.pk])}']")) == count
        assert len(page.select("td.title a")) == 1
