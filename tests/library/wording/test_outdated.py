"""Wording that is out of date, found in material; said on the desk, on an entry's page, in triage."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.library.models import Expression
from speeches.library.outdated import Outdated, by_form, outdated_in
from speeches.proofreading.lexicon import Use, WrongForm
from tests.htmx import main_of, soup_of
from tests.library.factories import make_entry, make_expression

URL = "/library/desk/wording/"
PAST = date(2017, 10, 18)


@pytest.fixture
def iron(office: Office) -> Expression:
    old = WrongForm("打铁还需自身硬", Use.DATED, until=PAST)
    return make_expression(office, "打铁必须自身硬", wrong_forms=[old])


def found(text: str, office: Office) -> list[str]:
    return [form.form for form in outdated_in(text, office)]


def test_an_old_form_with_what_is_said_today(office: Office, iron: Expression):
    assert outdated_in("打铁还需自身硬。打铁还需自身硬。", office) == [
        Outdated("打铁还需自身硬", PAST, "打铁必须自身硬")
    ]
    assert found("打铁必须自身硬。", office) == []


def test_an_expression_that_has_a_successor(office: Office):
    make_expression(office, "严的主基调", until=date(2022, 10, 16), successor="严的基调")
    assert str(outdated_in("坚持严的主基调不动摇", office)[0]) == "严的主基调（2022-10-16 起改作“严的基调”）"


def test_inside_a_longer_expression_that_is_right(office: Office):
    make_expression(office, "从严治党", until=date(2014, 12, 1), successor="全面从严治党")
    make_expression(office, "全面从严治党")
    assert found("坚持全面从严治党。", office) == []
    assert found("坚持全面从严治党，坚持从严治党。", office) == ["从严治党"]


def test_a_pattern_decides_where_there_is_one(office: Office):
    old = WrongForm("推进从严治党", Use.DATED, pattern="(?<!全面)推进从严治党", until=PAST)
    make_expression(office, "全面从严治党", wrong_forms=[old])
    assert found("全面推进从严治党", office) == []
    assert found("推进从严治党", office) == ["推进从严治党"]


def test_variants_and_what_is_still_right_are_passed_over(office: Office):
    tomorrow = timezone.localdate() + timedelta(days=1)
    forms = [
        WrongForm("树牢", Use.DATED),
        WrongForm("四种意识"),
        WrongForm("明天", Use.DATED, until=tomorrow),
    ]
    make_expression(office, wrong_forms=forms, until=tomorrow)
    assert found("树牢四种意识，明天“四个意识”。", office) == []


def test_out_of_use_rows_and_other_offices_say_nothing(office: Office, iron: Expression, outsider: User):
    assert found("打铁还需自身硬", outsider.office) == []
    Expression.objects.update(state="retired")
    assert found("打铁还需自身硬", office) == []


def test_many_texts_in_two_queries(office: Office, iron: Expression, django_assert_max_num_queries):
    texts = [(number, "打铁还需自身硬" if number % 2 else "正风肃纪") for number in range(1_000)]
    with django_assert_max_num_queries(4):
        holders = by_form(texts, office)
    assert [len(keys) for keys in holders.values()] == [500]


def test_the_desk_lists_what_holds_it(client: Client, curator: User, office: Office, iron: Expression):
    entry = make_entry(office, "旧话", "打铁还需自身硬。")
    make_entry(office, "新话", "打铁必须自身硬。")
    make_entry(office, "草稿", "打铁还需自身硬。", state="draft")
    client.force_login(curator)
    assert main_of(client.get("/library/desk/")).select_one(f"[hx-get='{URL}']")
    page = soup_of(client.get(URL))
    assert "含过时提法：打铁还需自身硬（2017-10-18 起改作“打铁必须自身硬”）" in page.get_text(" ", strip=True)
    assert [link["href"] for link in page.select("a")] == [entry.get_absolute_url()]


def test_nothing_out_of_date_is_said(client: Client, curator: User, office: Office):
    client.force_login(curator)
    assert soup_of(client.get(URL)).select_one(".chip.ok").get_text() == "0"


def test_the_list_is_for_curators(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.get(URL).status_code == 403


def test_query_count(
    client: Client, curator: User, office: Office, iron: Expression, django_assert_max_num_queries
):
    for number in range(30):
        make_entry(office, f"素材{number}", "打铁还需自身硬。")
    client.force_login(curator)
    with django_assert_max_num_queries(10):
        client.get(URL)


def test_an_entry_says_so_on_its_page(client: Client, drafter: User, office: Office, iron: Expression):
    client.force_login(drafter)
    old, new = make_entry(office, text="打铁还需自身硬。"), make_entry(office, text="打铁必须自身硬。")
    page = main_of(client.get(old.get_absolute_url())).select_one(".outdated")
    assert page.select_one(".chip").get_text() == "打铁还需自身硬"
    assert "现作“打铁必须自身硬”" in page.get_text()
    assert not main_of(client.get(new.get_absolute_url())).select_one(".outdated")
