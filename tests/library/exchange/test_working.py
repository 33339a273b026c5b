"""Storing in the worker: what goes wrong there is told, and what was left behind can be called off."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import Membership, Office, User
from speeches.library.exchange import storing
from speeches.library.exchange.storing import receive_sheet, store_sheet
from speeches.library.exchange.working import begin, call_off
from speeches.library.models import Entry, SheetImport

from .files import ROW, table, told

State = SheetImport.State


@pytest.fixture
def sheet(office: Office, curator: User) -> SheetImport:
    return receive_sheet(table(ROW), "素材.xlsx", office, by=curator)


def run(sheet: SheetImport, seen: str = "another") -> SheetImport:
    begin(sheet, State.WAITING, State.STORING, seen=seen, is_active=True)
    store_sheet.func(str(sheet.pk))
    sheet.refresh_from_db()
    return sheet


def test_what_changed_meanwhile_is_asked_again(writer: Client, sheet: SheetImport):
    assert (run(sheet).state, Entry.objects.count()) == ("waiting", 0)
    assert "素材库有了变化" in told(writer.get(sheet.get_absolute_url()))


def test_role_lost_meanwhile_is_told(sheet: SheetImport, curator: User):
    Membership.objects.filter(user=curator).delete()
    assert "只有素材管理员" in run(sheet).error


def test_accident_is_told_and_nothing_is_stored(
    sheet: SheetImport, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(storing, "plan_sheet", lambda *_: 1 / 0)
    assert "出了意外" in run(sheet).error
    assert sheet.state == "waiting"


def test_page_waits_and_offers_a_way_out(writer: Client, sheet: SheetImport):
    begin(sheet, State.WAITING, State.STORING)
    assert "正在导入" in told(writer.get(sheet.get_absolute_url()))
    SheetImport.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    assert "停下来" in told(writer.get(sheet.get_absolute_url()))
    writer.post(reverse("sheet-import-stop", args=[sheet.pk]))
    sheet.refresh_from_db()
    assert sheet.state == "waiting"
    store_sheet.func(str(sheet.pk))
    assert not Entry.objects.exists()


def test_nobody_else_may_stop_it(client: Client, sheet: SheetImport, publisher: User):
    client.force_login(publisher)
    assert client.post(reverse("sheet-import-stop", args=[sheet.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_worker_at_work_is_not_stopped(sheet: SheetImport):
    begin(sheet, State.WAITING, State.STORING)
    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM library_sheetimport WHERE id = %s FOR UPDATE", [sheet.pk])
            assert not call_off(sheet)
        other.rollback()
    finally:
        other.close()
    assert call_off(sheet)
