"""Who may read a draft and not write it: the panes work, nothing can be changed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, RoleName, User
from tests.cast import make_person
from tests.drafting.factories import make_speech


def test_a_reader_turns_the_tabs_and_goes_to_a_section(
    log_in: Callable[[User], Page], drafter: User, office: Office
) -> None:
    text = "\n".join(["在会议上的讲话", "同志们：", *["今天开会。"] * 60, "一、抓好落实", "要快。"])
    draft = make_speech(drafter, text)
    page = log_in(make_person("head", "单位负责人", office, RoleName.HEAD))
    page.goto(draft.get_absolute_url())
    page.get_by_role("tab", name="篇幅").click()
    expect(page.get_by_role("tabpanel", name="篇幅")).to_contain_text("语速")
    page.get_by_role("tab", name="版本").click()
    expect(page.get_by_role("tabpanel", name="版本")).to_contain_text("第 1 版")
    head = page.locator("#paper").get_by_text("抓好落实")
    expect(head).not_to_be_in_viewport()
    page.locator("#outline").get_by_role("link", name="抓好落实").click()
    expect(head).to_be_in_viewport()
    expect(page.locator("#paper")).not_to_have_attribute("contenteditable", "true")
