"""Curators create, change, retire and activate entries."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions import NO_SORTING, edit_entry
from speeches.library.models import Entry, Theme
from tests.htmx import HTMX, main_of, soup_of, swap

from .factories import ENUMERATION, make_entry

FIELDS: dict[str, Any] = {
    "title": "“三个始终”",
    "kind": "enumeration",
    "function": "经验",
    "text": ENUMERATION,
    "scope": "subtree",
    "audience": "市",
    "valid_from": "2026-01-01",
    "source": "",
}


def test_new_entry_is_a_draft_with_its_structure(client: Client, curator: User, office: Office):
    theme = Theme.objects.create(name="工作方法")
    client.force_login(curator)
    answer = client.post(reverse("entry-new"), {**FIELDS, "themes": [theme.pk]})
    entry = Entry.objects.get()
    assert answer.headers["Location"] == entry.get_absolute_url()
    assert (entry.state, entry.office, entry.version) == ("draft", office, 1)
    assert entry.text == ENUMERATION
    assert [marker for marker, _ in entry.items] == ["一是", "二是", "三是"]
    assert list(entry.themes.all()) == [theme]
    assert ActionLog.objects.get().verb == "create-entry"


def test_first_line_is_never_taken_for_a_title(client: Client, curator: User):
    client.force_login(curator)
    client.post(reverse("entry-new"), {**FIELDS, "kind": "slogan", "text": "监督常在\n形成常态"})
    assert Entry.objects.get().text == "监督常在\n形成常态"


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"function": "x"}, {"text": "　\n"}, {"text": "字" * 20_001}]
)
def test_bad_input_stores_nothing_and_keeps_what_was_typed(
    client: Client, curator: User, fields: dict[str, str]
):
    client.force_login(curator)
    page = client.post(reverse("entry-new"), {**FIELDS, **fields})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert "selected>市级" in page.content.decode()
    assert not Entry.objects.exists()


def test_change_is_a_new_version_and_the_old_one_stays(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    client.post(reverse("entry-edit", args=[entry.pk]), FIELDS)
    entry = Entry.objects.get()
    assert (entry.version, entry.title) == (2, "“三个始终”")
    assert entry.history.earliest().text == "从群众身边的事抓起。"
    assert ActionLog.objects.get().detail == {"version": 2}


def test_edit_page_shows_the_text_and_its_structure(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    page = main_of(client.get(reverse("entry-edit", args=[entry.pk])))
    assert page.select_one("textarea").get_text().strip() == entry.text
    assert entry.text in page.select_one("#preview").get_text()


def test_preview_equals_the_page(client: Client, curator: User, office: Office):
    entry = make_entry(office, text=ENUMERATION)
    client.force_login(curator)
    page = main_of(client.get(reverse("entry-new")))
    swap(page, "#preview", client.post(reverse("entry-preview"), {"text": ENUMERATION}, headers=HTMX))
    reloaded = main_of(client.get(reverse("entry-edit", args=[entry.pk])))
    assert page.select_one("#preview").prettify() == reloaded.select_one("#preview").prettify()


def test_preview_says_when_a_count_is_wrong(client: Client, curator: User):
    client.force_login(curator)
    wrong = ENUMERATION.replace("三个“始终”", "三个始终").replace("“三个始终”", "“四个始终”")
    answer = soup_of(client.post(reverse("entry-preview"), {"text": wrong}))
    assert "正文里是 3 条" in answer.get_text()


def test_retire_and_activate(client: Client, curator: User, drafter: User, entry: Entry):
    client.force_login(curator)
    client.post(reverse("entry-retire", args=[entry.pk]), {"cause": "内容重复"})
    entry.refresh_from_db()
    assert entry.state == "retired"
    assert entry.retired_on is not None
    assert not Entry.objects.visible_to(drafter).exists()
    client.post(reverse("entry-activate", args=[entry.pk]))
    assert Entry.objects.visible_to(drafter).active().exists()
    assert [row.verb for row in ActionLog.objects.order_by("pk")] == ["retire-entry", "activate-entry"]


def test_retired_cannot_be_retired_again(client: Client, curator: User, office: Office):
    client.force_login(curator)
    page = client.post(reverse("entry-retire", args=[make_entry(office, state="retired").pk]))
    assert page.status_code == 403
    assert "不能停用" in page.content.decode()


@pytest.mark.parametrize("name", ["entry-edit", "entry-retire", "entry-activate"])
def test_wrong_role_gets_403_and_outsider_404(
    client: Client, drafter: User, leader: User, outsider: User, entry: Entry, name: str
):
    url = reverse(name, args=[entry.pk])
    for person, status in ((drafter, 403), (leader, 403), (outsider, 404)):
        client.force_login(person)
        assert client.post(url, FIELDS).status_code == status
    assert Entry.objects.get().version == 1


def test_curator_below_reads_what_is_published_but_cannot_write(
    client: Client, curator: User, province: Office
):
    entry = make_entry(province, scope="subtree")
    client.force_login(curator)
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.post(reverse("entry-edit", args=[entry.pk]), FIELDS).status_code == 403


def test_drafter_cannot_create(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.get(reverse("entry-new")).status_code == 403
    assert client.post(reverse("entry-new"), FIELDS).status_code == 403
    assert not Entry.objects.exists()


def test_writing_needs_post(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    assert client.get(reverse("entry-activate", args=[entry.pk])).status_code == 405
    client.get(reverse("entry-retire", args=[entry.pk]))
    assert Entry.objects.get().state == "active"


def test_faults_are_told_on_top_and_lead_to_their_fields(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    url = reverse("entry-edit", args=[entry.pk])
    sent = {"title": "", "valid_from": "2026-10-01", "valid_until": "2026-09-01"}
    page = main_of(client.post(url, {"text": "正文。", "function": "要求", "kind": "passage", **sent}))
    links = page.select(".error-summary a")
    assert [link.get_text() for link in links][:1] == ["题目"]
    assert "有效至" in [link.get_text() for link in links]
    assert all(page.select_one(link["href"]) for link in links)


def test_somebody_elses_version_is_a_click_away(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    edit_entry(entry, "别人改的。", by=curator, sorting=NO_SORTING)
    sent = {
        "title": "题",
        "text": "我的。",
        "function": "要求",
        "kind": "passage",
        "scope": "own",
        "base": "1",
    }
    page = main_of(client.post(reverse("entry-edit", args=[entry.pk]), sent))
    link = page.select_one(".error-summary a[target=_blank]")
    assert link["href"] == reverse("entry-history", args=[entry.pk])
    assert "我的。" in page.select_one("[name=text]").get_text()


@pytest.mark.parametrize(
    ("kind", "text", "is_told"),
    [
        ("enumeration", "一段平常的话。", True),
        ("enumeration", "一是抓学习。", True),
        ("enumeration", "一是抓学习。二是抓监督。", False),
        ("passage", "一段平常的话。", False),
    ],
)
def test_the_preview_tells_of_an_enumeration_of_nothing(
    client: Client, curator: User, kind: str, text: str, is_told: bool
):
    client.force_login(curator)
    answer = client.post(reverse("entry-preview"), {"text": text, "kind": kind})
    assert ("没有认出两条以上的条目" in answer.content.decode()) == is_told
