"""From the editor to the library: a drafter proposes selected paragraphs, a curator accepts them."""

from playwright.sync_api import Page, expect

from speeches.accounts.models import User
from speeches.library.models import Entry, Theme
from tests.drafting.factories import make_speech

from .paper import Paper


def keep(page: Page) -> Page:
    """Press 存为素材 and return the tab that opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="存为素材").click()
    tab = opened.value
    tab.wait_for_url("**/material/?keys=*")
    return tab


def test_a_drafter_proposes_and_a_curator_accepts(
    drafter_page: Page, curator_page: Page, drafter: User, curator: User
) -> None:
    Theme.objects.create(name="责任落实")
    paper = Paper(drafter_page, make_speech(drafter))
    # Not yet saved when it is kept: the words that are proposed are those on the paper.
    paper.after("要扛起主体责任。")
    paper.type("要一级抓一级。")
    paper.select_span("压实责任", "到一线去。")
    tab = keep(drafter_page)
    heard: list[str] = []
    tab.on("console", lambda message: heard.append(message.text))
    box = tab.get_by_label("正文")
    expect(box).to_have_value(
        "（一）压实责任。各级党组织要扛起主体责任。要一级抓一级。\n（二）改进作风。机关干部要到一线去。"
    )
    expect(tab.locator("#preview")).to_contain_text("2 个标题")
    tab.get_by_label("责任落实").check()
    tab.get_by_label("题目").fill("责任与作风")
    tab.get_by_role("button", name="推荐").click()
    expect(tab.locator("#messages")).to_contain_text("已送素材管理员")
    assert heard == []

    curator_page.goto("/")
    curator_page.get_by_role("link", name="素材管理").first.click()
    curator_page.locator("section[aria-labelledby=queue]").get_by_role("link", name="责任与作风").click()
    curator_page.get_by_role("link", name="改后采用").click()
    curator_page.get_by_label("质量").select_option("好")
    curator_page.get_by_role("button", name="保存并采用").click()
    expect(curator_page.locator("#messages")).to_contain_text("已保存为第 2 版")
    entry = Entry.objects.get()
    assert (entry.state, entry.quality, entry.proposed_by) == ("active", 2, drafter)

    drafter_page.goto("/")
    expect(drafter_page.locator("section[aria-labelledby=proposals]")).to_contain_text("已采用")
    drafter_page.goto(entry.get_absolute_url())
    drafter_page.wait_for_load_state("networkidle")


def test_a_heading_takes_its_section_along(drafter_page: Page, drafter: User) -> None:
    paper = Paper(drafter_page, make_speech(drafter))
    paper.after("抓好落实")
    tab = keep(drafter_page)
    expect(tab.get_by_label("题目")).to_have_value("抓好落实")
    expect(tab.get_by_label("正文")).to_have_value(
        "一、抓好落实\n（一）压实责任。各级党组织要扛起主体责任。\n（二）改进作风。机关干部要到一线去。"
    )
    paper.check()


def test_a_selection_takes_its_paragraph_alone_and_figures_come_back(
    drafter_page: Page, drafter: User
) -> None:
    paper = Paper(drafter_page, make_speech(drafter))
    paper.after("要扛起主体责任。")
    paper.type("上半年督促14次，约谈14人，谈话14次。")
    paper.select("督促14次")
    tab = keep(drafter_page)
    box = tab.get_by_label("正文")
    said = "各级党组织要扛起主体责任。上半年督促【次数】次，约谈【人数】人，谈话{}次。"
    expect(box).to_have_value(said.format("【次数】"))
    tab.get_by_role("button", name="14：撤销").nth(2).click()
    expect(box).to_have_value(said.format("14"))
    expect(tab.locator("#preview")).to_contain_text("谈话14次")
    tab.keyboard.press("ControlOrMeta+z")
    expect(box).to_have_value(said.format("【次数】"))


def test_a_declined_proposal_comes_back_with_its_reason(
    drafter_page: Page, curator_page: Page, drafter: User
) -> None:
    Paper(drafter_page, make_speech(drafter)).after("要做到")
    tab = keep(drafter_page)
    tab.get_by_role("button", name="推荐").click()
    expect(tab.locator("#messages")).to_contain_text("已送素材管理员")
    curator_page.goto(Entry.objects.get().get_absolute_url())
    curator_page.get_by_label("退回理由").fill("与已有素材重复。")
    curator_page.get_by_role("button", name="退回").click()
    expect(curator_page.locator("#messages")).to_contain_text("已退回")
    drafter_page.goto("/")
    expect(drafter_page.locator("section[aria-labelledby=proposals]")).to_contain_text("与已有素材重复。")


def test_themes_are_put_in_order_without_leaving_the_page(curator_page: Page, curator: User) -> None:
    for order, name in enumerate(("甲", "乙")):
        Theme.objects.create(name=name, order=order)
    curator_page.goto("/library/tags/theme/")
    curator_page.get_by_label("新的主题").fill("丙")
    curator_page.keyboard.press("Enter")
    expect(curator_page.locator("tbody tr")).to_have_count(3)
    curator_page.get_by_role("button", name="“丙”上移").click()
    expect(curator_page.locator("tbody .title").nth(1)).to_have_text("丙")
    assert [theme.name for theme in Theme.objects.all()] == ["甲", "丙", "乙"]
