"""Changing one's own password."""

from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User

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


def test_nobody_is_sent_to_login(client: Client, db: None):
    assert change(client).headers["Location"].startswith(reverse("login"))
