"""Title blocks as offices and web pages have them: who speaks, when, to whom, and what is none of it."""

import pytest

from .shapes import dropped, front, shape

TITLE = "在全县重点工作推进会上的讲话"
BLOCKS = {
    "a masked name": (f"{TITLE}\n赵××\n（2025年1月6日）", ["title", "byline", "date"]),
    "a post, and a spaced-out name below": (
        f"{TITLE}\n县审计局党组书记\n郑    军",
        ["title", "byline", "byline"],
    ),
    "an office speaks": (f"{TITLE}\n某某镇党委\n2025年1月6日", ["title", "byline", "date"]),
    "an office reports": (
        "关于上半年工作情况的汇报\n中共XX县财政局党组\n(2025年6月28日)",
        ["title", "byline", "date"],
    ),
    "an office's name as the title's first line": (
        "中共某某县纪律检查委员会\n关于上半年工作情况的报告\n（2025年7月）",
        ["title", "title", "date"],
    ),
    "a title broken behind a post": (
        "在全县派驻机构组长\n集体谈话会上的讲话\n2025年1月6日",
        ["title", "title", "date"],
    ),
    "a title that begins with the speaker": (
        "县委书记李四同志\n在全县动员大会上的讲话\n2025年1月6日",
        ["title", "title", "date"],
    ),
    "a speaker above the title": (
        "县委书记　李四\n在全县动员大会上的讲话\n2025年1月6日",
        ["byline", "title", "date"],
    ),
    "the hour of the meeting": (f"{TITLE}\n（2025年1月6日上午9:00）", ["title", "date"]),
    "the day and the place": (f"{TITLE}\n（2025年1月6日，县委礼堂）", ["title", "date"]),
    "the day and what it was": (f"{TITLE}\n（2025年1月6日　农历腊月初七）", ["title", "date"]),
    "the weekday and the hour": (f"{TITLE}\n2025年1月6日 星期一 下午3时", ["title", "date"]),
    "full-width digits": (f"{TITLE}\n（２０２５年１月６日）", ["title", "date"]),
    "the occasion in brackets": (
        "以“严”的标准推动“实”的作为\n（在全县重点工作推进会上的讲话）",
        ["title", "subtitle"],
    ),
    "a remark in brackets": (f"{TITLE}\n（讲话提纲）", ["title", "note"]),
    "a remark of the writer": (f"{TITLE}\n注：根据领导要求起草，供参考。", ["title", "note"]),
    "when, where and who": (
        "某某县纪委机关工作会议纪要\n会议时间：2025年1月6日下午3时\n地点：三楼会议室\n参加人员：各室主任",
        ["title", "note", "note", "note"],
    ),
    "a masked name of two characters": (f"{TITLE}\n欧阳××", ["title", "byline"]),
    "a label": ("年度述职报告\n述职人：李四", ["title", "byline"]),
}


@pytest.mark.parametrize(("block", "kinds"), BLOCKS.values(), ids=BLOCKS)
def test_title_block(block: str, kinds: list[str]) -> None:
    assert front(f"{block}\n同志们：\n…") == list(zip(kinds, block.split("\n"), strict=True))


def test_a_date_that_begins_the_title_is_no_date() -> None:
    assert front("2025年1月6日　工作例会上的讲话\n同志们：\n…")[0][0] == "title"


def test_a_salutation_of_several_groups_and_a_greeting_below() -> None:
    text = f"{TITLE}\n各位委员，各村（社区）联络员、信息员：\n大家好！\n…"
    assert shape(text) == ["S 各位委员，各村（社区）联络员、信息员：", "B 大家好！", "B …"]


@pytest.mark.parametrize("line", ["县委：", "县委、县政府：", "市委第三巡察组:", "市纪委监委："])
def test_a_report_is_addressed_to_the_body_that_gets_it(line: str) -> None:
    assert shape(f"关于上半年工作情况的汇报\n{line}\n…") == [f"S {line}", "B …"]


@pytest.mark.parametrize(
    "line",
    [
        "原创 小秘 机关文稿 2025-01-06 07:00 发表于湖北",
        "2025-01-06 07:00  某某之声",
        "发表于河北",
        "文/某某笔杆子",
        "抄送：县委办公室",
    ],
)
def test_the_line_of_a_web_page_on_its_author_is_dropped(line: str) -> None:
    text = f"{TITLE}\n{line}\n同志们：\n…"
    assert (front(text), dropped(text)) == ([("title", TITLE)], [2])
