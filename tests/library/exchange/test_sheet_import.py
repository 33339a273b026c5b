"""A table of entries: looked at, confirmed, stored as a whole or not at all."""

import io
import uuid
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions import Sorting, edit_entry
from speeches.library.exchange import sheets
from speeches.library.models import Entry, SheetImport, Theme
from tests.htmx import main_of
from tests.library.factories import ENUMERATION, make_entry

from .files import HEADERS, ROW, changed_cell, saved, table, told, upload, zipped

NEW = reverse("sheet-import-new")


def send(client: Client, data: bytes, name: str = "素材.xlsx"):
    return client.post(NEW, {"file": upload(data, name)}, follow=True)


def confirm(client: Client, data: bytes, new_state: str = "active"):
    page = main_of(send(client, data))
    seen = page.select_one("input[name=seen]")["value"]
    url = SheetImport.objects.latest("created_at").get_absolute_url()
    return client.post(url, {"seen": seen, "new_state": new_state}, follow=True)


def exported(client: Client) -> bytes:
    return client.get(reverse("sheet-export")).content


def test_round_trip_without_a_change_has_no_difference(writer: Client, office: Office):
    theme = Theme.objects.create(name="甲、乙；丙"[:3])
    for title, text in (("“三个始终”", ENUMERATION), ("=公式", "=1+1。\n\n-第二段。"), ("引号", "'=一。")):
        make_entry(office, title, text, quality=2, audience="县").themes.add(theme)
    page = told(send(writer, exported(writer)))
    assert "表格与素材库没有差别" in page
    assert "未变 3" in page


def test_change_is_shown_then_stored_as_a_version(writer: Client, office: Office, curator: User):
    entry = make_entry(office, "小切口整治", "从群众身边的事抓起。")
    entry.themes.add(Theme.objects.create(name="基层"))
    data = changed_cell(exported(writer), "题目", "小切口")
    page = main_of(send(writer, data))
    assert page.select_one(".sheet-changes td").get_text() == "小切口整治"
    assert [gone.get_text() for gone in page.select("td del")] == ["整治"]
    assert Entry.objects.get().version == 1
    confirm(writer, data)
    entry = Entry.objects.get()
    assert (entry.title, entry.version, entry.themes.count()) == ("小切口", 2, 1)
    newest = entry.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (curator, "导入表格“素材.xlsx”")
    assert ActionLog.objects.filter(verb="import-sheet").count() == 1


@pytest.mark.parametrize(("choice", "state"), [("active", "active"), ("pending", "pending")])
def test_row_without_a_number_is_new(writer: Client, office: Office, choice: str, state: str):
    Theme.objects.create(name="政治监督")
    confirm(writer, table([*ROW[:5], "政治监督"]), choice)
    entry = Entry.objects.get()
    assert (entry.kind, entry.state, entry.office) == ("slogan", state, office)
    assert [theme.name for theme in entry.themes.all()] == ["政治监督"]


def test_same_table_a_second_time_adds_nothing(writer: Client):
    confirm(writer, table(ROW))
    assert "不需要导入" in told(send(writer, table(ROW)))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "诗歌", "题", "要求", "正文。", ""], "类别“诗歌”不认识，只能写段落、金句、排比"),
        (["", "金句", "", "要求", "正文。", ""], "“题目”不能空着"),
        (["", "金句", "字" * 81, "要求", "正文。", ""], "最多 80 字"),
        (["", "金句", "题", "要求", "正文。", "没有的主题"], "主题里没有“没有的主题”"),
        (["", "金句", "题", "要求", "", ""], "“正文”不能空着"),
        (["", "金句", "题", "要求", "=1+1", ""], "“正文”这一格是公式"),
        ([str(uuid.uuid4()), "金句", "题", "要求", "正文。", ""], "没有编号为"),
        (["不是编号", "金句", "题", "要求", "正文。", ""], "没有编号为"),
    ],
)
def test_bad_row_is_named_and_nothing_is_stored(writer: Client, row: list[str], words: str):
    page = told(send(writer, table(ROW, row)))
    assert "第 3 行" in page
    assert words in page
    sheet = SheetImport.objects.get()
    answer = writer.post(sheet.get_absolute_url(), {"seen": "x", "new_state": "active"})
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_confirming_faults_by_hand_stores_nothing(writer: Client, curator: User, office: Office):
    send(writer, table(ROW, ["", "诗歌", "题", "要求", "正文。", ""]))
    sheet = SheetImport.objects.get()
    plan = main_of(writer.get(sheet.get_absolute_url()))
    assert plan.select_one("input[name=seen]") is None


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["编号", "类别", "标题", "作用", "主题"], ("缺少列：题目、正文", "不认识的列：标题")),
        ([*HEADERS, "题目"], ("重复的列：题目",)),
        (["=A1", *HEADERS[1:4]], ("缺少列：正文",)),
    ],
)
def test_wrong_columns_are_told_by_name(writer: Client, headers: list[str], words: tuple[str, ...]):
    answer = send(writer, table(ROW, headers=headers))
    assert answer.status_code == 422
    assert all(word in told(answer) for word in words)


def test_cell_beyond_the_columns_is_a_fault(writer: Client):
    assert "没有列名" in told(send(writer, table([*ROW, "多出来的"])))


def test_date_cells_and_written_dates(writer: Client):
    headers = [*HEADERS, "有效自", "有效至"]
    confirm(writer, table([*ROW, "2026年1月1日", "2027/12/31"], headers=headers))
    entry = Entry.objects.get()
    assert (str(entry.valid_from), str(entry.valid_until)) == ("2026-01-01", "2027-12-31")


def test_wrong_order_of_dates_is_a_fault(writer: Client):
    headers = [*HEADERS, "有效自", "有效至"]
    page = told(
        send(writer, table([*ROW, "2026-02-30", ""], [*ROW, "2026-02-01", "2026-01-01"], headers=headers))
    )
    assert "“2026-02-30”不是日期" in page
    assert "“有效至”早于“有效自”" in page


def test_changed_since_the_export_is_a_fault(writer: Client, office: Office, curator: User):
    entry = make_entry(office)
    data = changed_cell(exported(writer), "题目", "表里的")
    entry.title = "别人改的"
    edit_entry(entry, entry.text, by=curator, sorting=Sorting())
    assert "导出之后，这条素材已改到第 2 版" in told(send(writer, data))


def test_changed_since_the_preview_is_shown_again(writer: Client, office: Office, curator: User):
    entry = make_entry(office)
    page = main_of(send(writer, changed_cell(exported(writer), "题目", "表里的")))
    edit_entry(entry, "别人改的正文。", by=curator, sorting=Sorting())
    sheet = SheetImport.objects.get()
    seen = page.select_one("input[name=seen]")["value"]
    answer = writer.post(sheet.get_absolute_url(), {"seen": seen, "new_state": "active"})
    assert answer.status_code == 422
    assert "素材库有了变化" in told(answer)
    assert Entry.objects.get().text == "别人改的正文。"


def test_entry_of_another_office_cannot_be_changed(writer: Client, province: Office):
    make_entry(province, scope="subtree")
    data = exported(writer)
    assert "未变 1" in told(send(writer, data))
    assert "只有该单位的素材管理员可以改动" in told(send(writer, changed_cell(data, "题目", "改")))


def test_unseen_entry_is_as_good_as_missing(writer: Client, outsider: User):
    entry = make_entry(outsider.office)
    assert "没有编号为" in told(send(writer, table([str(entry.pk), *ROW[1:]])))


def test_same_number_twice_is_a_fault(writer: Client, entry: Entry):
    row = [str(entry.pk), *ROW[1:]]
    assert "不止一次" in told(send(writer, table(row, row)))


def test_stored_once_only(writer: Client, entry: Entry):
    page = main_of(send(writer, table(ROW)))
    data = {"seen": page.select_one("input[name=seen]")["value"], "new_state": "active"}
    url = SheetImport.objects.get().get_absolute_url()
    writer.post(url, data)
    assert "已经导入过" in told(writer.post(url, data))
    assert Entry.objects.count() == 2
    assert SheetImport.objects.get().data is None


def test_read_only_columns_are_not_imported(writer: Client, entry: Entry):
    assert "没有差别" in told(send(writer, changed_cell(exported(writer), "状态（只读）", "停用")))


BOMB = zipped({"[Content_Types].xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 90_000_000})


def entity_table() -> bytes:
    data = table(ROW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]
    return zipped(parts)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0", "不是 .xlsx"),
        (b"PK\x03\x04 nothing", "损坏"),
        (zipped({"a.txt": b"a"}), "不是能读的 Excel"),
        (zipped({"../a": b"a"}), "来路不明"),
        (BOMB, "大得不正常"),
        (entity_table(), "不该有的内容"),
        (saved(Workbook()), "表格是空的"),
        (b"PK\x03\x04" + b"0" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_bad_file_is_refused(writer: Client, data: bytes, words: str):
    answer = send(writer, data)
    assert answer.status_code == 422
    assert words in told(answer)
    assert not SheetImport.objects.exists()


def test_too_many_rows_are_refused(writer: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert "超过 2 行" in told(send(writer, table(ROW, ROW, ROW)))


def test_wrong_role_gets_403_and_others_404(
    client: Client, curator: User, drafter: User, province_curator: User
):
    client.force_login(curator)
    send(client, table(ROW))
    url = SheetImport.objects.get().get_absolute_url()
    client.force_login(province_curator)
    assert client.get(url).status_code == 404
    client.force_login(drafter)
    assert client.post(NEW, {"file": upload(table(ROW))}).status_code == 403
    assert client.get(url).status_code == 404


def test_query_count_of_the_preview_does_not_grow(writer: Client, django_assert_max_num_queries):
    rows = [["", "金句", f"第{n}条", "要求", f"第{n}句。", ""] for n in range(40)]
    send(writer, table(*rows))
    with django_assert_max_num_queries(16):
        writer.get(SheetImport.objects.get().get_absolute_url())
