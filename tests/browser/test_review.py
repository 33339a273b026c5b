"""The whole story with two people: sent out, commented on, returned, settled, sent again, agreed."""

import os
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, submit_draft
from speeches.review.models import Comment
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在全县警示教育大会上的讲话
（2026年3月6日）
同志们：
今天召开这次会议，主要是用身边的事教育身边的人。下面，我讲三点意见。
一、认清形势
统一思想，大家要抓好落实。压实责任，大家要抓好落实。
二、汲取教训
要从严从实，防微杜渐。
三、抓好落实
各级党组织要扛起主体责任。
谢谢大家！"""
SIZES = {"desk": (1366, 768), "tablet": (1024, 768), "phone": (390, 844)}
SELECT_SECOND = """segment => {
    const text = segment.firstChild, start = text.data.lastIndexOf("大家");
    getSelection().setBaseAndExtent(text, start, text, start + 7);
}"""


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH)


def test_the_whole_story(drafter_page: Page, leader_page: Page, draft: Draft) -> None:
    paper = Paper(drafter_page, draft)
    shoot(drafter_page, "editor")
    drafter_page.get_by_role("link", name="送审", exact=True).click()
    drafter_page.get_by_label("第 1 位").select_option(label="审阅领导")
    drafter_page.get_by_label("送审说明").fill("请重点看第一部分。")
    shoot(drafter_page, "submit")
    drafter_page.get_by_role("button", name="送审", exact=True).click()
    expect(drafter_page.get_by_role("button", name="撤回")).to_be_visible()

    leader_page.goto(reverse("dashboard"))
    shoot(leader_page, "dashboard")
    leader_page.get_by_role("link", name="审阅《在全县警示教育大会上的讲话》").click()
    expect(leader_page.locator(".round-head")).to_contain_text("请重点看第一部分。")
    comment_by_selection(leader_page)
    leader_page.locator("#text .segment", has_text="防微杜渐").click()
    leader_page.get_by_role("button", name="批注这一段").click()
    leader_page.get_by_role("button", name="此处展开").click()
    expect(leader_page.locator(".opinion")).to_have_count(2)
    shoot(leader_page, "commented")
    leader_page.get_by_label("总的意见").fill("第一部分太散，请再改。")
    leader_page.get_by_role("button", name="退回修改").click()
    expect(leader_page.locator(".steps-line")).to_contain_text("第一部分太散")

    drafter_page.goto(draft.get_absolute_url())
    paper.ready()
    drafter_page.get_by_role("tab", name="批注").click()
    panel = drafter_page.locator("#opinions")
    expect(panel.locator(".returned")).to_contain_text("第一部分太散，请再改。")
    panel.get_by_role("link", name="大家要抓好落实").click()
    await_selection(drafter_page, "大家要抓好落实")
    shoot(drafter_page, "opinions")
    drafter_page.keyboard.type("各单位要一项一项抓落实")
    paper.save()
    assert "统一思想，大家要抓好落实。压实责任，各单位要一项一项抓落实。" in paper.stored()
    for _ in range(2):
        opinion = panel.locator(".opinion.open").first
        opinion.get_by_label("处理说明").fill("已照改")
        opinion.get_by_role("button", name="已采纳").click()
        expect(panel.locator(".answer", has_text="已照改")).not_to_have_count(0)
    panel.get_by_role("link", name="再次送审").click()
    drafter_page.get_by_role("button", name="送审", exact=True).click()
    expect(drafter_page.locator(".round-head")).to_contain_text("第 2 次送审")

    leader_page.goto(reverse("review-read", args=[draft.pk]))
    expect(leader_page.locator("#mine-before")).to_contain_text("已照改")
    shoot(leader_page, "second")
    leader_page.get_by_role("button", name="同意").click()
    expect(leader_page.locator(".round-head")).to_contain_text("已通过")
    draft.refresh_from_db()
    assert draft.state == Draft.State.APPROVED
    assert not paper.errors


def await_selection(page: Page, words: str) -> None:
    for _ in range(50):
        if page.evaluate("getSelection().toString()") == words:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not selected: {words}")


def comment_by_selection(page: Page) -> None:
    """Comment on the second of two like sentences."""
    page.locator("#text .segment", has_text="统一思想").evaluate(SELECT_SECOND)
    page.get_by_role("button", name="批注所选").click()
    page.locator("#id_text").fill("和前一句重复了。")
    page.get_by_role("button", name="批注", exact=True).click()
    expect(page.locator(".opinion")).to_contain_text("和前一句重复了。")
    comment = Comment.objects.get()
    assert (comment.quote, comment.places, comment.prefix[-5:]) == ("大家要抓好落实", 2, "压实责任，")
    expect(page.locator("#text .quoted-words")).to_have_text("大家要抓好落实")


def test_words_chosen_before_the_script_came(
    leader_page: Page, leader: User, drafter: User, draft: Draft
) -> None:
    """A fast leader on a slow tablet: the event that tells of the choice is over when the script comes."""
    submit_draft(draft, by=drafter, people=[leader])
    held: list[Route] = []
    leader_page.route("**/js/review.js", lambda route: held.append(route))
    leader_page.goto(reverse("review-read", args=[draft.pk]), wait_until="commit")
    leader_page.locator("#text .segment", has_text="统一思想").evaluate(SELECT_SECOND)
    await_selection(leader_page, "大家要抓好落实")
    expect(leader_page.locator("#annotate")).to_be_hidden()
    for _ in range(100):
        if held:
            break
        leader_page.wait_for_timeout(100)
    held.pop().continue_()
    leader_page.get_by_role("button", name="批注所选").click()
    expect(leader_page.locator("#comment-place .opinion-place")).to_contain_text("大家要抓好落实")


@pytest.mark.parametrize("name", SIZES)
def test_leaders_page_fits_every_screen(
    log_in: Callable[[User], Page], leader: User, drafter: User, draft: Draft, name: str
) -> None:
    submit_draft(draft, by=drafter, people=[leader], note="请重点看第一部分。")
    key = draft.paragraphs.live().order_by("position")[3].key
    add_comment(draft, author=leader, text="和前一句重复了。", key=key)
    page = log_in(leader)
    width, height = SIZES[name]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(reverse("review-read", args=[draft.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".line").nth(1).bounding_box()["width"] > 250
    for label in ("同意", "退回修改"):
        assert page.get_by_role("button", name=label).bounding_box()["height"] >= 40
    shoot(page, f"leader-{name}")
    page.locator("#text .segment", has_text="防微杜渐").click()
    page.get_by_role("button", name="批注这一段").click()
    expect(page.get_by_role("button", name="压缩")).to_be_visible()
    shoot(page, f"form-{name}")
