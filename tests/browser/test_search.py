"""The library's search in a real browser: smooth while typing, and past speeches to the line."""

import re

from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from tests.library.factories import make_entry
from tests.library.intake.factories import take_in

# Every frame: how many rows stand there, and where the list begins.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const rows = document.querySelectorAll(".entry-row");
    window.seen.push([rows.length, document.querySelector("#entries")?.getBoundingClientRect().top]);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_list_never_blinks_nor_jumps_while_one_types(drafter_page: Page, office: Office) -> None:
    for number in range(25):
        make_entry(office, f"群众工作之{number}", "从群众身边的具体事抓起，一件一件办好。", kind="slogan")
    drafter_page.goto("/library/")
    drafter_page.evaluate(WATCH)
    drafter_page.locator("#filter_q").press_sequentially("群众身边的具体事抓起", delay=120)
    expect(drafter_page.locator("mark").first).to_have_text("群众身边的具体事抓起")
    expect(drafter_page).to_have_url(re.compile("q="))
    seen = drafter_page.evaluate("window.seen")
    assert min(rows for rows, _ in seen) == 20
    assert len({top for _, top in seen}) == 1
    drafter_page.reload()
    expect(drafter_page.locator("#filter_q")).to_have_value("群众身边的具体事抓起")
    expect(drafter_page.locator(".entry-row")).to_have_count(20)


def test_pasted_sentence_leads_into_the_speech_it_comes_from(
    curator_page: Page, office: Office, curator: User
) -> None:
    take_in(office, curator)
    make_entry(office, "看得见变化", "办成一件是一件，群众就看得见变化。")
    curator_page.goto("/library/")
    curator_page.locator("#filter_q").fill("从小切口做起，办成一件是一件，让群众看得见变化。")
    row = curator_page.locator(".entry-row")
    expect(row.locator(".chip").first).to_have_text("旧讲话稿")
    expect(row).to_have_count(1)
    address = curator_page.url
    curator_page.keyboard.press("ArrowDown")
    curator_page.keyboard.press("Enter")
    line = curator_page.locator(".spoken:target")
    expect(line.locator("mark")).to_have_text("从小切口做起，办成一件是一件，让群众看得见变化。")
    expect(line).to_be_in_viewport()
    curator_page.go_back()
    expect(curator_page).to_have_url(address)
    expect(row).to_have_count(1)


def test_past_speeches_are_listed_by_kind(curator_page: Page, office: Office, curator: User) -> None:
    take_in(office, curator)
    curator_page.goto("/library/intake/sources/")
    curator_page.get_by_role("searchbox").fill("钉钉子")
    curator_page.keyboard.press("Enter")
    expect(curator_page).to_have_url(re.compile("kind=source"))
    expect(curator_page.locator(".entry-row mark")).to_have_text("钉钉子")
    expect(curator_page.locator("#filter_kind option:checked")).to_have_text("旧讲话稿（1）")
    curator_page.locator("#filter_q").fill("")
    expect(curator_page.locator("#entries")).to_contain_text("共 1 条")
