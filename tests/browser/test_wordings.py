"""Expressions and confusables in a real browser: added, edited, out of date, and what is told elsewhere."""

from datetime import date

from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, User
from speeches.library.models import Candidate, Confusable, Expression
from tests.library.factories import make_confusable, make_entry, make_expression
from tests.library.intake.factories import take_in

MESSAGES = "#messages"


def test_an_expression_is_added_edited_and_brought_back(curator_page: Page, office: Office) -> None:
    page = curator_page
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/library/wordings/expressions/")
    page.get_by_role("link", name="添加第一条").click()
    page.get_by_label("提法", exact=True).fill("“四个意识”")
    page.get_by_label("成员").fill("政治意识\n大局意识\n核心意识\n看齐意识")
    page.get_by_label("错误写法").fill("四种意识 → 四个意识")
    page.get_by_label("固定名称").check()
    page.get_by_role("button", name="添加").click()
    expect(page.locator(MESSAGES)).to_contain_text("已添加")
    expect(page.locator(".wording-members li")).to_have_count(4)

    page.get_by_role("link", name="修改").click()
    page.get_by_label("说明").fill("增强“四个意识”，不写“树立”。")
    page.get_by_label("改了什么").fill("补充搭配")
    page.get_by_role("button", name="保存为新版").click()
    expect(page.locator(MESSAGES)).to_contain_text("已保存为第 2 版")
    history = page.locator("section[aria-labelledby=versions]")
    expect(history).to_contain_text("补充搭配")
    history.get_by_text("改了什么").click()
    expect(history.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="恢复第 1 版").click()
    expect(page.locator(MESSAGES)).to_contain_text("已恢复第 1 版，存为第 3 版")
    row = Expression.objects.get()
    assert (row.version, row.note, row.is_set_name) == (3, "", True)
    assert heard == []


def test_what_was_typed_stays_when_a_form_is_refused(curator_page: Page, office: Office) -> None:
    page = curator_page
    page.goto("/library/wordings/expressions/new/")
    page.get_by_label("提法", exact=True).fill("“四个意识”")
    page.get_by_label("错误写法").fill("四种意识 | 从前")
    page.get_by_role("button", name="添加").click()
    expect(page.locator("main")).to_contain_text("第 1 行：看不懂“从前”")
    expect(page.get_by_label("提法", exact=True)).to_have_value("“四个意识”")
    expect(page.get_by_label("错误写法")).to_have_value("四种意识 | 从前")


def test_an_outdated_expression_has_its_successor_and_its_users_are_named(
    curator_page: Page, office: Office
) -> None:
    page = curator_page
    row = make_expression(office, "旧的提法甲")
    new = make_expression(office, "新的提法乙")
    make_entry(office, "还在用旧提法的一段", "各单位要落实旧的提法甲，一级抓一级。")
    page.goto(row.get_absolute_url())
    page.get_by_label("从哪天起过时").fill("2024-05-01")
    page.get_by_label("改用什么提法").fill("新的提法乙")
    page.get_by_role("button", name="记下").click()
    # Where it still stands comes next; the expression itself says what to use instead.
    expect(page.locator(MESSAGES)).to_contain_text("2024-05-01 起过时")
    expect(page.locator("main")).to_contain_text("还在用旧提法的一段")
    page.goto(row.get_absolute_url())
    page.locator(".message.warning").get_by_role("link", name="新的提法乙").click()
    expect(page.locator("h1")).to_have_text(new.text)

    page.goto("/library/desk/")
    stale = page.locator("#stale-wording")
    expect(stale).to_contain_text("含过时提法：旧的提法甲（2024-05-01 起改作“新的提法乙”）")
    stale.get_by_role("link", name="还在用旧提法的一段").click()
    expect(page.locator("main")).to_contain_text("旧的提法甲")

    page.goto("/library/wordings/expressions/")
    page.get_by_label("状态").select_option("过时")
    expect(page.locator(".wording-row")).to_have_count(1)
    expect(page.locator(".wording-row")).to_contain_text("改用：新的提法乙")


def test_reasons_to_look_at_an_entry_stand_together(curator_page: Page, office: Office) -> None:
    make_expression(office, "旧的提法甲", until=date(2024, 5, 1))
    make_entry(office, "讲过旧提法的老段落", "落实旧的提法甲。", source_on=date(2017, 1, 20))
    make_entry(office, "常新的段落")
    curator_page.goto("/library/desk/")
    rows = curator_page.locator(".stale-list li")
    expect(rows).to_have_count(1)
    expect(rows.locator(".chip")).to_have_text(["出处早于 5 年（2017-01-20）", "含过时提法“旧的提法甲”"])
    curator_page.get_by_label("原因").select_option("unused")
    curator_page.get_by_role("button", name="更新").click()
    expect(rows).to_have_count(0)
    expect(curator_page.get_by_label("原因")).to_have_value("unused")


def test_the_triage_warns_of_outdated_wording(curator_page: Page, office: Office, curator: User) -> None:
    make_expression(office, "小切口", until=date(2024, 5, 1), successor="小事")
    take_in(office, curator)
    found = Candidate.objects.filter(original__contains="小切口").first()
    assert found is not None
    curator_page.goto(f"/library/intake/triage/?at={found.pk}")
    expect(curator_page.locator(".triage-middle .outdated")).to_contain_text("含过时提法：小切口 现作“小事”")


def test_a_confusable_is_added_found_while_typing_and_put_out_of_use(
    curator_page: Page, office: Office
) -> None:
    page = curator_page
    make_confusable(office, "按排", "安排")
    page.goto("/library/wordings/confusables/")
    page.get_by_role("link", name="添加易错词").click()
    page.get_by_label("错", exact=True).fill("浮燥")
    page.get_by_label("对", exact=True).fill("浮躁")
    page.get_by_role("button", name="添加").click()
    expect(page.locator(MESSAGES)).to_contain_text("已添加")
    page.get_by_role("button", name="停用").click()
    expect(page.locator(MESSAGES)).to_contain_text("已停用")
    assert Confusable.objects.get(wrong="浮燥").state == "retired"
    page.goto("/library/wordings/confusables/")
    rows = page.locator(".wording-row")
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox", name="查找").press_sequentially("浮")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("停用")
