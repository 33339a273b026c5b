"""新建 in the browser: dropping a file, the preview, the draft; and an outline."""

from pathlib import Path

from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.library.models import Occasion, Outline
from tests.cast import make_drafter
from tests.drafting.factories import SPEECH, make_speech

NOISY = "仅供学习 禁止外传\n" + SPEECH

DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, { type: "text/plain" }));
  const zone = document.querySelector("[data-dropzone]");
  for (const type of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def test_a_dropped_file_becomes_a_draft(drafter_page: Page) -> None:
    drafter_page.goto("/drafts/new/")
    drafter_page.evaluate(DROP, ["讲话.txt", SPEECH])
    expect(drafter_page.get_by_role("heading", name="结构")).to_be_visible()
    expect(drafter_page.get_by_text("三点意见", exact=True)).to_be_visible()
    drafter_page.get_by_role("button", name="建立草稿").click()
    expect(drafter_page.locator("#paper")).to_contain_text("认清形势")


def test_a_left_out_line_is_put_back_without_leaving_the_page(drafter_page: Page) -> None:
    drafter_page.goto("/drafts/new/")
    drafter_page.get_by_label("讲话稿全文").fill(NOISY)
    drafter_page.get_by_role("button", name="识别结构").click()
    drafter_page.get_by_role("button", name="放回第 1 行").click()
    expect(drafter_page.get_by_text("已放回")).to_be_visible()
    drafter_page.get_by_role("button", name="不要第 1 行").click()
    expect(drafter_page.get_by_role("button", name="放回第 1 行")).to_be_visible()


def test_a_refused_file_leaves_the_pasted_text_where_it_was(drafter_page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "照片.png"
    picture.write_bytes(b"\x89PNG")
    drafter_page.goto("/drafts/new/")
    drafter_page.get_by_label("讲话稿全文").fill("写了一半的稿子")
    drafter_page.get_by_label("文件", exact=True).set_input_files(picture)
    drafter_page.get_by_role("button", name="上传并识别").click()
    expect(drafter_page.get_by_text("只能读 .docx")).to_be_visible()
    expect(drafter_page.get_by_label("讲话稿全文")).to_have_value("写了一半的稿子")


def test_occasion_narrows_the_outlines_and_the_skeleton_opens(drafter_page: Page, drafter: User) -> None:
    for name in ("全会", "警示教育大会"):
        Outline.objects.create(
            name=f"{name}提纲",
            occasion=Occasion.objects.create(name=name),
            office=drafter.office,
            front=[["title", "在【会议名称】上的讲话"]],
            slots=[
                {"role": "heading", "level": 1, "series": "一、", "text": "认清形势", "prompt": "写形势。"}
            ],
        )
    drafter_page.goto("/drafts/new/?way=outline")
    drafter_page.get_by_label("场合").select_option("警示教育大会")
    expect(drafter_page.get_by_text("全会提纲")).to_be_hidden()
    drafter_page.get_by_label("警示教育大会提纲").check()
    drafter_page.get_by_label("会议名称").fill("全县警示教育大会")
    drafter_page.get_by_role("button", name="建立草稿").click()
    expect(drafter_page.locator("#paper")).to_contain_text("在全县警示教育大会上的讲话")
    expect(drafter_page.locator("#paper")).to_contain_text("【提示：写形势。】")


def test_a_colleague_is_asked_to_write_along(drafter_page: Page, drafter: User) -> None:
    colleague = make_drafter(drafter.office, "colleague")
    draft = make_speech(drafter)
    drafter_page.goto("/drafts/")
    drafter_page.get_by_label("《在全县警示教育大会上的讲话》的更多操作").click()
    drafter_page.get_by_label("共同起草人", exact=True).locator("select").select_option(str(colleague.pk))
    drafter_page.get_by_role("button", name="添加").click()
    expect(drafter_page.get_by_role("button", name="移除")).to_be_visible()
    assert list(draft.co_drafters.all()) == [colleague]
