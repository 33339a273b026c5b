"""征求意见 and 数据核实 in a browser: asked, answered, entered from paper, summed up."""

import os
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.actions import set_figure
from speeches.drafting.models import Draft, Fact
from speeches.review.actions import add_opinion, consult, send_reply
from speeches.review.models import Comment, Participant
from tests.cast import make_person
from tests.drafting.factories import make_speech

from .test_review import SIZES, SPEECH

NUMBERS = "当前，形势依然严峻。全县共立案128件，处分56人，其中问责41人。"


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def save(page: Page, click: Callable[[], None], name: str) -> str:
    with page.expect_download() as download:
        click()
    if folder := os.environ.get("SHOTS"):
        download.value.save_as(f"{folder}/{name}")
    return download.value.suggested_filename


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_speech(drafter, SPEECH.replace("统一思想，大家要抓好落实。", f"{NUMBERS}统一思想。"))


def test_units_are_asked_and_their_answers_summed_up(
    drafter_page: Page, log_in: Callable[[User], Page], office: Office, draft: Draft
) -> None:
    asked = make_person("asked", "李明", office, RoleName.DRAFTER)
    page = drafter_page
    page.goto(reverse("draft-consultations", args=[draft.pk]))
    shoot(page, "consultations-empty")
    page.get_by_role("link", name="征求意见", exact=True).click()
    page.get_by_label("李明").check()
    page.get_by_label("用纸质或电话反馈的单位").fill("市财政局\n市审计局")
    page.get_by_label("同时请他们核实文中的数据").check()
    page.get_by_label("说明").fill("请核对数据。")
    shoot(page, "consultation-new")
    page.get_by_role("button", name="发出").click()
    expect(page.locator("#consultation")).to_contain_text("已反馈 0 / 共 3 家")

    other = log_in(asked)
    other.goto(reverse("dashboard"))
    shoot(other, "consulted-desk")
    other.get_by_role("link", name="对《在全县警示教育大会上的讲话》提意见").click()
    other.get_by_role("link", name="核实数据").click()
    line = other.locator(".of-text tbody")
    line.locator("summary").click()
    line.get_by_role("button", name="核实无误").click()
    expect(other.locator("#verification-progress")).to_contain_text("已核实 1 / 共 1 项")
    shoot(other, "consulted-figures")
    other.get_by_role("link", name="回到正文").click()
    other.locator("#text .segment", has_text="防微杜渐").click()
    other.get_by_role("button", name="批注这一段").click()
    other.get_by_label("建议改为").fill("要从严从实，防微杜渐、警钟长鸣。")
    shoot(other, "consulted-form")
    other.get_by_role("button", name="记下意见").click()
    expect(other.locator(".opinion")).to_contain_text("警钟长鸣")
    expect(other.locator(".opinions")).to_contain_text("还没有提交")
    other.get_by_label("总的意见").fill("题目再短些")
    shoot(other, "consulted")
    other.get_by_role("button", name="提交反馈").click()
    expect(other.locator(".opinion")).to_have_count(2)
    expect(other.locator(".round-head")).to_contain_text("有意见")
    assert Participant.objects.get(person=asked).reply == Participant.Reply.OPINIONS

    page.reload()
    on_paper = page.locator("#consultation tbody", has_text="市财政局")
    on_paper.locator("summary").click()
    on_paper.get_by_label("怎样反馈的").select_option(label="电话")
    on_paper.get_by_label("市财政局的意见").fill("第二部分太长\n数字以年报为准")
    on_paper.get_by_role("button", name="记下").click()
    expect(page.locator("#consultation")).to_contain_text("已反馈 2 / 共 3 家")
    expect(on_paper).to_contain_text("由起草人代录（电话")
    shoot(page, "consultation")
    name = save(page, lambda: page.get_by_role("link", name="汇总表 .docx").click(), "summary.docx")
    assert name.startswith("征求意见汇总表")
    page.get_by_role("link", name="逐条办理").click()
    expect(page.locator(".settled-item")).to_have_count(4)
    page.locator(".settled-item").first.get_by_role("button", name="不采纳").click()
    expect(page.locator(".settled-item").first).to_contain_text("请写明理由")
    assert Comment.objects.count() == 4


def test_figures_are_verified_and_a_changed_one_once_more(
    drafter_page: Page, drafter: User, draft: Draft
) -> None:
    figures = {"unit": "人", "previous": "30", "period": "2026年1至9月", "source": "案件管理室"}
    set_figure(draft, author=drafter, name="问责人数", values={"value": "41", **figures})
    page = drafter_page
    page.goto(reverse("draft-verification", args=[draft.pk]))
    progress = page.locator("#verification-progress")
    expect(progress).to_contain_text("已核实 0 / 共 2 项")
    figure = page.locator("tbody", has_text="问责人数")
    figure.locator("summary").click()
    figure.get_by_role("button", name="核实无误").click()
    expect(figure).to_contain_text("写谁核实的")
    page.get_by_label("谁核实的").fill("案件管理室 王主任")
    figure.get_by_label("更正为").fill("43")
    figure.get_by_role("button", name="应予更正").click()
    expect(figure).to_contain_text("待更正")
    shoot(page, "verification-wrong")
    figure.get_by_role("button", name="按 43 更正").click()
    expect(progress).to_contain_text("已核实 1 / 共 2 项")
    sentence = page.locator(".of-text tbody")
    sentence.locator("summary").click()
    sentence.get_by_role("button", name="核实无误").click()
    expect(progress).to_contain_text("已核实 2 / 共 2 项")
    assert save(page, lambda: page.get_by_role("link", name="下载 .docx").click(), "verification.docx")
    set_figure(draft, author=drafter, name="问责人数", values={"value": "44", **figures})
    page.reload()
    expect(figure).to_contain_text("核实后有改动，须重新核实")
    shoot(page, "verification")
    assert Fact.objects.get(name="问责人数").value == "44"


@pytest.mark.parametrize("name", SIZES)
def test_pages_of_opinions_fit_every_screen(
    drafter_page: Page, log_in: Callable[[User], Page], drafter: User, office: Office, draft: Draft, name: str
) -> None:
    asked = make_person("asked", "李明", office, RoleName.DRAFTER)
    consultation = consult(draft, by=drafter, asked=[("李明", asked), ("市财政局", None)], asks_figures=True)
    one = consultation.participants.get(person=asked)
    add_opinion(one, by=asked, text="数据请核实", key=draft.manuscript().paragraphs[3].key)
    send_reply(one, by=asked, text="题目再短些")
    mine = {"consultation-detail": [draft.pk, consultation.pk], "draft-settlement": [draft.pk]}
    mine |= {"opinion-record": [draft.pk], "draft-verification": [draft.pk]}
    pages = [(drafter_page, each, args) for each, args in mine.items()]
    theirs = log_in(asked)
    pages += [(theirs, each, [one.pk]) for each in ("consultation-answer", "consulted-figures")]
    width, height = SIZES[name]
    for page, each, args in pages:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(reverse(each, args=args))
        shoot(page, f"{each}-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, each
