"""The list of words that must not stand in an office's speeches: its curators read and keep it."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions.secrets import list_secrets, remove_secret
from speeches.library.models import Secret
from speeches.library.secrets import secrets_for
from tests.cast import make_curator
from tests.htmx import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(office: Office, curator: User) -> Secret:
    list_secrets(office, ["“清源”专案"], note="未公开", by=curator)
    return Secret.objects.get()


@pytest.fixture
def stranger(outsider: User) -> User:
    return make_curator(outsider.office, "stranger")


def test_words_are_listed_one_a_line_each_once(client: Client, curator: User, office: Office) -> None:
    client.force_login(curator)
    said = {"texts": "“清源”专案\n\n 王某留置案 \n“清源”专案", "note": "结案前"}
    page = client.post(reverse("secret-list"), said, follow=True)
    assert "已登记 2 个" in page.content.decode()
    assert set(secrets_for(office)) == {"“清源”专案", "王某留置案"}
    assert {row.note for row in Secret.objects.all()} == {"结案前"}


def test_an_empty_list_says_how_it_fills(client: Client, curator: User) -> None:
    client.force_login(curator)
    assert "名单还是空的" in main_of(client.get(reverse("secret-list"))).get_text()


@pytest.mark.parametrize(
    ("texts", "told"),
    [("", "请写出要登记的文字"), ("案", "第 1 行有 1 个字"), ("专案\n" + "长" * 101, "第 2 行有 101 个字")],
)
def test_bad_input_is_told_and_kept(client: Client, curator: User, texts: str, told: str) -> None:
    client.force_login(curator)
    response = client.post(reverse("secret-list"), {"texts": texts, "note": "为何"})
    assert response.status_code == 422
    page = main_of(response)
    assert told in page.get_text()
    assert page.select_one("[name=note]")["value"] == "为何"
    assert page.select_one("textarea").get_text().strip() == texts
    assert not Secret.objects.exists()


def test_what_was_removed_can_be_put_back(
    client: Client, curator: User, office: Office, secret: Secret
) -> None:
    client.force_login(curator)
    page = client.post(reverse("secret-remove", args=[secret.pk]), follow=True)
    assert "撤销移出" in page.content.decode()
    assert secrets_for(office) == ()
    client.post(reverse("secret-put-back", args=[secret.pk]))
    assert secrets_for(office) == ("“清源”专案",)


def test_what_was_removed_can_be_listed_anew(curator: User, office: Office, secret: Secret) -> None:
    remove_secret(secret, by=curator)
    assert list_secrets(office, [secret.text], note="又未公开", by=curator) == 1
    assert list_secrets(office, [secret.text], note="再来", by=curator) == 0
    assert Secret.objects.get().note == "又未公开"


def test_the_log_does_not_repeat_the_words(curator: User, secret: Secret) -> None:
    remove_secret(secret, by=curator)
    rows = ActionLog.objects.filter(verb__contains="secret")
    assert rows.count() == 2
    assert not any("清源" in str(row.detail) for row in rows)


def test_only_the_offices_curators_read_it(
    client: Client, drafter: User, stranger: User, secret: Secret
) -> None:
    client.force_login(drafter)
    assert client.get(reverse("secret-list")).status_code == 403
    assert client.post(reverse("secret-remove", args=[secret.pk])).status_code == 404
    client.force_login(stranger)
    assert "清源" not in client.get(reverse("secret-list"), {"removed": secret.pk}).content.decode()
    assert client.post(reverse("secret-remove", args=[secret.pk])).status_code == 404
    assert client.post(reverse("secret-put-back", args=[secret.pk])).status_code == 404


def test_query_count(client: Client, curator: User, office: Office, django_assert_max_num_queries) -> None:
    list_secrets(office, [f"第{number}号专案" for number in range(30)], note="", by=curator)
    client.force_login(curator)
    with django_assert_max_num_queries(10):
        client.get(reverse("secret-list"))
