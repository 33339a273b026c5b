"""The intake in a real browser: upload, progress, and the triage by keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Candidate, Entry
from tests.library.factories import make_entry
from tests.library.intake.factories import SPEECH, docx, take_in, zipped

ON = ".triage-queue li.on .queue-title"


def title(page: Page) -> str:
    return page.locator(ON).inner_text()


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    archive = tmp_path / "历年讲话.zip"
    archive.write_bytes(zipped({"半年会.docx": docx(), "旧稿.doc": b"x"}))
    return archive


def test_past_speech_becomes_material_by_keyboard_alone(
    curator_page: Page, office: Office, upload: Path
) -> None:
    page = curator_page
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/library/intake/")
    page.get_by_label("文件", exact=True).set_input_files(upload)
    page.get_by_role("button", name="上传").click()
    expect(page.locator("#intake-batch")).to_contain_text("2 / 2 篇")
    expect(page.locator("#faults")).to_contain_text("旧稿.doc")
    page.get_by_role("link", name=re.compile("整理 .* 条")).click()
    total = Candidate.objects.count()
    expect(page.locator("#waiting-count")).to_have_text(f"{total} 条待整理")

    # The bar over the triage is fetched last: keys are listened to from before that on.
    expect(page.locator("#intake-bar")).to_be_visible()
    first = title(page)
    page.keyboard.press("j")
    expect(page.locator(ON)).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.locator(ON)).to_have_text(first)

    page.keyboard.press("x")
    expect(page.locator("#waiting-count")).to_have_text(f"{total - 1} 条待整理")
    page.keyboard.press("z")
    expect(page.locator("#waiting-count")).to_have_text(f"{total} 条待整理")
    expect(page.locator(ON)).to_have_text(first)

    page.keyboard.press("a")
    expect(page.locator("#waiting-count")).to_have_text(f"{total - 1} 条待整理")
    expect(page.locator(".triage-notice")).to_contain_text("已入库")

    page.keyboard.press("e")
    text = page.locator("#candidate-edit")
    expect(text).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("ajkx 这一段改写过了。")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("#waiting-count")).to_have_text(f"{total - 2} 条待整理")
    assert set(Entry.objects.values_list("state", flat=True)) == {"active"}
    assert "ajkx 这一段改写过了。" in Entry.objects.values_list("text", flat=True)
    assert heard == []


def test_near_duplicate_is_merged_with_m(curator_page: Page, office: Office, curator: User) -> None:
    entry = make_entry(office, "专项监督", SPEECH.split("\n")[6].split("。", 1)[1])
    take_in(office, curator)
    twin = Candidate.objects.get(original__startswith="今年以来")
    curator_page.goto(f"/library/intake/triage/?at={twin.pk}")
    curator_page.wait_for_load_state("networkidle")
    expect(curator_page.locator(".triage-aside .twin")).to_contain_text("专项监督")
    curator_page.keyboard.press("m")
    expect(curator_page.locator("h1")).to_have_text("并入已有")
    curator_page.keyboard.press("ControlOrMeta+Enter")
    expect(curator_page.locator(".triage-notice")).to_contain_text("已并入“专项监督”")
    entry.refresh_from_db()
    assert entry.version == 2
    assert "【次数】次" in entry.text


def test_placeholder_is_undone_and_ticked_ones_are_dropped(
    curator_page: Page, office: Office, curator: User
) -> None:
    take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.txt", SPEECH.replace("半年", "全年").encode()))
    twin = Candidate.objects.filter(original__startswith="今年以来").earliest("pk")
    curator_page.goto(f"/library/intake/triage/?at={twin.pk}")
    curator_page.get_by_role("button", name="14：撤销").click()
    expect(curator_page.locator("#candidate-text")).to_contain_text("监督14次")
    total, asked = Candidate.objects.count(), list[str]()

    def say_no_first(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if len(asked) > 1 else dialog.dismiss()

    curator_page.on("dialog", say_no_first)
    curator_page.get_by_label("全选").check()
    curator_page.get_by_role("button", name="勾选的不要").click()
    expect(curator_page.locator("#waiting-count")).to_have_text(f"{total} 条待整理")
    curator_page.get_by_role("button", name="勾选的不要").click()
    expect(curator_page.locator("#waiting-count")).to_have_text("0 条待整理")
    assert asked == [f"勾选的 {total} 条都不要吗？按 Z 可以一次撤销。"] * 2
    curator_page.keyboard.press("z")
    expect(curator_page.locator("#waiting-count")).to_have_text(f"{total} 条待整理")
