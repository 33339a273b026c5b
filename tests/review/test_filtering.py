"""The filter of the lists of comments: mine, open ones, of one person, of one round."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import consult, record_opinion, record_reply
from speeches.review.states import Channel
from speeches.review.threads.actions import add_remark
from tests.htmx import HTMX, soup_of

from .test_threads import page_of, panel_of

FILTERS = [
    ({}, 2),
    ({"show": "open"}, 1),
    ({"show": "mine"}, 0),
    ({"by": "leader"}, 2),
    ({"by": "drafter"}, 0),
    ({"in": "1"}, 2),
    ({"in": "2"}, 0),
    ({"show": "x", "by": "²", "in": "9" * 30}, 2),
]


@pytest.mark.parametrize(("query", "count"), FILTERS)
def test_lists_show_what_is_asked_for(
    client: Client, returned: Draft, drafter: User, leader: User, query: dict[str, str], count: int
) -> None:
    people = {"leader": str(leader.pk), "drafter": str(drafter.pk)}
    query = {name: people.get(value, value) for name, value in query.items()}
    assert len(page_of(client, drafter, returned, **query).select(".opinion")) == count
    assert len(panel_of(client, returned, **query).select(".opinion")) == count


def test_mine_is_what_i_said_and_what_mentions_me(
    client: Client, returned: Draft, drafter: User, leader: User
) -> None:
    add_remark(returned.comments.last(), author=leader, text="@起草人 看看")
    assert len(page_of(client, drafter, returned, show="mine").select(".opinion")) == 1
    assert len(page_of(client, leader, returned, show="mine").select(".opinion")) == 2


def test_what_is_done_on_a_filtered_page_leaves_it_filtered(
    client: Client, returned: Draft, drafter: User
) -> None:
    client.force_login(drafter)
    second = returned.comments.last()
    editor = f"http://testserver{returned.get_absolute_url()}?show=open"
    sent = {f"reply-{second.pk}": "在查"}
    address = reverse("comment-respond", args=[returned.pk, second.pk])
    panel = soup_of(client.post(address, sent, headers={**HTMX, "HX-Current-URL": editor}))
    assert len(panel.select(".opinion")) == 1
    assert "1 / 2 条" in panel.get_text()
    assert panel.select_one("select[name=show] option[selected]")["value"] == "open"


def test_filtering_the_editor_says_so_in_its_address_and_keeps_what_was_begun(
    client: Client, returned: Draft, drafter: User
) -> None:
    client.force_login(drafter)
    second = returned.comments.last()
    address = reverse("draft-opinions", args=[returned.pk])
    sent = {"show": "mine", "by": "", f"text-{second.pk}": "写了一半"}
    answer = client.post(address, sent, headers=HTMX)
    assert answer["HX-Replace-Url"] == f"{returned.get_absolute_url()}?show=mine"
    (opinion,) = soup_of(answer).select(".opinion")
    assert "写了一半" in opinion.get_text()
    cleared = client.post(address, {"show": "", "by": ""}, headers=HTMX)
    assert cleared["HX-Replace-Url"] == returned.get_absolute_url()


def test_units_and_people_without_an_account_are_filtered_by_their_names(
    client: Client, drafter: User, returned: Draft
) -> None:
    """Both are entered by the drafter, who said neither."""
    asked = consult(returned, by=drafter, asked=[("市财政局", None), ("市审计局", None)])
    for unit in asked.participants.all():
        record_reply(unit, by=drafter, channel=Channel.PAPER, text=f"{unit.name}的意见")
    said = {"leader": None, "outside_name": "老书记", "channel": Channel.TELEPHONE, "text": "写短些"}
    record_opinion(returned, by=drafter, **said)
    client.force_login(drafter)
    every = panel_of(client, returned)
    names = {one.get_text(): one["value"] for one in every.select("select[name=by] option")}
    assert set(names) == {"所有人", "审阅领导", "市财政局", "市审计局", "老书记"}
    (shown,) = panel_of(client, returned, by=names["市审计局"]).select(".opinion")
    assert "市审计局的意见" in shown.get_text()
    assert not panel_of(client, returned, show="mine").select(".opinion")
