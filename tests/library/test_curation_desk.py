"""The curator's desk: what waits, what is out of date, what is missing."""

from datetime import date, timedelta

import pytest
from bs4 import Tag
from django.test import Client
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.library.actions import record_use
from speeches.library.models import Entry, Theme
from speeches.library.staleness import years_before
from tests.htmx import main_of, soup_of

from .factories import make_entry, make_expression

URL = "/library/desk/"
# What counts everything comes by itself, after the page.
LATER = ("wording", "gaps", "duplicates")


def section(client: Client, name: str, **query: str) -> Tag:
    url = f"{URL}{name}/" if name in LATER else URL
    return soup_of(client.get(url, query)).select_one(f"section[aria-labelledby={name}]")


def test_proposals_wait_the_oldest_first(client: Client, curator: User, drafter: User, office: Office):
    now = timezone.now()
    for title, days in (("后来的", 1), ("先来的", 2)):
        at = now - timedelta(days=days)
        make_entry(office, title, state="pending", proposed_by=drafter, proposed_at=at)
    client.force_login(curator)
    queue = section(client, "queue")
    assert [title.a.get_text() for title in queue.select(".entry-title")] == ["先来的", "后来的"]
    assert "起草人" in queue.get_text()


def test_an_empty_queue_says_where_proposals_come_from(client: Client, curator: User):
    client.force_login(curator)
    assert "存为素材" in section(client, "queue").get_text()


def test_stale_with_all_reasons(client: Client, curator: User, office: Office):
    today = timezone.localdate()
    make_entry(office, "过期的", valid_until=today - timedelta(days=1))
    make_entry(office, "出处老的", source_on=years_before(today, 6))
    make_entry(office, "又老又没人用", "提法是甲乙丙丁。", source_on=date(2019, 3, 1))
    make_expression(office, "甲乙丙丁", until=today)
    make_entry(office, "没人用的")
    make_entry(office, "常用的")
    Entry.objects.filter(title__in=["没人用的", "常用的", "又老又没人用"]).update(
        created_at=timezone.now() - timedelta(days=400)
    )
    record_use(Entry.objects.get(title="常用的"), 7, curator)
    client.force_login(curator)
    rows = {
        row.a.get_text(): [chip.get_text() for chip in row.select(".chip")]
        for row in section(client, "stale").select(".stale-list li")
    }
    assert list(rows) == ["又老又没人用", "出处老的", "过期的", "没人用的"]
    assert rows["又老又没人用"] == [
        "出处早于 5 年（2019-03-01）",
        "一年没有人用（从没用过）",
        "含过时提法“甲乙丙丁”",
    ]
    assert rows["没人用的"] == ["一年没有人用（从没用过）"]
    unused = section(client, "stale", reason="unused")
    assert [a.get_text() for a in unused.select(".stale-list a")] == ["又老又没人用", "没人用的"]
    assert "一年没有人用：2" in unused.select_one("#reason").get_text()
    assert len(section(client, "stale", reason="²").select(".stale-list a")) == 4


def test_nothing_stale_says_so(client: Client, curator: User, office: Office):
    make_entry(office)
    client.force_login(curator)
    assert "没有过期的" in section(client, "stale").get_text()


@pytest.mark.parametrize(
    ("years", "found"), [("3", True), ("5", False), ("8", False), ("x", False), ("²", False)]
)
def test_how_old_a_source_may_be(client: Client, curator: User, office: Office, years: str, found: bool):
    make_entry(office, "四年前的", source_on=years_before(timezone.localdate(), 4))
    client.force_login(curator)
    assert ("四年前的" in section(client, "stale", years=years).get_text()) == found


def test_a_leap_day_has_a_day_years_before():
    assert years_before(date(2028, 2, 29), 5) == date(2023, 2, 28)
    assert years_before(date(2026, 11, 21), 5) == date(2021, 11, 21)


def test_gaps_are_counted_and_shaded(client: Client, curator: User, office: Office):
    theme = Theme.objects.create(name="政治监督")
    for _ in range(4):
        make_entry(office, function="任务").themes.add(theme)
    make_entry(office, function="回顾").themes.add(theme)
    make_entry(office, function="问题", state="retired").themes.add(theme)
    client.force_login(curator)
    links = section(client, "gaps").select("td a")
    cells = {link["aria-label"].split("：")[0]: (link.get_text(), link.parent["class"]) for link in links}
    assert cells["政治监督、任务"] == ("4", ["cell", "enough"])
    assert cells["政治监督、回顾"] == ("1", ["cell", "few"])
    assert cells["政治监督、问题"] == ("0", ["cell", "none"])


def test_most_used_and_equal_texts(client: Client, curator: User, office: Office):
    one, other = make_entry(office, "甲"), make_entry(office, "乙")
    make_entry(office, "丙", "另一段文字。")
    for draft in range(3):
        record_use(other, draft, curator)
    client.force_login(curator)
    assert "乙 3 次" in section(client, "most-used").get_text(" ", strip=True)
    assert [a.get_text() for a in section(client, "duplicates").select("li a")] == [one.title, other.title]


def test_the_page_asks_for_what_comes_later(client: Client, curator: User):
    client.force_login(curator)
    asked = [tag["hx-get"] for tag in main_of(client.get(URL)).select("[hx-trigger=load]")]
    assert asked == [f"{URL}{name}/" for name in LATER]


def test_only_ones_own_offices(client: Client, province_curator: User, office: Office, drafter: User):
    make_entry(office, "市里的推荐", state="pending", proposed_by=drafter)
    client.force_login(province_curator)
    assert "市里的推荐" not in client.get(URL).content.decode()


def test_curators_only(client: Client, drafter: User, leader: User, outsider: User):
    for person in (drafter, leader, outsider):
        client.force_login(person)
        for url in (URL, f"{URL}gaps/", f"{URL}duplicates/"):
            assert client.get(url).status_code == 403
        assert "素材管理" not in main_of(client.get("/")).get_text()


def test_query_count(
    client: Client, curator: User, office: Office, drafter: User, django_assert_max_num_queries
):
    for number in range(10):
        entry = make_entry(office, state="pending", proposed_by=drafter)
        entry.themes.add(Theme.objects.create(name=f"主题{number}"))
        record_use(make_entry(office), number, drafter)
    client.force_login(curator)
    with django_assert_max_num_queries(20):
        client.get(URL)
