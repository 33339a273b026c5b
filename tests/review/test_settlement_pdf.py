"""意见采纳情况 as PDF: the same way as every paper of the meeting."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.docx.reader import read
from speeches.drafting.models import Draft, PdfCopy
from speeches.review.actions import add_comment
from tests.htmx import main_of

pytestmark = pytest.mark.django_db


def test_it_is_asked_for_and_appears_among_the_papers(
    client: Client, submitted: Draft, leader: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "soffice").touch(mode=0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    add_comment(submitted, author=leader, text="全文压缩")
    client.force_login(leader)
    page = main_of(client.get(reverse("draft-settlement", args=[submitted.pk])))
    button = page.select_one("form[action$='/settlement/pdf/'] button")
    assert not button.has_attr("disabled")
    response = client.post(reverse("draft-settlement-pdf", args=[submitted.pk]))
    assert response.status_code == 302
    pdf = PdfCopy.objects.get(user=leader, draft=submitted)
    assert pdf.name.startswith("意见采纳情况")
    assert "全文压缩" in read(bytes(pdf.source)).text
    assert pdf.name in client.get(response.url).content.decode()


def test_without_libreoffice_the_button_says_so(
    client: Client, submitted: Draft, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    add_comment(submitted, author=leader, text="全文压缩")
    client.force_login(leader)
    page = main_of(client.get(reverse("draft-settlement", args=[submitted.pk])))
    assert "没有安装 LibreOffice" in page.select_one("form[action$='/settlement/pdf/'] button")["title"]


def test_outsider_gets_404(client: Client, submitted: Draft, outsider: User) -> None:
    client.force_login(outsider)
    assert client.post(reverse("draft-settlement-pdf", args=[submitted.pk])).status_code == 404
