"""The list of entries and its search."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.models import Entry, Occasion, Theme
from tests.htmx import HTMX, main_of, swap

from .factories import make_entry

URL = "/library/"


@pytest.fixture
def entries(office: Office) -> list[Entry]:
    theme, occasion = Theme.objects.create(name="工作方法"), Occasion.objects.create(name="全会")
    entries = [
        make_entry(office, "小切口整治", "从群众身边的事抓起，监督跟上。"),
        make_entry(office, "群众反对什么", "就纠治什么。", kind="slogan", function="要求"),
        make_entry(office, "安全生产", "监督走在前面。", function="形势"),
    ]
    entries[2].themes.add(theme)
    entries[2].occasions.add(occasion)
    return entries


def titles(client: Client, **asked: str) -> list[str]:
    page = main_of(client.get(URL, asked))
    return [link.get_text() for link in page.select(".entry-title a")]


def test_every_word_must_be_there_in_title_or_text(client: Client, drafter: User, entries: list[Entry]):
    client.force_login(drafter)
    assert set(titles(client, q="群众")) == {"小切口整治", "群众反对什么"}
    assert titles(client, q="群众　监督") == ["小切口整治"]
    assert titles(client, q="群众 生产") == []


@pytest.mark.parametrize(
    "asked",
    [{"function": "形势"}, {"theme": "工作方法"}, {"occasion": "全会"}, {"kind": "passage", "q": "安全"}],
)
def test_filters_stand_in_the_address(client: Client, drafter: User, entries: list[Entry], asked: dict):
    client.force_login(drafter)
    assert titles(client, **asked) == ["安全生产"]


def test_hits_are_marked_and_text_is_escaped(client: Client, drafter: User, office: Office):
    make_entry(office, "<b>粗</b>体", "正文里有<script>群众</script>。")
    client.force_login(drafter)
    page = client.get(URL, {"q": "群众"}).content.decode()
    assert "<mark>群众</mark>" in page
    assert "<script>群众" not in page
    assert "<b>粗</b>" not in page


@pytest.mark.parametrize("asked", [{}, {"q": "群众"}, {"kind": "slogan"}, {"q": "没有这个词"}, {"page": "2"}])
def test_swapped_list_equals_reloaded_list(client: Client, drafter: User, entries: list[Entry], asked: dict):
    client.force_login(drafter)
    page = main_of(client.get(URL))
    swap(page, "#entries", client.get(URL, asked, headers=HTMX))
    reloaded = main_of(client.get(URL, asked))
    assert page.select_one("#entries").prettify() == reloaded.select_one("#entries").prettify()


def test_long_list_has_pages_that_keep_the_filter(client: Client, drafter: User, office: Office):
    for number in range(25):
        make_entry(office, f"群众工作{number}")
    client.force_login(drafter)
    page = main_of(client.get(URL, {"q": "群众", "kind": ""}))
    assert len(page.select(".entry-row")) == 20
    following = page.select_one(".pager a")["href"]
    assert len(main_of(client.get(URL + following)).select(".entry-row")) == 5
    assert "kind=" not in following


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "x"},
        {"function": "'; --"},
        {"theme": "没有"},
        {"page": "-1"},
        {"q": "%_\\"},
        {"q": "x" * 300},
    ],
)
def test_nonsense_in_the_address_does_no_harm(
    client: Client, drafter: User, entries: list[Entry], asked: dict
):
    client.force_login(drafter)
    assert client.get(URL, asked).status_code == 200


def test_empty_library_tells_each_what_to_do(client: Client, drafter: User, curator: User):
    client.force_login(drafter)
    assert "由本单位的素材管理员整理" in client.get(URL).content.decode()
    client.force_login(curator)
    assert "新建第一条素材" in client.get(URL).content.decode()


def test_only_curators_filter_by_state(client: Client, drafter: User, curator: User, office: Office):
    make_entry(office, "停用的", state="retired")
    client.force_login(curator)
    assert titles(client, state="retired") == ["停用的"]
    client.force_login(drafter)
    assert titles(client, state="retired") == []


def test_others_see_nothing_and_nobody_is_sent_to_login(client: Client, outsider: User, entries: list[Entry]):
    assert client.get(URL).headers["Location"] == f"{reverse('login')}?next={URL}"
    client.force_login(outsider)
    assert titles(client) == []


def test_queries_do_not_grow_with_the_list(
    client: Client, drafter: User, office: Office, django_assert_max_num_queries
):
    for number in range(20):
        make_entry(office, f"素材{number}").themes.add(Theme.objects.create(name=f"主题{number}"))
    client.force_login(drafter)
    with django_assert_max_num_queries(24):
        client.get(URL)


def test_going_back_in_history_gets_the_whole_page(client: Client, drafter: User, entries: list[Entry]):
    client.force_login(drafter)
    page = client.get(URL, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert main_of(page).select_one("#entries")


def test_ended_session_sends_the_page_to_login_not_the_list(client: Client, db: None):
    answer = client.get(URL, headers={**HTMX, "HX-Current-URL": "http://testserver/library/?q=群众"})
    assert answer.headers["HX-Redirect"].startswith(f"{reverse('login')}?next=/library/")
    assert not answer.content


def test_a_page_that_must_stay_is_not_sent_away(client: Client):
    headers = {"HX-Request": "true", "X-Keep-Page": "1"}
    answer = client.get(reverse("entry-list"), headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_entry_leads_back_to_the_same_list(client: Client, drafter: User, entries: list[Entry]):
    client.force_login(drafter)
    asked = {"q": "监督", "theme": "工作方法", "sort": "newest", "kind": "", "page": "1"}
    page = main_of(client.get(URL, asked))
    link = page.select_one(".entry-title a")
    back = main_of(client.get(link["href"])).find("a", string="回到查找结果")
    assert parse_qs(urlsplit(back["href"]).query) == {name: [value] for name, value in asked.items() if value}
    assert main_of(client.get(back["href"])).select_one("#entries") == page.select_one("#entries")
    assert main_of(client.get(entries[0].get_absolute_url())).find("a", string="素材库")["href"] == URL
