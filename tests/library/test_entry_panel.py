"""The panel of entries beside the editor."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import record_use
from speeches.library.models import Entry
from tests.htmx import soup_of

from .factories import ENUMERATION, make_entry

URL = "/library/panel/"


def test_each_card_can_be_inserted(client: Client, drafter: User, entry: Entry):
    client.force_login(drafter)
    panel = soup_of(client.get(URL)).select_one("#entry-panel")
    button = panel.select_one("button[data-insert-entry]")
    assert button["data-entry"] == str(entry.pk)
    assert entry.text in panel.select_one("details .manuscript").get_text()


def test_enumerations_show_their_items(client: Client, drafter: User, office: Office):
    make_entry(office, kind="enumeration", text=ENUMERATION)
    client.force_login(drafter)
    items = soup_of(client.get(URL)).select(".panel-items li")
    assert [item.get_text() for item in items] == ["一是始终从严。", "二是始终从实。", "三是始终从细。"]


def test_search_and_filters_narrow_it(client: Client, drafter: User, office: Office):
    make_entry(office, "金句一", "群众满意。", kind="slogan", function="要求")
    make_entry(office, "段落一", "群众满意。")
    client.force_login(drafter)
    panel = soup_of(client.get(URL, {"q": "群众", "kind": "slogan", "function": "要求"}))
    assert [card.get_text() for card in panel.select("h3")] == ["金句一 金句"]
    assert panel.select_one("mark").get_text() == "群众"


def test_only_what_may_be_used_today(client: Client, curator: User, office: Office):
    make_entry(office, "草稿", state="draft")
    make_entry(office, "尚未生效", valid_from="2999-01-01")
    client.force_login(curator)
    assert not soup_of(client.get(URL)).select(".panel-card")


def test_what_the_draft_uses_is_marked(client: Client, drafter: User, entry: Entry):
    record_use(entry, 7, drafter)
    client.force_login(drafter)
    assert "本稿已用" in client.get(URL, {"draft": "7"}).content.decode()
    assert "本稿已用" not in client.get(URL, {"draft": "8"}).content.decode()


def test_use_in_a_draft_of_another_office_is_not_told(
    client: Client, drafter: User, outsider: User, entry: Entry
):
    record_use(entry, 7, outsider)
    client.force_login(drafter)
    assert "本稿已用" not in client.get(URL, {"draft": "7"}).content.decode()


@pytest.mark.parametrize("draft", ["", "x", "-1", "9" * 30, "²"])
def test_nonsense_does_no_harm(client: Client, drafter: User, entry: Entry, draft: str):
    client.force_login(drafter)
    assert client.get(URL, {"draft": draft}).status_code == 200


def test_nobody_is_sent_to_login_and_others_see_nothing(client: Client, outsider: User, entry: Entry):
    assert client.get(URL).headers["Location"].startswith(reverse("login"))
    client.force_login(outsider)
    assert not soup_of(client.get(URL)).select(".panel-card")


def test_queries_do_not_grow(client: Client, drafter: User, office: Office, django_assert_max_num_queries):
    for number in range(25):
        make_entry(office, f"素材{number}")
    client.force_login(drafter)
    with django_assert_max_num_queries(16):
        panel = soup_of(client.get(URL, {"draft": "7"}))
    assert len(panel.select(".panel-card")) == 20
    assert "只列出前 20 条" in panel.get_text()
