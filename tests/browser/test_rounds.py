"""Three people at the same time, one hands over; a thread with a mention; the number that updates itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.models import Draft
from speeches.review.actions import add_comment, decide, submit_draft
from speeches.review.models import Mention, Remark, Step
from speeches.review.rounds.stages import Stage
from speeches.review.states import Verdict
from tests.browser.paper import Paper
from tests.browser.test_review import SPEECH, shoot
from tests.cast import make_leader, make_person
from tests.drafting.factories import make_speech

LogIn = Callable[[User], Page]


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH)


@pytest.fixture
def deputy(office: Office) -> User:
    return make_person("deputy", "分管领导", office, RoleName.REVIEWER)


@pytest.fixture
def boss(office: Office) -> User:
    return make_person("boss", "主要领导", office, RoleName.REVIEWER)


def unread(page: Page) -> str:
    return page.locator("#notice-bell .chip").text_content() or ""


def test_three_at_the_same_time_and_one_hands_over(
    log_in: LogIn, drafter: User, leader: User, deputy: User, boss: User, office: Office, draft: Draft
) -> None:
    stand_in = make_leader(office, "standin")
    stand_in.name = "代理领导"
    stand_in.save()
    page = log_in(drafter)
    page.goto(reverse("draft-submit", args=[draft.pk]))
    page.get_by_label("第 1 位", exact=True).select_option(label="主要领导")
    page.get_by_label("第 2 位", exact=True).select_option(label="审阅领导")
    page.get_by_label("第 3 位", exact=True).select_option(label="分管领导")
    page.get_by_label("送审说明").fill("请三位一起看。")
    page.get_by_role("button", name="把第 2 行提前").click()
    expect(page.get_by_label("第 1 位", exact=True)).to_have_value(str(leader.pk))
    expect(page.get_by_label("送审说明")).to_have_value("请三位一起看。")
    for box in page.get_by_label("与上一位同时审").all()[:2]:
        box.check()
    shoot(page, "rounds-submit")
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".steps-line .leg")).to_have_count(1)
    expect(page.locator(".who-may summary")).to_contain_text("几人同时审")

    leader_page, deputy_page, boss_page = log_in(leader), log_in(deputy), log_in(boss)
    address = reverse("review-read", args=[draft.pk])
    leader_page.goto(address)
    leader_page.locator(".ask > summary").click()
    leader_page.get_by_label("请谁").select_option(label="代理领导")
    shoot(leader_page, "rounds-ask")
    leader_page.get_by_role("button", name="转办", exact=True).click()
    expect(leader_page.locator(".ask [role=alert]").first).to_contain_text("请写明为什么转办")
    leader_page.get_by_label("说明").fill("我在外出差")
    leader_page.get_by_role("button", name="转办", exact=True).click()
    expect(leader_page.locator(".steps-line")).to_contain_text("我在外出差")
    expect(leader_page.locator(".decide")).to_have_count(0)

    deputy_page.goto(address)
    deputy_page.get_by_label("总的意见").fill("数据请再核。")
    deputy_page.get_by_role("button", name="退回修改").click()
    expect(deputy_page.locator(".who-may summary")).to_contain_text("已有人退回")
    boss_page.goto(address)
    boss_page.get_by_role("button", name="同意").click()
    expect(boss_page.locator(".decide")).to_have_count(0)
    stand_in_page = log_in(stand_in)
    stand_in_page.goto(address)
    shoot(stand_in_page, "rounds-three")
    stand_in_page.get_by_role("button", name="同意").click()
    expect(stand_in_page.locator(".round-head")).to_contain_text("已退回")
    assert Step.objects.filter(round__draft=draft).count() == 4

    page.goto(draft.get_absolute_url())
    Paper(page, draft).ready()
    page.get_by_role("tab", name="批注").click()
    expect(page.locator("#opinions .returned")).to_contain_text("数据请再核。")
    page.goto(reverse("draft-timeline", args=[draft.pk]))
    expect(page.locator("main")).to_contain_text("转给代理领导审阅：我在外出差")
    expect(page.locator("main")).to_contain_text("按分管领导的结论退回修改")
    shoot(page, "rounds-timeline")


def test_thread_with_a_mention_and_the_live_count(
    log_in: LogIn, settings: Any, drafter: User, leader: User, boss: User, draft: Draft
) -> None:
    settings.NOTICE_SECONDS = 1
    submit_draft(draft, by=drafter, stages=[Stage((leader, boss))])
    comment = add_comment(draft, author=leader, text="这一句太空。", key=key_of(draft))
    boss_page, leader_page = log_in(boss), log_in(leader)
    boss_page.goto(reverse("notice-list"))
    expect(boss_page.locator("#notice-bell .chip")).to_have_text("1")
    boss_page.get_by_role("button", name="全部标为已读").click()
    expect(boss_page.locator("#notice-bell .chip")).to_have_count(0)

    leader_page.goto(reverse("review-read", args=[draft.pk]))
    thread = leader_page.locator(f"#comment-{comment.pk}")
    thread.get_by_text("回复", exact=True).click()
    box = thread.get_by_label("回复", exact=True)
    box.press_sequentially("请 @")
    names = leader_page.get_by_role("listbox", name="提到谁")
    expect(names.get_by_role("option")).to_have_count(2)
    box.press_sequentially("主")
    expect(names.get_by_role("option")).to_have_text(["主要领导"])
    shoot(leader_page, "thread-mention")
    box.press("Enter")
    expect(box).to_have_value("请 @主要领导 ")
    box.press_sequentially("定。")
    thread.get_by_role("button", name="发回复").click()
    expect(thread.locator(".remark")).to_contain_text("请 @主要领导 定。")
    expect(thread.locator("textarea")).to_have_value("")
    assert Mention.objects.get().person == boss

    # Nobody reloads: the number comes by itself, the list with the next look.
    expect(boss_page.locator("#notice-bell .chip")).to_have_text("1")
    boss_page.locator("#notice-bell a").click()
    expect(boss_page.locator(".notice-list li.unread")).to_contain_text(
        "在《在全县警示教育大会上的讲话》的批注里提到您"
    )
    shoot(boss_page, "notices")
    boss_page.locator(".notice-list li.unread a").click()
    expect(boss_page.locator(f"#comment-{comment.pk}")).to_be_visible()
    expect(boss_page.locator("#notice-bell .chip")).to_have_count(0)


def key_of(draft: Draft) -> str:
    return draft.paragraphs.live().order_by("position")[3].key


def test_filter_and_reply_in_the_editor(
    log_in: LogIn, drafter: User, leader: User, deputy: User, draft: Draft
) -> None:
    submit_draft(draft, by=drafter, stages=[Stage((leader, deputy))])
    add_comment(draft, author=leader, text="这一句太空。", key=key_of(draft))
    add_comment(draft, author=deputy, text="数据请核实。", key=key_of(draft))
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="改。")
    decide(draft, by=deputy, verdict=Verdict.AGREED)
    page = log_in(drafter)
    paper = Paper(page, draft)
    page.get_by_role("tab", name="批注").click()
    panel = page.locator("#opinions")
    expect(panel.locator(".opinion")).to_have_count(2)
    panel.get_by_label("处理说明").last.fill("改了一半")
    panel.locator("select[name=by]").select_option(label="审阅领导")
    # What was begun stays in sight.
    expect(panel.get_by_role("status")).to_have_text("1 / 2 条")
    expect(panel.get_by_label("处理说明").last).to_have_value("改了一半")
    assert f"by={leader.pk}" in page.url
    opinion = panel.locator(".opinion", has_text="这一句太空。")
    opinion.get_by_text("回复", exact=True).click()
    opinion.get_by_label("回复", exact=True).fill("请问改成什么？")
    opinion.get_by_role("button", name="发回复").click()
    expect(panel.locator(".remark")).to_contain_text("请问改成什么？")
    expect(panel.get_by_label("处理说明").last).to_have_value("改了一半")
    shoot(page, "thread-editor")
    assert Remark.objects.get().author == drafter
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    paper.ready()
    page.get_by_role("tab", name="批注").click()
    expect(panel.get_by_role("status")).to_have_text("1 / 2 条")
    expect(panel.locator(".opinion")).to_have_count(1)
    assert not paper.errors


def test_hidden_tab_asks_for_no_news(log_in: LogIn, settings: Any, leader: User) -> None:
    settings.NOTICE_SECONDS = 1
    page = log_in(leader)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/notices/count/" in request.url else None
    )
    page.goto(reverse("notice-list"))
    with page.expect_request("**/notices/count/**"):
        pass
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })")
    before = len(asked)
    page.wait_for_timeout(2500)
    assert len(asked) <= before + 1
    with page.expect_request("**/notices/count/**"):
        page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
