"""The settlement in a browser: opinions entered from paper, settled by keys, one left to the leader."""

import os
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, decide, submit_draft, suggest
from speeches.review.models import Comment
from speeches.review.states import Channel, CommentState, Verdict
from speeches.review.suggesting.making import inserting
from tests.drafting.factories import change_set, make_speech, upsert

from .test_review import SPEECH


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.fixture
def returned(drafter: User, leader: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader], note="请重点看第一部分。")
    keys = [row.key for row in draft.paragraphs.live().order_by("position")]
    add_comment(draft, author=leader, text="数据请核实", key=keys[1], quote="三点意见", start=31)
    add_comment(draft, author=leader, text="此处展开", key=keys[5])
    add_comment(draft, author=leader, text="全文再压缩一些")
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请再改。")
    draft.refresh_from_db()
    old = draft.manuscript().paragraphs[5]
    new = replace(old, text=old.text.replace("防微杜渐", "防微杜渐、警钟长鸣"))
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(new)]))
    return draft


def test_opinions_are_entered_and_settled_by_keys(
    drafter_page: Page, leader_page: Page, returned: Draft
) -> None:
    page = drafter_page
    page.goto(reverse("draft-settlement", args=[returned.pk]))
    page.get_by_role("link", name="代录意见").click()
    page.get_by_label("哪位领导").select_option(label="审阅领导")
    page.get_by_label("电话").check()
    page.locator(".recording-text label", has_text="扛起主体责任").click()
    page.get_by_label("针对的词句").fill("主体责任")
    page.get_by_role("textbox", name="意见").fill("写清是谁的责任")
    shoot(page, "record")
    page.get_by_role("button", name="记下这条意见").click()
    expect(page.get_by_text("已代录审阅领导的意见")).to_be_visible()
    expect(page.get_by_label("哪位领导")).to_have_value(str(Comment.objects.first().author_id))
    expect(page.get_by_role("textbox", name="意见")).to_have_value("")

    page.get_by_role("link", name="意见采纳情况").click()
    items = page.locator(".settled-item")
    expect(items).to_have_count(4)
    progress = page.locator("#settlement-progress")
    expect(progress).to_contain_text("已办 0 / 共 4")
    page.keyboard.press("j")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("3")
    expect(items.nth(0)).to_contain_text("请写明理由")
    page.keyboard.press("e")
    page.keyboard.type("统计口径如此")
    items.nth(0).get_by_role("button", name="建议保留原表述").click()
    expect(progress).to_contain_text("提请领导定 1")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("1")
    expect(progress).to_contain_text("已办 1 / 共 4")
    items.nth(1).locator("summary", has_text="怎样改的").click()
    expect(items.nth(1).locator(".settled-text ins")).to_contain_text("警钟长鸣")
    shoot(page, "settlement")
    page.get_by_label("状态").select_option("open")
    expect(items).to_have_count(2)
    assert "state=open" in page.url
    with page.expect_download() as download:
        page.locator("#settlement-download").click()
    assert download.value.suggested_filename.startswith("意见采纳情况表")
    if folder := os.environ.get("SHOTS"):
        download.value.save_as(f"{folder}/settlement.docx")

    leader_page.goto(reverse("review-read", args=[returned.pk]))
    shoot(leader_page, "leader-left")
    expect(leader_page.locator("#reading")).to_contain_text("由起草人代录")
    leader_page.get_by_role("button", name="同意保留").click()
    expect(leader_page.get_by_role("button", name="同意保留")).to_have_count(0)
    assert Comment.objects.get(text="数据请核实").state == CommentState.SETTLED
    leader_page.get_by_role("link", name="更正或收回").click()
    entered = leader_page.locator(".settled-item", has_text="写清是谁的责任")
    entered.locator("summary", has_text="更正或收回").click()
    shoot(leader_page, "leader-settlement")
    entered.get_by_label("更正后的意见").fill("写清各级党组织的责任")
    entered.get_by_role("button", name="按此更正").click()
    expect(leader_page.locator("#settlement")).to_contain_text("写清各级党组织的责任")


def test_keys_give_a_suggestion_the_outcome_that_they_name(
    drafter_page: Page, drafter: User, leader: User, returned: Draft
) -> None:
    manuscript = returned.manuscript()
    key = manuscript.paragraphs[1].key
    said = {"author": leader, "recorded_by": drafter, "channel": Channel.PAPER}
    for text in ("一句新话。", "又一句新话。"):
        suggest(returned, changes=inserting(manuscript, key, text), **said)
    page = drafter_page
    page.goto(reverse("draft-settlement", args=[returned.pk]))
    kept = page.locator(".settled-item", has_text="又一句新话")
    kept.get_by_label("处理说明").fill("前文已有")
    kept.focus()
    page.keyboard.press("3")
    expect(kept.get_by_text("建议保留原表述，提请领导定")).to_be_visible()
    page.locator(".settled-item", has_text="一句新话").first.focus()
    page.keyboard.press("1")
    expect(page.locator(".settled-item", has_text="一句新话").get_by_text("已采纳").first).to_be_visible()
    assert "一句新话。" in [paragraph.text for paragraph in returned.manuscript().paragraphs]
