"""Two people in one draft: merged, shown where it clashes, who is where, and whose name stands under what."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.models import ChangeSet, Draft
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.browser.test_editor_saving import change_elsewhere, store_elsewhere
from tests.cast import make_person
from tests.drafting.factories import make_speech

SOON = 15_000


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH)


@pytest.fixture
def colleague(office: Office, draft: Draft) -> User:
    person = make_person("shenyiming", "沈一鸣", office, RoleName.DRAFTER)
    draft.co_drafters.add(person)
    return person


@pytest.fixture
def paper(drafter_page: Page, draft: Draft) -> Paper:
    return Paper(drafter_page, draft)


@pytest.fixture
def other(log_in: Callable[[User], Page], draft: Draft, colleague: User) -> Paper:
    return Paper(log_in(colleague), draft)


def test_two_people_in_one_paragraph_are_merged_and_both_see_it(paper: Paper, other: Paper) -> None:
    for one in (paper, other):
        one.element.evaluate("paper => paper.editor.polling.stop()")
    paper.before("形势很好")
    paper.type("当前，")
    paper.save()
    other.after("形势很好")
    other.type("，任务很重")
    other.save()
    assert "当前，形势很好，任务很重。" in other.printed()
    other.type("，责任更大")
    other.save()
    for one in (paper, other):
        one.element.evaluate("paper => { paper.editor.polling.stop(false); paper.editor.polling.wake(); }")
    expect(paper.element).to_contain_text("当前，形势很好，任务很重，责任更大。", timeout=SOON)
    paper.type("我认为")
    paper.save()
    assert "当前，我认为形势很好，任务很重，责任更大。" in paper.printed(), "the caret stayed where it was"
    paper.check()


def test_typing_on_while_the_merged_text_is_on_its_way(paper: Paper, drafter: User) -> None:
    change_elsewhere(paper, drafter, paper.keys()["形势很好。"], "当前，形势很好。")
    paper.page.route("**/changes/", lambda route: (paper.page.wait_for_timeout(900), route.continue_()))
    paper.after("形势很好")
    for character in "一二三四五六七八":
        paper.type(character)
        paper.page.wait_for_timeout(250)
    paper.save()
    assert "当前，形势很好一二三四五六七八。" in paper.stored()
    paper.page.unroute("**/changes/")
    paper.check()


def clash(paper: Paper, drafter: User) -> None:
    change_elsewhere(paper, drafter, paper.keys()["形势很好。"], "形势大好。")
    paper.select("很好")
    paper.type("严峻")
    expect(paper.page.locator("#conflicts")).to_contain_text("形势严峻。")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("采用我的", ["形势严峻。"]),
        ("采用对方的", ["形势大好。"]),
        ("两份都留", ["形势大好。", "形势严峻。"]),
    ],
)
def test_clash_shows_both_texts_and_a_person_chooses(
    paper: Paper, drafter: User, choice: str, kept: list[str]
) -> None:
    clash(paper, drafter)
    bar = paper.page.locator("#conflicts")
    assert bar.locator("mark").all_text_contents() == ["严峻", "大好"]
    expect(paper.page.locator("#save-state")).to_contain_text("待选定")
    assert "形势大好。" in paper.stored(), "undecided: the server's stays"
    bar.get_by_role("button", name=choice).click()
    expect(bar).to_be_hidden()
    paper.save()
    assert [line for line in paper.stored() if line.startswith("形势")] == kept
    texts = [revision.manuscript().to_text() for revision in paper.draft.revisions.all()[:2]]
    assert "形势严峻。" in texts[0]
    assert "形势大好。" in texts[1]
    paper.check()


def test_a_third_text_may_be_written_and_the_choice_undone(paper: Paper, drafter: User) -> None:
    clash(paper, drafter)
    bar = paper.page.locator("#conflicts")
    bar.get_by_text("另写一份").click()
    bar.get_by_label("另写一份").fill("形势大好，\n任务艰巨。")
    bar.get_by_role("button", name="用这一份").click()
    paper.save()
    assert "形势大好，任务艰巨。" in paper.stored()
    paper.press("Control+z")
    paper.save()
    assert "形势严峻。" in paper.stored()
    paper.check()


def test_an_undecided_text_survives_the_page(paper: Paper, drafter: User) -> None:
    clash(paper, drafter)
    paper.page.on("dialog", lambda dialog: dialog.accept())
    paper.page.goto("/accounts/password/")
    paper.page.goto(paper.draft.get_absolute_url())
    paper.ready()
    bar = paper.page.locator("#conflicts")
    expect(bar).to_contain_text("形势严峻。", timeout=SOON)
    bar.get_by_role("button", name="采用我的").click()
    paper.save()
    assert "形势严峻。" in paper.stored()
    paper.check()


def test_who_is_there_and_where(paper: Paper, other: Paper, colleague: User) -> None:
    other.after("形势很好")
    other.element.focus()
    people = paper.page.locator("#people")
    expect(people).to_contain_text("沈一鸣在“认清形势”", timeout=SOON)
    expect(paper.page.locator('.line[data-people="沈一鸣"]')).to_contain_text("形势很好。")
    expect(other.page.locator("#people")).to_contain_text("起草人", timeout=SOON)
    other.page.close()
    expect(people).to_be_empty(timeout=30_000)
    expect(paper.page.locator(".line[data-people]")).to_have_count(0)
    assert "data-people" not in json.dumps(paper.document())


def test_deleting_what_another_person_is_in_asks_first(paper: Paper, other: Paper) -> None:
    other.after("形势很好")
    other.element.focus()
    expect(paper.page.locator(".line[data-people]")).to_have_count(1, timeout=SOON)
    paper.before("形势很好")
    paper.press("Enter")
    paper.after("形势很好")
    paper.press("Backspace", "Control+z")
    expect(paper.page.get_by_role("dialog")).to_have_count(0)
    paper.select_span("认清形势", "形势很好。")
    paper.press("Delete")
    question = paper.page.get_by_role("dialog", name="删除之前")
    expect(question).to_contain_text("沈一鸣正在这一段里，仍要删除吗？")
    question.get_by_role("button", name="先不删").click()
    assert "形势很好。" in paper.printed()
    paper.press("Delete")
    question.get_by_role("button", name="仍要删除").click()
    assert "形势很好。" not in paper.printed()
    paper.press("Control+z")
    paper.select("形势很好。")
    paper.press("Delete")
    expect(question).to_be_visible()
    question.get_by_role("button", name="先不删").click()
    assert "形势很好。" in paper.printed(), "its words are all there is of it"
    paper.check()


def test_typing_without_a_pause_is_seen_by_the_other_within_seconds(paper: Paper, other: Paper) -> None:
    paper.after("形势很好")
    seen_at = None
    for turn in range(30):
        paper.type("字")
        paper.page.wait_for_timeout(200)
        if "形势很好字" in other.text():
            seen_at = turn
            break
    assert seen_at is not None, "never a pause of a fifth of a second, and yet it arrives"
    paper.check()


def log_in_again(page: Page, name: str, password: str) -> None:
    dialog = page.get_by_role("dialog", name="重新登录")
    dialog.get_by_label("用户名").fill(name)
    dialog.get_by_label("密码").fill(password)
    dialog.get_by_role("button", name="登录").click()


def test_logging_in_again_over_the_page_in_mid_sentence(paper: Paper) -> None:
    paper.page.context.clear_cookies()
    paper.after("形势很好")
    paper.type("，登录过期后写的")
    dialog = paper.page.get_by_role("dialog", name="重新登录")
    expect(dialog).to_be_visible()
    paper.type("，还在写")
    assert "形势很好，登录过期后写的，还在写。" in paper.printed(), "the caret is still in the text"
    expect(paper.page.locator("#save-state")).to_contain_text("登录已过期，已存在本机")
    log_in_again(paper.page, "drafter", "wrong")
    expect(dialog).to_contain_text("用户名或密码不对")
    log_in_again(paper.page, "drafter", "drafter")
    expect(dialog).to_have_count(0)
    paper.save()
    # What htmx sends is accepted, too.
    paper.press("Control+s")
    expect(paper.page.locator("#notices")).to_contain_text("已存为一版")
    paper.check()


def test_another_person_is_told_and_signs_nothing(paper: Paper, colleague: User) -> None:
    paper.page.context.clear_cookies()
    paper.after("形势很好")
    paper.type("，写了一半")
    dialog = paper.page.get_by_role("dialog", name="重新登录")
    log_in_again(paper.page, "shenyiming", "shenyiming")
    expect(dialog).to_contain_text("这是沈一鸣的账号")
    # Or in another tab of the same browser.
    tab = paper.page.context.new_page()
    tab.goto("/accounts/login/")
    tab.get_by_label("用户名").fill("shenyiming")
    tab.get_by_label("密码").fill("shenyiming")
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url("**/")
    tab.close()
    paper.after("写了一半")
    paper.type("，接着写")
    expect(paper.page.locator("#trouble")).to_contain_text("现在登录的是沈一鸣", timeout=SOON)
    assert not ChangeSet.objects.exists()
    log_in_again(paper.page, "drafter", "drafter")
    paper.save()
    assert {one.author.username for one in ChangeSet.objects.all()} == {"drafter"}
    assert "形势很好，写了一半，接着写。" in paper.stored()


def test_a_second_tab_leaves_alone_what_the_first_has_not_sent(paper: Paper) -> None:
    paper.page.route("**/changes/", lambda route: route.abort())
    paper.after("形势很好")
    paper.type("，第一个窗口写的")
    expect(paper.page.locator("#save-state")).to_contain_text("未保存")
    second = Paper(paper.page.context.new_page(), paper.draft)
    second.after("以上三个“始终”")
    second.type("的要求")
    second.save()
    second.page.wait_for_timeout(800)
    assert "第一个窗口" not in second.text(), "the first is still open"
    paper.page.unroute("**/changes/")
    expect(paper.page.locator("#save-state")).to_contain_text("已保存", timeout=30_000)
    expect(second.element).to_contain_text("第一个窗口写的", timeout=SOON)
    assert ChangeSet.objects.count() >= 2
    second.page.close()
    paper.check()


def test_what_the_browser_cannot_keep_is_not_called_kept(drafter_page: Page, draft: Draft) -> None:
    drafter_page.add_init_script("indexedDB.open = () => { throw new Error('refused'); };")
    paper = Paper(drafter_page, draft)
    paper.page.context.set_offline(True)
    paper.after("形势很好")
    paper.type("，存不下")
    expect(paper.page.locator("#save-state")).to_contain_text("本机也存不下：请勿关闭此页")
    paper.page.context.set_offline(False)
    expect(paper.page.locator("#save-state")).to_contain_text("已保存", timeout=30_000)
    assert "形势很好，存不下。" in paper.stored()


def test_left_words_are_not_sent_in_another_persons_name(
    paper: Paper, colleague: User, log_in: Callable[[User], Page]
) -> None:
    """Two people use one computer: what one could not send waits until that one is back."""
    paper.page.route("**/changes/**", lambda route: route.abort())
    paper.after("形势很好")
    paper.type("，没有送出")
    expect(paper.page.locator("#save-state")).to_contain_text("未保存")
    own = paper.page.context.cookies()
    theirs = log_in(colleague).context.cookies()
    paper.page.goto("about:blank")
    paper.page.unroute("**/changes/**")
    paper.page.context.add_cookies(theirs)
    paper.page.goto(paper.draft.get_absolute_url())
    paper.ready()
    paper.page.wait_for_timeout(1500)
    assert not ChangeSet.objects.exists()
    paper.page.context.add_cookies(own)
    paper.reload()
    expect(paper.element).to_contain_text("形势很好，没有送出。", timeout=SOON)
    assert ChangeSet.objects.get().author.username == "drafter"


def test_others_paragraphs_come_while_ones_own_are_refused(paper: Paper, drafter: User) -> None:
    key = paper.keys()["以上三个“始终”，要记牢。"]
    refusal = {"error": "没有保存：全文超过 100,000 字。"}
    paper.page.route("**/changes/", lambda route: route.fulfill(status=422, json=refusal))
    paper.after("形势很好")
    paper.type("，还没送出")
    store_elsewhere(paper, drafter, key, "别人改过的一段。")
    expect(paper.element).to_contain_text("别人改过的一段。", timeout=SOON)
    assert "形势很好，还没送出。" in paper.printed()
    paper.page.unroute("**/changes/")
    paper.type("了")
    paper.check()
