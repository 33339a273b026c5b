"""The round trip through Word in a browser: a copy out, the file back, part of it taken into the paper."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.docx.marked import write_marked
from speeches.docx.marking import Marking, Stamp
from speeches.docx.properties import Properties
from speeches.drafting.models import Draft
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

TEXT = "各级党组织要扛起主体责任。"
LEADER = Stamp("李主任", "2026-03-06T09:30:00")


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter)


def returned(draft: Draft) -> bytes:
    """Return the copy as somebody would bring it back: words put in, a paragraph added."""
    manuscript = draft.manuscript()
    place = next(at for at, p in enumerate(manuscript.paragraphs) if p.text == TEXT)
    paragraphs = list(manuscript.paragraphs)
    paragraphs[place] = replace(paragraphs[place], text=TEXT.replace("扛起", "切实扛起"))
    paragraphs.insert(
        2, replace(paragraphs[1], key="newparagraph", text="会前印发了通报，请大家认真学习。", spans=())
    )
    properties = Properties(draft=str(draft.pk), revision="1")
    marking = Marking(old=manuscript, stamp=LEADER)
    return write_marked(manuscript.with_paragraphs(tuple(paragraphs)), marking, properties=properties)


def test_a_copy_goes_out_and_what_came_back_is_taken_piece_by_piece(
    drafter_page: Page, draft: Draft, tmp_path: Path
) -> None:
    page = drafter_page
    page.goto(f"/review/{draft.pk}/round-trip/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载送审稿").click()
    assert download.value.suggested_filename.endswith("（送审稿 第1版）.docx")

    file = tmp_path / "李主任改.docx"
    file.write_bytes(returned(draft))
    page.get_by_label("回稿文件").set_input_files(file)
    page.get_by_role("button", name="上传并对照").click()
    expect(page.get_by_role("heading", name="李主任 2 处修改")).to_be_visible()
    page.get_by_role("checkbox", name="加一段").uncheck()
    page.get_by_role("button", name="采纳到正文").click()
    expect(page.locator("#return > [role=status]")).to_contain_text("已采纳 1 处到正文")
    page.get_by_role("button", name="转为修改建议和批注").click()
    expect(page.locator("#return > [role=status]")).to_contain_text("还没有勾选")
    page.get_by_role("checkbox", name="加一段").check()
    page.get_by_role("button", name="转为修改建议和批注").click()
    expect(page.get_by_text("这份回稿都处理完了。")).to_be_visible()

    Paper(page, draft)
    expect(page.locator("#paper")).to_contain_text("各级党组织要切实扛起主体责任。")
    page.get_by_role("tab", name="批注").click()
    expect(page.locator("#opinions")).to_contain_text("会前印发了通报")
