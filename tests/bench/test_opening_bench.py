"""How long a long draft takes to open, and a typed character to show. Asserts no time.

In the system's Chromium against Django's live server; the floor in the same run is the list of drafts, a page
of the same house without an editor. Milliseconds, medians.
"""

import os
import statistics
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from speeches.accounts.models import User
from tests.bench.test_editor_bench import manuscript
from tests.browser.conftest import DESK, QUIET, chromium
from tests.drafting.factories import make_draft

SIZES = (30, 300)
REPEATS = 5
LOADED = "() => Math.round(performance.now())"
# From a key to the next frame that shows it.
TYPED = """() => new Promise((done) => {
  const start = performance.now();
  document.execCommand("insertText", false, "监");
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def opened(page: Page, address: str, ready: str) -> float:
    page.goto(address)
    page.locator(ready).wait_for()
    return float(page.evaluate(LOADED))


def median(measure: Callable[[], float]) -> float:
    measure()
    return statistics.median(measure() for _ in range(REPEATS))


@pytest.mark.skipif(chromium() is None, reason="no browser")
@pytest.mark.django_db(transaction=True)
def test_opening(live_server: LiveServer, drafter: User) -> None:
    client = Client()
    client.force_login(drafter)
    drafts = {size: make_draft(drafter, manuscript(size)) for size in SIZES}
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    # Playwright's loop would forbid Django's queries: nothing is asked of the database in here.
    addresses = {size: live_server.url + draft.get_absolute_url() for size, draft in drafts.items()}
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, *as_root])
        context = browser.new_context(viewport=DESK)
        context.add_cookies([{**cookie, "url": live_server.url}])
        page = context.new_page()
        floor = median(lambda: opened(page, f"{live_server.url}/drafts/", "main"))
        print(f"\nlist of drafts {floor:.0f} ms (floor)")
        for size, address in addresses.items():
            took = median(lambda address=address: opened(page, address, "#paper[data-ready]"))
            page.locator("#paper .line").nth(size // 2).click()
            typed = median(lambda: float(page.evaluate(TYPED)))
            ratio = took / floor
            print(f"{size} paragraphs: ready after {took:.0f} ms ({ratio:.1f}× floor), a key {typed:.0f} ms")
        browser.close()
