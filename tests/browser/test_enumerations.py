"""An enumeration of the library goes in with the items, the order and the form that one chooses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from speeches.library.models import Entry
from tests.browser.paper import Paper
from tests.drafting.factories import COUNTED, make_speech
from tests.library.factories import make_entry

ENTRY = (
    "就是“五个坚持”。\n一是坚持从严。抓早抓小。\n二是坚持从实。\n三是坚持从细。\n四是坚持从快。\n五是坚持从廉。\n"
    "以上五个“坚持”要落实。"
)


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, COUNTED))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "“五个坚持”：体会", ENTRY, kind="enumeration")


@pytest.fixture
def choosing(entry: Entry, paper: Paper) -> Paper:
    """The choices of the enumeration are open; the caret is behind 乙段."""
    paper.after("乙段。")
    paper.press("Enter")
    paper.type("/")
    expect(paper.page.locator("[data-insert-entry=after]")).to_have_count(1)
    paper.press("ArrowDown", "Shift+Enter")
    expect(paper.page.locator("#enumeration input[type=checkbox]").first).to_be_focused()
    return paper


def preview(paper: Paper) -> Locator:
    return paper.page.locator("#enumeration-preview")


def test_enter_in_the_panel_inserts_all_of_it(entry: Entry, paper: Paper) -> None:
    paper.after("乙段。")
    paper.press("Enter")
    paper.type("/")
    expect(paper.page.locator("[data-insert-entry=after]")).to_have_count(1)
    paper.press("ArrowDown", "Enter")
    expect(paper.element).to_contain_text("坚持从廉。")
    assert "就是“五个坚持”。" in paper.printed()
    assert "五是坚持从廉。" in paper.printed()
    paper.check()


def test_an_item_left_out_is_told_everywhere_and_undone_in_one_step(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.press("Tab", "Space")
    expect(preview(choosing)).to_contain_text("就是“四个坚持”。")
    choosing.press("Enter")
    expect(choosing.page.locator("#enumeration")).to_be_hidden()
    expect(choosing.element).to_be_focused()
    printed = choosing.printed()
    start = printed.index("就是“四个坚持”。")
    assert printed[start - 1 : start + 6] == [
        "乙段。",
        "就是“四个坚持”。",
        "一是坚持从严。抓早抓小。",
        "二是坚持从细。",
        "三是坚持从快。",
        "四是坚持从廉。",
        "以上四个“坚持”要落实。",
    ]
    choosing.press("Control+z")
    assert choosing.printed() == before
    choosing.press("Control+y")
    choosing.check()


def test_another_order_form_and_series_without_lead_and_closing(choosing: Paper) -> None:
    choosing.press("Alt+ArrowDown")
    expect(choosing.page.locator("#enumeration input[name=item]").first).to_have_value("1")
    expect(choosing.page.locator("#enumeration-tick-0")).to_be_focused()
    dialog = choosing.page.locator("#enumeration")
    for box in ("lead", "closing"):
        dialog.locator(f"[name={box}]").uncheck()
    for place in (2, 3, 4):
        dialog.locator(f"#enumeration-tick-{place}").uncheck()
    dialog.locator("[name=form][value=run-in]").check()
    dialog.locator("[name=series]").select_option("第一，")
    expect(preview(choosing)).to_have_text("第一，坚持从实。第二，坚持从严。抓早抓小。", use_inner_text=True)
    dialog.locator("button.primary").click()
    expect(choosing.element).to_contain_text("抓早抓小。")
    assert "第一，坚持从实。第二，坚持从严。抓早抓小。" in choosing.printed()
    choosing.check()


def test_it_stays_a_live_group(choosing: Paper) -> None:
    choosing.press("Enter")
    expect(choosing.element).to_contain_text("坚持从廉。")
    choosing.delete_line("坚持从快。")
    assert "就是“四个坚持”。" in choosing.printed()
    assert "以上四个“坚持”要落实。" in choosing.printed()
    choosing.check()


def test_title_and_heading_that_announce_it_already_follow_the_choice(
    drafter_page: Page, drafter: User, entry: Entry
) -> None:
    text = "牢记“五个坚持”\n同志们：\n一、做到五个坚持\n甲段。\n二、结尾\n乙段。\n谢谢大家！"
    paper = Paper(drafter_page, make_speech(drafter, text))
    before = paper.printed()
    paper.after("甲段。")
    paper.page.click("[data-arrange]")
    paper.page.locator("#enumeration-tick-4").uncheck()
    expect(preview(paper)).to_contain_text("“四个坚持”")
    paper.page.click("#enumeration button.primary")
    expect(paper.element).to_contain_text("就是“四个坚持”。")
    assert paper.printed()[0] == "牢记“四个坚持”"
    assert "一、做到四个坚持" in paper.printed()
    expect(paper.miscounts()).to_have_count(0)
    paper.press("Control+z")
    assert paper.printed() == before
    paper.check()


def test_esc_leaves_the_choices_and_nothing_is_inserted(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.press("Escape")
    expect(choosing.page.locator("#enumeration")).to_be_hidden()
    assert choosing.printed() == before
    choosing.check()


def test_with_nothing_ticked_there_is_nothing_to_insert(choosing: Paper) -> None:
    for place in range(5):
        choosing.page.locator(f"#enumeration-tick-{place}").uncheck()
    expect(preview(choosing)).to_contain_text("请至少勾选一条")
    expect(choosing.page.locator("#enumeration button.primary")).to_be_disabled()
    choosing.press("Escape")
    choosing.check()


def test_a_broken_line_is_said_and_the_choices_stay(choosing: Paper) -> None:
    before = choosing.printed()
    choosing.page.route("**/chosen/**", lambda route: route.abort())
    choosing.press("Enter")
    expect(choosing.page.locator("#notices")).to_contain_text("没有取到")
    expect(choosing.page.locator("#enumeration")).to_be_visible()
    assert choosing.printed() == before
    choosing.page.unroute("**/chosen/**")
    choosing.press("Escape")
    choosing.check()
