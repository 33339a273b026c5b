"""Taking the speech away: the menu says what is open, the file is the speech, and a version is kept."""

import io
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import OfficeSettings, User
from speeches.docx.reader import read
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft

from .factories import SPEECH, body, change_set, upsert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def exported(client: Client, draft: Draft, preset: str = "final") -> bytes:
    response = client.get(reverse("draft-export", args=[draft.pk]), {"preset": preset})
    assert response.status_code == 200
    return response.content


def part(data: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_file_reads_back_as_the_speech(client: Client, speech: Draft) -> None:
    lines = [line for line in read(exported(client, speech)).lines if line]
    assert "".join(lines) == SPEECH.replace("\n", "")


def test_its_name_is_the_title(client: Client, speech: Draft) -> None:
    response = client.get(reverse("draft-export", args=[speech.pk]), {"preset": "working"})
    assert response.headers["Content-Type"].endswith("wordprocessingml.document")
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition).endswith("在全县警示教育大会上的讲话（工作稿）.docx")


def test_only_the_working_copy_carries_keys(client: Client, speech: Draft) -> None:
    key = speech.manuscript().paragraphs[0].key
    assert key in part(exported(client, speech, "working"), "word/document.xml")
    assert key not in part(exported(client, speech, "final"), "word/document.xml")


def test_properties_are_true(client: Client, speech: Draft) -> None:
    core = part(exported(client, speech), "docProps/core.xml")
    assert "在全县警示教育大会上的讲话" in core
    assert speech.office.name in core


def test_fonts_are_those_of_the_office(client: Client, speech: Draft) -> None:
    OfficeSettings.objects.create(office=speech.office, body_font="仿宋")
    assert "仿宋_GB2312" not in part(exported(client, speech), "word/styles.xml")


def test_what_was_handed_out_is_kept_as_a_version(client: Client, draft: Draft, drafter: User) -> None:
    payload = change_set(draft, upserts=[upsert(body(1, "导出前的改动。"))])
    apply_change_set(draft, author=drafter, payload=payload)
    exported(client, draft)
    exported(client, draft)
    assert [revision.reason for revision in draft.revisions.all()] == ["export", "imported"]


def test_menu_names_what_is_still_open(client: Client, draft: Draft, drafter: User) -> None:
    address = reverse("draft-export-menu", args=[draft.pk])
    assert "没有待填项" in client.get(address).content.decode()
    payload = change_set(draft, upserts=[upsert(body(1, "【单位】查处案件XX件。"))])
    apply_change_set(draft, author=drafter, payload=payload)
    page = client.get(address).content.decode()
    assert "还有 2 处待填" in page
    assert "单位" in page


@pytest.mark.parametrize("preset", ["preview", "nonsense", "../etc"])
def test_other_presets_are_not_found(client: Client, draft: Draft, preset: str) -> None:
    assert client.get(reverse("draft-export", args=[draft.pk]), {"preset": preset}).status_code == 404
