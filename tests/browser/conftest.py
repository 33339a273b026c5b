"""A real browser: the system's Chromium, or CHROMIUM_PATH, driven by pytest-playwright.

`page` is a visitor who has not logged in; `drafter_page`, `leader_page`, `curator_page` and `outsider_page`
are the cast, logged in, each in a window of its own. Addresses are relative: `page.goto("/drafts/")`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from speeches.accounts.models import User

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "没有找到 Chromium，浏览器测试未运行。apt-get install chromium fonts-noto-cjk，或设 CHROMIUM_PATH"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1366, "height": 768}
# What is awaited comes in a moment; a machine that does other work besides may need longer.
expect.set_options(timeout=20_000)


def chromium() -> str | None:
    """Return the browser's path. CHROMIUM_PATH, when set, is the only candidate."""
    if named := os.environ.get("CHROMIUM_PATH"):
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests. Where there is no browser they skip, or fail if REQUIRE_BROWSER is set."""
    here = Path(__file__).parent
    is_missing = chromium() is None
    for item in (item for item in items if here in item.path.parents):
        item.add_marker("browser")
        if is_missing and not os.environ.get("REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason="no browser"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it once and loud, not once a test."""
    if chromium() is None:
        terminalreporter.write_line(f"!!! {MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if chromium() is None:
        pytest.fail(MISSING)
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return browser_type_launch_args | {"executable_path": chromium(), "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": DESK}


@pytest.fixture(autouse=True)
def _live(live_server: LiveServer) -> None:
    """Every browser test has the live server, and with it a database that other threads can see."""


@pytest.fixture
def page(live_server: LiveServer, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with browser.new_context(**browser_context_args, base_url=live_server.url) as context:
        yield context.new_page()


@pytest.fixture
def log_in(
    live_server: LiveServer, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a window in which a person is logged in; `more` says of what kind."""
    contexts: list[BrowserContext] = []

    def open_window(person: User, **more: Any) -> Page:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(**{**browser_context_args, **more}, base_url=live_server.url)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def drafter_page(log_in: Callable[[User], Page], drafter: User) -> Page:
    return log_in(drafter)


@pytest.fixture
def leader_page(log_in: Callable[[User], Page], leader: User) -> Page:
    return log_in(leader)


@pytest.fixture
def curator_page(log_in: Callable[[User], Page], curator: User) -> Page:
    return log_in(curator)


@pytest.fixture
def outsider_page(log_in: Callable[[User], Page], outsider: User) -> Page:
    return log_in(outsider)
