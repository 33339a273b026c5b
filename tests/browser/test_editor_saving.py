"""Saving: by itself, truthfully shown, and nothing typed is ever lost."""

import pytest
from playwright.sync_api import Page, Route, expect

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.drafting.factories import change_set, make_draft, make_speech, upsert


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def change_elsewhere(paper: Paper, drafter: User, key: str, text: str) -> None:
    """Let another window store a paragraph, which is heard of with the next save."""
    paper.element.evaluate("paper => paper.editor.polling.stop()")
    store_elsewhere(paper, drafter, key, text)


def store_elsewhere(paper: Paper, drafter: User, key: str, text: str) -> None:
    payload = change_set(paper.draft, client="elsewhere", upserts=[upsert(Paragraph(key, Role.BODY, text))])
    apply_change_set(paper.draft, author=drafter, payload=payload)


def test_offline_text_is_kept_and_sent_once_the_network_is_back(paper: Paper) -> None:
    paper.page.context.set_offline(True)
    paper.after("形势很好")
    paper.type("，离线写的")
    state = paper.page.locator("#save-state")
    expect(state).to_contain_text("未保存（离线，已存在本机）")
    paper.type("，又写了一句")
    assert "离线" not in "".join(paper.stored())
    paper.page.context.set_offline(False)
    expect(state).to_contain_text("已保存", timeout=20_000)
    assert "形势很好，离线写的，又写了一句。" in paper.stored()
    paper.check()


def test_unsent_text_survives_a_crash_of_the_page(paper: Paper) -> None:
    paper.page.route("**/changes/", lambda route: route.abort())
    paper.after("形势很好")
    paper.type("，崩溃前写的")
    expect(paper.page.locator("#save-state")).to_contain_text("未保存")
    # The page is left without a chance to send.
    paper.page.goto("about:blank")
    paper.page.unroute("**/changes/")
    paper.page.goto(paper.draft.get_absolute_url())
    expect(paper.element).to_contain_text("崩溃前写的", timeout=10_000)
    paper.ready()
    assert "形势很好，崩溃前写的。" in paper.stored()


def test_leaving_with_unsent_text_warns(paper: Paper) -> None:
    paper.page.route("**/changes/", lambda route: route.abort())
    asked: list[str] = []
    paper.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    paper.element.click()
    paper.after("形势很好")
    paper.type("，没有送出")
    paper.page.goto("/accounts/password/")
    assert asked == ["beforeunload"]


def test_lost_answer_does_not_double_anything(paper: Paper) -> None:
    """The server has stored it, but its answer is lost: the page asks again with the same number."""
    lost: list[str] = []

    def lose_first_answer(route: Route) -> None:
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(response.text())
            route.abort()

    paper.page.route("**/changes/", lose_first_answer)
    paper.after("形势很好")
    paper.press("Enter")
    paper.type("新的一段")
    paper.check()
    assert lost
    assert paper.stored().count("新的一段。") == 1


def test_typing_goes_on_while_a_save_is_on_its_way(paper: Paper) -> None:
    def slowly(route: Route) -> None:
        paper.page.wait_for_timeout(700)
        route.continue_()

    paper.page.route("**/changes/", slowly)
    paper.after("形势很好")
    for character in "一二三四五六七八九十":
        paper.type(character)
        paper.page.wait_for_timeout(200)
    paper.check()
    assert "形势很好一二三四五六七八九十。" in paper.stored()


def test_refusal_is_shown_in_the_servers_words_and_the_next_change_tries_again(paper: Paper) -> None:
    refusal = {"error": "没有保存：全文超过 100,000 字。"}
    paper.page.route("**/changes/", lambda route: route.fulfill(status=422, json=refusal))
    paper.after("形势很好")
    paper.type("，不许")
    expect(paper.page.locator("#trouble")).to_have_text(refusal["error"])
    expect(paper.page.locator("#save-state")).to_have_text("未保存")
    paper.page.unroute("**/changes/")
    paper.type("了")
    expect(paper.page.locator("#trouble")).to_be_hidden()
    paper.check()


def test_other_peoples_changes_come_in_with_the_next_save(paper: Paper, drafter: User) -> None:
    key = paper.keys()["以上三个“始终”，要记牢。"]
    change_elsewhere(paper, drafter, key, "别人改过的一段。")
    paper.after("形势很好")
    paper.type("，我写的")
    paper.save()
    assert "别人改过的一段。" in paper.printed()
    assert "形势很好，我写的。" in paper.printed()
    paper.check()


def test_who_only_reads_sees_others_changes_within_seconds(paper: Paper, drafter: User) -> None:
    paper.after("形势很好")
    paper.type("，我写的")
    paper.save()
    store_elsewhere(paper, drafter, paper.keys()["以上三个“始终”，要记牢。"], "别人改过的一段。")
    expect(paper.element).to_contain_text("别人改过的一段。", timeout=8_000)
    paper.type("，接着写")
    assert "形势很好，我写的，接着写。" in paper.printed(), "the caret stayed"
    paper.press("Control+z", "Control+z")
    assert "别人改过的一段。" in paper.printed(), "undo is about one's own"
    paper.check()


def test_others_changes_do_not_disturb_a_composition(paper: Paper, drafter: User) -> None:
    key = paper.keys()["以上三个“始终”，要记牢。"]
    paper.after("形势很好")
    devtools = paper.page.context.new_cdp_session(paper.page)
    devtools.send("Input.imeSetComposition", {"text": "xin", "selectionStart": 3, "selectionEnd": 3})
    store_elsewhere(paper, drafter, key, "别人改过的一段。")
    paper.page.wait_for_timeout(4_000)
    devtools.send("Input.insertText", {"text": "新"})
    assert "形势很好新。" in paper.printed()
    expect(paper.element).to_contain_text("别人改过的一段。", timeout=8_000)
    paper.check()


def test_counts_typed_by_hand_are_tied_by_the_server(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    paper.type("重点是三个“必须”：")
    paper.press("Enter", "Control+Alt+5")
    for item in ("必须讲学习。", "必须讲奉献。", "必须讲团结。"):
        paper.type(item)
        paper.press("Enter")
    paper.press("Enter")
    paper.save()
    expect(paper.page.locator(".count", has_text="三个“必须”")).to_have_count(1)
    paper.after("必须讲团结。")
    paper.press("Enter")
    paper.type("必须讲纪律。")
    assert "重点是四个“必须”：" in paper.text()
    paper.check()


def test_a_draft_without_a_word_is_written_from_nothing(drafter_page: Page, drafter: User) -> None:
    paper = Paper(drafter_page, make_draft(drafter, Manuscript()))
    paper.element.click()
    paper.type("在大会上的讲话")
    paper.page.get_by_label("段落类型").select_option("front-title")
    paper.press("ArrowDown")
    paper.compose("tong", "同志们：")
    paper.press("Enter")
    paper.type("开会。")
    assert paper.printed() == ["在大会上的讲话", "同志们：", "开会。"]
    paper.check()


def test_typed_markers_stay_until_the_list_is_touched(drafter_page: Page, drafter: User) -> None:
    text = "在测试会议上的讲话\n同志们：\n一是讲政治。\n二是讲纪律。\n四是讲规矩。"
    paper = Paper(drafter_page, make_speech(drafter, text))
    assert paper.printed()[-1] == "四是讲规矩。"
    paper.after("讲政治")
    paper.type("、讲大局")
    assert paper.printed()[-1] == "四是讲规矩。", "typing does not heal what proofreading should show"
    paper.after("讲纪律。")
    paper.press("Enter")
    paper.type("讲团结。")
    assert paper.printed()[-3:] == ["二是讲纪律。", "三是讲团结。", "四是讲规矩。"]
    paper.press("Alt+ArrowUp")
    assert paper.printed()[-3:] == ["二是讲团结。", "三是讲纪律。", "四是讲规矩。"]
    paper.check()


def test_the_outline_follows_what_is_saved(paper: Paper) -> None:
    paper.after("认清形势")
    paper.type("任务")
    paper.save()
    expect(paper.page.locator("#outline")).to_contain_text("一、认清形势任务")


def test_export_is_refused_while_something_cannot_be_saved(paper: Paper) -> None:
    paper.page.context.set_offline(True)
    paper.after("形势很好")
    paper.type("，存不上")
    expect(paper.page.locator("#save-state")).to_contain_text("未保存")
    paper.page.locator("a[download]").first.evaluate("link => link.click()")
    expect(paper.page.locator("#notices")).to_contain_text("还没有导出")
    paper.page.context.set_offline(False)
    paper.check()


def test_export_waits_for_the_save(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，刚刚写的")
    with paper.page.expect_download() as download:
        paper.page.locator("a[download]").first.evaluate("link => link.click()")
    assert download.value.suggested_filename.endswith(".docx")
    assert "形势很好，刚刚写的。" in paper.stored()
