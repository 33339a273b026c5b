"""The pages of a round: the order that is sent, handing over and asking others, the newest text."""

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.models import Draft
from speeches.review.actions import decide, save_chain, submit_draft
from speeches.review.models import Chain, Step
from speeches.review.rounds.forms import Row, moved, padded
from speeches.review.rounds.stages import Stage
from speeches.review.states import StepState, Verdict
from tests.cast import make_person
from tests.htmx import HTMX, main_of, soup_of, swap

from .test_actions import write


@pytest.fixture
def deputy(office: Office) -> User:
    return make_person("deputy", "分管领导", office, RoleName.REVIEWER)


def page_of(client: Client, person: User, draft: Draft) -> Tag:
    client.force_login(person)
    return main_of(client.get(reverse("review-read", args=[draft.pk])))


def orders(draft: Draft) -> list[tuple[int, str, bool]]:
    steps = Step.objects.filter(round=draft.rounds.first())
    return list(steps.values_list("order", "person__username", "allows_editing"))


def test_sent_to_two_at_the_same_time(
    client: Client, drafter: User, draft: Draft, leader: User, deputy: User, boss: User
) -> None:
    client.force_login(drafter)
    sent = {
        "person_1": leader.pk, "editing_1": "on", "person_2": deputy.pk, "together_2": "on",
        "person_3": "", "person_4": boss.pk, "chain_name": "会签",
    }  # fmt: skip
    answer = client.post(reverse("draft-submit", args=[draft.pk]), sent, follow=True)
    assert "已送审阅领导和分管领导（同时）审阅。审阅期间可以继续修改正文" in answer.content.decode()
    assert orders(draft) == [(1, "leader", True), (1, "deputy", True), (2, "boss", False)]
    chain = Chain.objects.get(name="会签")
    assert list(chain.steps.values_list("order", "allows_editing")) == [(1, True), (1, True), (2, False)]


def test_saved_chain_fills_in_stages(
    client: Client, drafter: User, draft: Draft, leader: User, deputy: User, boss: User, office: Office
) -> None:
    chain = save_chain(
        office, by=drafter, name="会签", stages=[Stage((leader, deputy), True), Stage((boss,))]
    )
    client.force_login(drafter)
    page = main_of(client.get(reverse("draft-submit", args=[draft.pk]), {"chain": chain.pk}))
    chosen = [option["value"] for option in page.select("#people-order option[selected]")]
    assert chosen[:3] == [str(person.pk) for person in (leader, deputy, boss)]
    boxes = [box["name"] for box in page.select("#people-order input[checked]")]
    assert boxes == ["editing_1", "together_2", "editing_2"]
    assert page.select_one(".chain a")["title"] == "审阅领导和分管领导（同时） → 主要领导"


def test_moving_keeps_what_was_typed_and_checks_nothing(
    client: Client, drafter: User, draft: Draft, leader: User, boss: User
) -> None:
    client.force_login(drafter)
    address = reverse("draft-submit", args=[draft.pk])
    sent = {
        "person_1": leader.pk,
        "person_2": boss.pk,
        "person_3": "",
        "note": "重点看数据",
        "move": "down-1",
    }
    answer = client.post(address, sent)
    page = main_of(answer)
    assert answer.status_code == 200
    chosen = [option["value"] for option in page.select("#people-order option[selected]") if option["value"]]
    assert chosen == [str(boss.pk), str(leader.pk)]
    assert "重点看数据" in page.select_one("#id_note").get_text()
    assert not draft.rounds.exists()
    swapped = main_of(client.post(address, {**sent, "move": ""}))
    swap(swapped, "#people-order", client.post(address, sent, headers=HTMX))
    assert swapped.select_one("#people-order").prettify() == page.select_one("#people-order").prettify()


ROWS = [Row("1"), Row("2", is_together=True), Row("3", allows_editing=True)]


@pytest.mark.parametrize(
    ("move", "people"),
    [
        ("up-2", "213"),
        ("down-2", "132"),
        ("up-1", "123"),
        ("down-3", "123"),
        ("drop-1", "23"),
        ("drop-9", "123"),
        ("up-x", "123"),
        ("", "123"),
        ("up", "123"),
    ],
)
def test_people_move_and_stages_stay(move: str, people: str) -> None:
    after = moved(ROWS, move)
    assert "".join(row.person for row in after) == people
    if len(after) == len(ROWS):
        assert [row[1:] for row in after] == [row[1:] for row in ROWS]


def test_there_is_always_a_free_row_up_to_the_most() -> None:
    assert len(padded([])) == 3
    assert len(padded(ROWS)) == 4
    assert len(padded(moved(padded(ROWS), "add"))) == 5
    assert len(padded([Row(str(number)) for number in range(12)])) == 9


@pytest.mark.parametrize(
    "sent",
    [{"person_1": "x"}, {"person_1": "999999"}, {"person_1": ""}, {"person_2": "-1", "together_2": "on"}],
)
def test_nonsense_is_refused_with_a_sentence(
    client: Client, drafter: User, draft: Draft, sent: dict[str, str]
) -> None:
    client.force_login(drafter)
    answer = client.post(reverse("draft-submit", args=[draft.pk]), {**sent, "note": "请看"})
    assert answer.status_code == 422
    text = main_of(answer).get_text()
    assert "还没有选审阅人" in text or "不能审阅这篇讲话稿" in text
    assert "请看" in text
    assert not draft.rounds.exists()


def test_stages_and_what_comes_next_are_told(
    client: Client, drafter: User, draft: Draft, leader: User, deputy: User, boss: User, office: Office
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy)), Stage((boss,))])
    decide(draft, by=deputy, verdict=Verdict.RETURNED, reason="数据不对。")
    page = page_of(client, drafter, draft)
    legs = page.select(".steps-line .leg")
    assert ["together" in leg["class"] for leg in legs] == [True, False]
    assert "数据不对。" in legs[0].get_text()
    assert "已有人退回，等都审完一并退给起草人" in page.select_one(".who-may summary").get_text()
    assert page.select_one(".ask") is None
    # All who might be asked have a part in it already.
    assert page_of(client, leader, draft).select_one(".ask") is None
    make_person("free", "还没有份的人", office, RoleName.REVIEWER)
    assert page_of(client, leader, draft).select_one(".ask") is not None


def test_several_returns_stand_before_the_author(
    client: Client, drafter: User, draft: Draft, leader: User, deputy: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy))])
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="太长。")
    decide(draft, by=deputy, verdict=Verdict.RETURNED, reason="数据不对。")
    client.force_login(drafter)
    panel = soup_of(client.get(reverse("draft-opinions", args=[draft.pk])))
    assert [part.get_text(" ", strip=True) for part in panel.select(".returned p:last-child")] == [
        "太长。",
        "数据不对。",
    ]


def test_handed_over_on_the_page(client: Client, submitted: Draft, leader: User, deputy: User) -> None:
    client.force_login(leader)
    address = reverse("review-ask", args=[submitted.pk])
    wrong = client.post(address, {"person": deputy.pk, "way": "handed", "reason": ""})
    assert wrong.status_code == 422
    menu = main_of(wrong).select_one(".ask")
    assert menu.has_attr("open")
    assert "请写明为什么转办" in menu.get_text()
    assert menu.select_one("option[selected]")["value"] == str(deputy.pk)
    right = client.post(address, {"person": deputy.pk, "way": "handed", "reason": "我在外出差"}, follow=True)
    assert "已转给分管领导审阅" in right.content.decode()
    page = main_of(right)
    assert page.select_one(".decide") is None
    assert "审阅领导转办：我在外出差" in page.select_one(".steps-line").get_text()
    assert page_of(client, deputy, submitted).select_one(".decide") is not None


@pytest.mark.parametrize("sent", [{}, {"person": "x", "way": "handed"}, {"person": "1", "way": "sideways"}])
def test_asking_nonsense_is_refused(
    client: Client, submitted: Draft, leader: User, sent: dict[str, str]
) -> None:
    client.force_login(leader)
    answer = client.post(reverse("review-ask", args=[submitted.pk]), sent)
    assert answer.status_code == 422
    assert main_of(answer).select_one(".ask [role=alert], .ask .error") is not None
    assert set(Step.objects.values_list("state", flat=True)) == {StepState.OPEN, StepState.WAITING}


@pytest.mark.parametrize("name", ["review-ask", "round-renew"])
@pytest.mark.parametrize(
    ("person", "status"),
    [("outsider", 404), ("bystander", 404), ("colleague", 404), ("boss", 403), ("drafter", 403)],
)
def test_only_whose_turn_it_is(
    client: Client, request: pytest.FixtureRequest, submitted: Draft, name: str, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.post(reverse(name, args=[submitted.pk])).status_code == status


def test_the_newest_text_is_taken_up_before_it_is_agreed_to(
    client: Client, drafter: User, draft: Draft, leader: User
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader,), allows_editing=True)])
    assert page_of(client, leader, draft).select_one("[action$='/renew/']") is None
    write(draft, drafter, 1, "改过的第一段。")
    page = page_of(client, leader, draft)
    assert "改过的第一段" not in page.select_one("#text").get_text()
    refused = client.post(reverse("draft-decide", args=[draft.pk]), {"verdict": "agreed"})
    assert refused.status_code == 422
    assert "请先点“换成最新文本”看过" in refused.content.decode()
    again = client.post(reverse("round-renew", args=[draft.pk]), follow=True)
    assert "改过的第一段" in main_of(again).select_one("#text").get_text()
    assert client.post(reverse("draft-decide", args=[draft.pk]), {"verdict": "agreed"}).status_code == 302


def test_the_order_costs_the_same_for_many(
    client: Client, drafter: User, draft: Draft, leader: User, office: Office
) -> None:
    client.force_login(drafter)
    address = reverse("draft-submit", args=[draft.pk])
    client.get(address)
    counts = []
    for number in (0, 8):
        for one in range(number):
            make_person(f"more{one}", "审阅人", office, RoleName.REVIEWER)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]
