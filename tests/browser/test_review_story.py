"""The whole way of a speech: three people, three browsers, at a desk, on a tablet and on a phone by touch."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from speeches.drafting.models import Draft
from speeches.review.models import Comment
from tests.browser.paper import Paper
from tests.browser.test_review import SELECT_SECOND, SPEECH, await_selection, shoot
from tests.cast import make_leader
from tests.drafting.factories import make_speech

TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Three browsers at once: a busy machine may need long for a page. Milliseconds.
PATIENCE = 120_000
TITLE = "在全县警示教育大会上的讲话"


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH)


@pytest.fixture
def secretary(office: Office) -> User:
    person = make_leader(office, "secretary")
    person.name = "书记"
    person.save()
    return person


def test_a_speech_from_first_text_to_final(
    log_in: Callable[..., Page], drafter: User, leader: User, secretary: User, draft: Draft
) -> None:
    desk, tablet, phone = log_in(drafter), log_in(leader, **TABLET), log_in(secretary, **PHONE)
    for page in (desk, tablet, phone):
        page.set_default_timeout(PATIENCE)
    paper = Paper(desk, draft)
    submitted(desk, draft)
    opened(tablet, draft)
    commented(tablet)
    suggested(tablet)
    passed_on(tablet)
    opened(phone, draft)
    returned(phone)
    settled(desk, paper)
    sent_again(desk)
    seen_again(tablet, draft)
    compared(tablet)
    tablet.goto(reverse("review-read", args=[draft.pk]))
    passed_on(tablet)
    approved(phone, draft)
    finished(desk, draft)
    assert not paper.errors


def submitted(desk: Page, draft: Draft) -> None:
    desk.get_by_role("link", name="送审", exact=True).click()
    desk.get_by_label("第 1 位", exact=True).select_option(label="审阅领导")
    if not desk.get_by_label("第 2 位", exact=True).is_visible():
        desk.get_by_role("button", name="再加一位").click()
    desk.get_by_label("第 2 位", exact=True).select_option(label="书记")
    desk.get_by_label("送审说明").fill("请重点看第一部分。")
    desk.get_by_role("button", name="送审", exact=True).click()
    expect(desk.get_by_role("button", name="撤回")).to_be_visible()


def opened(page: Page, draft: Draft) -> None:
    """From the desk to the text; nothing goes over the edge of the screen."""
    page.goto(reverse("dashboard"))
    page.get_by_role("link", name=f"审阅《{TITLE}》").tap()
    expect(page.locator("#text")).to_contain_text("防微杜渐")
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def commented(tablet: Page) -> None:
    """The second of two like sentences, chosen by touch; then a paragraph with a quick phrase."""
    tablet.locator("#text .segment", has_text="统一思想").evaluate(SELECT_SECOND)
    tablet.get_by_role("button", name="批注所选").tap()
    tablet.locator("#id_text").fill("和前一句重复了。")
    tablet.get_by_role("button", name="批注", exact=True).tap()
    expect(tablet.locator("#text .quoted-words")).to_have_text("大家要抓好落实")
    tablet.locator("#text .segment", has_text="防微杜渐").tap()
    tablet.get_by_role("button", name="批注这一段").tap()
    tablet.get_by_role("button", name="此处展开").tap()
    expect(tablet.locator("#notes .opinion")).to_have_count(2)
    shoot(tablet, "story-tablet")
    first = Comment.objects.order_by("pk").first()
    assert (first.quote, first.prefix[-5:]) == ("大家要抓好落实", "压实责任，")


def suggested(tablet: Page) -> None:
    """Words of a paragraph put otherwise, where they stand."""
    tablet.locator("#text .segment", has_text="各级党组织").tap()
    tablet.locator("#annotate").get_by_role("button", name="修改本段").tap()
    field = tablet.locator("#text .suggest-form").get_by_label("改为", exact=True)
    field.fill("各级党委要扛起主体责任。")
    tablet.get_by_role("button", name="提出建议").tap()
    expect(tablet.locator("#text s")).to_have_text("党组织")


def passed_on(page: Page) -> None:
    page.get_by_role("button", name="同意", exact=True).tap()
    expect(page.locator(".decide")).to_have_count(0)


def returned(phone: Page) -> None:
    """By thumb: the decision and the ways up the page lie at the foot of the screen."""
    for name in ("同意", "退回修改"):
        box = phone.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["y"] > 844 * 0.6
        assert box["height"] >= 40
    expect(phone.locator(".thumb")).to_be_visible()
    phone.get_by_label("总的意见").fill("第一部分太散，请再改。")
    shoot(phone, "story-phone")
    phone.get_by_role("button", name="退回修改").tap()
    expect(phone.locator(".steps-line")).to_contain_text("第一部分太散")


def settled(desk: Page, paper: Paper) -> None:
    desk.goto(paper.draft.get_absolute_url())
    paper.ready()
    desk.get_by_role("tab", name="批注").click()
    panel = desk.locator("#opinions")
    expect(panel.locator(".returned")).to_contain_text("第一部分太散，请再改。")
    panel.get_by_role("link", name="大家要抓好落实").click()
    await_selection(desk, "大家要抓好落实")
    desk.keyboard.type("各单位要一项一项抓落实")
    paper.save()
    panel.get_by_role("button", name="采纳", exact=True).click()
    expect(desk.locator("#paper")).to_contain_text("各级党委要扛起主体责任。")
    expect(panel.locator(".opinion.open")).to_have_count(2)
    for left in (1, 0):
        opinion = panel.locator(".opinion.open").first
        opinion.get_by_label("处理说明").fill("已照改")
        opinion.get_by_role("button", name="已采纳").click()
        expect(panel.locator(".opinion.open")).to_have_count(left)


def sent_again(desk: Page) -> None:
    desk.locator("#opinions").get_by_role("link", name="再次送审").click()
    desk.get_by_role("button", name="送审", exact=True).click()
    expect(desk.locator(".round-head")).to_contain_text("第 2 次送审")


def seen_again(tablet: Page, draft: Draft) -> None:
    """What became of the points, and what changed, come first; the marks can be put away."""
    tablet.goto(reverse("review-read", args=[draft.pk]))
    expect(tablet.locator("#mine-before")).to_contain_text("已照改")
    mark = tablet.locator("#text ins").first
    expect(mark).to_be_visible()
    tablet.get_by_role("button", name="下一处").tap()
    expect(tablet.locator("#text .change.current")).to_be_in_viewport()
    shoot(tablet, "story-changes")
    tablet.get_by_label("标出改动").uncheck()
    expect(tablet.locator("#text del").first).to_be_hidden()
    tablet.get_by_label("标出改动").check()


def compared(tablet: Page) -> None:
    tablet.get_by_role("link", name="与上次看过的相比").tap()
    expect(tablet.locator(".compared-text ins").first).to_be_visible()
    # The text stands there before the page answers to a choice.
    tablet.wait_for_load_state()
    tablet.get_by_label("看法").select_option(label="左右对照")
    expect(tablet.locator(".side-by-side")).to_be_visible()


def approved(phone: Page, draft: Draft) -> None:
    phone.goto(reverse("review-read", args=[draft.pk]))
    passed_on(phone)
    expect(phone.locator(".round-head")).to_contain_text("已通过")


def finished(desk: Page, draft: Draft) -> None:
    desk.goto(reverse("draft-finals", args=[draft.pk]))
    desk.get_by_role("button", name="定稿", exact=True).click()
    expect(desk.get_by_role("heading", name="已定稿")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载定稿").click()
    checksum = sha256(Path(download.value.path()).read_bytes()).hexdigest()
    expect(desk.locator(".checksum")).to_contain_text(checksum)
    desk.get_by_role("button", name="归档").click()
    expect(desk.get_by_role("heading", name="已归档")).to_be_visible()
    desk.get_by_role("link", name="全部归档").click()
    expect(desk.locator("#archive")).to_contain_text(TITLE)
    draft.refresh_from_db()
    assert draft.state == Draft.State.ARCHIVED
