"""Between offices: publishing downwards, copying from above, following the original."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import NO_SORTING, copy_entry, edit_entry
from speeches.library.models import Entry, Theme
from tests.htmx import main_of

from .factories import make_entry


@pytest.fixture
def original(province: Office) -> Entry:
    entry = make_entry(province, "省里的", "从群众身边的事抓起。", scope="subtree")
    entry.themes.add(Theme.objects.create(name="群众身边"))
    return entry


@pytest.fixture
def copy(original: Entry, office: Office, curator: User) -> Entry:
    return copy_entry(original, office, by=curator)


def change(original: Entry, curator: User) -> None:
    edit_entry(original, "从群众身边的小事抓起。", by=curator, sorting=NO_SORTING)


def test_publish_and_unpublish(client: Client, curator: User, county_drafter: User, entry: Entry):
    client.force_login(curator)
    client.post(reverse("entry-publish", args=[entry.pk]))
    assert Entry.objects.visible_to(county_drafter).exists()
    assert "收回发布" in client.get(entry.get_absolute_url()).content.decode()
    client.post(reverse("entry-unpublish", args=[entry.pk]))
    assert not Entry.objects.visible_to(county_drafter).exists()


def test_only_what_is_in_use_is_published(client: Client, curator: User, office: Office):
    client.force_login(curator)
    page = client.post(reverse("entry-publish", args=[make_entry(office, state="draft").pk]))
    assert page.status_code == 403
    assert "只有在用的素材" in page.content.decode()


def test_a_copy_is_ones_own_draft(client: Client, curator: User, office: Office, original: Entry):
    client.force_login(curator)
    answer = client.post(reverse("entry-copy", args=[original.pk]))
    copy = Entry.objects.get(office=office)
    assert answer.headers["Location"] == reverse("entry-edit", args=[copy.pk])
    assert (copy.copied_from, copy.copied_version, copy.state) == (original, 1, "draft")
    assert (copy.text, copy.scope, copy.version) == (original.text, "own", 1)
    assert [theme.name for theme in copy.themes.all()] == ["群众身边"]


def test_one_copy_an_office(client: Client, curator: User, original: Entry, copy: Entry):
    client.force_login(curator)
    page = main_of(client.get(original.get_absolute_url()))
    assert page.select_one("button[disabled]")["title"] == "本单位已有它的改编。"
    assert client.post(reverse("entry-copy", args=[original.pk])).status_code == 403
    assert Entry.objects.count() == 2


def test_the_copy_sees_that_its_original_changed_and_takes_it_over(
    client: Client, curator: User, province_curator: User, original: Entry, copy: Entry
):
    client.force_login(curator)
    assert "看看改了什么" not in client.get(copy.get_absolute_url()).content.decode()
    change(original, province_curator)
    assert "看看改了什么" in client.get(copy.get_absolute_url()).content.decode()
    assert "原素材有改动" in client.get(reverse("curation-desk")).content.decode()
    url = reverse("entry-original", args=[copy.pk])
    page = main_of(client.get(url))
    assert [ins.get_text() for ins in page.select("section[aria-labelledby=changes] ins")][-1:] == ["小"]
    client.post(url, {"text": "从群众身边的小事抓起，久久为功。"})
    copy.refresh_from_db()
    assert (copy.version, copy.copied_version) == (2, 2)
    assert copy.text == "从群众身边的小事抓起，久久为功。"
    assert "看看改了什么" not in client.get(copy.get_absolute_url()).content.decode()


def test_keeping_ones_own_text_settles_it_too(
    client: Client, curator: User, province_curator: User, original: Entry, copy: Entry
):
    change(original, province_curator)
    client.force_login(curator)
    client.post(reverse("entry-original", args=[copy.pk]), {"keep": "yes", "text": ""})
    copy.refresh_from_db()
    assert (copy.version, copy.copied_version, copy.text) == (1, 2, "从群众身边的事抓起。")


def test_an_original_no_longer_published_is_not_shown(
    client: Client, curator: User, province_curator: User, original: Entry, copy: Entry
):
    change(original, province_curator)
    Entry.objects.filter(pk=original.pk).update(scope="own")
    client.force_login(curator)
    page = client.get(copy.get_absolute_url()).content.decode()
    assert "已不再发布" in page
    assert "看看改了什么" not in page
    assert client.get(reverse("entry-original", args=[copy.pk])).status_code == 404
    assert "原素材有改动" not in client.get(reverse("curation-desk")).content.decode()


def test_bad_text_is_refused(client: Client, curator: User, copy: Entry):
    client.force_login(curator)
    assert client.post(reverse("entry-original", args=[copy.pk]), {"text": " \n"}).status_code == 422
    assert Entry.objects.get(pk=copy.pk).version == 1


def test_wrong_role_403_invisible_404(
    client: Client, drafter: User, curator: User, outsider: User, original: Entry, entry: Entry
):
    addresses = [
        reverse(f"entry-{verb}", args=[entry.pk]) for verb in ("publish", "unpublish", "copy", "original")
    ]
    for person, status in ((drafter, 403), (outsider, 404)):
        client.force_login(person)
        assert [client.post(url).status_code for url in addresses] == [status] * 4
    client.force_login(drafter)
    assert client.post(reverse("entry-copy", args=[original.pk])).status_code == 403
    client.force_login(curator)
    assert client.post(reverse("entry-copy", args=[entry.pk])).status_code == 403
    assert client.post(reverse("entry-publish", args=[original.pk])).status_code == 403
    assert Entry.objects.count() == 2


def test_query_count(
    client: Client,
    curator: User,
    province_curator: User,
    original: Entry,
    copy: Entry,
    django_assert_max_num_queries,
):
    change(original, province_curator)
    client.force_login(curator)
    for url in (
        copy.get_absolute_url(),
        original.get_absolute_url(),
        reverse("entry-original", args=[copy.pk]),
    ):
        with django_assert_max_num_queries(17):
            client.get(url)
