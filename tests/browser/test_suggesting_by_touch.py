"""A leader on a tablet, by touch: words put otherwise, a paragraph written in, one more, one less."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import submit_draft
from speeches.review.models import Comment, Suggestion
from tests.browser.test_review import SELECT_SECOND, SPEECH, shoot
from tests.drafting.factories import make_speech

TABLET = {"width": 1024, "height": 768}
DOUBLED = "统一思想，大家要抓好落实。压实责任，大家要抓好落实。"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"viewport": TABLET, "has_touch": True}


@pytest.fixture
def page(leader_page: Page, leader: User, drafter: User) -> Page:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    leader_page.goto(reverse("review-read", args=[draft.pk]))
    return leader_page


def tap(page: Page, text: str, label: str) -> None:
    """Tap a paragraph, then a button of the bar that comes up."""
    page.locator("#text .line", has_text=text).tap(position={"x": 90, "y": 12})
    page.locator("#annotate").get_by_role("button", name=label).tap()


def test_words_put_otherwise(page: Page) -> None:
    page.locator("#text .segment", has_text="统一思想").evaluate(SELECT_SECOND)
    button = page.locator("#annotate").get_by_role("button", name="建议改为")
    assert button.bounding_box()["height"] >= 44
    shoot(page, "touch-words")
    button.tap()
    field = page.get_by_label("改为", exact=True)
    expect(field).to_have_value("大家要抓好落实")
    expect(field).to_be_focused()
    field.fill("各单位要真抓实干")
    page.locator(".suggest-form").get_by_label("说明").fill("更有力")
    shoot(page, "touch-words-form")
    page.get_by_role("button", name="提出建议").tap()
    expect(page.locator(".opinion ins")).to_have_text("各单位要真抓实干")
    expect(page.locator("#text s")).to_have_text("大家要抓好落实")
    shoot(page, "touch-words-marked")
    assert Suggestion.objects.get().changes[0]["text"] == DOUBLED[:18] + "各单位要真抓实干。"
    # Selecting still counts the characters of the text, not of what is marked in it.
    page.locator(".opinion").get_by_role("button", name="收回").tap()
    expect(page.locator("#text s")).to_have_count(0)


def test_paragraph_written_in_one_more_and_one_less(page: Page) -> None:
    tap(page, "防微杜渐", "修改本段")
    form = page.locator("#text .suggest-form")
    field = form.get_by_label("改为", exact=True)
    expect(field).to_have_value("要从严从实，防微杜渐。")
    assert form.bounding_box()["width"] > 450
    field.press("Control+End")
    field.press("Backspace")
    field.press_sequentially("，久久为功。")
    shoot(page, "touch-rewrite")
    # Another paragraph does not take what is being written.
    tap(page, "各级党组织", "加一段")
    expect(field).to_be_focused()
    expect(field).to_have_value("要从严从实，防微杜渐，久久为功。")
    form.get_by_role("button", name="提出建议").tap()
    expect(page.locator("#text .to-come")).to_have_attribute("data-came", "，久久为功")
    tap(page, "各级党组织", "加一段")
    page.locator("#text .suggest-form").get_by_label("改为", exact=True).fill("要一级抓一级。")
    page.get_by_role("button", name="提出建议").tap()
    expect(page.locator("#text .to-come.behind")).to_have_attribute("data-came", "要一级抓一级。")
    tap(page, "下面，我讲", "删去本段")
    expect(page.locator("#text s")).to_contain_text("今天召开这次会议")
    shoot(page, "touch-all")
    assert [one.changes[0]["kind"] for one in Suggestion.objects.order_by("pk")] == [
        "rewrite",
        "insert",
        "delete",
    ]


OVER_THREE = """text => {
    const [first, last] = ["统一思想", "防微杜渐"].map(words =>
        [...text.querySelectorAll(".segment")].find(one => one.textContent.includes(words)).firstChild);
    getSelection().setBaseAndExtent(first, 5, last, 4);
}"""


def test_words_over_three_paragraphs(page: Page) -> None:
    """Joined, cut and rewritten in one box, where they stand; told as what becomes of each paragraph."""
    page.locator("#text").evaluate(OVER_THREE)
    page.locator("#annotate").get_by_role("button", name="建议改为").tap()
    form = page.locator("#text .suggest-form")
    field = form.get_by_label("改为", exact=True)
    expect(field).to_have_value("大家要抓好落实。压实责任，大家要抓好落实。\n二、汲取教训\n要从严从")
    assert form.bounding_box()["width"] > 450
    field.fill("大家要抓好落实。\n压实责任，各单位要抓好落实。\n二、吸取教训\n要全面从")
    shoot(page, "touch-several")
    form.get_by_role("button", name="提出建议").tap()
    expect(page.locator("#text .to-come.behind")).to_have_attribute(
        "data-came", "压实责任，各单位要抓好落实。"
    )
    expect(page.locator("#text s")).to_have_text(["压实责任，大家要抓好落实。", "汲取", "从严"])
    shoot(page, "touch-several-marked")
    kinds = [change["kind"] for change in Suggestion.objects.get().changes]
    assert sorted(kinds) == ["insert", "rewrite", "rewrite", "rewrite"]


def test_leaving_asks_while_something_is_written(page: Page) -> None:
    tap(page, "防微杜渐", "修改本段")
    page.get_by_label("改为", exact=True).fill("改了。")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.locator("header a").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("改为", exact=True)).to_have_value("改了。")
    page.get_by_role("link", name="取消").tap()
    expect(page.locator(".suggest-form")).to_have_count(0)
    assert not Comment.objects.exists()
    assert Draft.objects.exists()
