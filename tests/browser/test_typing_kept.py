"""What is being typed stays where it is while something else on the page comes anew."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, consult, decide, submit_draft
from speeches.review.states import Verdict
from tests.drafting.factories import make_speech

from .test_review import SPEECH


def returned(drafter: User, leader: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    key = draft.manuscript().paragraphs[1].key
    add_comment(draft, author=leader, text="数据请核实", key=key)
    add_comment(draft, author=leader, text="此处展开")
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请再改。")
    draft.refresh_from_db()
    return draft


def test_filtering_the_settlement_keeps_what_was_begun(
    drafter_page: Page, drafter: User, leader: User
) -> None:
    page, draft = drafter_page, returned(drafter, leader)
    page.goto(reverse("draft-settlement", args=[draft.pk]))
    items = page.locator(".settled-item")
    items.nth(1).get_by_label("处理说明").fill("已请案管室核")
    page.get_by_label("状态").select_option("adopted")
    expect(page.get_by_text("没有符合条件的意见")).to_be_visible()
    page.get_by_label("状态").select_option("")
    expect(items).to_have_count(2)
    expect(items.nth(1).get_by_label("处理说明")).to_have_value("已请案管室核")
    items.nth(0).get_by_role("button", name="已采纳").click()
    expect(page.get_by_text("已办 1 / 共 2")).to_be_visible()
    expect(items.nth(1).get_by_label("处理说明")).to_have_value("已请案管室核")


def test_one_unit_is_entered_while_another_is_being_typed(
    drafter_page: Page, drafter: User, leader: User
) -> None:
    page, draft = drafter_page, returned(drafter, leader)
    asked = consult(draft, by=drafter, asked=[("市财政局", None), ("市审计局", None)])
    page.goto(reverse("consultation-detail", args=[draft.pk, asked.pk]))
    for summary in page.get_by_text("代录答复").all():
        summary.click()
    page.get_by_label("市财政局的意见").fill("数字以年报为准")
    page.get_by_label("市审计局的意见").fill("第二部分太长")
    page.locator("tbody", has_text="市审计局").get_by_role("button", name="记下").click()
    expect(page.get_by_text("已反馈 1 / 共 2 家")).to_be_visible()
    expect(page.get_by_label("市财政局的意见")).to_have_value("数字以年报为准")
    expect(page.get_by_label("市财政局的意见")).to_be_visible()
