"""Entries as an Excel table."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.exchange import sheets
from speeches.library.exchange.columns import COLUMNS
from speeches.library.models import Theme
from speeches.library.views import exchange
from tests.library.factories import ENUMERATION, make_entry

from .files import opened

URL = reverse("sheet-export")


def rows(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.get(URL, asked)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    names, *found = [[cell.value for cell in row] for row in opened(answer.content).iter_rows()]
    return [dict(zip(names, row, strict=True)) for row in found]


def test_a_row_an_entry_with_chinese_columns(client: Client, curator: User, office: Office):
    entry = make_entry(office, "“三个始终”", ENUMERATION, kind="enumeration", quality=3, audience="市")
    entry.themes.add(Theme.objects.create(name="工作方法"), Theme.objects.create(name="政治监督"))
    client.force_login(curator)
    [row] = rows(client)
    assert tuple(row) == COLUMNS
    assert (row["编号"], row["类别"], row["质量"], row["适用层级"]) == (str(entry.pk), "排比", "范例", "市级")
    assert row["正文"] == ENUMERATION
    assert row["主题"] == "工作方法；政治监督"
    assert (row["状态（只读）"], row["单位（只读）"]) == ("在用", office.name)


def test_filters_of_the_list_apply(client: Client, curator: User, office: Office):
    make_entry(office, "甲", kind="slogan")
    make_entry(office, "乙", kind="passage")
    client.force_login(curator)
    assert [row["题目"] for row in rows(client, kind="slogan")] == ["甲"]


def test_no_cell_is_a_formula(client: Client, curator: User, office: Office):
    make_entry(office, "=HYPERLINK(1)", "=cmd|' /C calc'!A0", source="@SUM(1)")
    make_entry(office, "+1", "－减。", source="-2")
    client.force_login(curator)
    sheet = opened(client.get(URL).content)
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(tuple("=+-@－"))
            assert cell.quotePrefix


def test_only_what_the_person_may_see(client: Client, curator: User, office: Office, outsider: User):
    make_entry(outsider.office, "别人的")
    client.force_login(curator)
    assert rows(client) == []


def test_empty_table_has_the_columns(client: Client, curator: User, entry: object):
    client.force_login(curator)
    sheet = opened(client.get(URL, {"empty": "1"}).content)
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.max_row == 1


def test_too_many_are_refused_with_advice(
    client: Client, curator: User, office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(exchange, "MOST_ROWS", 1)
    make_entry(office, "甲")
    make_entry(office, "乙")
    client.force_login(curator)
    page = client.get(URL)
    assert page.status_code == 422
    assert "一次导不完" in page.content.decode()


def test_wrong_role_gets_403(client: Client, drafter: User, outsider: User):
    for person in (drafter, outsider):
        client.force_login(person)
        assert client.get(URL).status_code == 403
        assert client.get(reverse("exchange")).status_code == 403


def test_query_count_does_not_grow(
    client: Client, curator: User, office: Office, django_assert_max_num_queries
):
    for n in range(30):
        make_entry(office, f"第{n}条")
    client.force_login(curator)
    with django_assert_max_num_queries(18):
        client.get(URL)


def test_limits_agree():
    assert sheets.MOST_ROWS == exchange.MOST_ROWS == 5_000
