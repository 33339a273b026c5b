"""Changing one's own password."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User
from tests.htmx import soup_of

NEW = "Qingjiang-2026-新"


def change(client: Client, old: str = "drafter", first: str = NEW, second: str = NEW):
    fields = {"old_password": old, "new_password1": first, "new_password2": second}
    return client.post(reverse("password-change"), fields)


def test_new_password_holds_and_the_session_stays(client: Client, drafter: User):
    client.force_login(drafter)
    assert change(client).headers["Location"] == reverse("dashboard")
    assert client.get(reverse("dashboard")).status_code == 200
    assert User.objects.get(pk=drafter.pk).check_password(NEW)
    assert ActionLog.objects.get().verb == "password-change"


def test_bad_input_changes_nothing(client: Client, drafter: User):
    client.force_login(drafter)
    for fields in ({"old": "wrong"}, {"second": "other"}, {"first": "123", "second": "123"}):
        page = change(client, **fields)
        assert page.status_code == 422
        assert 'role="alert"' in page.content.decode()
    assert User.objects.get(pk=drafter.pk).check_password("drafter")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong"}, "原密码不对，请重新输入。"),
        ({"second": "other"}, "两次输入的新密码不一样。"),
        ({"first": "qz73", "second": "qz73"}, "密码至少 8 位。"),
        ({"first": "password", "second": "password"}, "这个密码太常见，容易被猜到。"),
        ({"first": "drafter1", "second": "drafter1"}, "密码和用户名太像，容易被猜到。"),
    ],
)
def test_a_refusal_is_one_plain_sentence(
    client: Client, drafter: User, fields: dict[str, str], sentence: str
):
    client.force_login(drafter)
    page = soup_of(change(client, **fields))
    assert [error.get_text(strip=True) for error in page.select("p.error")] == [sentence]
    assert "你的" not in page.get_text()


def test_nobody_is_sent_to_login(client: Client, db: None):
    assert change(client).headers["Location"].startswith(reverse("login"))
