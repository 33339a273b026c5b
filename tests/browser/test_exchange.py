"""Material carried out and in by a curator: a table through Excel, a package to another installation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from speeches.accounts.models import Office, User
from speeches.library.exchange.storing import receive_sheet
from speeches.library.models import Entry, SheetImport
from tests.library.exchange.files import ROW, changed_cell, table
from tests.library.factories import make_entry
from tests.setup.house import House, new_house


@pytest.fixture
def elsewhere() -> Iterator[House]:
    """Another installation, with a database cluster of its own and all that ships, just started."""
    with new_house() as house:
        house.start()
        yield house


def saved(page: Page, folder: Path, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_table_goes_out_is_changed_and_comes_back(
    curator_page: Page, curator: User, office: Office, tmp_path: Path
):
    make_entry(office, "小切口整治", "从群众身边的事抓起。")
    page = curator_page
    page.goto("/library/desk/")
    page.get_by_role("link", name="导入导出").click()
    table = saved(page, tmp_path, "导出")
    assert table.suffix == ".xlsx"
    table.write_bytes(changed_cell(table.read_bytes(), "题目", "小切口、大整治"))
    page.get_by_label("文件").set_input_files(table)
    page.get_by_role("button", name="上传并查看差别").click()
    expect(page.get_by_role("status").filter(has_text="有改动 1")).to_be_visible()
    expect(page.locator(".sheet-changes td")).to_have_text("小切口、大整治")
    expect(page.locator("td ins")).to_have_text("、大")
    page.get_by_role("button", name="确认导入 1 条").click()
    expect(page.get_by_text("表格已导入")).to_be_visible()
    page.goto(Entry.objects.get().get_absolute_url())
    expect(page.get_by_role("heading", name="小切口、大整治")).to_be_visible()


def test_package_goes_from_one_installation_to_another(
    browser: Browser,
    browser_context_args: dict[str, Any],
    elsewhere: House,
    curator_page: Page,
    office: Office,
    tmp_path: Path,
):
    there = f"http://127.0.0.1:{elsewhere.port}"
    with browser.new_context(**browser_context_args, base_url=there) as context:
        theirs = context.new_page()
        theirs.goto("/accounts/login/")
        theirs.get_by_label("用户名").fill("sucai")
        theirs.get_by_label("密码").fill("sucai-2026")
        theirs.keyboard.press("Enter")
        expect(theirs.get_by_role("link", name="素材管理")).to_be_visible()
        theirs.goto("/library/exchange/packages/")
        theirs.get_by_role("button", name="生成密钥").click()
        digits = theirs.locator(".fingerprint").inner_text()
        package = saved(theirs, tmp_path, "导出素材包")
        theirs.goto("/library/?sort=newest")
        title = theirs.locator(".entry-title a").first.inner_text()

    page = curator_page
    page.goto("/library/exchange/packages/")
    page.get_by_label("文件").set_input_files(package)
    page.get_by_role("button", name="上传并查看差别").click()
    expect(page.get_by_text("不在信任名单里")).to_be_visible()
    page.get_by_label("对方单位").fill("清江省纪委监委")
    page.get_by_label("指纹").fill(digits)
    page.get_by_role("button", name="已电话核对，添加").click()
    take(page, package)
    expect(page.get_by_role("status").filter(has_text="新增")).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("可以整体撤回")).to_be_visible(timeout=60_000)
    arrived = Entry.objects.get(title=title)
    assert arrived.office == office
    assert Entry.objects.count() > 400
    imported = page.url
    page.goto("/library/exchange/packages/")
    take(page, package)
    expect(page.get_by_text("不需要导入")).to_be_visible()
    page.goto(imported)
    page.get_by_role("button", name="撤回这次导入").click()
    expect(page.get_by_text(re.compile("删去 [0-9]+ 条"))).to_be_visible(timeout=60_000)
    assert not Entry.objects.exists()


def take(page: Page, package: Path) -> None:
    page.get_by_label("文件").set_input_files(package)
    page.get_by_role("button", name="上传并查看差别").click()


def test_page_follows_the_worker(curator_page: Page, curator: User, office: Office):
    sheet = receive_sheet(table(ROW), "素材.xlsx", office, by=curator)
    SheetImport.objects.update(state="storing")
    page = curator_page
    page.goto(sheet.get_absolute_url())
    expect(page.get_by_role("heading", name="正在导入")).to_be_visible()
    SheetImport.objects.update(state="waiting")
    expect(page.get_by_role("button", name="确认导入 1 条")).to_be_visible()
    assert page.locator("main").count() == 1
