"""Themes and occasions: added, renamed, merged, put in order by curators."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.models import Occasion, Outline, Theme
from tests.htmx import HTMX, main_of, soup_of, swap

from .factories import make_entry, make_outline

URL = "/library/tags/theme/"


@pytest.fixture
def themes(db: None) -> list[Theme]:
    return [Theme.objects.create(name=name, order=place) for place, name in enumerate(("甲", "乙", "丙"))]


def names() -> list[str]:
    return [theme.name for theme in Theme.objects.all()]


def test_names_with_their_use(client: Client, curator: User, office: Office, themes: list[Theme]):
    make_entry(office).themes.add(themes[1])
    client.force_login(curator)
    rows = [row.get_text(" ", strip=True) for row in main_of(client.get(URL)).select("tbody tr")]
    assert rows[1].startswith("乙 1")


def test_every_swap_equals_the_reloaded_page(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    page = main_of(client.get(URL))
    changes = (
        (f"{URL}add/", {"name": "丁"}),
        (f"{URL}{themes[0].pk}/rename/", {"name": "甲乙"}),
        (f"{URL}{themes[2].pk}/merge/", {"into": themes[1].pk}),
        (f"{URL}{themes[1].pk}/up/", {}),
    )
    for url, data in changes:
        swap(page, "#tags", client.post(url, data, headers=HTMX))
        assert page.prettify() == main_of(client.get(URL)).prettify()
    assert names() == ["乙", "甲乙", "丁"]


def test_merging_takes_the_entries_along(client: Client, curator: User, office: Office, themes: list[Theme]):
    both, one = make_entry(office), make_entry(office)
    both.themes.add(*themes[:2])
    one.themes.add(themes[0])
    client.force_login(curator)
    client.post(f"{URL}{themes[0].pk}/merge/", {"into": themes[1].pk})
    assert [[t.name for t in entry.themes.all()] for entry in (both, one)] == [["乙"], ["乙"]]


def test_merging_an_occasion_takes_the_outlines_along(client: Client, curator: User, office: Office):
    old, new = make_outline(office).occasion, Occasion.objects.create(name="年中会")
    client.force_login(curator)
    client.post(f"/library/tags/occasion/{old.pk}/merge/", {"into": new.pk})
    assert Outline.objects.get().occasion == new
    assert Occasion.objects.get() == new


@pytest.mark.parametrize(("way", "order"), [("up", ["乙", "甲", "丙"]), ("down", ["甲", "丙", "乙"])])
def test_order(client: Client, curator: User, themes: list[Theme], way: str, order: list[str]):
    client.force_login(curator)
    client.post(f"{URL}{themes[1].pk}/{way}/")
    assert names() == order


def test_the_ends_stay_where_they_are(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    client.post(f"{URL}{themes[0].pk}/up/")
    client.post(f"{URL}{themes[2].pk}/down/")
    assert names() == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("add/", {"name": "甲"}),
        ("add/", {"name": " "}),
        ("add/", {"name": "字" * 41}),
        ("{0}/rename/", {"name": "乙"}),
        ("{0}/merge/", {"into": ""}),
        ("{0}/merge/", {"into": "{0}"}),
        ("{0}/merge/", {"into": "9" * 30}),
    ],
)
def test_bad_input(client: Client, curator: User, themes: list[Theme], path: str, data: dict[str, str]):
    client.force_login(curator)
    pk = themes[0].pk
    answer = client.post(URL + path.format(pk), {name: value.format(pk) for name, value in data.items()})
    assert answer.status_code == 422
    assert soup_of(answer).select_one("#tags [role=alert]")
    assert names() == ["甲", "乙", "丙"]


def test_what_offices_above_use_is_not_changed_below(
    client: Client, curator: User, province: Office, themes: list[Theme]
):
    make_entry(province).themes.add(themes[0])
    client.force_login(curator)
    button = main_of(client.get(URL)).select_one("tbody .tag-form button[type=submit][disabled]")
    assert "也用在其他单位的素材里" in button["title"]
    for path, data in (("rename/", {"name": "新"}), ("merge/", {"into": themes[1].pk})):
        assert client.post(f"{URL}{themes[0].pk}/{path}", data).status_code == 403
    assert names() == ["甲", "乙", "丙"]


def test_an_upgrade_does_not_bring_back_a_former_name(
    client: Client, curator: User, themes: list[Theme], tmp_path: Path
):
    client.force_login(curator)
    client.post(f"{URL}{themes[0].pk}/rename/", {"name": "甲甲"})
    client.post(f"{URL}{themes[1].pk}/merge/", {"into": themes[2].pk})
    (tmp_path / "themes.json").write_text(json.dumps(["甲", "乙", "新"]))
    call_command("load_library", tmp_path, verbosity=0)
    assert sorted(names()) == sorted(["甲甲", "丙", "新"])


def test_curators_only(client: Client, drafter: User, themes: list[Theme]):
    client.force_login(drafter)
    assert client.get(URL).status_code == 403
    pk = themes[0].pk
    for path in ("add/", f"{pk}/rename/", f"{pk}/merge/", f"{pk}/up/"):
        assert client.post(URL + path, {"name": "新", "into": themes[1].pk}).status_code == 403
    assert names() == ["甲", "乙", "丙"]


def test_unknown_addresses_are_404(client: Client, curator: User, themes: list[Theme]):
    client.force_login(curator)
    assert client.get("/library/tags/poem/").status_code == 404
    assert client.post(f"{URL}999999/up/").status_code == 404
    assert client.post(f"{URL}{themes[0].pk}/sideways/").status_code == 404


def test_query_count(client: Client, curator: User, office: Office, django_assert_max_num_queries):
    for number in range(20):
        make_entry(office).themes.add(Theme.objects.create(name=f"主题{number}"))
    client.force_login(curator)
    with django_assert_max_num_queries(10):
        client.get(reverse("tag-list", args=["theme"]))
