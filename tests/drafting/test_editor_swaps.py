"""What is swapped around the paper is what a reloaded page shows: each panel, and those that follow it."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, set_facts
from speeches.drafting.models import Delivery, Dismissal, Draft
from speeches.library.actions import NO_SORTING, edit_entry
from speeches.library.models import Confusable, Entry
from speeches.manuscript.parsing import parse
from tests.cast import make_curator, make_drafter
from tests.htmx import HTMX, soup_of, swap
from tests.library.factories import make_entry

from .factories import change_set, make_draft, make_speech, upsert

pytestmark = pytest.mark.django_db

OPENED = "#length-panel, #proof-panel, #revisions-panel, #basket"


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def opened(client: Client, draft: Draft) -> BeautifulSoup:
    """The editor with its panels as they come in."""
    page = soup_of(client.get(draft.get_absolute_url()))
    for panel in page.select(OPENED):
        fetch(client, page, f"#{panel['id']}", panel["hx-get"], panel.get("hx-swap", "innerHTML"))
    return page


def fetch(client: Client, page: BeautifulSoup, target: str, url: str, way: str = "outerHTML") -> None:
    response = client.get(url, headers=HTMX)
    response["HX-Reswap"] = way
    swap(page, target, response)


def follow(client: Client, page: BeautifulSoup, response: HttpResponse) -> None:
    """What waits for the events that an answer tells of asks again."""
    for event in json.loads(response.headers.get("HX-Trigger", "{}")):
        for place in page.select(f'[hx-trigger*="{event} from:body"]'):
            fetch(client, page, f"#{place['id']}", place["hx-get"])


def send(client: Client, draft: Draft, target: str, url: str, **data: object) -> None:
    """Post, swap, follow, compare with the page opened anew."""
    page = opened(client, draft)
    response = client.post(url, data, headers=HTMX)
    swap(page, target, response)
    follow(client, page, response)
    assert around_paper(page) == around_paper(opened(client, draft))


def around_paper(page: BeautifulSoup) -> str:
    """The paper itself is never swapped: it fetches by itself what it has to change."""
    desk = page.select_one("#desk")
    assert desk is not None
    desk.select_one("#paper").decompose()
    return desk.prettify()


def test_facts_and_the_target(client: Client, draft: Draft) -> None:
    data = {"name": "单位", "was": "", "value": "云山县", "target_minutes": "2"}
    send(client, draft, "#facts", reverse("draft-facts", args=[draft.pk]), **data)


def test_a_target_out_of_bounds_is_said_beside_it(client: Client, draft: Draft) -> None:
    response = client.post(reverse("draft-facts", args=[draft.pk]), {"target_minutes": "9999"}, headers=HTMX)
    page = opened(client, draft)
    swap(page, "#facts", response)
    assert page.select_one("#fact-target_error") is not None
    draft.refresh_from_db()
    assert draft.target_minutes is None


def test_a_traced_text_that_is_right_here(client: Client, drafter: User) -> None:
    text = "讲话\n同志们：\n去年青山县查处12人。"
    old = make_draft(drafter, parse(text).manuscript)
    set_facts(old, author=drafter, facts={"单位": "青山县"})
    data = {"title": "新的讲话", "fact:单位": "绿水县"}
    client.post(reverse("draft-copy", args=[old.pk]), data)
    copy = Draft.objects.latest("pk")
    page = opened(client, copy)
    row = page.select_one("#former li")
    assert row is not None
    name = row.select_one("[name=name]")["value"]
    send(client, copy, "#former", reverse("draft-former", args=[copy.pk]), name=name)
    assert opened(client, copy).select_one("#former li") is None


def test_a_measured_speech(client: Client, drafter: User) -> None:
    draft = make_speech(drafter)
    set_facts(draft, author=drafter, facts={"讲话人": "张书记"})
    data = {"speech": f"draft-{draft.pk}", "minutes": "1"}
    send(client, draft, "#draft-length", reverse("draft-length", args=[draft.pk]), **data)
    remove = reverse("delivery-remove", args=[draft.pk, Delivery.objects.get().pk])
    send(client, draft, "#draft-length", remove)


def test_a_version_that_is_kept_and_named(client: Client, draft: Draft) -> None:
    send(client, draft, "#revisions", reverse("draft-revisions", args=[draft.pk]), note="送审前")
    number = draft.revisions.latest("number").number
    send(client, draft, "#revisions", reverse("revision-name", args=[draft.pk, number]), note="定稿前")


def test_the_basket(client: Client, draft: Draft, drafter: User) -> None:
    entry = make_entry(drafter.office, "小切口整治", "要办成一批实事。")
    send(client, draft, "#basket", reverse("basket-put", args=[entry.pk]))
    send(client, draft, "#basket", reverse("basket-take", args=[entry.pk]))


def test_choosing_a_speech_to_take_from_and_going_back(client: Client, draft: Draft, speech: Draft) -> None:
    page = opened(client, draft)
    fetch(client, page, "#borrow", reverse("draft-borrow", args=[draft.pk]), "innerHTML")
    first = page.prettify()
    fetch(client, page, "#borrow", page.select_one("#borrow a[hx-get]")["hx-get"], "innerHTML")
    assert page.select("#borrow [data-take]")
    fetch(client, page, "#borrow", page.select_one("#borrow a[hx-get]")["hx-get"], "innerHTML")
    assert page.prettify() == first


def save(draft: Draft, old: str, new: str) -> None:
    """Do what the paper does when somebody has typed."""
    paragraph = next(one for one in draft.manuscript().paragraphs if old in one.text)
    changed = upsert(replace(paragraph, text=paragraph.text.replace(old, new), spans=()))
    apply_change_set(draft, author=draft.author, payload=change_set(draft, 70, upserts=[changed]))
    draft.refresh_from_db()


def test_what_a_save_renews(client: Client, drafter: User) -> None:
    draft = make_speech(drafter)
    page = opened(client, draft)
    save(draft, draft.manuscript().paragraphs[1].text, "要按步就班推进，，办好【数据】件实事。")
    for place in page.select('[hx-trigger*="draft-saved from:body"]'):
        fetch(client, page, f"#{place['id']}", place["hx-get"])
    again = opened(client, draft)
    for part in ("#draft-head", "#outline", "#draft-proof", "#proof-count", "#revisions"):
        assert page.select_one(part).prettify() == again.select_one(part).prettify(), part


def test_a_finding_that_is_left_and_comes_back(client: Client, drafter: User) -> None:
    draft = make_speech(drafter, "讲话\n同志们：\n要按步就班推进。\n不能按步就班拖延。")
    Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")
    for scope in ("place", "draft"):
        panel = soup_of(client.get(reverse("draft-proof", args=[draft.pk])))
        identity = panel.select_one("[data-dismiss]")["data-dismiss"]
        said = {"identity": identity, "reason": "local", "scope": scope}
        send(client, draft, "#draft-proof", reverse("finding-dismiss", args=[draft.pk]), **said)
        restored = reverse("dismissal-remove", args=[draft.pk, Dismissal.objects.get().pk])
        send(client, draft, "#draft-proof", restored)
        assert not Dismissal.objects.exists()


def test_a_refused_dismissal_leaves_the_list_as_it_was(client: Client, drafter: User) -> None:
    draft = make_speech(drafter, "讲话\n同志们：\n要抓好落实，，见到实效。")
    page = opened(client, draft)
    swap(page, "#draft-proof", client.post(reverse("finding-dismiss", args=[draft.pk]), {}, headers=HTMX))
    page.select_one("#draft-proof [role=alert]").decompose()
    assert words(page.select_one("#draft-proof")) == words(opened(client, draft).select_one("#draft-proof"))


def words(part: Tag) -> list[str]:
    return list(part.stripped_strings)


def test_where_a_paragraph_came_from(client: Client, draft: Draft, drafter: User) -> None:
    entry = make_entry(drafter.office, "小切口整治", "要从群众身边的事抓起，办成一批实事。")
    proposal = client.get(reverse("draft-proposal", args=[draft.pk, entry.pk])).json()
    (taken,) = proposal["paragraphs"]
    new = {**taken, "after": draft.manuscript().paragraphs[-1].key}
    apply_change_set(draft, author=drafter, payload=change_set(draft, 90, upserts=[new]))
    draft.refresh_from_db()
    page = opened(client, draft)
    url = page.select_one("#provenance-panel")["data-url"]

    def look(page: BeautifulSoup, key: str) -> str:
        fetch(client, page, "#provenance-panel", f"{url}?key={key}", "innerHTML")
        return page.select_one("#provenance-panel").prettify()

    look(page, draft.manuscript().paragraphs[0].key)
    look(page, taken["key"])
    newer = "要从群众身边的事抓起，办成一批看得见的实事。"
    edit_entry(entry, newer, by=drafter_as_curator(entry), sorting=NO_SORTING)
    save(draft, "办成一批实事", "办成几件实事")
    shown = look(page, taken["key"])
    assert shown == look(opened(client, draft), taken["key"])
    assert "看得见" in shown


def drafter_as_curator(entry: Entry) -> User:
    return make_curator(entry.office, "keeper")


def test_choosing_items_of_an_enumeration(client: Client, draft: Draft, drafter: User) -> None:
    text = "概括起来，就是坚持“三个始终”。\n一是始终从严。\n二是始终从实。\n三是始终从细。"
    entry = make_entry(drafter.office, "三个始终", text, kind="enumeration")
    url = reverse("enumeration-choice", args=[draft.pk, entry.pk])
    chosen = {"order": [2, 0, 1], "item": [0, 2], "form": "run-in", "series": "首先，", "lead": "on"}
    nothing = {"order": [0, 1, 2], "form": "lines", "series": "一是"}

    def choose(page: BeautifulSoup, asked: dict[str, object]) -> str:
        response = client.get(url, asked, headers=HTMX)
        response["HX-Reswap"] = "innerHTML"
        swap(page, "#enumeration", response)
        return page.select_one("#enumeration").prettify()

    page = opened(client, draft)
    for asked in ({}, chosen, nothing, chosen):
        assert choose(page, asked) == choose(opened(client, draft), asked)
    assert page.select_one("#enumeration-preview .manuscript") is not None


def test_what_is_open_before_a_final_text(client: Client, drafter: User) -> None:
    draft = make_speech(drafter, "讲话\n同志们：\n讲三点意见。\n一、学\n学好。\n二、做\n做好【数据】。")
    page = opened(client, draft)

    def menu(page: BeautifulSoup) -> str:
        fetch(client, page, "#export-menu", reverse("draft-export-menu", args=[draft.pk]))
        fetch(client, page, "#proof-gate", page.select_one("#proof-gate")["hx-get"])
        return page.select_one("#export-menu").prettify()

    assert "三点意见" in menu(page)
    save(draft, "三点意见", "两点意见，，")
    assert menu(page) == menu(opened(client, draft))
    assert "“，，”" not in page.select_one("#proof-gate").get_text()


def test_who_writes_together(client: Client, draft: Draft, drafter: User) -> None:
    other = make_drafter(drafter.office, "second")
    url = reverse("draft-co-drafters", args=[draft.pk])
    place = f"#co-drafters-{draft.pk}"
    page = soup_of(client.get(reverse("draft-list")))

    def again() -> str:
        anew = soup_of(client.get(reverse("draft-list")))
        fetch(client, anew, place, url)
        return anew.select_one(place).prettify()

    fetch(client, page, place, url)
    for verb in ("add", "remove"):
        swap(page, place, client.post(url, {"person": other.pk, "verb": verb}, headers=HTMX))
        assert page.select_one(place).prettify() == again()
