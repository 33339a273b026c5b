"""Paragraphs become a list, and a list paragraphs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.drafting.factories import COUNTED, make_speech


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Iterator[Paper]:
    opened = Paper(drafter_page, make_speech(drafter, COUNTED))
    yield opened
    # Requests still running would meet the emptying of the tables.
    opened.page.wait_for_load_state("networkidle")


def series(paper: Paper) -> Locator:
    return paper.page.locator("#paragraph-bar [name=series]")


def test_selected_paragraphs_become_a_list_of_the_chosen_series_and_back(paper: Paper) -> None:
    before, keys = paper.printed(), paper.keys()
    paper.select_span("甲段。", "丙段。")
    series(paper).select_option("第一，")
    assert paper.printed()[-4:-1] == ["第一，甲段。", "第二，乙段。", "第三，丙段。"]
    assert paper.keys() == keys
    paper.press("Control+Alt+0")
    assert paper.printed() == before
    paper.press("Control+z", "Control+z")
    assert paper.printed() == before
    paper.check()


def test_the_series_of_the_whole_list_changes_by_key_with_the_caret_in_one_item(paper: Paper) -> None:
    keys = paper.keys()
    paper.after("始终讲规矩。")
    paper.press("Control+Alt+6")
    assert [line[:2] for line in paper.printed()[5:8]] == ["一要", "二要", "三要"]
    paper.press("Control+Alt+6", "Control+Alt+6")
    assert [line[:2] for line in paper.printed()[5:8]] == ["首先", "其次", "最后"]
    assert paper.keys() == keys
    paper.check()


def test_typed_markers_give_way_to_derived_ones(paper: Paper) -> None:
    paper.after("丙段。")
    for text in ("①抓学习", "②抓整改", "④抓巩固"):
        paper.press("Enter")
        paper.type(text)
    paper.select_span("①抓学习", "④抓巩固")
    paper.press("Control+Alt+5")
    assert paper.printed()[-4:-1] == ["①抓学习", "②抓整改", "③抓巩固"]
    assert "抓巩固" in paper.keys()
    paper.check()


def test_a_list_typed_inside_a_paragraph_is_divided_where_it_stands(paper: Paper) -> None:
    paper.after("丙段。")
    paper.press("Enter")
    paper.type("要抓好两项任务：一是抓学习；二是抓整改。")
    paper.press("Control+Alt+5")
    assert "要抓好两项任务：一是抓学习；二是抓整改。" in paper.printed()
    assert {"要抓好两项任务：", "抓学习；", "抓整改。"} <= set(paper.keys())
    paper.save()
    paper.before("抓整改。")
    paper.press("Enter")
    paper.after("抓整改。")
    paper.press("Enter")
    paper.type("抓巩固。")
    assert "要抓好三项任务：一是抓学习；" in paper.printed()
    paper.check()


def test_a_list_runs_in_and_stands_in_lines_again(paper: Paper) -> None:
    before = paper.printed()
    paper.select_span("始终讲政治。", "始终讲纪律。")
    paper.press("Control+Alt+7")
    assert "一是始终讲政治。二是始终讲规矩。三是始终讲纪律。" in paper.printed()
    assert "经验体现为“三个始终”。" in paper.printed()
    paper.press("Control+Alt+7")
    assert paper.printed() == before
    paper.check()


def test_what_runs_in_after_a_head_stays_with_it(drafter_page: Page, drafter: User) -> None:
    text = "标题\n同志们：\n一是抓学习。要天天学。\n二是抓落实。要件件落。\n谢谢大家！"
    paper = Paper(drafter_page, make_speech(drafter, text))
    paper.select_span("抓学习", "件件落。")
    paper.press("Control+Alt+0", "Control+Alt+5")
    assert paper.printed()[2:4] == ["一是抓学习。要天天学。", "二是抓落实。要件件落。"]
    assert "要天天学。" in paper.keys()
    paper.check()


def test_a_list_is_kept_as_material_whole_with_the_caret_in_one_item(paper: Paper) -> None:
    paper.after("始终讲规矩。")
    with paper.page.context.expect_page() as opened:
        paper.page.click("[data-command=keep]")
    tab = opened.value
    expect(tab.locator("[name=kind]")).to_have_value("enumeration")
    expect(tab.locator("[name=text]")).to_have_value(
        "经验体现为“三个始终”。\n一是始终讲政治。\n二是始终讲规矩。\n三是始终讲纪律。\n"
        "以上三个“始终”要落实，“四个意识”要树牢。"
    )
    tab.close()
    paper.check()
