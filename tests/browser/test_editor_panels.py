"""What stands around the paper: outline, library, facts, versions, clipboard."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from speeches.accounts.models import Membership, RoleName, User
from speeches.drafting.models import Revision
from speeches.library.models import Entry
from speeches.manuscript.parsing import parse
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.drafting.factories import make_speech

ENUMERATION = "推进工作要做到“三个主动”：\n一是主动谋划。\n二是主动对接。\n三是主动作为。"


@pytest.fixture
def entry(drafter: User) -> Entry:
    manuscript = parse(ENUMERATION).manuscript
    return Entry.objects.create(
        title="三个主动",
        kind="enumeration",
        content=manuscript.to_json(),
        text=manuscript.to_text(),
        office=drafter.office,
        state=Entry.State.ACTIVE,
    )


@pytest.fixture
def paper(drafter_page: Page, drafter: User, entry: Entry) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def row(paper: Paper, title: str) -> Locator:
    return paper.page.locator("#outline li", has_text=title)


def drag(page: Page, source: Locator, target: Locator) -> None:
    """Drag with the mouse, in the small steps that a hand makes."""
    start, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + start["height"] / 2)
    page.mouse.down()
    for step in range(1, 11):
        y = start["y"] + (end["y"] + 3 - start["y"]) * step / 10
        page.mouse.move(end["x"] + 60, y)
        page.wait_for_timeout(30)
    page.mouse.up()


def test_dragging_a_section_in_the_outline_moves_it_on_the_paper(paper: Paper) -> None:
    drag(paper.page, row(paper, "抓好落实"), row(paper, "认清形势"))
    text = paper.text()
    assert text.index("一、抓好落实") < text.index("工作取得实效") < text.index("二、认清形势")
    expect(paper.page.locator("#outline li[data-movable]").first).to_contain_text("一、抓好落实")
    paper.check()
    paper.after("形势很好")
    assert "二、认清形势" in paper.text()


def test_clicking_a_section_puts_the_caret_there(paper: Paper) -> None:
    row(paper, "改进作风").locator("a").click()
    expect(paper.element).to_be_focused()
    paper.type("扎实")
    assert "（二）扎实改进作风。" in paper.text()
    expect(row(paper, "改进作风")).to_have_attribute("aria-current", "true")


def test_outline_by_keyboard(paper: Paper) -> None:
    row(paper, "汲取教训").locator("a").focus()
    paper.press("Alt+ArrowUp")
    assert "一、汲取教训" in paper.text()
    expect(row(paper, "一、汲取教训")).to_be_visible()
    row(paper, "汲取教训").locator("a").focus()
    paper.press("Delete")
    assert "汲取教训" not in paper.text()
    assert "我讲两点意见" in paper.text()
    paper.page.locator("#notices button").click()
    assert "一、汲取教训" in paper.text()
    paper.check()


def test_inserting_an_entry_after_the_paragraph_of_the_caret(paper: Paper, entry: Entry) -> None:
    paper.after("形势很好")
    paper.page.get_by_role("button", name="插入“三个主动”").click()
    expect(paper.element).to_contain_text("主动作为")
    printed = paper.printed()
    place = printed.index("形势很好。")
    assert printed[place + 1 : place + 5] == ENUMERATION.split("\n")
    expect(paper.element).to_be_focused()
    paper.check()
    assert paper.draft.paragraphs.filter(origin_entry=entry.pk).count() == 4


def test_inserted_entry_is_a_live_list_and_one_step_of_undo(paper: Paper) -> None:
    before = paper.printed()
    paper.after("形势很好。")
    paper.press("Enter")
    paper.page.get_by_role("button", name="插入“三个主动”").click()
    expect(paper.element).to_contain_text("主动作为")
    paper.press("Enter")
    paper.type("主动担当。")
    paper.save()
    expect(paper.page.locator(".count", has_text="个主动")).to_have_count(1)
    assert "四是主动担当。" in paper.text()
    paper.press("Enter")
    paper.type("主动。")
    assert "做到“五个主动”" in paper.text()
    for _ in range(8):
        paper.press("Control+z")
    assert paper.printed() == before
    paper.check()


def test_library_by_keyboard(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    paper.page.wait_for_selector("#library input[name=q]")
    paper.press("/")
    paper.type("主动")
    paper.page.wait_for_timeout(600)
    expect(paper.page.get_by_role("button", name="插入“三个主动”")).to_be_visible()
    paper.press("ArrowDown", "Enter")
    expect(paper.element).to_contain_text("主动作为")
    assert "三是主动作为。" in paper.printed()
    paper.check()


def test_a_fact_fills_its_places_and_can_be_undone(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，【单位】做得好，【单位】要继续")
    paper.save()
    paper.page.reload()
    paper.ready()
    paper.page.get_by_label("单位", exact=True).fill("云川市纪委监委")
    paper.press("Tab")
    expect(paper.element).to_contain_text("云川市纪委监委做得好，云川市纪委监委要继续")
    paper.check()
    assert "【单位】" not in paper.text()


def test_filled_facts_stay_in_their_line(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，【单位】做得好")
    paper.save()
    paper.reload()
    paper.page.get_by_label("单位", exact=True).fill("县纪委监委")
    paper.press("Tab")
    fact = paper.element.locator(".fact")
    expect(fact).to_have_text("县纪委监委")
    assert fact.evaluate("one => getComputedStyle(one).display") == "inline"
    height = paper.page.locator("#paper .line:has(.fact)").evaluate(
        "line => line.getBoundingClientRect().height"
    )
    assert height < 40, "one printed line, not a column"
    paper.check()


def test_ctrl_s_keeps_a_version(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，定一版")
    paper.press("Control+s")
    expect(paper.page.locator("#notices")).to_contain_text("已存为一版")
    expect(paper.page.locator("#revisions-panel")).to_contain_text("第 2 版")
    newest = Revision.objects.filter(draft=paper.draft).order_by("-number").first()
    assert "定一版" in newest.manuscript().to_text()
    # The caret waits in the version's name; Esc goes back to the text.
    expect(paper.page.locator("#revisions input[name=note]:focus")).to_be_visible()
    paper.press("Escape")
    expect(paper.element).to_be_focused()


def test_deleting_a_section_by_mouse_and_taking_it_back(paper: Paper) -> None:
    row(paper, "汲取教训").hover()
    paper.page.get_by_role("button", name="删去“汲取教训”一节").click()
    assert "始终讲纪律" not in paper.text()
    assert "二、抓好落实" in paper.text()
    paper.page.locator("#notices button").click()
    assert paper.printed() == SPEECH.split("\n")
    paper.check()


CLOSING = """在测试会议上的讲话
同志们：
今天开会，我讲两点意见。
一、认清形势
形势很好。
二、抓好落实
各级党组织要扛起责任。
同志们，让我们为之奋斗！
谢谢大家！"""
END = ["同志们，让我们为之奋斗！", "谢谢大家！"]


@pytest.fixture
def closed(drafter_page: Page, drafter: User) -> Paper:
    """A speech whose last section is followed by a closing."""
    return Paper(drafter_page, make_speech(drafter, CLOSING))


def test_the_last_section_is_deleted_without_the_closing(closed: Paper) -> None:
    row(closed, "抓好落实").hover()
    closed.page.get_by_role("button", name="删去“抓好落实”一节").click()
    assert closed.printed()[-3:] == ["形势很好。", *END]
    closed.check()


def test_the_last_section_moves_up_and_down_without_the_closing(closed: Paper) -> None:
    closed.after("抓好落实")
    closed.press("Alt+ArrowUp")
    assert closed.printed()[3:] == [
        "一、抓好落实",
        "各级党组织要扛起责任。",
        "二、认清形势",
        "形势很好。",
        *END,
    ]
    closed.press("Alt+ArrowDown")
    assert closed.printed() == CLOSING.split("\n")
    closed.check()


@pytest.mark.parametrize(("dragged", "onto"), [("抓好落实", "认清形势"), ("认清形势", "结束语")])
def test_a_section_dragged_in_the_outline_leaves_the_closing_where_it_is(
    closed: Paper, dragged: str, onto: str
) -> None:
    drag(closed.page, row(closed, dragged), row(closed, onto))
    assert closed.printed()[-3:] == ["形势很好。", *END]
    assert "一、抓好落实" in closed.text()
    closed.check()


def test_the_closing_is_marked_in_the_outline_when_the_caret_is_there(closed: Paper) -> None:
    closed.after("谢谢")
    expect(row(closed, "结束语")).to_have_attribute("aria-current", "true")


def copied(paper: Paper) -> dict[str, str]:
    """Return what a copy puts on the clipboard, by type."""
    return paper.element.evaluate(
        """paper => {
            const data = new DataTransfer();
            const how = { clipboardData: data, bubbles: true, cancelable: true };
            paper.dispatchEvent(new ClipboardEvent("copy", how));
            return Object.fromEntries(data.types.map(type => [type, data.getData(type)]));
        }"""
    )


def paste(paper: Paper, **types: str) -> None:
    paper.element.evaluate(
        """(paper, types) => {
            const data = new DataTransfer();
            for (const [type, text] of Object.entries(types)) data.setData("text/" + type, text);
            const how = { clipboardData: data, bubbles: true, cancelable: true };
            paper.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        types,
    )


def test_copy_takes_the_markers_along(paper: Paper) -> None:
    paper.select_span("始终讲政治", "始终讲规矩。")
    data = copied(paper)
    assert data["text/plain"] == "一是始终讲政治。\n二是始终讲纪律。\n三是始终讲规矩。"
    assert "二是" in data["text/html"]


def test_copy_from_the_middle_of_a_paragraph_has_no_marker(paper: Paper) -> None:
    paper.select("讲政治")
    assert copied(paper)["text/plain"] == "讲政治"


def test_cut_and_paste_moves_paragraphs_with_their_roles_under_new_keys(paper: Paper) -> None:
    old = set(paper.keys().values())
    paper.select_span("始终讲政治", "始终讲规矩。")
    data = copied(paper)
    paper.after("形势很好。")
    paper.press("Enter")
    paste(paper, html=data["text/html"], plain=data["text/plain"])
    text = paper.text()
    assert text.count("二是始终讲纪律。") == 2, "a copy is a list of its own"
    keys = paper.element.evaluate("p => [...p.querySelectorAll('.segment')].map(s => s.dataset.key)")
    assert len(keys) == len(set(keys))
    assert old <= set(keys)
    paper.check()


def test_pasting_into_a_sentence_keeps_what_follows(paper: Paper) -> None:
    paper.after("同志们")
    paste(paper, plain="、朋友们")
    assert paper.printed()[1] == "同志们、朋友们："
    paper.after("形势")
    paper.before("很好。")
    paste(paper, plain="一\n二\n三")
    expect(paper.element).to_contain_text("三很好")
    assert paper.printed()[4:7] == ["形势一", "二", "三很好。"]
    paper.check()


def test_foreign_html_is_pasted_as_text_only(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    html = "<p class=MsoNormal><b style='color:red'>红色</b><img src=x onerror=alert(1)></p><p>第二段</p>"
    paste(paper, html=html, plain="红色\n第二段")
    expect(paper.element).to_contain_text("第二段")
    assert paper.printed()[5:7] == ["红色", "第二段"]
    assert paper.page.locator("#paper b, #paper img:not(.ProseMirror-separator)").count() == 0
    paper.check()


def test_a_head_without_the_right_to_write_sees_the_speech_and_cannot_type(
    leader_page: Page, drafter: User, leader: User
) -> None:
    draft = make_speech(drafter, SPEECH)
    Membership.objects.create(user=leader, office=drafter.office, role=RoleName.HEAD)
    leader_page.goto(draft.get_absolute_url())
    paper = leader_page.locator("#paper")
    expect(paper).to_contain_text("形势很好。")
    assert paper.get_attribute("contenteditable") is None


def test_page_reads_without_javascript(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, drafter: User
) -> None:
    client = Client()
    client.force_login(drafter)
    draft = make_speech(drafter, SPEECH)
    context = browser.new_context(**browser_context_args, base_url=live_server.url, java_script_enabled=False)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(draft.get_absolute_url())
    line = page.locator(".line", has_text="始终讲纪律")
    expect(line).to_be_visible()
    marker = line.locator(".segment").evaluate("one => getComputedStyle(one, '::before').content")
    assert marker == '"二是"'
    context.close()
