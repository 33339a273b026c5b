"""Input methods: composition through the browser's DevTools, wherever a caret can be."""

import pytest
from playwright.sync_api import Page

from speeches.accounts.models import User
from tests.browser.paper import Paper
from tests.browser.test_editor_keys import SPEECH
from tests.drafting.factories import make_speech

PINYIN = ("w", "wo", "wom", "women")


@pytest.fixture
def paper(drafter_page: Page, drafter: User) -> Paper:
    return Paper(drafter_page, make_speech(drafter, SPEECH))


def test_composition_inside_a_paragraph(paper: Paper) -> None:
    paper.before("很好")
    paper.compose(*PINYIN, "我们")
    assert "形势我们很好。" in paper.keys()
    paper.check()


def test_composition_in_an_empty_paragraph(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    paper.compose(*PINYIN, "我们")
    paper.compose("l", "lai", "来了。")
    assert "我们来了。" in paper.keys()
    paper.check()


def test_composition_in_an_empty_item_keeps_its_marker(paper: Paper) -> None:
    paper.after("始终讲规矩。")
    paper.press("Enter")
    paper.compose(*PINYIN, "我们")
    assert "四是我们" in paper.printed()
    paper.check()


def test_composition_after_a_marker_at_the_start_of_a_line(paper: Paper) -> None:
    paper.before("始终讲纪律")
    paper.compose(*PINYIN, "我们")
    assert "二是我们始终讲纪律。" in paper.printed()
    paper.check()


def test_composition_at_the_start_of_a_run_in_paragraph_stays_in_it(paper: Paper) -> None:
    paper.before("各级党组织")
    paper.compose(*PINYIN, "我们")
    assert "我们各级党组织要扛起责任。" in paper.keys()
    assert "压实责任。" in paper.keys()
    paper.check()


def test_composition_at_the_end_of_a_run_in_head_stays_in_it(paper: Paper) -> None:
    paper.after("压实责任")
    paper.press("ArrowRight")
    paper.compose(*PINYIN, "我们")
    assert "压实责任。我们" in paper.keys()
    paper.check()


def test_composition_between_items_of_one_line(paper: Paper) -> None:
    paper.before("抓整改")
    paper.compose(*PINYIN, "我们")
    paper.after("抓学习；")
    paper.compose("t", "ta", "他")
    assert paper.printed()[-1] == "工作取得实效。一是抓学习；他二是我们抓整改；三是抓巩固。"
    paper.check()


def test_composition_over_a_selection_in_one_paragraph(paper: Paper) -> None:
    paper.select("很好")
    paper.compose(*PINYIN, "我们")
    assert "形势我们。" in paper.keys()
    paper.check()


def test_composition_over_a_selection_across_paragraphs(paper: Paper) -> None:
    paper.select_span("始终讲政治", "始终讲纪律")
    paper.compose(*PINYIN, "我们")
    assert [line for line in paper.printed() if line[1:2] == "是"] == ["一是我们。", "二是始终讲规矩。"]
    assert "工作中要做到两个“始终”：" in paper.keys()
    paper.check()


def test_composition_after_a_bound_count_does_not_widen_it(paper: Paper) -> None:
    paper.after("三点意见")
    paper.compose(*PINYIN, "我们")
    assert "我讲三点意见我们。" in paper.text()
    assert paper.page.locator(".count").first.text_content() == "三点意见"
    paper.check()


def test_composition_given_up_leaves_nothing(paper: Paper) -> None:
    before = paper.printed()
    paper.after("形势很好")
    devtools = paper.page.context.new_cdp_session(paper.page)
    for text in ("w", "wo", ""):
        devtools.send("Input.imeSetComposition", {"text": text, "selectionStart": 0, "selectionEnd": 0})
    paper.page.wait_for_timeout(100)
    assert paper.printed() == before
    paper.check()


def test_nothing_is_sent_in_the_middle_of_a_composition(paper: Paper) -> None:
    sent: list[str] = []
    paper.page.on("request", lambda request: sent.append(request.post_data or ""))
    paper.after("形势很好")
    devtools = paper.page.context.new_cdp_session(paper.page)
    devtools.send("Input.imeSetComposition", {"text": "wo", "selectionStart": 2, "selectionEnd": 2})
    paper.page.wait_for_timeout(1500)
    assert not any("wo" in body for body in sent)
    devtools.send("Input.insertText", {"text": "我"})
    paper.check()
    assert "形势很好我。" in paper.stored()


def test_a_composition_is_one_step_of_undo(paper: Paper) -> None:
    before = paper.printed()
    paper.after("形势很好")
    paper.compose(*PINYIN, "我们")
    paper.press("Control+z")
    assert paper.printed() == before
    paper.check()


def test_typing_on_after_a_composition_right_after_enter(paper: Paper) -> None:
    paper.after("形势很好。")
    paper.press("Enter")
    paper.compose("d", "da", "大")
    paper.type("家")
    paper.compose("h", "hao", "好")
    paper.press("Enter")
    paper.compose("x", "xie", "谢谢")
    assert paper.printed()[5:7] == ["大家好", "谢谢"]
    paper.check()
