"""The proof report as a Word file: reopened, it holds a row for every finding."""

import io
import zipfile

import docx
import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.docx.sizes import Mm
from speeches.docx.table import write_table
from speeches.library.models import Confusable

from .factories import make_speech

SPEECH = "在会议上的讲话\n同志们：\n我们要严格按步就班推进，，大家要认真贯彻落实。"


@pytest.mark.django_db
def test_the_file_holds_a_row_for_every_finding(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = make_speech(drafter, SPEECH)
    Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")
    response = client.get(reverse("draft-proof-file", args=[draft.pk]))
    assert "attachment" in response["Content-Disposition"]
    document = docx.Document(io.BytesIO(response.content))
    assert document.paragraphs[0].text == "校对报告"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["程度", "类别", "原文", "问题和依据", "建议"]
    assert any("【按步就班】" in row[2] and row[4] == "改为“按部就班”" for row in rows[1:])
    assert any("必改" in line.text for line in document.paragraphs)


@pytest.mark.django_db
def test_a_clean_speech_has_a_report_too(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = make_speech(drafter, "在会议上的讲话\n同志们：\n我讲一点意见。")
    response = client.get(reverse("draft-proof-file", args=[draft.pk]))
    document = docx.Document(io.BytesIO(response.content))
    assert any("没有发现问题" in line.text for line in document.paragraphs)


def test_signs_that_xml_cannot_hold_do_no_harm() -> None:
    data = write_table("表\x00<甲>", ["一行 & 一行"], [("甲", Mm(40)), ("乙", Mm(40))], [("a\nb", "\x1f<i>")])
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "表<甲>"
    cells = document.tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["a\nb", "<i>"]
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
