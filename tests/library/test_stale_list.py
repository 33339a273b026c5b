"""All the stale material, and many of it dealt with at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.library.models import Entry
from tests.htmx import main_of

from .factories import make_entry

URL = "/library/desk/stale/"


@pytest.fixture
def old(office: Office) -> list[Entry]:
    """Forty-five entries that have expired."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return [make_entry(office, f"过期的第{n:02}条", valid_until=yesterday) for n in range(45)]


@pytest.fixture
def writer(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def listed(client: Client, **query: object) -> list[str]:
    return [link.get_text() for link in main_of(client.get(URL, query)).select(".entry-title a")]


def send(client: Client, verb: str, entries: list[Entry] | None = None, **data: object) -> str:
    chosen = [entry.pk for entry in entries or []]
    answer = client.post(URL, {"verb": verb, "chosen": chosen, **data}, follow=True)
    return answer.content.decode()


def test_all_are_listed_page_by_page(writer: Client, old: list[Entry]):
    assert len(listed(writer)) == 40
    assert len(listed(writer, page=2)) == 5
    assert len(set(listed(writer) + listed(writer, page=2))) == 45
    desk = main_of(writer.get("/library/desk/"))
    assert "全部 45 条" in desk.find("a", href=lambda href: href and href.startswith(URL)).get_text()


def test_retired_together_and_taken_back(writer: Client, old: list[Entry]):
    assert "刚才停用了 3 条" in send(writer, "retire", old[:3])
    assert set(Entry.objects.filter(state="retired")) == set(old[:3])
    assert "整理过时素材" in old[0].history.latest().history_change_reason
    assert "3 条重新启用" in send(writer, "undo")
    assert not Entry.objects.filter(state="retired").exists()
    assert "没有可撤销的停用" in send(writer, "undo")


def test_the_whole_page_may_be_chosen(writer: Client, old: list[Entry]):
    page = main_of(writer.get(URL))
    shown = [box["value"] for box in page.select("input[name=shown]")]
    assert "刚才停用了 40 条" in send(writer, "retire", all="on", shown=shown)
    assert len(listed(writer)) == 5


def test_a_later_end_is_a_new_version(writer: Client, old: list[Entry]):
    send(writer, "prolong", old[:1])
    entry = Entry.objects.get(pk=old[0].pk)
    assert entry.valid_until == timezone.localdate() + timedelta(days=365)
    assert entry.version == 2
    assert len(listed(writer, page=2)) == 4


def test_what_is_good_for_longer_keeps_its_end(writer: Client, old: list[Entry], office: Office):
    later = timezone.localdate() + timedelta(days=400)
    sound = [make_entry(office, "不限期的"), make_entry(office, "管得更久的", valid_until=later)]
    assert "1 条的有效期延长到" in send(writer, "prolong", [*sound, old[0]])
    assert [(row.valid_until, row.version) for row in (Entry.objects.get(pk=one.pk) for one in sound)] == [
        (None, 1),
        (later, 1),
    ]
    assert "都不必延长" in send(writer, "prolong", sound)


def test_what_nobody_knows_how_to_do_is_not_done(writer: Client, old: list[Entry]):
    assert "没有这样的操作" in send(writer, "dance", old[:2])
    assert not Entry.objects.filter(state="retired").exists()


def test_what_was_looked_at_is_not_asked_about_for_a_year(writer: Client, office: Office):
    entry = make_entry(office, "没人用的")
    Entry.objects.update(created_at=timezone.now() - timedelta(days=900))
    assert listed(writer) == ["没人用的"]
    assert "看过、仍可用" in send(writer, "check", [entry])
    assert listed(writer) == []
    assert entry.history.latest().history_change_reason == "看过，仍可用"
    Entry.objects.update(checked_on=timezone.localdate() - timedelta(days=400))
    assert listed(writer) == ["没人用的"]
    Entry.objects.update(
        checked_on=timezone.localdate(), valid_until=timezone.localdate() - timedelta(days=1)
    )
    assert listed(writer) == ["没人用的"]


@pytest.mark.parametrize("data", [{}, {"chosen": ["x"]}, {"verb": "dance"}, {"all": "on"}])
def test_nothing_chosen_changes_nothing(writer: Client, old: list[Entry], data: dict):
    answer = writer.post(URL, data, follow=True)
    assert "还没有勾选" in answer.content.decode()
    assert Entry.objects.filter(state="active", version=1).count() == 45


def test_only_curators_and_only_their_own(
    writer: Client, client: Client, drafter: User, old: list[Entry], province: Office
):
    foreign = make_entry(province, "省里的", valid_until=timezone.localdate() - timedelta(days=1))
    assert "还没有勾选" in send(writer, "retire", [foreign])
    assert "省里的" not in "".join(listed(writer, page=2))
    client.force_login(drafter)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"verb": "retire", "chosen": [old[0].pk]}).status_code == 403
    assert Entry.objects.filter(state="active").count() == 46


def test_query_count_does_not_grow(writer: Client, old: list[Entry], django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        writer.get(URL)
