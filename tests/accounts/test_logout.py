"""Going out."""

from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User


def test_logout_ends_the_session(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.post(reverse("logout")).headers["Location"] == reverse("login")
    assert client.get(reverse("dashboard")).status_code == 302
    assert ActionLog.objects.get().verb == "logout"


def test_a_link_cannot_log_out(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.get(reverse("logout")).status_code == 405


def test_logout_without_a_session_is_harmless(client: Client, db: None):
    assert client.post(reverse("logout")).status_code == 302
