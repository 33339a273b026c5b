"""The settings of an office."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, OfficeSettings, RoleName, User
from tests.cast import make_person
from tests.htmx import main_of

FIELDS = {
    "title_font": "华文中宋",
    "body_font": "仿宋",
    "heading1_font": "黑体",
    "heading2_font": "楷体",
    "line_pitch": "28",
    "byline_before_date": "True",
    "page_number_style": "centre",
    "characters_per_minute": "200",
}


@pytest.fixture
def head(office: Office) -> User:
    return make_person("head", "单位负责人", office, RoleName.HEAD)


def save(client: Client, **fields: str):
    return client.post(reverse("office-settings"), {**FIELDS, **fields})


def test_head_saves_the_settings(client: Client, head: User, office: Office):
    client.force_login(head)
    assert save(client).status_code == 302
    settings = OfficeSettings.of(office)
    assert (settings.body_font, settings.byline_before_date) == ("仿宋", True)
    assert settings.characters_per_minute == 200
    log = ActionLog.objects.get()
    assert (log.verb, log.office) == ("office-settings", office)
    assert "line_pitch" in log.detail["changed"]


def test_defaults_are_the_norm(client: Client, head: User, office: Office):
    client.force_login(head)
    page = client.get(reverse("office-settings")).content.decode()
    assert 'value="28.95"' in page
    assert not OfficeSettings.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line_pitch", "100"),
        ("characters_per_minute", "0"),
        ("body_font", "Comic Sans"),
        ("page_number_style", "x"),
    ],
)
def test_bad_input_is_refused(client: Client, head: User, field: str, value: str):
    client.force_login(head)
    page = save(client, **{field: value})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not OfficeSettings.objects.exists()


def test_drafter_gets_403_with_the_reason(client: Client, drafter: User):
    client.force_login(drafter)
    for page in (client.get(reverse("office-settings")), save(client)):
        assert page.status_code == 403
        assert "单位负责人" in page.content.decode()


def test_head_keeps_only_the_own_office(client: Client, head: User, outsider: User):
    client.force_login(head)
    save(client)
    assert not OfficeSettings.objects.filter(office=outsider.office).exists()


def test_query_count(client: Client, head: User, django_assert_max_num_queries):
    client.force_login(head)
    with django_assert_max_num_queries(7):
        client.get(reverse("office-settings"))


@pytest.mark.parametrize(("typed", "stored"), [("", None), ("False", False), ("True", True)])
def test_order_of_speaker_and_date_has_three_answers(
    client: Client, head: User, office: Office, typed: str, stored: bool | None
):
    client.force_login(head)
    save(client, byline_before_date=typed)
    assert OfficeSettings.of(office).byline_before_date is stored
    checked = main_of(client.get(reverse("office-settings"))).select("[name=byline_before_date][checked]")
    assert [box["value"] for box in checked] == [typed]
