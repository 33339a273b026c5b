"""The demo's offices and people."""

import pytest
from django.core.management import CommandError, call_command

from speeches.accounts.models import Office, RoleName, User


def test_demo_people_have_their_roles(db: None):
    call_command("load_demo", verbosity=0)
    drafter = User.objects.get(username="qicao")
    assert drafter.is_demo
    assert drafter.check_password("qicao-2026")
    assert drafter.has_role(RoleName.DRAFTER, drafter.office)
    assert drafter.office.parent is not None
    assert User.objects.get(username="guanli").is_superuser


def test_loading_again_changes_nothing(db: None):
    call_command("load_demo", verbosity=0)
    User.objects.filter(username="qicao").update(name="改过的名字")
    before = User.objects.count(), Office.objects.count()
    call_command("load_demo", verbosity=0)
    assert (User.objects.count(), Office.objects.count()) == before
    assert User.objects.get(username="qicao").name == "改过的名字"


def test_refused_beside_real_data(db: None, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not User.objects.exists()
