"""The register of people and the originals of quotations: out, changed in Excel, looked at, in again."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, Person, RoleName, User
from speeches.library.actions import propose_white_listing
from speeches.library.models import Quotation, SheetImport, WhiteListEntry
from tests.cast import make_person
from tests.htmx import main_of

from .files import changed_cell, opened, table, told, upload

pytestmark = pytest.mark.django_db
PEOPLE = ["编号", "姓名", "职务", "排序", "任职日期", "离任日期"]


@pytest.fixture
def head(office: Office) -> User:
    return make_person("head", "单位负责人", office, RoleName.HEAD)


@pytest.fixture
def leader(office: Office) -> Person:
    return Person.objects.create(office=office, name="周立新", post="=书记", order=1, since=date(2024, 3, 1))


@pytest.fixture
def original(office: Office, curator: User) -> Quotation:
    return Quotation.objects.create(office=office, text="+打铁必须自身硬。", speaker="某会议")


def people(client: Client) -> bytes:
    return client.get(reverse("person-sheet")).content


def send_people(client: Client, data: bytes, **said: Any) -> Any:
    file = upload(data, "名册.xlsx")
    return client.post(reverse("person-sheet-import"), {"file": file, **said}, follow=True)


def originals(client: Client) -> bytes:
    return client.get(reverse("sheet-export"), {"table": "quotations"}).content


def send(client: Client, data: bytes) -> Any:
    return client.post(reverse("sheet-import-new"), {"file": upload(data)}, follow=True)


def confirm(client: Client, response: Any) -> Any:
    seen = main_of(response).select_one("input[name=seen]")["value"]
    url = SheetImport.objects.latest("created_at").get_absolute_url()
    return client.post(url, {"seen": seen, "new_state": "pending"}, follow=True)


def test_a_register_goes_out_and_in_without_a_difference(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    data = people(client)
    assert "f" not in {cell.data_type for row in opened(data) for cell in row}
    assert opened(data)["C2"].value == "'=书记"
    page = told(send_people(client, data))
    assert "表格与名册没有差别" in page


def test_a_register_is_changed_and_grows(client: Client, head: User, leader: Person, office: Office) -> None:
    client.force_login(head)
    data = changed_cell(people(client), "离任日期", "2026-05-01")
    data = changed_cell(data, "姓名", "王 芳", row=3)
    data = changed_cell(data, "职务", "副书记", row=3)
    data = changed_cell(data, "排序", 2, row=3)
    response = send_people(client, data)
    assert "王芳" in told(response)
    assert "人员名册" in told(confirm(client, response))
    leader.refresh_from_db()
    assert (leader.until, leader.version, leader.post) == (date(2026, 5, 1), 2, "=书记")
    assert Person.objects.get(name="王芳").office == office
    verbs = set(ActionLog.objects.values_list("verb", flat=True))
    assert {"add-person", "edit-person", "import-sheet"} <= verbs


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "王芳", "副书记", "第二", "", ""], "“第二”不是排序的数字"),
        (["", "", "副书记", 2, "", ""], "“姓名”不能空着"),
        (["", "王芳", "副书记", 2, "2025-01-01", "2024-01-01"], "离任日期应晚于任职日期"),
        (["", "王芳", "副书记", 2, "去年", ""], "“去年”不是日期"),
        (["999", "王芳", "副书记", 2, "", ""], "没有编号为“999”的人员"),
        (["x1", "王芳", "副书记", 2, "", ""], "没有编号为“x1”的人员"),
        (["", "王芳", "=1+1", 2, "", ""], "是公式"),
    ],
)
def test_a_faulty_row_stores_nothing(client: Client, head: User, row: list[Any], fault: str) -> None:
    client.force_login(head)
    good = ["", "李明", "书记", 1, "", ""]
    page = send_people(client, table(good, row, headers=PEOPLE))
    assert fault in told(page)
    assert "什么都还没有存入" in told(page)
    assert main_of(page).select_one("input[name=seen]") is None
    assert not Person.objects.exists()


def test_a_row_that_is_there_already_is_no_second_one(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    row = ["", "周立新", "'=书记", 1, "2024-03-01", ""]
    page = told(send_people(client, table(row, headers=PEOPLE)))
    assert "未变 1" in page


def test_two_rows_do_not_become_one(client: Client, head: User, leader: Person, office: Office) -> None:
    Person.objects.create(office=office, name="李明", post="副书记", order=2)
    client.force_login(head)
    data = changed_cell(people(client), "姓名", "李明")
    data = changed_cell(changed_cell(data, "职务", "副书记"), "任职日期", "")
    assert "名册里已有李明（副书记）" in told(send_people(client, data))


def test_who_changed_since_the_export_is_not_overwritten(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    data = changed_cell(people(client), "职务", "局长")
    client.post(reverse("person-leave", args=[leader.pk]), {"until": "2026-01-01"})
    assert "已改到第 2 版" in told(send_people(client, data))


def test_what_changes_after_the_preview_is_shown_again(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    response = send_people(client, changed_cell(people(client), "职务", "局长"))
    client.post(reverse("person-leave", args=[leader.pk]), {"until": "2026-01-01"})
    assert "请再看一遍" in confirm(client, response).content.decode()
    leader.refresh_from_db()
    assert leader.post == "=书记"


def test_people_of_other_offices_are_not_reached(client: Client, head: User, outsider: User) -> None:
    theirs = Person.objects.create(office=outsider.office, name="赵云州", post="书记")
    client.force_login(head)
    assert "赵云州" not in str([[cell.value for cell in row] for row in opened(people(client))])
    row = [theirs.pk, "赵云", "书记", 1, "", ""]
    page = send_people(client, table(row, headers=PEOPLE), office=theirs.office_id)
    assert f"没有编号为“{theirs.pk}”的人员" in told(page)


def test_only_who_leads_exchanges_the_register(client: Client, curator: User, drafter: User) -> None:
    for person in (curator, drafter):
        client.force_login(person)
        assert client.get(reverse("person-sheet")).status_code == 403
        data = table(["", "李明", "书记", 1, "", ""], headers=PEOPLE)
        assert send_people(client, data).status_code == 403
    client.force_login(curator)
    assert client.get(reverse("sheet-export"), {"table": "people"}).status_code == 404
    assert "人员名册在“人员名册”页导入" in told(send(client, data))
    assert not SheetImport.objects.exists()


def test_another_persons_import_is_not_to_be_seen(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    send_people(client, people(client))
    url = SheetImport.objects.get().get_absolute_url()
    client.force_login(make_person("second", "另一位", head.office, RoleName.HEAD))
    assert client.get(url).status_code == 404


def test_who_leads_no_more_does_not_store(client: Client, head: User, leader: Person) -> None:
    client.force_login(head)
    response = send_people(client, changed_cell(people(client), "职务", "局长"))
    head.memberships.all().delete()
    seen = main_of(response).select_one("input[name=seen]")["value"]
    url = SheetImport.objects.get().get_absolute_url()
    assert client.post(url, {"seen": seen, "new_state": "pending"}).status_code == 403


@pytest.mark.parametrize(
    ("data", "fault"), [(b"", "这个文件是空的"), (b"x", "这不是 .xlsx 文件"), (None, "请选择一个文件")]
)
def test_a_wrong_file_is_refused_on_the_registers_page(
    client: Client, head: User, data: bytes | None, fault: str
) -> None:
    client.force_login(head)
    said = {} if data is None else {"file": upload(data)}
    page = client.post(reverse("person-sheet-import"), said, follow=True)
    assert fault in page.content.decode()
    assert page.redirect_chain[-1][0].startswith(reverse("person-list"))


def test_another_kind_of_table_is_sent_to_its_place(client: Client, head: User) -> None:
    client.force_login(head)
    page = send_people(client, table(["浮燥", "浮躁", "必改"], headers=["错", "对", "程度"]))
    assert "这是“易错词”的表格" in page.content.decode()


def test_an_empty_register_gives_its_columns(client: Client, head: User) -> None:
    client.force_login(head)
    names = [cell.value for cell in opened(client.get(reverse("person-sheet"), {"empty": ""}).content)[1]]
    assert names[:4] == ["编号", "姓名", "职务", "排序"]


def test_originals_go_out_and_in_without_a_difference(
    client: Client, curator: User, original: Quotation
) -> None:
    client.force_login(curator)
    data = originals(client)
    assert opened(data)["B2"].value == "'+打铁必须自身硬。"
    assert "表格与素材库没有差别" in told(send(client, data))


def test_originals_are_changed_and_grow(
    client: Client, curator: User, original: Quotation, office: Office
) -> None:
    client.force_login(curator)
    data = changed_cell(originals(client), "日期", "2022-10-16")
    data = changed_cell(data, "原文", "“反腐败斗争一刻不能停，\n必须永远吹冲锋号。”", row=3)
    confirm(client, send(client, data))
    original.refresh_from_db()
    assert (original.said_on, original.version) == (date(2022, 10, 16), 2)
    new = Quotation.objects.exclude(pk=original.pk).get()
    assert (new.text, new.office) == ("反腐败斗争一刻不能停，必须永远吹冲锋号。", office)


def test_faulty_originals_store_nothing(client: Client, curator: User, original: Quotation) -> None:
    other = Quotation.objects.create(office=original.office, text="作风建设永远在路上。")
    client.force_login(curator)
    short = table(["", "太短"], headers=["编号", "原文"])
    assert "原文太短" in told(send(client, short))
    same = table([other.pk, "+打铁必须自身硬。"], headers=["编号", "原文"])
    assert "本单位已录有这条原文" in told(send(client, same))
    assert Quotation.objects.count() == 2


def test_originals_of_other_offices_are_not_changed(client: Client, curator: User, outsider: User) -> None:
    theirs = Quotation.objects.create(office=outsider.office, text="作风建设永远在路上。")
    client.force_login(curator)
    data = table([theirs.pk, "作风建设永远在路上！"], headers=["编号", "原文"])
    assert f"没有编号为“{theirs.pk}”的原文" in told(send(client, data))


@pytest.fixture
def listed(office: Office, drafter: User) -> WhiteListEntry:
    said = {"rule": "characters.confusable", "text": "=云川", "message": "应为“云州”。", "reason": "local"}
    return propose_white_listing(office, by=drafter, **said)


def white_list(client: Client) -> bytes:
    return client.get(reverse("sheet-export"), {"table": "white-list"}).content


def test_the_white_list_goes_out_and_in(client: Client, curator: User, listed: WhiteListEntry) -> None:
    client.force_login(curator)
    assert "表格与素材库没有差别" in told(send(client, white_list(client)))
    data = changed_cell(white_list(client), "白名单状态", "在用")
    for column, value in {
        "校对规则": "punctuation.doubled",
        "不再提示的文字": "。。",
        "理由": "领导用语",
    }.items():
        data = changed_cell(data, column, value, row=3)
    data = changed_cell(data, "白名单状态", "在用", row=3)
    assert "看白名单" in told(confirm(client, send(client, data)))
    listed.refresh_from_db()
    assert (listed.state, listed.version, listed.decided_by, listed.text) == ("active", 2, curator, "=云川")
    added = WhiteListEntry.objects.get(rule="punctuation.doubled")
    assert (added.text, added.state, added.office, added.proposed_by) == (
        "。。",
        "active",
        listed.office,
        curator,
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "no.such", "云川", "地方提法"], "没有编号为“no.such”的校对规则"),
        (["", "characters.confusable", "云川", "因为"], "“因为”不认识"),
        (["", "characters.confusable", "长" * 101, "地方提法"], "最多 100 字"),
    ],
)
def test_a_faulty_white_list_stores_nothing(
    client: Client, curator: User, row: list[Any], fault: str
) -> None:
    client.force_login(curator)
    headers = ["编号", "校对规则", "不再提示的文字", "理由"]
    assert fault in told(send(client, table(row, headers=headers)))
    assert not WhiteListEntry.objects.exists()


def test_other_offices_white_lists_stay_theirs(
    client: Client, curator: User, outsider: User, listed: WhiteListEntry
) -> None:
    WhiteListEntry.objects.update(office=outsider.office)
    client.force_login(curator)
    assert opened(white_list(client)).max_row == 1
    row = [listed.pk, "characters.confusable", "云川", "地方提法"]
    headers = ["编号", "校对规则", "不再提示的文字", "理由"]
    assert f"没有编号为“{listed.pk}”的白名单" in told(send(client, table(row, headers=headers)))
