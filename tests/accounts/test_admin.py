"""The 系统管理员's pages."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.actions import log_action
from speeches.accounts.models import ActionLog, Membership, Office, User


@pytest.fixture
def administrator(office: Office) -> User:
    return User.objects.create_superuser("admin", password="admin", name="系统管理员", office=office)


def test_a_person_is_made_with_a_role(client: Client, administrator: User, office: Office):
    client.force_login(administrator)
    answer = client.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "new",
            "usable_password": "true",
            "password1": "Qingjiang-2026",
            "password2": "Qingjiang-2026",
            "name": "新来的",
            "office": office.pk,
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-office": office.pk,
            "memberships-0-role": "drafter",
        },
    )
    assert answer.status_code == 302
    assert Membership.objects.get().user.name == "新来的"


def test_the_log_can_only_be_read(client: Client, administrator: User):
    row = log_action(administrator, "login", administrator)
    client.force_login(administrator)
    change = reverse("admin:accounts_actionlog_change", args=[row.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"verb": "x"}).status_code == 403
    assert client.post(reverse("admin:accounts_actionlog_delete", args=[row.pk])).status_code == 403
    assert ActionLog.objects.get().verb == "login"


def test_pages_bear_the_notice(client: Client, administrator: User):
    client.force_login(administrator)
    for name in ("index", "accounts_office_add", "accounts_user_changelist"):
        assert "严禁处理国家秘密" in client.get(reverse(f"admin:{name}")).content.decode()


def test_others_are_kept_out(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.get(reverse("admin:index")).status_code == 302
