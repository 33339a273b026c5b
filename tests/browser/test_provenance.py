"""出处 in the browser: the tab follows the caret; newer wording comes in as one step that can be undone."""

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.library.actions import NO_SORTING, edit_entry
from speeches.library.models import Entry
from tests.drafting.factories import make_speech
from tests.library.factories import make_entry

from .paper import Paper

TEXT = "要从群众身边的事抓起，办成一批实事。"
NEWER = "要从群众身边的事抓起，办成一批看得见的实事。"


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "小切口整治", TEXT)


@pytest.fixture
def speech(drafter: User) -> Draft:
    return make_speech(drafter)


@pytest.fixture
def paper(drafter_page: Page, speech: Draft, entry: Entry) -> Paper:
    """The editor with the entry put in behind a paragraph."""
    paper = Paper(drafter_page, speech)
    paper.after("形势依然严峻复杂。全县共查处案件XX件。")
    drafter_page.locator(f"[data-insert-entry][data-entry='{entry.pk}']").first.click()
    expect(paper.element).to_contain_text(TEXT)
    paper.save()
    return paper


def open_tab(paper: Paper) -> None:
    paper.page.locator("#tab-provenance").click()


def test_the_tab_follows_the_caret(paper: Paper) -> None:
    paper.after("办成一批")
    open_tab(paper)
    panel = paper.page.locator("#provenance")
    expect(panel).to_contain_text("“小切口整治”第 1 版")
    expect(panel).to_contain_text("一字未改")
    paper.after("今天召开这次会议")
    expect(panel).to_contain_text("随导入的文稿进来")
    paper.after("办成一批")
    paper.type("好")
    expect(panel).to_contain_text("改动约")
    expect(panel.locator("ins")).to_have_text(["好"])
    paper.check()


def test_newer_wording_is_taken_over_beside_own_changes_and_undone(
    paper: Paper, entry: Entry, curator: User
) -> None:
    paper.before("要从群众身边")
    paper.type("我们")
    paper.save()
    before = paper.printed()
    edit_entry(entry, NEWER, by=curator, sorting=NO_SORTING)
    open_tab(paper)
    panel = paper.page.locator("#provenance")
    expect(panel).to_contain_text("素材已更新到第 2 版")
    panel.get_by_role("button", name="保留我的改动").click()
    expect(paper.element).to_contain_text("我们" + NEWER)
    expect(paper.page.locator("#notices")).to_contain_text("可撤销")
    paper.save()
    assert "我们" + NEWER in paper.stored()
    expect(panel).to_contain_text("第 2 版")
    expect(panel).not_to_contain_text("素材已更新")
    paper.element.focus()
    paper.press("Control+z")
    assert paper.printed() == before
    paper.press("Control+y")
    paper.check()
