"""Figures (数据): entered once, computed, checked; and the title block follows its facts."""

import json

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, set_facts, set_figure
from speeches.drafting.facts import KnownFacts, filled_front
from speeches.drafting.models import Draft
from speeches.manuscript.value import Front, FrontLine
from tests.htmx import HTMX, soup_of, swap

from .factories import body, change_set, make_draft, upsert

pytestmark = pytest.mark.django_db
NONE = {"unit": "", "previous": "", "period": "", "source": ""}
TEXT = "处分【处分人数】人，【处分人数 同比】；问责占【问责人数 占 处分人数】。"


@pytest.fixture
def open_draft(client: Client, drafter: User) -> Draft:
    client.force_login(drafter)
    draft = make_draft(drafter)
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(body(1, TEXT))]))
    return draft


def post(client: Client, draft: Draft, **data: str) -> object:
    return client.post(reverse("draft-figures", args=[draft.pk]), data, headers=HTMX)


def proposed(client: Client, draft: Draft) -> dict:
    return client.get(reverse("draft-fill-proposal", args=[draft.pk])).json()


def take(draft: Draft, author: User, proposal: dict, number: int) -> None:
    fields = {"upserts": proposal["updates"]}
    if proposal["front"]:
        fields["front"] = proposal["front"]
    apply_change_set(draft, author=author, payload=change_set(draft, number, **fields))


def test_what_is_computed_follows_its_figures(client: Client, drafter: User, open_draft: Draft) -> None:
    response = post(
        client, open_draft, figure="处分人数", value="357", unit="人", previous="318", source="案管室"
    )
    assert "facts-changed" in json.loads(response.headers["HX-Trigger"])
    post(client, open_draft, figure="问责人数", value="62", unit="人")
    proposal = proposed(client, open_draft)
    assert proposal["updates"][0]["text"] == "处分357人，同比增长12.3%；问责占17.4%。"
    take(open_draft, drafter, proposal, 2)
    post(client, open_draft, figure="处分人数", value="310", unit="人", previous="318")
    assert proposed(client, open_draft)["updates"][0]["text"] == "处分310人，同比下降2.5%；问责占20%。"
    post(client, open_draft, figure="处分人数", value="310", unit="人")
    assert proposed(client, open_draft)["updates"][0]["text"] == "处分310人，【处分人数 同比】；问责占20%。"


def test_the_panel_says_what_is_missing(client: Client, open_draft: Draft) -> None:
    page = post(client, open_draft, figure="处分人数", value="357").content.decode()
    assert "“处分人数”的上年同期数还没有填" in page
    assert "数据里还没有“问责人数”" in page
    assert "把已知的填入 1 处" in page
    assert "待填 3 处" in page


def test_a_figure_is_forgotten_and_what_it_filled_stays(
    client: Client, drafter: User, open_draft: Draft
) -> None:
    post(client, open_draft, figure="处分人数", value="357", previous="318")
    take(open_draft, drafter, proposed(client, open_draft), 2)
    assert "facts-changed" in post(client, open_draft, figure="处分人数", remove="1").headers["HX-Trigger"]
    assert proposed(client, open_draft)["updates"][0]["text"] == (
        "处分357人，【处分人数 同比】；问责占【问责人数 占 处分人数】。"
    )
    assert not open_draft.facts.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"figure": ""}, "请给数据起个名字"),
        ({"figure": "单位"}, "“单位”是要素的名字"),
        ({"figure": "数据"}, "请起个具体的名字"),
        ({"figure": "处分 人数"}, "名称里不能有空格"),
        ({"figure": "处分人数", "value": "三百"}, "“三百”不是数字"),
        ({"figure": "处分人数", "previous": "12人"}, "“12人”不是数字"),
        ({"figure": "处分人数", "source": "【单位】"}, "内容里不能有换行和【】"),
        ({"figure": "长" * 31}, "名称最多 30 字"),
    ],
)
def test_bad_figures_are_refused_with_a_sentence_and_what_was_typed(
    client: Client, open_draft: Draft, data: dict[str, str], sentence: str
) -> None:
    response = post(client, open_draft, **data)
    page = response.content.decode()
    assert sentence in page
    assert all(f'value="{typed}"' in page for typed in data.values() if typed)
    assert not open_draft.facts.exists()


def test_swapped_panel_equals_reloaded_page(client: Client, open_draft: Draft) -> None:
    page = main_page(client, open_draft)
    swap(page, "#facts", post(client, open_draft, figure="处分人数", value="357", unit="人"))
    reloaded = main_page(client, open_draft)
    assert page.select_one("#facts").prettify() == reloaded.select_one("#facts").prettify()


def main_page(client: Client, draft: Draft) -> Tag:
    return soup_of(client.get(draft.get_absolute_url())).select_one("body")


def test_only_writers_change_figures(client: Client, head: User, outsider: User, open_draft: Draft) -> None:
    client.force_login(head)
    assert post(client, open_draft, figure="处分人数", value="1").status_code == 403
    client.force_login(outsider)
    assert post(client, open_draft, figure="处分人数", value="1").status_code == 404


def test_other_pages_hear_of_it(client: Client, drafter: User, open_draft: Draft) -> None:
    open_draft.refresh_from_db()
    before = open_draft.sequence
    set_figure(open_draft, author=drafter, name="处分人数", values={"value": "1", **NONE})
    set_facts(open_draft, author=drafter, facts={"单位": "县纪委"})
    address = reverse("draft-changes", args=[open_draft.pk])
    assert client.get(address, {"since": before}).json()["sequence"] == before + 2
    # A save that knows nothing of it goes through.
    answer = apply_change_set(open_draft, author=drafter, payload=change_set(open_draft, 9, base=before))
    assert answer["sequence"] > before + 2


def test_the_title_block_follows_later_changes(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = make_draft(drafter)
    front = [["title", "在【单位】【会议名称】上的讲话"], ["date", "（【日期】）"]]
    apply_change_set(draft, author=drafter, payload=change_set(draft, front=front))
    set_facts(draft, author=drafter, facts={"单位": "县纪委", "会议名称": "半年会", "日期": "2026年7月1日"})
    take(draft, drafter, proposed(client, draft), 2)
    set_facts(draft, author=drafter, facts={"单位": "县纪委监委", "日期": "2026年7月17日"})
    proposal = proposed(client, draft)
    assert proposal["front"] == [["title", "在县纪委监委半年会上的讲话"], ["date", "（2026年7月17日）"]]
    take(draft, drafter, proposal, 3)
    assert proposed(client, draft)["front"] is None
    set_facts(draft, author=drafter, facts={"会议名称": ""})
    assert proposed(client, draft)["front"][0] == ["title", "在县纪委监委【会议名称】上的讲话"]


def test_a_fact_that_somebody_else_changed_meanwhile_stays(
    client: Client, drafter: User, open_draft: Draft
) -> None:
    set_facts(open_draft, author=drafter, facts={"讲话人": "李书记"})
    shown = {"name": ["讲话人", "地点"], "was": ["", ""], "value": ["", "大礼堂"]}
    client.post(reverse("draft-facts", args=[open_draft.pk]), shown)
    assert open_draft.facts_by_name() == {"讲话人": "李书记", "地点": "大礼堂"}


def test_words_of_another_fact_in_the_title_are_left_alone() -> None:
    title = (FrontLine(Front.TITLE, "在全县警示教育大会上的讲话"),)
    known = KnownFacts({"单位": "全市", "会议名称": "全县警示教育大会"}, {}, {"单位": ["全县"]})
    assert filled_front(title, known) == title
