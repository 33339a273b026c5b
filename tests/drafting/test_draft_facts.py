"""The facts panel: stored by name, known names fill open places through a proposal."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft

from .factories import body, change_set, make_draft, upsert

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_draft(client: Client, drafter: User) -> Draft:
    client.force_login(drafter)
    draft = make_draft(drafter)
    payload = change_set(
        draft,
        front=[["title", "在【会议名称】上的讲话"]],
        upserts=[upsert(body(1, "【单位】召开【数据】次会议。"))],
    )
    apply_change_set(draft, author=drafter, payload=payload)
    return draft


def set_facts(client: Client, draft: Draft, **facts: str) -> object:
    data = {"name": list(facts), "value": list(facts.values())}
    return client.post(reverse("draft-facts", args=[draft.pk]), data)


def test_panel_lists_known_names_and_those_open_in_the_text(client: Client, open_draft: Draft) -> None:
    page = client.get(reverse("draft-facts", args=[open_draft.pk])).content.decode()
    for expected in ("单位", "会议名称", "待填 1 处"):
        assert expected in page


def test_what_differs_in_each_place_has_a_link_and_no_field(client: Client, open_draft: Draft) -> None:
    soup = BeautifulSoup(client.get(reverse("draft-facts", args=[open_draft.pk])).content, "html.parser")
    assert "数据" not in [field["value"] for field in soup.select("[name=name]")]
    link = soup.select_one('a[data-place][data-text="【数据】"]')
    assert link.get_text() == "【单位】召开【数据】次会议。"


def test_a_changed_fact_is_stored_and_announced_to_the_paper(client: Client, open_draft: Draft) -> None:
    response = set_facts(client, open_draft, 单位="县纪委监委", 会议名称="全会", 讲话人="")
    assert json.loads(response.headers["HX-Trigger"])["facts-changed"]["names"] == ["单位", "会议名称"]
    open_draft.refresh_from_db()
    assert open_draft.meeting == "全会"
    assert "HX-Trigger" not in set_facts(client, open_draft, 单位="县纪委监委").headers


def test_the_filling_is_proposed_and_the_text_left_alone(client: Client, open_draft: Draft) -> None:
    set_facts(client, open_draft, 单位="县纪委监委", 会议名称="全会")
    before = open_draft.manuscript()
    proposal = client.get(reverse("draft-fill-proposal", args=[open_draft.pk])).json()
    assert [(row["key"], row["text"]) for row in proposal["updates"]] == [
        ("p00001", "县纪委监委召开【数据】次会议。")
    ]
    assert proposal["front"] == [["title", "在全会上的讲话"]]
    assert open_draft.manuscript() == before


def test_a_fact_changed_later_follows_everywhere_it_was_filled_in(
    client: Client, drafter: User, open_draft: Draft
) -> None:
    address = reverse("draft-fill-proposal", args=[open_draft.pk])
    set_facts(client, open_draft, 单位="县纪委监委")
    filled = client.get(address).json()["updates"]
    apply_change_set(open_draft, author=drafter, payload=change_set(open_draft, 2, upserts=filled))
    set_facts(client, open_draft, 单位="市纪委监委")
    assert client.get(address).json()["updates"][0]["text"] == "市纪委监委召开【数据】次会议。"


@pytest.mark.parametrize(
    "data",
    [
        {"name": ["单位"], "value": []},
        {"name": ["单位"], "value": ["长" * 201]},
        {"name": ["单位"], "value": ["一\n二"]},
        {"name": ["单位"], "value": ["【数据】"]},
        {"name": ["x"] * 101, "value": ["y"] * 101},
    ],
)
def test_bad_facts_are_refused_with_a_sentence(
    client: Client, open_draft: Draft, data: dict[str, list[str]]
) -> None:
    response = client.post(reverse("draft-facts", args=[open_draft.pk]), data)
    assert "要素没有保存" in response.content.decode()
    assert open_draft.facts_by_name() == {}


def test_head_may_not_change_facts(client: Client, head: User, open_draft: Draft) -> None:
    client.force_login(head)
    assert set_facts(client, open_draft, 单位="x").status_code == 403


def test_the_target_is_set_and_the_outline_told(client: Client, open_draft: Draft) -> None:
    address = reverse("draft-facts", args=[open_draft.pk])
    response = client.post(address, {"target_minutes": "40"})
    assert "draft-saved" in json.loads(response.headers["HX-Trigger"])
    open_draft.refresh_from_db()
    assert open_draft.target_minutes == 40
    client.post(address, {"target_minutes": ""})
    open_draft.refresh_from_db()
    assert open_draft.target_minutes is None
    assert "最多 600 分钟" in client.post(address, {"target_minutes": "601"}).content.decode()
