"""The door: demo accounts, wrong passwords, the notice, what headers tell the browser."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.demo_accounts import people
from speeches.requests import refuse_huge_bodies
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def log_in(client: Client, username: str, password: str) -> HttpResponse:
    return client.post(reverse("login"), {"username": username, "password": password})


def test_person_comes_in(client: Client, drafter: User) -> None:
    assert log_in(client, "drafter", "drafter").status_code == 302


def test_demo_account_comes_in_on_a_demo(client: Client, office: Office) -> None:
    demo = people()[0]
    person = make_person(demo.username, demo.name, office)
    person.set_password(demo.password)
    person.save()
    assert log_in(client, demo.username, demo.password).status_code == 302


@override_settings(DEMO=False)
def test_public_password_is_refused_whatever_the_name(client: Client, drafter: User) -> None:
    drafter.set_password(people()[0].password)
    drafter.save()
    assert log_in(client, "drafter", people()[0].password).status_code != 302


@override_settings(DEMO=False)
def test_demo_account_is_refused_whatever_the_password(client: Client, drafter: User) -> None:
    User.objects.filter(pk=drafter.pk).update(is_demo=True)
    assert log_in(client, "drafter", "drafter").status_code != 302


def test_open_session_of_a_demo_account_ends_where_demo_is_off(client: Client, drafter: User) -> None:
    User.objects.filter(pk=drafter.pk).update(is_demo=True)
    client.force_login(drafter)
    with override_settings(DEMO=False):
        assert client.get(reverse("password-change")).status_code == 302


def test_five_wrong_passwords_lock_one_name_only(client: Client, drafter: User, leader: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in(client, "drafter", "wrong")
    assert answer.status_code == 429
    assert "账号暂时锁定" in answer.content.decode()
    assert log_in(client, "drafter", "drafter").status_code == 429
    assert log_in(client, "leader", "leader").status_code == 302


def test_notice_is_on_the_login_page(client: Client) -> None:
    assert settings.NON_SECRET_NOTICE_TEXT in client.get(reverse("login")).content.decode()


@override_settings(NON_SECRET_NOTICE=False)
def test_notice_can_be_switched_off(client: Client) -> None:
    assert settings.NON_SECRET_NOTICE_TEXT not in client.get(reverse("login")).content.decode()


def test_browser_is_told_to_fetch_from_here_only(client: Client) -> None:
    answer = client.get(reverse("login"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_pages_hold_nothing_inline(client: Client) -> None:
    page = client.get(reverse("login")).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"<script(?![^>]*(\ssrc=|\snonce=))", page)


def test_static_files_may_be_kept_for_ever(client: Client) -> None:
    page = client.get(reverse("login")).content.decode()
    address = re.search(r'href="([^"]+\.css)"', page)[1]
    answer = client.get(address)
    answer.close()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == f"max-age={365 * 24 * 3600}, public"


def test_huge_body_is_refused_unread(rf: RequestFactory) -> None:
    def unreachable(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    request = rf.post("/", CONTENT_LENGTH=str(settings.BODY_LIMIT + 1))
    request.user = AnonymousUser()
    answer = refuse_huge_bodies(unreachable)(request)
    assert answer.status_code == 413
    assert "10 MB" in answer.content.decode()
