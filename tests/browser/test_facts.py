"""Facts, figures and what is still open: entered once, followed everywhere, asked for on insertion."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from speeches.accounts.models import Office, User
from speeches.drafting.actions import add_co_drafter, set_facts, set_figure
from speeches.drafting.models import Draft
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.browser.paper import Paper
from tests.cast import make_drafter
from tests.drafting.factories import body, make_draft
from tests.library.factories import make_entry

TEXTS = (
    "【单位】召开这次会议，【单位】各部门都要重视。",
    "处分【处分人数】人，【处分人数 同比】；问责的占【问责人数 占 处分人数】。",
    "发现问题【数据】个。",
)
FIGURE = {"unit": "人", "period": "上半年", "source": "案管室"}


@pytest.fixture
def draft(drafter: User) -> Draft:
    front = (
        FrontLine(Front.TITLE, "在【单位】【会议名称】上的讲话"),
        FrontLine(Front.DATE, "（【日期】）"),
    )
    paragraphs = tuple(body(at + 1, text) for at, text in enumerate(TEXTS))
    return make_draft(drafter, Manuscript(front, paragraphs))


@pytest.fixture
def paper(drafter_page: Page, draft: Draft) -> Paper:
    return Paper(drafter_page, draft)


def fact(paper: Paper, name: str) -> Locator:
    return paper.page.locator("#facts").get_by_label(name, exact=True)


def tell(paper: Paper, name: str, value: str) -> None:
    fact(paper, name).fill(value)
    paper.press("Tab")


def add_figure(paper: Paper, name: str, value: str, previous: str = "") -> None:
    facts = paper.page.locator("#facts")
    facts.get_by_text("加一个数据").click()
    form = facts.locator(".figure[open] form")
    expect(form.get_by_label("名称")).to_have_value("")
    form.get_by_label("名称").fill(name)
    form.get_by_label("数值").fill(value)
    form.get_by_label("计量单位").fill("人")
    form.get_by_label("上年同期").fill(previous)
    form.get_by_role("button", name="添加").click()


def chosen(paper: Paper) -> str:
    return paper.page.evaluate("document.getSelection().toString()")


def test_a_fact_fills_all_its_places_and_follows_when_it_changes(paper: Paper) -> None:
    tell(paper, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开这次会议，县纪委监委各部门")
    expect(paper.element.locator(".front").first).to_have_text("在县纪委监委【会议名称】上的讲话")
    paper.save()
    tell(paper, "单位", "市纪委监委")
    expect(paper.element).to_contain_text("市纪委监委召开这次会议，市纪委监委各部门")
    expect(paper.element.locator(".front").first).to_have_text("在市纪委监委【会议名称】上的讲话")
    paper.check()


def test_one_undo_takes_a_change_back_everywhere(paper: Paper) -> None:
    tell(paper, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开")
    paper.save()
    tell(paper, "单位", "市纪委监委")
    expect(paper.element).to_contain_text("市纪委监委召开")
    paper.after("各部门")
    paper.press("Control+z")
    expect(paper.element).to_contain_text("县纪委监委召开这次会议，县纪委监委各部门")
    expect(paper.element.locator(".front").first).to_contain_text("在县纪委监委")
    paper.press("Control+y")
    expect(paper.element).not_to_contain_text("县纪委监委召开")
    expect(paper.element.locator(".front").first).to_contain_text("在市纪委监委")
    paper.check()


def test_the_title_follows_after_an_undo_too(paper: Paper) -> None:
    tell(paper, "会议名称", "半年会")
    expect(paper.element.locator(".front").first).to_contain_text("半年会上的讲话")
    tell(paper, "会议名称", "年会")
    expect(paper.element.locator(".front").first).to_contain_text("】年会上的讲话")
    paper.after("各部门")
    paper.press("Control+z")
    expect(paper.element.locator(".front").first).to_contain_text("半年会上的讲话")
    tell(paper, "会议名称", "季度会")
    expect(paper.element.locator(".front").first).to_contain_text("】季度会上的讲话")
    paper.check()


def test_an_emptied_fact_opens_its_places(paper: Paper) -> None:
    tell(paper, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开")
    paper.save()
    tell(paper, "单位", "")
    expect(paper.element).to_contain_text("【单位】召开这次会议，【单位】各部门")
    expect(paper.element.locator(".front").first).to_contain_text("在【单位】")
    paper.check()


def test_f8_goes_on_and_shift_f8_back(paper: Paper) -> None:
    paper.before("召开这次会议")
    paper.press("F8")
    assert chosen(paper) == "【单位】"
    paper.press("F8")
    assert chosen(paper) == "【处分人数】"
    paper.press("Shift+F8")
    assert chosen(paper) == "【单位】"
    paper.press("Shift+F8", "Shift+F8")
    assert chosen(paper) == "【日期】"
    for _ in range(3):
        paper.press("Shift+F8")
    assert chosen(paper) == "【数据】", "before the first comes the last"
    paper.type("12")
    expect(paper.element).to_contain_text("发现问题12个")
    paper.check()


def test_open_places_are_listed_counted_and_gone_to(paper: Paper) -> None:
    places = paper.page.locator(".open-places")
    expect(places.get_by_role("heading")).to_contain_text("待填 9 处")
    places.get_by_role("link", name=re.compile("发现问题【数据】")).click()
    assert chosen(paper) == "【数据】"
    paper.type("12")
    expect(places.get_by_role("heading")).to_contain_text("待填 8 处")
    places.get_by_role("link", name=re.compile("这次会议，【单位】")).click()
    assert chosen(paper) == "【单位】"
    paper.type("县纪委")
    expect(paper.element).to_contain_text("【单位】召开这次会议，县纪委各部门")
    paper.check()


def test_figures_are_computed_and_follow(paper: Paper) -> None:
    add_figure(paper, "处分人数", "357", "318")
    expect(paper.element).to_contain_text("处分357人，同比增长12.3%；")
    expect(paper.page.locator(".formula").filter(has_text="占")).to_contain_text("数据里还没有“问责人数”")
    paper.save()
    add_figure(paper, "问责人数", "62")
    expect(paper.element).to_contain_text("问责的占17.4%。")
    paper.save()
    paper.page.locator("#facts").get_by_text("处分人数", exact=True).first.click()
    form = paper.page.locator(".figure[open] form")
    form.get_by_label("数值").fill("310")
    form.get_by_role("button", name="保存").click()
    expect(paper.element).to_contain_text("处分310人，同比下降2.5%；问责的占20%。")
    paper.after("各部门")
    paper.press("Control+z")
    expect(paper.element).to_contain_text("处分357人，同比增长12.3%；问责的占17.4%。")
    paper.check()


def test_a_wrong_figure_is_told_and_what_was_typed_stays(paper: Paper) -> None:
    add_figure(paper, "处分人数", "三百")
    expect(paper.page.get_by_role("alert").filter(has_text="“三百”不是数字")).to_be_visible()
    expect(paper.page.locator(".figure[open]").get_by_label("名称")).to_have_value("处分人数")
    paper.page.locator(".figure[open]").get_by_label("数值").fill("300")
    paper.page.locator(".figure[open]").get_by_role("button", name="添加").click()
    expect(paper.element).to_contain_text("处分300人，【处分人数 同比】")
    paper.check()


def test_division_by_zero_stays_open_with_the_reason(paper: Paper, drafter: User) -> None:
    add_figure(paper, "处分人数", "5", "0")
    expect(paper.element).to_contain_text("处分5人，【处分人数 同比】")
    expect(paper.page.locator(".formula").first).to_contain_text("上年同期数是 0，不能算增幅")
    paper.check()


def test_a_place_typed_later_is_filled_when_asked(paper: Paper) -> None:
    tell(paper, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开")
    paper.after("问题【数据】个")
    paper.type("，【单位】牵头")
    paper.page.get_by_role("button", name="把已知的填入 1 处").click()
    expect(paper.element).to_contain_text("个，县纪委监委牵头")
    expect(paper.page.get_by_role("button", name="把已知的填入")).to_have_count(0)
    paper.check()


@pytest.fixture
def entry_paper(drafter_page: Page, draft: Draft, office: Office) -> Paper:
    text = "【地点】整治从【期限】开始。\n【单位】和【地点】都要查出【数据】个、整改【数据】个。"
    make_entry(office, "集中整治", text)
    paper = Paper(drafter_page, draft)
    tell(paper, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开")
    paper.save()
    paper.after("发现问题")
    paper.page.get_by_role("button", name="插入“集中整治”").click()
    expect(paper.element).to_contain_text("县纪委监委和【地点】都要查出")
    return paper


def test_what_an_insertion_leaves_open_is_asked_there(entry_paper: Paper) -> None:
    paper = entry_paper
    ask = paper.page.locator("#ask")
    expect(ask).to_be_visible()
    assert len(ask.locator("label").all()) == 4, "a fact once, what varies in each place"
    ask.get_by_label("地点", exact=True).fill("青石镇")
    ask.get_by_label(re.compile("都要查出【数据】个")).fill("30")
    ask.get_by_label(re.compile("整改【数据】个")).fill("28")
    paper.press("Enter")
    expect(ask).to_be_hidden()
    expect(paper.element).to_contain_text("青石镇整治从【期限】开始")
    expect(paper.element).to_contain_text("县纪委监委和青石镇都要查出30个、整改28个。")
    expect(fact(paper, "地点")).to_have_value("青石镇")
    assert "发现问题【数据】个" in paper.text(), "only what was inserted"
    paper.check()
    assert "青石镇" in paper.text()


def test_the_answer_can_wait(entry_paper: Paper) -> None:
    paper = entry_paper
    ask = paper.page.locator("#ask")
    ask.get_by_role("button", name="以后再填").click()
    expect(ask).to_be_hidden()
    expect(paper.element).to_be_focused()
    expect(paper.page.locator(".open-places")).to_contain_text("查出【数据】")
    paper.check()


def test_an_undone_insertion_asks_nothing_more(entry_paper: Paper) -> None:
    paper = entry_paper
    ask = paper.page.locator("#ask")
    expect(ask).to_be_visible()
    paper.press("Control+z")
    expect(ask).to_be_hidden()
    paper.check()


def test_what_was_filled_by_hand_meanwhile_is_left_alone(entry_paper: Paper) -> None:
    paper = entry_paper
    ask = paper.page.locator("#ask")
    ask.get_by_label(re.compile("整改【数据】个")).fill("28")
    paper.select("【期限】")
    paper.type("五月")
    ask.get_by_role("button", name="填入").click()
    expect(paper.element).to_contain_text("整改28个")
    expect(paper.element).to_contain_text("整治从五月开始")
    paper.check()


def test_facts_of_another_person_arrive(
    paper: Paper, draft: Draft, drafter: User, office: Office, log_in: Callable[[User], Page]
) -> None:
    colleague = make_drafter(office, "colleague")
    add_co_drafter(draft, author=drafter, person=colleague)
    theirs = Paper(log_in(colleague), draft)
    paper.after("这次会议")
    tell(theirs, "单位", "县纪委监委")
    expect(paper.element).to_contain_text("县纪委监委召开这次会议，县纪委监委各部门")
    expect(fact(paper, "单位")).to_have_value("县纪委监委")
    expect(paper.element.locator(".front").first).to_contain_text("在县纪委监委")
    # What fills no place arrives as well.
    tell(theirs, "地点", "大礼堂")
    expect(fact(paper, "地点")).to_have_value("大礼堂")
    theirs.save()
    paper.check()


def test_facts_being_typed_are_not_taken_away(paper: Paper, draft: Draft, drafter: User) -> None:
    fact(paper, "地点").fill("大礼")
    set_facts(draft, author=drafter, facts={"讲话人": "李书记"})
    set_figure(draft, author=drafter, name="处分人数", values={"value": "357", "previous": "318", **FIGURE})
    paper.page.wait_for_timeout(3000)
    expect(fact(paper, "地点")).to_have_value("大礼")
    paper.type("堂")
    paper.press("Tab")
    paper.after("各部门")
    expect(fact(paper, "讲话人")).to_have_value("李书记")
    expect(fact(paper, "地点")).to_have_value("大礼堂")
    expect(paper.element).to_contain_text("处分357人，同比增长12.3%")
    paper.check()
