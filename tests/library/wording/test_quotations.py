"""Originals of quotations: kept by curators, compared with by proofreading."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.models import Quotation
from speeches.library.quotations import quotations_for
from speeches.proofreading import context
from tests.htmx import HTMX, main_of, swap

TEXT = "要健全权力监督制约机制，让权力在阳光下运行"
LIST, NEW = reverse("wording-quotations"), reverse("wording-quotation-new")
FIELDS = {
    "text": f"“{TEXT}”",
    "speaker": "某领导",
    "source": "某次会议",
    "said_on": "2025-01-06",
    "scope": "own",
}


@pytest.fixture
def curating(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def make(office: Office, text: str = TEXT, **fields: object) -> Quotation:
    return Quotation.objects.create(office=office, text=text, **fields)


def told(client: Client, **query: str) -> str:
    return main_of(client.get(LIST, query)).get_text(" ", strip=True)


def test_curator_records_an_original_without_the_marks_around_it(curating: Client, office: Office):
    assert "还没有录入原文" in told(curating)
    assert curating.post(NEW, FIELDS).status_code == 302
    assert quotations_for(office) == (context.Quotation(TEXT, "某领导", "某次会议", date(2025, 1, 6)),)
    assert ActionLog.objects.get().verb == "add-quotation"
    assert "某次会议" in told(curating)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"text": "好"}, "太短"), ({"text": TEXT}, "已录有"), ({"said_on": "昨天"}, ""), ({"scope": "all"}, "")],
)
def test_bad_input_is_refused_and_stays(curating: Client, office: Office, changed: dict[str, str], said: str):
    make(office)
    answer = curating.post(NEW, {**FIELDS, "text": "另一句原话，也很要紧", **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "某领导" in answer.content.decode()
    assert Quotation.objects.count() == 1


def test_an_edit_is_seen_at_once_and_logged_with_what_was(curating: Client, office: Office):
    row = make(office)
    assert quotations_for(office)[0].text == TEXT
    edit = reverse("wording-quotation-edit", args=[row.pk])
    curating.post(edit, {**FIELDS, "text": "善作善成，久久为功"})
    assert quotations_for(office)[0].text == "善作善成，久久为功"
    assert ActionLog.objects.get().detail["before"] == TEXT


def test_removing_can_be_undone(curating: Client, office: Office):
    row = make(office)
    answer = curating.post(reverse("wording-quotation-remove", args=[row.pk]), follow=True)
    assert "撤销删除" in answer.content.decode()
    assert quotations_for(office) == ()
    curating.post(reverse("wording-quotation-put-back", args=[row.pk]))
    assert len(quotations_for(office)) == 1


def test_search_swaps_as_it_reloads(curating: Client, office: Office):
    make(office)
    make(office, "善作善成，久久为功", source="年中会议")
    assert "共 1 条" in told(curating, q="年中")
    assert "没有符合条件" in told(curating, q="没有这句\0")
    page = main_of(curating.get(LIST))
    swap(page, "#quotations", curating.get(LIST, {"q": "权力"}, headers=HTMX))
    reloaded = main_of(curating.get(LIST, {"q": "权力"}))
    assert page.select_one("#quotations").prettify() == reloaded.select_one("#quotations").prettify()


def test_readers_read_and_do_not_write(client: Client, drafter: User, outsider: User, office: Office):
    row = make(office)
    addresses = [
        reverse(f"wording-quotation-{verb}", args=[row.pk]) for verb in ("edit", "remove", "put-back")
    ]
    client.force_login(drafter)
    assert TEXT in told(client)
    assert "录入原文" not in told(client)
    assert [client.post(address, FIELDS).status_code for address in (NEW, *addresses)] == [403] * 4
    client.force_login(outsider)
    assert TEXT not in told(client)
    assert [client.post(address, FIELDS).status_code for address in addresses] == [404] * 3
    assert Quotation.objects.filter(is_removed=False).count() == 1


def test_those_below_use_what_is_published(office: Office, province: Office):
    make(province, "省里说的一句话", scope="subtree")
    make(province, "省里自己用的话")
    assert [one.text for one in quotations_for(office)] == ["省里说的一句话"]
    assert quotations_for(None) == ()


def test_query_count(curating: Client, office: Office, django_assert_max_num_queries):
    for number in range(20):
        make(office, f"第{number}条原文")
    with django_assert_max_num_queries(10):
        curating.get(LIST)
    quotations_for(office)
    with django_assert_max_num_queries(1):
        quotations_for(office)
