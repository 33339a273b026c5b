"""A merge of themes or occasions is taken back in one press, however late it is noticed."""

import pytest
from django.test import Client

from speeches.accounts.models import Office, RoleName, User
from speeches.library.models import Occasion, Outline, Theme
from tests.cast import make_person
from tests.htmx import HTMX, main_of, soup_of, swap

from .factories import make_entry, make_outline

URL = "/library/tags/theme/"
UNDO = f"{URL}unmerge/"


@pytest.fixture
def themes(db: None) -> list[Theme]:
    return [Theme.objects.create(name=name, order=place) for place, name in enumerate(("甲", "乙", "丙"))]


def merge(client: Client, tag: Theme | Occasion, into: Theme | Occasion, url: str = URL) -> str:
    """Merge, and return what the page then offers to take back ("" if nothing)."""
    page = soup_of(client.post(f"{url}{tag.pk}/merge/", {"into": into.pk}, headers=HTMX))
    button = page.select_one("#tags [name=merge]")
    return button["value"] if button else ""


def names_by_entry(*entries) -> list[list[str]]:
    return [[theme.name for theme in entry.themes.all()] for entry in entries]


def test_a_merge_is_told_and_taken_back(client: Client, curator: User, office: Office, themes: list[Theme]):
    both, one = make_entry(office), make_entry(office)
    both.themes.add(*themes[:2])
    one.themes.add(themes[0])
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    told = main_of(client.get(URL)).select_one("#tags [role=status]").get_text(" ", strip=True)
    assert told.startswith("“甲”已并入“乙”，2 条素材一起过去。")
    client.post(UNDO, {"merge": log}, headers=HTMX)
    assert [theme.name for theme in Theme.objects.all()] == ["甲", "乙", "丙"]
    assert names_by_entry(both, one) == [["甲", "乙"], ["甲"]]
    assert Theme.objects.get(name="乙").former_names == []


def test_the_swap_equals_the_reloaded_page(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    page = main_of(client.get(URL))
    swap(page, "#tags", client.post(UNDO, {"merge": log}, headers=HTMX))
    assert page.prettify() == main_of(client.get(URL)).prettify()


def test_outlines_come_back_too(client: Client, curator: User, office: Office):
    old, new = make_outline(office).occasion, Occasion.objects.create(name="年中会")
    client.force_login(curator)
    url = "/library/tags/occasion/"
    log = merge(client, old, new, url)
    client.post(f"{url}unmerge/", {"merge": log})
    assert Outline.objects.get().occasion.name == old.name


def test_several_are_taken_back_the_last_first(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    first, last = merge(client, themes[0], themes[1]), merge(client, themes[1], themes[2])
    assert client.post(UNDO, {"merge": first}).status_code == 422
    assert client.post(UNDO, {"merge": last}).status_code == 200
    assert client.post(UNDO, {"merge": first}).status_code == 200
    assert [theme.name for theme in Theme.objects.all()] == ["甲", "乙", "丙"]


def test_twice_is_once(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    assert [client.post(UNDO, {"merge": log}).status_code for _ in range(2)] == [200, 422]
    assert Theme.objects.count() == 3


@pytest.mark.parametrize("merge_id", ["", "x", "9" * 30])
def test_bad_input(client: Client, curator: User, themes: list[Theme], merge_id: str):
    client.force_login(curator)
    merge(client, themes[0], themes[1])
    answer = client.post(UNDO, {"merge": merge_id})
    assert answer.status_code == 422
    assert "没有可以撤销的并入" in soup_of(answer).select_one("#tags [role=alert]").get_text()


@pytest.mark.parametrize("gone", ["taken", "dropped"])
def test_not_offered_once_the_name_is_in_use_or_the_other_is_gone(
    client: Client, curator: User, themes: list[Theme], gone: str
):
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    if gone == "taken":
        client.post(f"{URL}add/", {"name": "甲"})
    else:
        themes[1].delete()
    assert not main_of(client.get(URL)).select_one("#tags [name=merge]")
    assert client.post(UNDO, {"merge": log}).status_code == 422


def test_another_curator_is_not_asked(client: Client, curator: User, office: Office, themes: list[Theme]):
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    client.force_login(make_person("other", "另一位", office, RoleName.CURATOR))
    assert not main_of(client.get(URL)).select_one("#tags [name=merge]")
    assert client.post(UNDO, {"merge": log}).status_code == 422


def test_what_offices_above_use_by_now_stays(
    client: Client, curator: User, province: Office, themes: list[Theme]
):
    client.force_login(curator)
    log = merge(client, themes[0], themes[1])
    make_entry(province).themes.add(themes[1])
    assert client.post(UNDO, {"merge": log}).status_code == 200
    assert Theme.objects.get(name="乙").entries.count() == 1


def test_curators_only(client: Client, drafter: User, themes: list[Theme]):
    client.force_login(drafter)
    assert client.post(UNDO, {"merge": "1"}).status_code == 403
