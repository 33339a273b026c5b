"""The library by keyboard, its filters in one line, and the panel that follows the caret."""

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Entry
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech
from tests.library.factories import make_entry


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent || document.activeElement.name")


def test_arrows_walk_the_list_and_enter_opens(drafter_page: Page, office: Office) -> None:
    for number in range(3):
        make_entry(office, f"整治第{number + 1}则", f"从群众身边的第{number + 1}件事抓起。")
    page = drafter_page
    page.goto("/library/")
    page.locator("#filter_q").press_sequentially("群众")
    expect(page).to_have_url(re.compile(f"q={quote('群众')}&"))
    expect(page.locator(".entry-row")).to_have_count(3)
    titles = page.locator(".entry-title a").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert focused(page) == titles[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == titles[2]
    page.keyboard.press("ArrowUp")
    assert focused(page) == titles[1]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=titles[1])).to_be_visible()
    page.get_by_role("link", name="回到查找结果").click()
    expect(page.locator("#filter_q")).to_have_value("群众")


def test_the_entry_in_focus_keeps_it_when_the_list_is_found_anew(drafter_page: Page, office: Office) -> None:
    make_entry(office, "整治一则", "从群众身边的事抓起。")
    page = drafter_page
    page.goto("/library/?q=群")
    page.locator("#filter_q").focus()
    page.keyboard.press("ArrowDown")
    before = page.locator("#entries").element_handle()
    page.evaluate("document.querySelector('form.filter').requestSubmit()")
    page.wait_for_function("list => !list.isConnected", arg=before)
    assert focused(page) == "整治一则"


def test_arrow_up_on_the_first_goes_back_to_what_was_typed(drafter_page: Page, office: Office) -> None:
    make_entry(office)
    page = drafter_page
    page.goto("/library/?q=群众")
    page.locator("#filter_q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#filter_q")).to_be_focused()
    page.keyboard.type("纪律")
    expect(page.locator("#filter_q")).to_have_value("纪律")
    expect(page.get_by_text("没有符合条件的素材")).to_be_visible()


def test_filters_stand_in_one_line_and_the_rest_opens_in_place(curator_page: Page, office: Office) -> None:
    make_entry(office, "省里的", audience="省")
    make_entry(office, "县里的", audience="县")
    page = curator_page
    page.goto("/library/")
    assert page.locator("form.filter").bounding_box()["height"] < 40
    page.locator(".more-filters summary").click()
    page.get_by_label("层级").select_option("县")
    expect(page.locator(".entry-row")).to_have_count(1)
    expect(page.locator("#filter-set")).to_have_text("1")
    # The box stays open for a second choice.
    page.get_by_label("状态").select_option("active")
    expect(page.locator("#filter-set")).to_have_text("2")
    page.keyboard.press("Escape")
    expect(page.get_by_label("层级")).to_be_hidden()
    page.reload()
    expect(page.locator("#filter-set")).to_have_text("2")
    expect(page.locator(".entry-row")).to_have_count(1)


def test_panel_by_keyboard_inserts_the_one_in_focus(
    drafter_page: Page, drafter: User, office: Office
) -> None:
    for text in ("抓早抓小，防微杜渐。", "抓铁有痕，踏石留印。"):
        make_entry(office, text[:4], text)
    paper = Paper(drafter_page, make_speech(drafter))
    paper.after("形势依然严峻复杂")
    field = paper.page.locator("#library input[name=q]")
    field.fill("抓")
    expect(paper.page.locator(".panel-card")).to_have_count(2)
    second = paper.page.locator(".panel-card .panel-excerpt").nth(1).inner_text()
    field.press("ArrowDown")
    paper.press("ArrowDown", "Enter")
    expect(paper.element).to_contain_text(second)
    paper.press("Control+z")
    expect(paper.element).not_to_contain_text(second)
    field.press("ArrowDown")
    paper.press("ArrowUp")
    expect(field).to_be_focused()
    paper.press("Escape")
    expect(paper.element).to_be_focused()
    paper.check()


def test_suggestions_follow_the_caret(drafter_page: Page, drafter: User, office: Office) -> None:
    make_entry(
        office, "形势判断", "当前反腐败斗争形势依然严峻复杂，铲除腐败滋生土壤任务艰巨。", function="形势"
    )
    make_entry(office, "责任落实", "各级党组织要扛起主体责任，压实责任链条。", function="要求")
    paper = Paper(drafter_page, make_speech(drafter))
    here = paper.page.locator(".panel-part").filter(has_text="此处可用")
    expect(paper.page.locator(".panel-card")).to_have_count(2)
    assert here.count() == 0
    paper.after("形势依然严峻复杂")
    expect(here).to_be_visible()
    first = paper.page.locator(".panel-entries > ul").first.locator(".panel-card").first
    expect(first).to_contain_text("形势判断")
    paper.after("扛起主体责任")
    expect(first).to_contain_text("责任落实")
    # Whoever searches is not disturbed.
    paper.page.locator("#library input[name=q]").fill("形势判断")
    expect(paper.page.locator(".panel-card")).to_have_count(1)
    paper.after("形势依然严峻复杂")
    paper.page.wait_for_timeout(1500)
    expect(paper.page.locator(".panel-card")).to_have_count(1)
    paper.check()


def test_who_only_reads_is_not_offered_to_insert(leader_page: Page, leader: User, office: Office) -> None:
    entry: Entry = make_entry(office)
    draft = make_speech(leader)
    draft.state = "in_review"
    draft.save(update_fields=["state"])
    leader_page.goto(draft.get_absolute_url())
    card = leader_page.locator(".panel-card").filter(has_text=entry.title)
    expect(card.get_by_text("预览")).to_be_visible()
    expect(card.get_by_text("插入")).to_be_hidden()
