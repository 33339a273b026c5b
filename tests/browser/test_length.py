"""The panel 篇幅: opened while writing, refreshed by saving, calibrated in place."""

import re

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts, set_target
from speeches.drafting.models import Draft
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

LONG = "各级党组织要对照清单逐项抓好落实，" * 20 + "务求实效。"
SPEECH = f"""在会议上的讲话
同志们：
下面讲两点意见。
一、认清形势
{LONG}
{LONG}
二、抓好落实
从现在抓起。"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    draft = make_speech(drafter, SPEECH)
    set_facts(draft, author=drafter, facts={"讲话人": "张书记"})
    set_target(Draft.objects.get(pk=draft.pk), author=drafter, minutes=3)
    return Paper(drafter_page, draft)


def test_time_and_pace_follow_text_and_measure(paper: Paper) -> None:
    page = paper.page
    page.get_by_role("tab", name="篇幅").click()
    panel = page.get_by_role("tabpanel", name="篇幅")
    expect(panel.get_by_text("可压缩约")).to_have_count(1)
    before = panel.locator(".length-sum b").inner_text()
    page.get_by_text("从现在抓起").click()
    page.keyboard.press("End")
    page.keyboard.type("各单位要立即行动起来，把任务分到岗、分到人，" * 8)
    expect(panel.locator(".length-sum b")).not_to_have_text(before)
    panel.get_by_text("按实际讲话时长校准").click()
    panel.get_by_label("实际讲了（分钟）").fill("8")
    panel.get_by_role("button", name="校准").click()
    expect(panel.get_by_text("按张书记最近 1 次实际时长")).to_be_visible()
    expect(page.locator("#length")).to_contain_text("约 8 分钟")
    expect(page.locator("#outline")).to_have_attribute("data-per-minute", re.compile("^1[01]"))
