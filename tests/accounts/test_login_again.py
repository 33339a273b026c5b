"""Coming in again over a page that stays open."""

import pytest
from django.http import HttpResponse
from django.test import Client

from speeches.accounts.models import ActionLog, User

AGAIN = "/accounts/login/again/"


def post(client: Client, **fields: str) -> HttpResponse:
    return client.post(AGAIN, {"username": "drafter", "password": "drafter", "expected": "drafter", **fields})


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_form_names_the_person_and_takes_no_cursor(client: Client, drafter: User):
    page = client.get(AGAIN, {"expected": "drafter"}).content.decode()
    assert 'value="drafter"' in page
    assert "autofocus" not in page


def test_right_password_goes_on_and_says_so(client: Client, drafter: User):
    answer = post(client)
    assert answer.headers["HX-Trigger"] == '{"signed-in": {}}'
    assert "signed-out from:body" in answer.content.decode(), "the next time, too"
    assert is_inside(client)
    assert ActionLog.objects.get().verb == "login"


def test_the_new_token_is_in_the_cookie(drafter: User):
    client = Client(enforce_csrf_checks=True)
    old = str(client.get(AGAIN, {"expected": "drafter"}).context["csrf_token"])
    assert post(client, csrfmiddlewaretoken=old).status_code == 200
    token = client.cookies["csrftoken"].value
    assert client.post("/accounts/logout/", headers={"X-CSRFToken": old}).status_code == 403
    assert client.post("/accounts/logout/", headers={"X-CSRFToken": token}).status_code == 302


def test_wrong_password_says_so(client: Client, drafter: User):
    page = post(client, password="wrong")
    assert page.status_code == 422
    assert "用户名或密码不对" in page.content.decode()


def test_somebody_else_is_told_and_stays_outside(client: Client, drafter: User, leader: User):
    page = post(client, username="leader", password="leader")
    assert page.status_code == 422
    assert f"这是{leader.name}的账号" in page.content.decode()
    assert not is_inside(client)


def test_who_is_inside_as_another_comes_back_as_oneself(client: Client, drafter: User, leader: User):
    client.force_login(leader)
    assert post(client).status_code == 200
    assert client.session["_auth_user_id"] == str(drafter.pk)


@pytest.mark.parametrize("expected", ["", "<b>", "nobody"])
def test_a_strange_expectation_lets_nobody_in(client: Client, drafter: User, expected: str):
    assert post(client, expected=expected).status_code == 422
    assert not is_inside(client)


def test_five_wrong_passwords_lock(client: Client, drafter: User):
    for _ in range(5):
        page = post(client, password="wrong")
    assert page.status_code == 429
