"""分页预览: the pages as they are printed."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import OfficeSettings, User
from speeches.drafting.models import Draft

from .factories import make_draft, make_manuscript

pytestmark = pytest.mark.django_db


def sheets(client: Client, draft: Draft) -> list:
    page = client.get(reverse("draft-print", args=[draft.pk])).content
    return BeautifulSoup(page, "html.parser").select(".sheet")


def test_a_long_speech_has_numbered_pages(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    found = sheets(client, make_draft(drafter, make_manuscript(50)))
    assert [sheet.select_one(".sheet-number").get_text() for sheet in found] == ["— 1 —", "— 2 —", "— 3 —"]
    assert len(found[0].select(".sheet-line")) == 22


def test_the_office_says_how_many_lines_a_page_has(client: Client, drafter: User) -> None:
    OfficeSettings.objects.create(office=drafter.office, line_pitch=30)
    client.force_login(drafter)
    assert len(sheets(client, make_draft(drafter, make_manuscript(50)))[0].select(".sheet-line")) == 21


def test_a_reader_looks_and_an_outsider_does_not(
    client: Client, draft: Draft, head: User, outsider: User
) -> None:
    client.force_login(head)
    assert sheets(client, draft)
    client.force_login(outsider)
    assert client.get(reverse("draft-print", args=[draft.pk])).status_code == 404
