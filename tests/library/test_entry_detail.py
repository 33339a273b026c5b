"""One entry, read."""

from django.test import Client

from speeches.accounts.models import Office, User
from speeches.library.actions import record_use
from speeches.library.models import Entry
from tests.htmx import main_of

from .factories import ENUMERATION, make_entry


def test_it_reads_like_the_printed_page(client: Client, drafter: User, office: Office):
    client.force_login(drafter)
    page = main_of(client.get(make_entry(office, text=ENUMERATION, kind="enumeration").get_absolute_url()))
    lines = [line.get_text() for line in page.select(".manuscript p")]
    assert lines == ENUMERATION.split("\n")
    assert page.select_one(".manuscript .item").get_text() == "一是始终从严。"
    assert page.select_one(".slot").get_text() == "【单位】"


def test_usage_is_shown(client: Client, drafter: User, entry: Entry):
    record_use(entry, 7, drafter)
    client.force_login(drafter)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "共用过 1 次" in page


def test_drafter_reads_only(client: Client, drafter: User, entry: Entry):
    client.force_login(drafter)
    assert not main_of(client.get(entry.get_absolute_url())).select("form, .actions a")


def test_curator_may_edit_and_retire(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    page = main_of(client.get(entry.get_absolute_url())).get_text()
    assert "修改" in page
    assert "停用" in page
    assert "启用" not in page


def test_outsider_gets_404(client: Client, outsider: User, entry: Entry):
    client.force_login(outsider)
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_retired_entry_is_404_for_drafters(client: Client, drafter: User, office: Office):
    client.force_login(drafter)
    assert client.get(make_entry(office, state="retired").get_absolute_url()).status_code == 404


def test_query_count(client: Client, curator: User, entry: Entry, django_assert_max_num_queries):
    for draft in range(10):
        record_use(entry, draft, curator)
    client.force_login(curator)
    with django_assert_max_num_queries(15):
        client.get(entry.get_absolute_url())
