"""Tables of expressions, confusables and outlines: out, changed in Excel, looked at, in again."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.models import Confusable, Entry, Expression, Occasion, Outline, SheetImport
from speeches.proofreading.lexicon import Use, WrongForm
from tests.htmx import main_of
from tests.library.factories import make_confusable, make_expression, make_outline

from .files import changed_cell, opened, table, told, upload

NOUNS = ("expressions", "confusables", "outlines")
SHORT = {
    "expressions": (["提法", "错误写法"], ["“四个意识”", "四种意识"]),
    "confusables": (["错", "对", "程度"], ["浮燥", "浮躁", "必改"]),
    "outlines": (
        ["名称", "提纲场合", "目标时长", "结构"],
        ["新提纲", "全会", 30, "标题1 一、｜回顾｜写成绩。｜回顾｜12\n条目 一是｜抓学习。"],
    ),
}


def exported(client: Client, noun: str) -> bytes:
    return client.get(reverse("sheet-export"), {"table": noun}).content


def send(client: Client, data: bytes) -> Any:
    return client.post(reverse("sheet-import-new"), {"file": upload(data)}, follow=True)


def confirm(client: Client, data: bytes) -> Any:
    page = main_of(send(client, data))
    seen = page.select_one("input[name=seen]")["value"]
    new_state = page.select_one("input[name=new_state]")["value"]
    url = SheetImport.objects.latest("created_at").get_absolute_url()
    return client.post(url, {"seen": seen, "new_state": new_state}, follow=True)


@pytest.fixture
def rows(office: Office) -> dict[str, Any]:
    forms = [WrongForm("四种意识", right="=四个"), WrongForm("意识", Use.CONTEXT, pattern="(?<!四个)意识")]
    return {
        "expressions": make_expression(
            office,
            members=["政治意识", "-大局意识"],
            wrong_forms=forms,
            since=date(2016, 1, 29),
            note="=说明",
        ),
        "confusables": make_confusable(office, "+燥", "躁", unless="干燥|燥热", severity="check"),
        "outlines": make_outline(office, summary="@简介"),
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_out_and_in_without_a_change_is_no_difference(writer: Client, rows: dict[str, Any], noun: str):
    page = told(send(writer, exported(writer, noun)))
    assert "表格与素材库没有差别" in page
    assert "未变 1" in page


@pytest.mark.parametrize("noun", NOUNS)
def test_no_cell_is_a_formula(writer: Client, rows: dict[str, Any], noun: str):
    sheet = opened(exported(writer, noun))
    cells = [cell for row in sheet for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not [cell.value for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("noun", "column", "value", "field", "stored"),
    [
        ("expressions", "后继提法", "新的提法", "successor", "新的提法"),
        ("expressions", "成员", "甲\n乙", "members", ["甲", "乙"]),
        ("expressions", "过时日期", "2026年1月2日", "until", date(2026, 1, 2)),
        ("expressions", "已核实", "否", "is_certain", False),
        ("confusables", "程度", "必改", "severity", "must"),
        ("confusables", "仅当", "(?<=心)燥", "pattern", "(?<=心)燥"),
        ("outlines", "目标时长", 25, "target_minutes", 25),
        (
            "outlines",
            "题头",
            "标题｜新题\n日期｜（【日期】）",
            "front",
            [["title", "新题"], ["date", "（【日期】）"]],
        ),
    ],
)
def test_a_change_is_shown_then_stored_as_a_version(
    writer: Client, rows: dict[str, Any], noun: str, column: str, value: Any, field: str, stored: Any
):
    data = changed_cell(exported(writer, noun), column, value)
    assert column in told(send(writer, data))
    confirm(writer, data)
    row = rows[noun]
    row.refresh_from_db()
    assert (getattr(row, field), row.version) == (stored, 2)
    assert SheetImport.objects.latest("created_at").noun == noun


@pytest.mark.parametrize(
    ("noun", "model"), [("expressions", Expression), ("confusables", Confusable), ("outlines", Outline)]
)
def test_a_new_row_is_added_once(writer: Client, office: Office, noun: str, model: Any):
    Occasion.objects.create(name="全会")
    headers, row = SHORT[noun]
    data = table(row, headers=headers)
    assert "表格已导入" in told(confirm(writer, data))
    assert model.objects.get().office == office
    assert "表格与素材库没有差别" in told(send(writer, data))
    assert not Entry.objects.exists()


def test_slots_are_read_with_every_field(writer: Client, office: Office):
    Occasion.objects.create(name="全会")
    headers, row = SHORT["outlines"]
    confirm(writer, table(row, headers=headers))
    empty = {"prompt": "", "function": "", "minutes": 0}
    head = {"role": "heading", "level": 1, "series": "一、", "text": "回顾", "prompt": "写成绩。"}
    assert Outline.objects.get().slots == [
        {**head, "function": "回顾", "minutes": 12},
        {"role": "item", "level": 0, "series": "一是", "text": "抓学习。", **empty},
    ]


@pytest.mark.parametrize(
    ("noun", "place", "value", "words"),
    [
        ("expressions", 0, "", "不能空着"),
        ("expressions", 1, "甲 | 从前", "第 1 行：看不懂"),
        ("confusables", 2, "致命", "只能写必改"),
        ("confusables", 0, "=1+1", "公式"),
        ("outlines", 1, "茶话会", "没有“茶话会”"),
        ("outlines", 2, "很久", "不是分钟数"),
        ("outlines", 3, "诗｜甲", "第 1 行看不懂"),
        ("outlines", 3, "标题1 一、", "第 1 行看不懂"),
        ("outlines", 3, "", "1 到 300 行"),
    ],
)
def test_a_fault_is_told_by_its_row_and_nothing_is_stored(
    writer: Client, office: Office, noun: str, place: int, value: str, words: str
):
    Occasion.objects.create(name="全会")
    headers, row = SHORT[noun]
    bad = [*row]
    bad[place] = value
    page = told(send(writer, table(row, bad, headers=headers)))
    assert words in page
    assert "第 3 行" in page
    assert "什么都还没有存入" in page


def test_rows_of_an_office_above_are_not_changed(writer: Client, province: Office):
    row = make_expression(province, scope="subtree")
    data = changed_cell(exported(writer, "expressions"), "说明", "改了")
    assert "由清江省纪委监委管理" in told(send(writer, data))
    row.refresh_from_db()
    assert row.note == ""


def test_what_was_changed_since_is_told(writer: Client, office: Office):
    make_expression(office, version=3)
    data = changed_cell(exported(writer, "expressions"), "说明", "改了")
    Expression.objects.update(version=4)
    assert "这条提法已改到第 4 版" in told(send(writer, data))


def test_what_nobody_may_see_is_not_exported(
    client: Client, writer: Client, drafter: User, outsider: User, rows: dict[str, Any]
):
    make_expression(outsider.office, "别人的")
    texts = [row[1].value for row in opened(exported(writer, "expressions"))]
    assert texts == ["提法", "“四个意识”"]
    assert writer.get(reverse("sheet-export"), {"table": "poems"}).status_code == 404
    client.force_login(drafter)
    assert client.get(reverse("sheet-export"), {"table": "expressions"}).status_code == 403


def test_empty_tables_have_advice(writer: Client):
    for noun in NOUNS:
        sheet = opened(writer.get(reverse("sheet-export"), {"table": noun, "empty": 1}).content)
        assert sheet.max_row == 1
        assert sheet["A1"].value == "编号"


def test_what_ships_goes_out_and_in(writer: Client, office: Office):
    call_command("load_library", office=office.name, verbosity=0)
    for noun in NOUNS:
        assert "表格与素材库没有差别" in told(send(writer, exported(writer, noun))), noun


@pytest.mark.parametrize("noun", NOUNS)
def test_queries_do_not_grow(writer: Client, office: Office, noun: str, django_assert_max_num_queries):
    for number in range(30):
        make_expression(office, f"提法{number}")
        make_confusable(office, f"错{number}")
        make_outline(office, f"提纲{number}")
    with django_assert_max_num_queries(10):
        data = exported(writer, noun)
    send(writer, data)
    with django_assert_max_num_queries(14):
        writer.get(SheetImport.objects.get().get_absolute_url())
