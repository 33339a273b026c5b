"""Coming in."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from speeches.accounts.models import ActionLog, User
from tests.htmx import soup_of

LOGIN = "/accounts/login/"


def post(client: Client, **fields: str):
    return client.post(LOGIN, {"username": "drafter", "password": "drafter", **fields})


def test_right_password_leads_to_the_dashboard(client: Client, drafter: User):
    assert post(client).headers["Location"] == reverse("dashboard")


def test_login_is_logged(client: Client, drafter: User):
    post(client)
    assert ActionLog.objects.get().verb == "login"


def test_next_leads_on(client: Client, drafter: User):
    page = client.get(reverse("entry-list"))
    assert page.headers["Location"] == "/accounts/login/?next=/library/"
    assert post(client, next="/library/").headers["Location"] == "/library/"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_next_never_leaves_the_site(client: Client, drafter: User, address: str):
    assert post(client, next=address).headers["Location"] == reverse("dashboard")


def test_wrong_password_says_so_and_keeps_next(client: Client, drafter: User):
    page = post(client, password="wrong", next="/library/")
    assert page.status_code == 422
    assert "用户名或密码不对" in page.content.decode()
    assert 'value="/library/"' in page.content.decode()


def test_after_a_wrong_password_the_cursor_is_in_its_box(client: Client, drafter: User):
    def focused(page: HttpResponse) -> list[str]:
        return [field["name"] for field in soup_of(page).select("[autofocus]")]

    assert focused(client.get(LOGIN)) == ["username"]
    assert focused(post(client, password="wrong")) == ["password"]


def test_inactive_person_stays_outside(client: Client, drafter: User):
    User.objects.update(is_active=False)
    assert post(client).status_code == 422


def test_five_wrong_passwords_lock_for_a_while(client: Client, drafter: User):
    for _ in range(5):
        page = post(client, password="wrong")
    assert page.status_code == 429
    assert "账号暂时锁定" in page.content.decode()
    assert post(client).status_code == 429


def test_notice_stands_on_the_login_page(client: Client, db: None):
    assert "严禁处理国家秘密" in client.get(LOGIN).content.decode()
    with override_settings(NON_SECRET_NOTICE=False):
        assert "严禁处理国家秘密" not in client.get(LOGIN).content.decode()


def test_who_is_in_is_sent_on(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.get(LOGIN).headers["Location"] == reverse("dashboard")
