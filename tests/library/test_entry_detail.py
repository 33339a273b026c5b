"""One entry, read."""

from django.test import Client

from speeches.accounts.models import Office, User
from speeches.library.actions import NO_SORTING, record_use, retire_entry
from speeches.library.actions.triage import accept_candidate
from speeches.library.models import Candidate, Entry
from tests.htmx import main_of

from .factories import ENUMERATION, make_entry
from .intake.factories import take_in


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


def test_the_reason_to_retire_is_told(client: Client, curator: User, entry: Entry):
    retire_entry(entry, by=curator, reason="提法过时")
    client.force_login(curator)
    assert "（提法过时）" in main_of(client.get(entry.get_absolute_url())).get_text()


def test_curators_go_from_an_entry_to_the_speech_it_was_found_in(
    client: Client, curator: User, drafter: User, office: Office
):
    take_in(office, curator)
    found = Candidate.objects.filter(kind="passage").first()
    entry = accept_candidate(found, by=curator, sorting=NO_SORTING)
    address = f"{found.document.get_absolute_url()}#line-{found.first_line}"
    for person, links in ((curator, 1), (drafter, 0)):
        client.force_login(person)
        page = main_of(client.get(entry.get_absolute_url()))
        assert len(page.select(f'.facts a[href="{address}"]')) == links


def test_query_count(client: Client, curator: User, entry: Entry, django_assert_max_num_queries):
    for draft in range(10):
        record_use(entry, draft, curator)
    client.force_login(curator)
    with django_assert_max_num_queries(16):
        client.get(entry.get_absolute_url())
