"""The dashboard: whatever it lists, it stays inside the window."""

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office
from tests.library.factories import make_entry


@pytest.mark.parametrize("width", [1366, 1024, 390])
def test_a_long_title_does_not_push_the_page_wider(curator_page: Page, office: Office, width: int) -> None:
    title = "“五个始终”：" + "、".join("始终坚守职责定位" for _ in range(8))
    make_entry(office, title)
    curator_page.set_viewport_size({"width": width, "height": 768})
    curator_page.goto("/")
    expect(curator_page.locator("[aria-labelledby=recent] a").first).to_have_text(title)
    assert curator_page.evaluate("document.documentElement.scrollWidth") <= width
