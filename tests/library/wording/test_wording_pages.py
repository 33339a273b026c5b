"""The pages of expressions and confusables: read by all who see them, written by curators."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.models import Confusable, Expression
from speeches.proofreading.lexicon import Use, WrongForm
from tests.htmx import HTMX, main_of, swap
from tests.library.factories import make_confusable, make_expression

EXPRESSIONS, CONFUSABLES = "/library/wordings/expressions/", "/library/wordings/confusables/"
NEW = {"text": "“四个意识”", "members_text": "政治意识\n大局意识", "scope": "own", "is_certain": "on"}


@pytest.fixture
def curating(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def told(answer: Any) -> str:
    return main_of(answer).get_text(" ", strip=True)


def titles(answer: Any) -> list[str]:
    return [title.get_text(strip=True) for title in main_of(answer).select(".entry-title a")]


def test_readers_look_and_find_no_buttons(client: Client, drafter: User, office: Office, province: Office):
    make_expression(office, note="固定搭配：增强")
    row = make_expression(province, "“两个维护”", scope="subtree")
    client.force_login(drafter)
    assert titles(client.get(EXPRESSIONS)) == ["“两个维护”", "“四个意识”"]
    assert "添加" not in told(client.get(EXPRESSIONS))
    page = told(client.get(row.get_absolute_url()))
    assert "清江省纪委监委" in page
    assert "修改" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "四个"}, ["“四个意识”"]),
        ({"q": "四种"}, ["“四个意识”"]),
        ({"q": "两个 维护"}, ["“两个维护”"]),
        ({"show": "outdated"}, ["从严治党"]),
        ({"show": "uncertain"}, ["“两个维护”"]),
        ({"show": "retired"}, ["停用的"]),
        ({"show": "poem", "office": "²", "page": "x"}, ["“两个维护”", "“四个意识”", "从严治党", "停用的"]),
        ({"q": "没有"}, []),
    ],
)
def test_search_and_filters(curating: Client, office: Office, query: dict[str, str], found: list[str]):
    make_expression(office, wrong_forms=[WrongForm("四种意识")])
    make_expression(office, "“两个维护”", is_certain=False)
    make_expression(office, "从严治党", until=date(2014, 12, 1))
    make_expression(office, "停用的", state="retired")
    assert titles(curating.get(EXPRESSIONS, query)) == found


def test_by_office(curating: Client, office: Office, province: Office):
    make_expression(office, "甲")
    make_expression(province, "乙", scope="subtree")
    assert titles(curating.get(EXPRESSIONS, {"office": province.pk})) == ["乙"]


def test_swapped_list_equals_the_reloaded_one(curating: Client, office: Office):
    make_expression(office)
    make_expression(office, "“两个维护”")
    page = main_of(curating.get(EXPRESSIONS, {"q": "四个"}))
    swap(page, "#wordings", curating.get(EXPRESSIONS, {"q": "四个"}, headers=HTMX))
    assert page.prettify() == main_of(curating.get(EXPRESSIONS, {"q": "四个"})).prettify()


def test_empty_lists_say_what_to_do(curating: Client):
    for url in (EXPRESSIONS, CONFUSABLES):
        assert "添加第一条" in told(curating.get(url))


def test_add_an_expression(curating: Client, office: Office):
    lines = "四种意识 → 四个意识\n~三个意识 | 过时 2016-01-29 | 注 旧"
    answer = curating.post(f"{EXPRESSIONS}new/", {**NEW, "forms_text": lines, "is_set_name": "on"})
    row = Expression.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.office, row.members, row.is_set_name) == (office, ["政治意识", "大局意识"], True)
    assert row.forms() == (
        WrongForm("四种意识", right="四个意识"),
        WrongForm("三个意识", Use.DATED, until=date(2016, 1, 29), note="旧"),
    )
    assert ActionLog.objects.filter(verb="create-expression").exists()
    page = told(curating.get(row.get_absolute_url()))
    assert "2016-01-29前可用" in page


def test_add_a_confusable(curating: Client, office: Office):
    data = {"wrong": "浮燥", "right": "浮躁", "severity": "must", "scope": "subtree", "unless": "干燥"}
    curating.post(f"{CONFUSABLES}new/", data)
    row = Confusable.objects.get()
    assert (row.right, row.scope, row.is_certain) == ("浮躁", "subtree", False)
    assert "干燥" in told(curating.get(row.get_absolute_url()))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "必填"),
        ({"forms_text": "四种意识 | 从前"}, "第 1 行：看不懂“从前”"),
        ({"forms_text": "甲\n?四种意识"}, "第 2 行：行首的 ?"),
        ({"forms_text": "四种意识 | 起 去年"}, "不是日期"),
        ({"forms_text": "?四种意识 | 仅当 (四"}, "匹配式"),
        ({"since": "2026-01-01", "until": "2025-01-01"}, "过时日期不晚于起用日期"),
        ({"text": "已有的"}, "本单位已有"),
        ({"text": "字" * 201}, "200"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    curating: Client, office: Office, fields: dict[str, str], words: str
):
    make_expression(office, "已有的")
    answer = curating.post(f"{EXPRESSIONS}new/", {**NEW, "note": "我写的说明", **fields})
    assert answer.status_code == 422
    assert words in told(answer)
    assert "我写的说明" in told(answer)
    assert Expression.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unless": "["}, "匹配式"),
        ({"pattern": "(a*)*"}, "太慢"),
        ({"severity": "x"}, "有效"),
        ({"wrong": " "}, "必填"),
    ],
)
def test_bad_confusable(curating: Client, fields: dict[str, str], words: str):
    data = {"wrong": "浮燥", "right": "浮躁", "severity": "must", "scope": "own", **fields}
    answer = curating.post(f"{CONFUSABLES}new/", data)
    assert answer.status_code == 422
    assert words in told(answer)


def test_edit_keeps_the_old_version_and_brings_it_back(curating: Client, office: Office):
    row = make_expression(office, note="旧说明")
    url = row.get_absolute_url()
    curating.post(f"{url}edit/", {**NEW, "note": "新说明", "reason": "按新口径", "base": 1})
    row.refresh_from_db()
    assert (row.note, row.version, row.members) == ("新说明", 2, ["政治意识", "大局意识"])
    page = told(curating.get(url))
    assert "按新口径" in page
    curating.post(f"{url}restore/1/")
    row.refresh_from_db()
    assert (row.note, row.version, row.members) == ("旧说明", 3, [])
    assert curating.post(f"{url}restore/9/").status_code == 404


def test_an_edit_made_meanwhile_is_told(curating: Client, office: Office):
    row = make_expression(office, version=3)
    answer = curating.post(f"{row.get_absolute_url()}edit/", {**NEW, "note": "我的", "base": 2})
    assert answer.status_code == 422
    assert "已被改成第 3 版" in told(answer)
    assert main_of(answer).select_one("input[name=base]")["value"] == "3"


def test_the_form_shows_what_is_stored(curating: Client, office: Office):
    forms = [
        WrongForm("四种意识", right="四个意识"),
        WrongForm("意识四个", Use.CONTEXT, pattern="(?<!三)意识四个"),
    ]
    row = make_expression(office, members=["甲", "乙"], wrong_forms=forms)
    page = main_of(curating.get(f"{row.get_absolute_url()}edit/"))
    assert page.select_one("[name=members_text]").get_text().strip() == "甲\n乙"
    lines = "四种意识 → 四个意识\n?意识四个 | 前面不是 三"
    assert page.select_one("[name=forms_text]").get_text().strip() == lines


def test_out_of_date_from_a_day_on(curating: Client, office: Office):
    row, other = make_expression(office, "从严治党"), make_expression(office, "全面从严治党")
    url = row.get_absolute_url()
    curating.post(f"{url}outdate/", {"until": "2014-12-01", "successor": "全面从严治党"})
    row.refresh_from_db()
    assert (row.until, row.successor, row.version) == (date(2014, 12, 1), "全面从严治党", 2)
    link = main_of(curating.get(url)).select_one(".message a")
    assert link["href"] == other.get_absolute_url()


def test_out_of_date_before_it_was_in_use_is_refused(curating: Client, office: Office):
    row = make_expression(office, since=date(2020, 1, 1))
    url = f"{row.get_absolute_url()}outdate/"
    for until, words in (("2019-01-01", "晚于起用日期"), ("明天", "有效"), ("", "必填")):
        answer = curating.post(url, {"until": until, "successor": "留着的字"})
        assert answer.status_code == 422
        assert words in told(answer)
        assert main_of(answer).select_one("input[name=successor]")["value"] == "留着的字"
    assert Expression.objects.get().until is None


def test_out_of_use_and_in_use_again(curating: Client, office: Office):
    row = make_confusable(office)
    for verb, state in (("retire", "retired"), ("activate", "active")):
        curating.post(f"{row.get_absolute_url()}{verb}/")
        assert Confusable.objects.get().state == state


def test_drafters_change_nothing(client: Client, drafter: User, office: Office):
    row = make_expression(office)
    client.force_login(drafter)
    assert client.get(f"{EXPRESSIONS}new/").status_code == 403
    for verb in ("edit", "outdate", "retire", "activate", "restore/1"):
        assert client.post(f"{row.get_absolute_url()}{verb}/", NEW).status_code == 403
    assert Expression.objects.get().version == 1


def test_what_comes_from_above_is_changed_above(curating: Client, province: Office):
    row = make_expression(province, scope="subtree")
    assert curating.get(f"{row.get_absolute_url()}edit/").status_code == 403
    assert "历史" not in told(curating.get(row.get_absolute_url()))


def test_what_one_may_not_see_is_not_there(client: Client, outsider: User, curator: User, office: Office):
    row, wrong = make_expression(office), make_confusable(office)
    client.force_login(outsider)
    for url in (row.get_absolute_url(), wrong.get_absolute_url()):
        assert client.get(url).status_code == 404
        for verb in ("edit", "outdate", "retire", "activate", "restore/1"):
            assert client.post(f"{url}{verb}/").status_code == 404
    assert titles(client.get(EXPRESSIONS)) == []
    client.force_login(curator)
    for url in ("/library/wordings/poems/", f"{wrong.get_absolute_url()}outdate/"):
        assert client.post(url).status_code in (404, 405)
        assert client.get("/library/wordings/poems/").status_code == 404


def test_strangers_log_in_first(client: Client, db: None):
    assert client.get(EXPRESSIONS).status_code == 302


def test_query_count(curating: Client, office: Office, django_assert_max_num_queries):
    for number in range(60):
        row = make_expression(office, f"提法{number}")
    for number in range(5):
        curating.post(f"{row.get_absolute_url()}outdate/", {"until": f"2026-01-0{number + 1}"})
    with django_assert_max_num_queries(11):
        curating.get(EXPRESSIONS)
    with django_assert_max_num_queries(10):
        curating.get(row.get_absolute_url())


def test_ways_to_the_pages(curating: Client):
    for name in ("curation-desk", "entry-list"):
        assert main_of(curating.get(reverse(name))).select_one(f"a[href='{EXPRESSIONS}']")


def test_the_day_an_expression_went_out_of_date_is_there_to_be_changed(curating: Client, office: Office):
    row = make_expression(office, until=date(2024, 5, 1), successor="乙")
    page = main_of(curating.get(row.get_absolute_url()))
    assert page.select_one("[name=until]")["value"] == "2024-05-01"
    assert page.select_one("[name=successor]")["value"] == "乙"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"wrong": "教育", "right": "教育"}, "错的和对的都是“教育”"),
        ({"wrong": "教育", "right": "警示教育"}, "写对了的“警示教育”里还有“教育”"),
        ({"wrong": "教育", "right": "警示教育", "unless": "教育局"}, "也会被报错"),
    ],
)
def test_what_would_be_reported_where_it_is_right_is_refused(
    curating: Client, office: Office, fields: dict[str, str], words: str
):
    answer = curating.post(f"{CONFUSABLES}new/", {**fields, "severity": "must", "scope": "own"})
    assert answer.status_code == 422
    assert words in told(answer)
    assert not Confusable.objects.exists()


def test_a_wrong_word_within_its_right_one_may_have_a_context(curating: Client, office: Office):
    for unless, pattern in (("警示教育", ""), ("", "(?<!警示)教育")):
        fields = {"wrong": "教育", "right": "警示教育", "unless": unless, "pattern": pattern}
        curating.post(f"{CONFUSABLES}new/", {**fields, "severity": "must", "scope": "own"})
    assert Confusable.objects.count() == 2


def test_a_wrong_form_within_its_expression_is_refused(curating: Client, office: Office):
    for lines, words in (
        ("四个意识", "写对了的“四个意识”里还有“四个意识”"),
        ("甲乙 → 甲乙", "错的和对的都是“甲乙”"),
    ):
        answer = curating.post(f"{EXPRESSIONS}new/", {**NEW, "forms_text": lines})
        assert answer.status_code == 422
        assert words in told(answer)
        assert main_of(answer).select_one("textarea[name=forms_text]").get_text(strip=True) == lines


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(浮燥", "第 1 个字符处少了右括号"),
        ("浮燥)", "多了右括号"),
        ("[浮燥", "没有配上"),
        ("*浮燥", "前面没有可以重复的字"),
        ("(?<!一|二二)浮燥", "要一样长"),
    ],
)
def test_a_faulty_pattern_is_told_in_chinese(curating: Client, office: Office, pattern: str, words: str):
    fields = {"wrong": "浮燥", "right": "浮躁", "severity": "must", "scope": "own", "pattern": pattern}
    page = told(curating.post(f"{CONFUSABLES}new/", fields))
    assert words in page
    assert "position" not in page


def test_the_notation_is_explained_beside_its_field(curating: Client, office: Office):
    note = main_of(curating.get(f"{EXPRESSIONS}new/")).select_one(".notation")
    examples = [code.get_text() for code in note.select("p code")]
    curating.post(f"{EXPRESSIONS}new/", {**NEW, "forms_text": "\n".join(examples)})
    assert [form.right for form in Expression.objects.get().forms()] == ["四个意识", "全面从严治党"]
