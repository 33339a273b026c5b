"""The keyboard on the paper: splitting, merging, levels, moving, and what follows by itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.drafting.factories import make_speech

SPEECH = """在测试会议上的讲话
同志们：
今天开会，我讲三点意见。
一、认清形势
形势很好。
二、汲取教训
工作中要做到三个“始终”：
一是始终讲政治。
二是始终讲纪律。
三是始终讲规矩。
以上三个“始终”，要记牢。
三、抓好落实
（一）压实责任。各级党组织要扛起责任。
（二）改进作风。机关干部要到一线去。
工作取得实效。一是抓学习；二是抓整改；三是抓巩固。"""


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def line_with(paper: Paper, text: str) -> str:
    return next(line for line in paper.printed() if text in line)


def test_the_paper_shows_the_speech_and_nothing_is_unsaved(paper: Paper) -> None:
    assert paper.printed() == SPEECH.split("\n")
    paper.check()


def test_typing_is_saved_by_itself(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，大家都说好")
    assert line_with(paper, "形势很好") == "形势很好，大家都说好。"
    paper.check()


def test_enter_divides_a_paragraph_and_backspace_joins_it_again(paper: Paper) -> None:
    key = paper.keys()["今天开会，我讲三点意见。"]
    paper.after("今天开会，")
    paper.press("Enter")
    assert paper.printed()[2:4] == ["今天开会，", "我讲三点意见。"]
    assert paper.keys()["今天开会，"] == key, "the left part keeps its identity"
    paper.press("Backspace")
    assert paper.printed()[2] == "今天开会，我讲三点意见。"
    paper.check()


def test_delete_at_the_end_joins_the_next_paragraph(paper: Paper) -> None:
    paper.after("要记牢。")
    paper.press("Enter")
    paper.type("第二段。")
    paper.after("要记牢。")
    paper.press("Delete")
    assert line_with(paper, "要记牢") == "以上三个“始终”，要记牢。第二段。"
    paper.check()


def test_merged_paragraph_is_remembered(paper: Paper) -> None:
    keys = paper.keys()
    paper.before("以上三个")
    paper.press("Backspace", "Backspace")
    paper.save()
    dead = paper.draft.paragraphs.filter(key=keys["以上三个“始终”，要记牢。"]).get()
    assert dead.is_live or dead.merged_into


def test_enter_after_an_item_continues_the_list_and_counts_follow(paper: Paper) -> None:
    paper.after("始终讲纪律。")
    paper.press("Enter")
    paper.type("始终讲团结。")
    text = paper.text()
    assert "三是始终讲团结。" in text
    assert "四是始终讲规矩。" in text
    assert "要做到四个“始终”" in text
    assert "以上四个“始终”" in text
    paper.check()


def test_a_followed_count_is_announced_and_can_be_taken_back(paper: Paper) -> None:
    paper.after("始终讲纪律。")
    paper.press("Enter")
    expect(paper.page.locator("#notices")).to_contain_text("已随条目改为四个“始终”")
    paper.page.locator("#notices button").click()
    assert "要做到三个“始终”" in paper.text()
    assert "三是\n" in paper.text(), "the new item stays"


def test_a_notice_goes_when_what_it_says_is_undone(paper: Paper) -> None:
    paper.after("始终讲纪律。")
    paper.press("Enter")
    expect(paper.page.locator("#notices")).to_have_class(re.compile("shown"))
    paper.press("Control+z")
    expect(paper.page.locator("#notices")).not_to_have_class(re.compile("shown"))


def test_undo_takes_back_item_and_counts_in_one_step_and_redo_brings_them_again(paper: Paper) -> None:
    before = paper.printed()
    paper.after("始终讲纪律。")
    paper.press("Enter")
    after = paper.printed()
    assert after != before
    paper.press("Control+z")
    assert paper.printed() == before
    paper.press("Control+y")
    assert paper.printed() == after
    paper.press("Control+z", "Control+Shift+z")
    assert paper.printed() == after
    paper.check()


def test_enter_in_an_empty_item_leaves_the_list(paper: Paper) -> None:
    paper.after("始终讲规矩。")
    paper.press("Enter", "Enter")
    paper.type("总之。")
    assert "四是" not in paper.text()
    assert "三个“始终”" in paper.text()
    assert line_with(paper, "总之") == "总之。"
    paper.check()


def test_deleting_an_item_renumbers_and_lowers_the_count(paper: Paper) -> None:
    paper.before("始终讲纪律。")
    paper.page.get_by_role("button", name="删除", exact=True).click()
    assert "二是始终讲规矩。" in paper.text()
    assert "要做到两个“始终”" in paper.text()
    assert "以上两个“始终”" in paper.text()
    paper.check()


def test_undoing_a_deletion_revives_the_paragraph_under_its_key(paper: Paper) -> None:
    key = paper.keys()["形势很好。"]
    paper.after("形势很好")
    paper.page.get_by_role("button", name="删除", exact=True).click()
    paper.save()
    assert not paper.draft.paragraphs.get(key=key).is_live
    paper.press("Control+z")
    assert paper.keys()["形势很好。"] == key
    paper.check()


def test_deleting_across_paragraphs(paper: Paper) -> None:
    paper.select_span("很好。", "始终讲纪律")
    paper.press("Delete")
    assert line_with(paper, "形势。") == "形势。"
    assert "一是始终讲规矩。" in paper.text()
    paper.check()


def test_levels_by_tab_and_the_numbers_of_all_headings_follow(paper: Paper) -> None:
    paper.after("汲取教训")
    paper.press("Tab")
    assert "（一）汲取教训" in paper.text()
    assert "二、抓好落实" in paper.text()
    assert "我讲两点意见" in paper.text()
    paper.press("Shift+Tab")
    assert "二、汲取教训" in paper.text()
    assert "我讲三点意见" in paper.text()
    paper.check()


@pytest.mark.parametrize(
    ("shortcut", "printed"),
    [
        ("Control+Alt+1", "二、形势很好。"),
        ("Control+Alt+2", "（一）形势很好。"),
        ("Control+Alt+3", "1.形势很好。"),
        ("Control+Alt+4", "（1）形势很好。"),
        ("Control+Alt+5", "一是形势很好。"),
    ],
)
def test_roles_by_shortcut(paper: Paper, shortcut: str, printed: str) -> None:
    paper.after("形势很好")
    paper.press(shortcut)
    assert line_with(paper, "形势很好") == printed
    paper.press("Control+Alt+0")
    assert line_with(paper, "形势很好") == "形势很好。"
    paper.check()


def test_alt_arrows_move_an_item_and_numbers_stay_in_order(paper: Paper) -> None:
    paper.after("始终讲规矩")
    paper.press("Alt+ArrowUp")
    paper.type("矩")
    assert [line for line in paper.printed() if line[1:2] == "是"] == [
        "一是始终讲政治。",
        "二是始终讲规矩矩。",
        "三是始终讲纪律。",
    ]
    paper.check()


def test_alt_arrow_on_a_heading_moves_its_whole_section(paper: Paper) -> None:
    paper.before("汲取教训")
    paper.press("Alt+ArrowUp")
    text = paper.text()
    assert text.index("一、汲取教训") < text.index("三是始终讲规矩") < text.index("二、认清形势")
    paper.press("Control+z")
    assert paper.printed() == SPEECH.split("\n")
    paper.press("Control+y")
    paper.check()


def test_an_item_inside_a_paragraph_changes_places(paper: Paper) -> None:
    paper.after("抓整改")
    paper.press("Alt+ArrowUp")
    assert line_with(paper, "抓整改") == "工作取得实效。一是抓整改；二是抓学习；三是抓巩固。"
    paper.check()


def test_enter_at_the_end_of_a_run_in_head_ends_its_line(paper: Paper) -> None:
    paper.after("压实责任。")
    paper.press("Enter")
    assert "（一）压实责任。\n各级党组织" in paper.text()
    paper.press("Backspace")
    assert "（一）压实责任。各级党组织" in paper.text()
    paper.check()


def test_backspace_after_a_run_in_head_never_swallows_the_text_into_the_head(paper: Paper) -> None:
    paper.before("各级党组织")
    paper.press("Backspace")
    assert "（一）压实责任各级党组织" in paper.text()
    assert "各级党组织要扛起责任。" in paper.keys()
    paper.press("Control+z")
    paper.check()


def test_backspace_takes_the_marker_of_an_item_first(paper: Paper) -> None:
    paper.before("始终讲政治")
    paper.press("Backspace")
    assert line_with(paper, "讲政治") == "始终讲政治。"
    assert "一是始终讲纪律。" in paper.text()
    paper.check()


def test_the_arrow_stops_on_both_sides_of_a_border(paper: Paper) -> None:
    paper.after("压实责任。")
    paper.press("ArrowRight")
    paper.type("今年")
    assert "今年各级党组织要扛起责任。" in paper.keys()
    paper.before("各级")
    paper.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    paper.type("！")
    assert "压实责任。！" in paper.keys()
    paper.check()


def test_toolbar_shows_and_changes_the_role(paper: Paper) -> None:
    role = paper.page.get_by_label("段落类型")
    paper.after("压实责任")
    expect(role).to_have_value("heading2")
    paper.after("形势很好")
    expect(role).to_have_value("body")
    role.select_option("item")
    assert line_with(paper, "形势很好") == "一是形势很好。"
    paper.page.get_by_label("序号样式").select_option("第一，")
    assert line_with(paper, "形势很好") == "第一，形势很好。"
    paper.check()


def test_series_of_a_whole_list_changes_at_once(paper: Paper) -> None:
    paper.after("始终讲纪律")
    paper.page.get_by_label("序号样式").select_option("首先，")
    assert [line for line in paper.printed() if "始终讲" in line] == [
        "首先，始终讲政治。",
        "其次，始终讲纪律。",
        "最后，始终讲规矩。",
    ]
    paper.check()


def test_run_in_joins_the_line_before_and_leaves_it_again(paper: Paper) -> None:
    button = paper.page.get_by_role("button", name="接排")
    paper.after("形势很好")
    button.click()
    assert "一、认清形势形势很好。" in paper.text()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert "一、认清形势\n形势很好。" in paper.text()
    paper.check()


def test_f8_goes_from_one_open_place_to_the_next(paper: Paper) -> None:
    paper.after("形势很好")
    paper.type("，查处【数据】件，处分XX人")
    expect(paper.page.locator("[data-part=placeholders]")).to_have_text("2")
    paper.before("同志们")
    paper.press("F8")
    paper.type("三百")
    paper.press("F8")
    paper.type("五十")
    assert line_with(paper, "查处") == "形势很好，查处三百件，处分五十人。"
    expect(paper.page.locator("[data-part=placeholders]")).to_have_text("0")
    paper.check()


@pytest.mark.parametrize("character", ["/", "、"])
def test_slash_in_an_empty_paragraph_opens_the_library(paper: Paper, character: str) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    paper.page.wait_for_selector("#library input[type=search], #library input[name=q]")
    if character == "/":
        paper.press("/")
    else:
        paper.compose("、")
    expect(paper.page.locator("#library input[name=q]")).to_be_focused()
    assert character not in "".join(paper.keys())
    paper.press("Escape")
    expect(paper.element).to_be_focused()


def test_title_lines_are_edited_too(paper: Paper) -> None:
    paper.after("在测试会议上")
    paper.press("Enter")
    assert paper.printed()[:2] == ["在测试会议上", "的讲话"]
    paper.page.get_by_label("段落类型").select_option("front-subtitle")
    paper.save()
    paper.draft.refresh_from_db()
    assert paper.draft.front == [["title", "在测试会议上"], ["subtitle", "的讲话"]]
    paper.check()


def test_tab_is_ours_until_escape(paper: Paper, page: Page) -> None:
    paper.after("形势很好")
    paper.press("Tab")
    expect(paper.element).to_be_focused()
    paper.press("Escape", "Tab")
    expect(paper.element).not_to_be_focused()


def test_everything_can_be_deleted_and_undone(paper: Paper) -> None:
    before = paper.document()
    paper.before("同志们")
    paper.press("Control+a", "Delete")
    paper.type("重新开始")
    assert "重新开始" in paper.text()
    paper.save()
    paper.press("Control+z", "Control+z")
    paper.save()
    assert paper.document() == before
    paper.check()
