"""Impatient hands and a small screen: what is clicked twice happens once, and what happens is seen."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.drafting.actions import set_target
from speeches.library.models import Entry
from tests.browser.paper import Paper
from tests.drafting.factories import COUNTED, make_speech
from tests.library.factories import make_entry

ENTRY = "就是“三个坚持”。\n一是坚持从严。\n二是坚持从实。\n三是坚持从细。"


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "“三个坚持”：体会", ENTRY, kind="enumeration")


@pytest.fixture
def paper(drafter_page: Page, drafter: User, entry: Entry) -> Paper:
    return Paper(drafter_page, make_speech(drafter, COUNTED))


def box(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found is not None
    return found


def test_what_is_inserted_by_a_double_click_comes_once(paper: Paper) -> None:
    paper.after("乙段。")
    paper.page.locator("#library [data-insert-entry=after]").dblclick()
    expect(paper.element).to_contain_text("坚持从细。")
    paper.after("甲段。")
    paper.page.locator("#library [data-arrange]").click()
    paper.page.get_by_role("checkbox", name="坚持从实").uncheck()
    expect(paper.page.locator("#enumeration-preview")).to_contain_text("两个坚持")
    paper.page.get_by_role("button", name="插入（Enter）").dblclick()
    expect(paper.element).to_contain_text("就是“两个坚持”。")
    expect(paper.page.locator("#enumeration")).to_be_hidden()
    paper.save()
    text = paper.draft.manuscript().to_text()
    assert text.count("就是“三个坚持”。") == text.count("就是“两个坚持”。") == 1


def test_a_version_saved_by_a_double_click_is_one(paper: Paper) -> None:
    page = paper.page
    with page.expect_response("**/revisions/"):
        page.get_by_role("tab", name="版本").click()
    page.wait_for_load_state("networkidle")  # The panel is fresh: what is typed stays.
    page.get_by_placeholder("给现在这一版起个名字").fill("送审前")
    page.get_by_role("button", name="存为一版").dblclick()
    expect(page.locator("#revisions-panel")).to_contain_text("送审前")
    page.wait_for_load_state("networkidle")
    assert paper.draft.revisions.filter(note="送审前").count() == 1


def test_a_notice_covers_no_field(paper: Paper) -> None:
    page = paper.page
    paper.after("乙段。")
    page.keyboard.press("Control+h")
    page.get_by_role("textbox", name="查找", exact=True).fill("段")
    page.get_by_role("button", name="全部替换").click()
    expect(page.locator("#notices")).to_be_visible()
    bar = box(page.locator("#find-bar"))
    assert box(page.locator("#notices"))["y"] >= bar["y"] + bar["height"]


def test_a_new_figure_is_asked_for_where_one_sees_it(paper: Paper) -> None:
    page = paper.page
    page.get_by_text("＋ 加一个数据").click()
    name = page.locator("#facts-block details[open].figure input:not([type=hidden])").first
    expect(name).to_be_focused()
    expect(name).to_be_in_viewport()


def test_a_target_that_is_no_number_is_told_and_the_old_one_kept(paper: Paper, drafter: User) -> None:
    set_target(paper.draft, author=drafter, minutes=45)
    paper.reload()
    field = paper.page.get_by_label("目标时长")
    expect(field).to_have_value("45")
    field.fill("四十")
    field.press("Tab")
    expect(paper.page.locator("#fact-target_error")).to_have_text("目标时长请写整数分钟。")
    expect(field).to_have_value("四十")
    paper.draft.refresh_from_db()
    assert paper.draft.target_minutes == 45


def test_the_view_menu_is_in_lines_and_a_message_can_be_put_away(paper: Paper) -> None:
    page = paper.page
    page.goto(reverse("draft-copy", args=[paper.draft.pk]))
    page.get_by_role("button", name="建立新稿").click()
    paper.ready()
    expect(page.locator(".message")).to_contain_text("为底稿新建")
    page.get_by_role("button", name="关闭这条消息").click()
    expect(page.locator(".message")).to_have_count(0)
    page.get_by_text("视图").click()
    assert box(page.get_by_text("纸面大小"))["height"] < 30


def test_a_menu_of_a_card_closes_once_used(paper: Paper) -> None:
    page = paper.page
    page.get_by_label("更多插入方式").click()
    page.get_by_role("button", name="留到素材篮").click()
    expect(page.locator("#basket")).to_contain_text("1 条")
    expect(page.get_by_role("button", name="留到素材篮")).to_be_hidden()


def test_the_handle_of_a_line_goes_with_it(paper: Paper) -> None:
    handle = paper.page.locator(".drag-handle")
    paper.element.get_by_text("乙段。").hover()
    expect(handle).to_be_visible()
    paper.after("乙段。")
    paper.press("Control+a", "Delete")
    expect(paper.element).not_to_contain_text("乙段。")
    expect(handle).to_be_hidden()
