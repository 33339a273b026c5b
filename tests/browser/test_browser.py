"""The browser itself: started, Chinese fonts there, nothing fetched from elsewhere."""

from playwright.sync_api import Page


def test_window_is_an_office_screen(page: Page) -> None:
    assert page.evaluate("[innerWidth, innerHeight, navigator.language]") == [1366, 768, "zh-CN"]


def test_chinese_has_a_font(page: Page) -> None:
    """Without a font every character has the width of the same box, a Latin one included."""
    page.set_content("<span style='font:16px sans-serif'>讲话稿</span>")
    assert page.locator("span").bounding_box()["width"] == 48
