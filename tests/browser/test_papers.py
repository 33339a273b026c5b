"""导出文稿: options change what the page says, readings come in by a click, files come down."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.docx.reader import read
from speeches.drafting.models import Draft
from tests.drafting.factories import body, make_draft, make_manuscript

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(drafter: User) -> Draft:
    paragraphs = [body(n, f"甪直镇第{n}段。") for n in range(1, 60)]
    return make_draft(drafter, make_manuscript(1).with_paragraphs(tuple(paragraphs)))


@pytest.fixture
def papers(drafter_page: Page, draft: Draft) -> Page:
    drafter_page.goto(f"/drafts/{draft.pk}/papers/")
    return drafter_page


def test_the_page_says_how_long_the_chosen_size_is(papers: Page) -> None:
    expect(papers.locator("#paper-length")).to_contain_text("共 4 页")
    papers.get_by_label("26 磅").check()
    expect(papers.locator("#paper-length")).to_contain_text("共 5 页")
    expect(papers.get_by_label("26 磅")).to_be_checked()


def test_the_file_comes_down_and_the_choice_is_there_again(papers: Page, tmp_path: Path) -> None:
    papers.get_by_label("18 磅").check()
    expect(papers.locator("#paper-length")).to_contain_text("共 4 页")
    with papers.expect_download() as download:
        papers.get_by_role("button", name="下载 .docx").click()
    download.value.save_as(tmp_path / "reading.docx")
    assert "甪直镇第59段。" in read((tmp_path / "reading.docx").read_bytes()).text
    papers.reload()
    expect(papers.get_by_label("18 磅")).to_be_checked()


def test_a_suggested_reading_is_taken_by_a_click_and_given_back(papers: Page) -> None:
    papers.get_by_label("“甪”读 lù").click()
    expect(papers.locator(".hard-words")).to_contain_text("甪 lù")
    papers.get_by_label("删去“甪”的读音").click()
    expect(papers.get_by_label("“甪”读 lù")).to_be_visible()


def test_pages_on_the_screen_fit_their_sheets(papers: Page) -> None:
    papers.get_by_role("button", name="分页预览").click()
    expect(papers.locator(".sheet").first).to_be_visible()
    wide = papers.evaluate(
        """() => [...document.querySelectorAll(".sheet-line")].filter((line) => {
          const range = document.createRange();
          range.selectNodeContents(line);
          return range.getBoundingClientRect().width > line.parentElement.clientWidth + 2;
        }).length"""
    )
    assert wide == 0


def test_print_has_a_page_for_every_sheet(papers: Page) -> None:
    papers.get_by_role("button", name="分页预览").click()
    expect(papers.locator(".sheet").first).to_be_visible()
    papers.emulate_media(media="print")
    heights = papers.evaluate(
        """() => [...document.querySelectorAll(".sheet")].map((sheet) => sheet.getBoundingClientRect())
          .map((box) => [Math.round(box.top + window.scrollY), Math.round(box.height)])"""
    )
    paper = 297 / 25.4 * 96
    assert heights[0][0] == 0
    assert all(abs(height - paper) < 2 for _, height in heights)
