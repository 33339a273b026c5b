"""The whole main job, as a new user does it: a Word file in, edited by hand, a Word file out."""

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from tests.browser.paper import Paper

LINES = (
    "在全市纪检监察系统半年工作会议上的讲话",
    "（2026年7月18日）",
    "同志们：",
    "这次会议的主要任务，是总结上半年工作，安排下半年任务。下面，我讲三点意见。",
    "一、肯定成绩，增强信心",
    "上半年，全系统共处置问题线索XX件，办案质量稳步提高。",
    "二、正视问题，保持清醒",
    "（一）压力传导还有温差。有的单位会上讲得多、会后抓得少。",
    "（二）作风建设还有短板。有的干部调查研究不深不实。",
    "三、突出重点，抓好落实",
    "下半年，要做到三个“始终”：",
    "一是始终把牢监督的方向。围绕中心任务开展监督。",
    "二是始终盯住群众身边的事。办好每一件小事。",
    "三是始终用严的纪律带队伍。打铁必须自身硬。",
    "同志们，任务已经明确，关键在于落实。谢谢大家！",
)


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """A speech as people write it in Word: plain paragraphs, no styles."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = tmp_path / "半年工作会议讲话.docx"
    document.save(str(path))
    return path


def log_in(page: Page, person: User) -> None:
    page.goto("/")
    page.locator("input[name=username]").fill(person.username)
    page.locator("input[name=password]").fill(person.username)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def bring_in(page: Page, speech: Path) -> Draft:
    page.get_by_role("navigation").get_by_role("link", name="讲话稿").click()
    page.get_by_role("link", name=re.compile("新建")).first.click()
    page.locator("input[type=file]").set_input_files(speech)
    page.get_by_role("button", name="上传并识别").click()
    preview = page.locator("#import")
    expect(preview).to_contain_text("三、突出重点，抓好落实", timeout=20_000)
    expect(preview).to_contain_text("（二）作风建设还有短板")
    expect(preview).to_contain_text("三点意见")
    expect(preview).to_contain_text("XX")
    page.get_by_role("button", name="建立草稿").click()
    page.wait_for_url(re.compile(r"/drafts/\d+/"))
    return Draft.objects.get(pk=int(page.url.rstrip("/").rpartition("/")[2]))


def exported(page: Page, folder: Path) -> list[str]:
    """Return the paragraphs of the exported file, opened again."""
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="定稿 .docx").click()
    path = folder / "out.docx"
    download.value.save_as(path)
    assert download.value.suggested_filename.endswith(".docx")
    document = docx.Document(str(path))
    assert document.element.body.find(qn("w:sectPr")) is not None
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def test_a_speech_comes_in_is_edited_and_goes_out(
    page: Page, drafter: User, speech: Path, tmp_path: Path
) -> None:
    log_in(page, drafter)
    draft = bring_in(page, speech)
    paper = Paper(page, draft)
    assert paper.printed() == list(LINES)

    # The input method writes a sentence; a new item makes markers and counts follow.
    paper.after("办案质量稳步提高")
    paper.compose("q", "qun", "qunzhong", "，群众")
    paper.compose("m", "man", "manyi", "满意度上升")
    paper.after("办好每一件小事。")
    paper.press("Enter")
    paper.compose("s", "shi", "shizhong", "始终")
    paper.compose("t", "tuan", "团结协作。")
    assert "三是始终团结协作。" in paper.printed()
    assert "四是始终用严的纪律带队伍。打铁必须自身硬。" in paper.printed()
    assert "下半年，要做到四个“始终”：" in paper.printed()

    # A section changes places, a placeholder is filled.
    paper.before("正视问题")
    paper.press("Alt+ArrowUp")
    assert "一、正视问题，保持清醒" in paper.printed()
    paper.press("F8")
    paper.type("128")
    paper.check()  # reloads: everything is there, and the database has it
    after = paper.printed()
    assert "上半年，全系统共处置问题线索128件，办案质量稳步提高，群众满意度上升。" in after

    printed = exported(page, tmp_path)
    text = "\n".join(printed).replace("\u3000", "")
    for line in after[1:]:
        assert line in text
    assert after[0] in "".join(printed)
