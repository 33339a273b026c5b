"""提词: it scrolls at the speaker's pace, obeys keys and remotes, and needs no network once it is there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from tests.drafting.factories import body, make_draft, make_manuscript

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "各级党组织要扛起主体责任，把每一项工作抓到位、抓到底。" * 12


@pytest.fixture
def draft(drafter: User) -> Draft:
    manuscript = make_manuscript(1).with_paragraphs(tuple(body(n, f"第{n}段。{LONG}") for n in range(1, 21)))
    return make_draft(drafter, manuscript)


@pytest.fixture
def prompter(drafter_page: Page, draft: Draft) -> Page:
    drafter_page.goto(f"/drafts/{draft.pk}/prompter/")
    expect(drafter_page.locator("#pace")).to_have_text("180 字/分")
    return drafter_page


def stands_at(page: Page) -> float:
    return page.locator(".script").evaluate("script => script.scrollTop")


def seconds(page: Page, name: str) -> int:
    minutes, rest = page.locator(f"#{name}").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def test_space_starts_and_pauses(prompter: Page) -> None:
    before, left = stands_at(prompter), seconds(prompter, "left")
    prompter.keyboard.press("Space")
    expect(prompter.locator("#toggle")).to_contain_text("暂停")
    expect(prompter.locator("#elapsed")).to_have_text(re.compile(r"0:0[2-9]"))
    prompter.keyboard.press("Space")
    expect(prompter.locator("#toggle")).to_contain_text("开始")
    stopped = stands_at(prompter)
    assert stopped > before
    passed = seconds(prompter, "elapsed")
    # At the speaker's pace a second of reading is a second less to read.
    assert abs(left - seconds(prompter, "left") - passed) <= 1
    assert stands_at(prompter) == stopped


def test_a_key_that_is_held_starts_once_and_nothing_need_be_kept(drafter_page: Page, draft: Draft) -> None:
    """The browser of a lectern may forbid to keep anything; a remote's key may be pressed long."""
    drafter_page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    drafter_page.goto(f"/drafts/{draft.pk}/prompter/")
    expect(drafter_page.locator("#pace")).to_have_text("180 字/分")
    drafter_page.keyboard.press("d")
    expect(drafter_page.locator("body.light")).to_have_count(1)
    for _ in range(4):
        drafter_page.keyboard.down("Space")
    drafter_page.keyboard.up("Space")
    expect(drafter_page.locator("#toggle")).to_contain_text("暂停")


def test_a_remote_turns_pages_and_the_time_left_follows(prompter: Page) -> None:
    start, left = stands_at(prompter), seconds(prompter, "left")
    prompter.keyboard.press("PageDown")
    prompter.keyboard.press("PageDown")
    expect(prompter.locator("#left")).not_to_have_text(f"{left // 60}:{left % 60:02d}")
    assert stands_at(prompter) > start
    assert seconds(prompter, "left") < left
    there = stands_at(prompter)
    prompter.keyboard.press("PageUp")
    assert stands_at(prompter) < there


def test_arrows_change_the_pace_and_step_by_a_line(prompter: Page) -> None:
    prompter.keyboard.press("ArrowRight")
    expect(prompter.locator("#pace")).to_have_text("190 字/分")
    prompter.keyboard.press("ArrowLeft")
    prompter.keyboard.press("ArrowLeft")
    expect(prompter.locator("#pace")).to_have_text("170 字/分")
    start = stands_at(prompter)
    prompter.keyboard.press("ArrowDown")
    assert start < stands_at(prompter) < start + 200


def test_looks_are_kept_for_the_next_time(prompter: Page) -> None:
    size = "script => parseFloat(getComputedStyle(script).fontSize)"
    before = prompter.locator(".script").evaluate(size)
    prompter.keyboard.press("+")
    prompter.keyboard.press("m")
    prompter.keyboard.press("d")
    expect(prompter.locator("body.light.mirrored")).to_have_count(1)
    prompter.reload()
    expect(prompter.locator("body.light.mirrored")).to_have_count(1)
    assert prompter.locator(".script").evaluate(size) > before


def test_one_goes_to_a_place_and_back_to_the_start(prompter: Page) -> None:
    start = stands_at(prompter)
    prompter.locator(".script").evaluate("script => script.scrollTo(0, script.scrollHeight / 2)")
    expect(prompter.locator("#progress")).not_to_have_js_property("value", 0)
    prompter.keyboard.press("Home")
    expect(prompter.locator("#progress")).to_have_js_property("value", 0)
    assert abs(stands_at(prompter) - start) < 2


def test_it_works_without_the_network(prompter: Page) -> None:
    requests: list[str] = []
    prompter.on("request", lambda request: requests.append(request.url))
    prompter.context.set_offline(True)
    prompter.keyboard.press("Space")
    expect(prompter.locator("#elapsed")).to_have_text(re.compile(r"0:0[1-9]"))
    prompter.keyboard.press("PageDown")
    prompter.keyboard.press("Space")
    assert requests == []


def test_a_click_leaves_the_space_bar_to_the_prompter(prompter: Page) -> None:
    prompter.get_by_role("button", name="字大一点").click()
    prompter.keyboard.press("Space")
    expect(prompter.locator("body.running")).to_have_count(1)


def test_an_outsider_finds_nothing(log_in: Callable[[User], Page], outsider: User, draft: Draft) -> None:
    answer = log_in(outsider).goto(f"/drafts/{draft.pk}/prompter/")
    assert answer is not None
    assert answer.status == 404
