"""Suggestions by hand: chosen by touch, written in a paragraph, adopted, refused, undone, chosen between."""

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import decide, submit_draft, suggest
from speeches.review.models import Comment
from speeches.review.states import CommentState, Outcome, Verdict
from speeches.review.suggesting.making import deleting, inserting, rewriting
from tests.browser.paper import Paper
from tests.browser.test_review import SPEECH, shoot
from tests.drafting.factories import make_speech

DOUBLED = "统一思想，大家要抓好落实。压实责任，大家要抓好落实。"
BETTER = "统一思想，大家要抓好落实。压实责任，各单位要真抓实干。"


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH)


def key_of(draft: Draft, text: str) -> str:
    return draft.paragraphs.live().get(text__startswith=text).key


@pytest.fixture
def returned(draft: Draft, drafter: User, leader: User) -> Draft:
    """Four suggestions: of words, of a paragraph, one more paragraph, one less."""
    submit_draft(draft, by=drafter, people=[leader])
    then = draft.manuscript()
    for changes in (
        rewriting(then, key_of(draft, "统一思想"), BETTER),
        rewriting(then, key_of(draft, "要从严从实"), "要从严从实，抓早抓小。"),
        inserting(then, key_of(draft, "要从严从实"), "要举一反三。"),
        deleting(then, key_of(draft, "各级党组织")),
    ):
        suggest(draft, author=leader, changes=changes)
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改。")
    draft.refresh_from_db()
    return draft


def opened(page: Page, draft: Draft) -> tuple[Paper, Locator]:
    paper = Paper(page, draft)
    page.get_by_role("tab", name="批注").click()
    panel = page.locator("#opinions")
    expect(panel.locator(".opinion")).to_have_count(4)
    return paper, panel


def state(at: int) -> str:
    return Comment.objects.order_by("pk")[at].state


def test_adopted_undone_and_done_again(drafter_page: Page, returned: Draft) -> None:
    paper, panel = opened(drafter_page, returned)
    shoot(drafter_page, "suggestions")
    panel.get_by_role("button", name="采纳", exact=True).first.click()
    expect(paper.element).to_contain_text(BETTER)
    expect(panel.locator(".opinion.settled")).to_have_count(1)
    assert BETTER in paper.stored()
    assert state(0) == CommentState.SETTLED
    drafter_page.locator("#notices button").click()
    expect(paper.element).to_contain_text(DOUBLED)
    expect(panel.locator(".opinion.settled")).to_have_count(0)
    assert DOUBLED in paper.stored()
    assert state(0) == CommentState.OPEN
    drafter_page.locator("#paper").focus()
    paper.press("Control+y")
    expect(panel.locator(".opinion.settled")).to_have_count(1)
    paper.check()
    assert BETTER in paper.stored()


@pytest.mark.parametrize("status", [0, 500])
def test_what_could_not_be_settled_at_once_is_settled_later(
    drafter_page: Page, returned: Draft, status: int
) -> None:
    """The text is saved, the answer that should settle the opinion is lost."""
    paper, panel = opened(drafter_page, returned)
    drafter_page.route("**/settled/", lambda route: route.fulfill(status=status) if status else route.abort())
    panel.get_by_role("button", name="采纳", exact=True).first.click()
    expect(drafter_page.locator("#notices")).to_contain_text("意见还没有办结")
    assert BETTER in paper.stored()
    assert state(0) == CommentState.OPEN
    drafter_page.unroute("**/settled/")
    paper.after("要从严从实")
    paper.type("，善作善成")
    expect(panel.locator(".opinion.settled")).to_have_count(1)
    assert state(0) == CommentState.SETTLED
    paper.check()


def test_all_of_one_person_in_one_step(drafter_page: Page, returned: Draft) -> None:
    paper, panel = opened(drafter_page, returned)
    before = paper.printed()
    panel.get_by_role("button", name="全部采纳审阅领导的修改建议（4 条）").click()
    expect(panel.locator(".opinion.settled")).to_have_count(4)
    after = paper.stored()
    assert [line for line in after if line not in before] == [
        BETTER,
        "要从严从实，抓早抓小。",
        "要举一反三。",
    ]
    assert "各级党组织要扛起主体责任。" not in after
    expect(panel.get_by_role("link", name="再次送审")).to_be_visible()
    drafter_page.locator("#paper").focus()
    paper.press("Control+z")
    expect(panel.locator(".opinion.open")).to_have_count(4)
    assert paper.stored() == before
    paper.check()


def test_refused_with_a_reason_and_adopted_in_other_words(drafter_page: Page, returned: Draft) -> None:
    paper, panel = opened(drafter_page, returned)
    second = panel.locator(".opinion", has_text="抓早抓小")
    second.get_by_text("改后采纳", exact=True).click()
    second.get_by_label("改后的文字").fill("要从严从实，抓早抓小，防微杜渐。")
    first = panel.locator(".opinion", has_text="真抓实干")
    first.get_by_text("不采纳", exact=True).click()
    first.get_by_role("button", name="保留原表述").click()
    expect(first.get_by_role("alert")).to_contain_text("请写明理由")
    # What is being written elsewhere came along.
    expect(second.get_by_label("改后的文字")).to_have_value("要从严从实，抓早抓小，防微杜渐。")
    first.get_by_label("理由").fill("与上级提法一致。")
    first.get_by_role("button", name="保留原表述").click()
    expect(panel.locator(".answer")).to_have_count(1)
    second.get_by_text("改后采纳", exact=True).click()
    second.get_by_role("button", name="按改后的采纳").click()
    expect(panel.locator(".answer")).to_have_count(2)
    assert "要从严从实，抓早抓小，防微杜渐。" in paper.stored()
    assert DOUBLED in paper.stored()
    kept, edited = Comment.objects.order_by("pk")[:2]
    assert kept.answers.get().text == "与上级提法一致。"
    assert edited.answers.get().outcome == Outcome.PARTLY
    paper.check()


def test_stale_one_shows_three_texts_and_merges_what_does_not_clash(
    drafter_page: Page, returned: Draft
) -> None:
    paper, panel = opened(drafter_page, returned)
    paper.select("各级党组织要扛起主体责任。")
    paper.type("各级纪委要聚焦主责主业。")
    paper.select("统一思想，大家")
    paper.type("凝心聚力，大家")
    paper.select("防微杜渐")
    paper.type("久久为功")
    paper.save()
    third = panel.locator(".opinion", has_text="抓早抓小")
    expect(third.locator(".three-texts")).to_contain_text("久久为功")
    expect(panel.locator(".opinion", has_text="真抓实干")).to_contain_text("可以一并改上")
    expect(panel.locator(".opinion", has_text="删去这一段")).to_contain_text("原文后来也改了这里")
    shoot(drafter_page, "stale")
    panel.locator(".opinion", has_text="真抓实干").get_by_role("button", name="采纳", exact=True).click()
    expect(panel.locator(".opinion.settled")).to_have_count(1)
    third.get_by_role("button", name="用建议的写法").click()
    expect(panel.locator(".opinion.settled")).to_have_count(2)
    printed = paper.stored()
    assert "凝心聚力，大家要抓好落实。压实责任，各单位要真抓实干。" in printed
    assert "要从严从实，抓早抓小。" in printed
    assert "各级纪委要聚焦主责主业。" in printed
    paper.check()
