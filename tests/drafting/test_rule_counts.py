"""The counters of the rules: what was shown, mended and left, each place once, on the page of the rules."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import RoleName, User
from speeches.drafting.actions import add_co_drafter, apply_change_set
from speeches.drafting.models import Draft, ShownFinding
from speeches.drafting.rule_counts import RuleCount, counts_for
from speeches.library.actions import switch_rule
from speeches.library.models import Confusable
from tests.cast import make_person
from tests.htmx import HTMX, main_of, swap

from .factories import change_set, make_speech, upsert

pytestmark = pytest.mark.django_db

RULE, MARKS, SENTENCE = "characters.confusable", "punctuation.doubled", "speech.long-sentence"
TEXT = """在会议上的讲话
同志们：
要按步就班推进，成绩不小。
不能按步就班拖延。
谢谢大家！"""


@pytest.fixture
def draft(client: Client, drafter: User) -> Draft:
    draft = make_speech(drafter, TEXT)
    Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")
    client.force_login(drafter)
    return draft


def look(client: Client, draft: Draft) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("draft-proof", args=[draft.pk])).content, "html.parser")


def count(draft: Draft, rule: str = RULE) -> RuleCount:
    return counts_for(draft.office_id).get(rule, RuleCount())


def rewrite(draft: Draft, old: str, new: str) -> None:
    draft.refresh_from_db()
    paragraph = next(p for p in draft.manuscript().paragraphs if old in p.text)
    changed = replace(paragraph, text=paragraph.text.replace(old, new))
    payload = change_set(draft, number=draft.sequence + 1, upserts=[upsert(changed)])
    apply_change_set(draft, author=draft.author, payload=payload)
    draft.refresh_from_db()


def dismiss(client: Client, draft: Draft, **said: str) -> BeautifulSoup:
    identity = look(client, draft).select_one(f"[data-rule='{RULE}'] [data-dismiss]")["data-dismiss"]
    data = {"identity": identity, "reason": "rule", "scope": "place", **said}
    return client.post(reverse("finding-dismiss", args=[draft.pk]), data, headers=HTMX)


def test_a_place_is_counted_once_however_often_it_is_shown(client: Client, draft: Draft) -> None:
    for _ in range(3):
        look(client, draft)
    rewrite(draft, "成绩不小", "成绩很大")
    look(client, draft)
    assert count(draft) == RuleCount(shown=2)
    assert count(draft).still_open == 2


def test_what_is_mended_is_counted_and_undone_again(client: Client, draft: Draft) -> None:
    look(client, draft)
    rewrite(draft, "要按步就班", "要按部就班")
    look(client, draft)
    assert count(draft) == RuleCount(shown=2, fixed=1)
    rewrite(draft, "要按部就班", "要按步就班")
    look(client, draft)
    assert count(draft) == RuleCount(shown=2)


def test_a_dismissal_is_counted_with_its_reason_and_taken_back(client: Client, draft: Draft) -> None:
    dismiss(client, draft)
    assert count(draft) == RuleCount(shown=2, left=(("规则有误", 1),))
    dismissal = draft.dismissals.get()
    client.post(reverse("dismissal-remove", args=[draft.pk, dismissal.pk]), headers=HTMX)
    assert count(draft) == RuleCount(shown=2)


def test_what_was_left_and_then_rewritten_stays_counted_as_left(client: Client, draft: Draft) -> None:
    dismiss(client, draft)
    rewrite(draft, "要按步就班", "要按部就班")
    look(client, draft)
    assert count(draft) == RuleCount(shown=2, left=(("规则有误", 1),))


def test_what_is_still_wrong_after_an_edit_is_the_same_place(client: Client, draft: Draft) -> None:
    rewrite(draft, "成绩不小", "抓好落实，" * 30 + "成绩不小")
    look(client, draft)
    for _ in range(3):
        rewrite(draft, "成绩不小", "从严从实，成绩不小")
        look(client, draft)
    assert count(draft, SENTENCE) == RuleCount(shown=1)


def test_a_rule_that_is_switched_off_has_mended_nothing(client: Client, draft: Draft) -> None:
    look(client, draft)
    admin = make_person("chief", "系统管理员", draft.office, RoleName.ADMIN)
    switch_rule(draft.office, RULE, by=admin, is_on=False)
    look(client, draft)
    assert count(draft) == RuleCount(shown=2)


def test_who_only_reads_counts_nothing(client: Client, draft: Draft) -> None:
    head = make_person("head", "单位负责人", draft.office, RoleName.HEAD)
    client.force_login(head)
    look(client, draft)
    assert not ShownFinding.objects.exists()


def test_two_writers_count_together(client: Client, draft: Draft) -> None:
    other = make_person("second", "第二位", draft.office, RoleName.DRAFTER)
    add_co_drafter(draft, author=draft.author, person=other)
    look(client, draft)
    client.force_login(other)
    look(client, draft)
    assert count(draft) == RuleCount(shown=2)


def test_nothing_new_costs_one_query(client: Client, draft: Draft, django_assert_max_num_queries) -> None:
    look(client, draft)
    with django_assert_max_num_queries(18) as taken:
        look(client, draft)
    assert sum("shownfinding" in one["sql"] for one in taken.captured_queries) == 1


def test_the_page_tells_the_numbers_of_the_own_office(client: Client, draft: Draft, outsider: User) -> None:
    dismiss(client, draft)
    page = main_of(client.get(reverse("rule-list")))
    row = page.select_one("#rule-charactersconfusable")
    assert "提示 2 处，已改 0，忽略 1（规则有误 1），还在稿中 1" in row.get_text()
    widths = {rect["class"][0]: int(rect["width"]) for rect in row.select("svg rect")}
    assert widths == {"left": 500, "open": 500}
    client.force_login(outsider)
    elsewhere = main_of(client.get(reverse("rule-list")))
    assert not elsewhere.select(".rule-count")
    assert "还没有校对提示" in elsewhere.get_text()


def test_the_most_frequent_come_first(client: Client, draft: Draft) -> None:
    rewrite(draft, "成绩不小", "成绩很大，，不小")
    look(client, draft)
    page = main_of(client.get(reverse("rule-list"), {"by": "shown"}))
    rules = page.select(".rule")
    assert rules[0]["id"] == "rule-charactersconfusable"
    assert f"共 {len(rules)} 条" in page.get_text()


def test_a_rule_often_said_to_be_wrong_is_marked() -> None:
    assert RuleCount(shown=20, left=(("规则有误", 7),)).is_doubted
    assert not RuleCount(shown=20, left=(("规则有误", 6),)).is_doubted
    assert not RuleCount(shown=19, left=(("规则有误", 19),)).is_doubted


def test_switching_equals_reloading(client: Client, draft: Draft) -> None:
    look(client, draft)
    client.force_login(make_person("chief", "系统管理员", draft.office, RoleName.ADMIN))
    page = main_of(client.get(reverse("rule-list")))
    swap(page, "#rule-charactersconfusable", client.post(reverse("rule-switch", args=[RULE]), headers=HTMX))
    again = main_of(client.get(reverse("rule-list")))
    chosen = "#rule-charactersconfusable"
    assert page.select_one(chosen).prettify() == again.select_one(chosen).prettify()
