"""Wrong forms as lines of text."""

import json
from datetime import date

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from speeches.library.notation import read_form, read_forms, read_members, write_forms, written
from speeches.proofreading.lexicon import Expression, Use, WrongForm

words = st.text("甲乙“”、（）()注起~? ", min_size=1).map(str.strip).filter(bool)
plain = words.filter(lambda text: text[0] not in "~?")
days = st.dates(date(1921, 7, 1), date(2100, 1, 1))
forms = st.builds(
    WrongForm,
    text=plain,
    use=st.sampled_from([Use.WRONG, Use.DATED]),
    pattern=st.just("") | words,
    right=st.just("") | plain,
    since=st.none() | days,
    until=st.none() | days,
    note=st.just("") | words,
)


@given(forms)
def test_written_then_read_is_the_identity(form: WrongForm):
    assert read_form(written(form)) == form


def test_what_ships_can_be_written_and_read():
    file = settings.BASE_DIR / "fixtures" / "lexicon" / "expressions.json"
    for row in json.loads(file.read_text(encoding="utf-8")):
        shipped = Expression.from_json(row).wrong_forms
        assert read_forms(write_forms(shipped)) == shipped


def test_lines():
    forms = read_forms("甲 → 乙\n\n～丙 | 起 2016-01-29\n？丁 | 仅当 (?<!一)丁")
    assert [form.use for form in forms] == [Use.WRONG, Use.DATED, Use.CONTEXT]
    assert forms[2].pattern == "(?<!一)丁"
    assert read_forms(write_forms(forms)) == forms
    assert read_members(" 甲 \n\n乙") == ["甲", "乙"]


@pytest.mark.parametrize("arrow", ["->", " -> ", "=>", "→", "——>", "－＞", "--> ", " ⇒ "])
def test_every_arrow_that_people_type(arrow: str):
    assert read_form(f"六个1警示教育{arrow}“六个一”警示教育｜注 汉字") == WrongForm(
        "六个1警示教育", right="“六个一”警示教育", note="汉字"
    )


def test_where_a_form_is_right_is_said_in_plain_words():
    line = "从严治党 → 全面从严治党 | 前面不是 全面、抓 | 后面不是 论坛"
    form = read_form(line)
    assert form.pattern == "(?<!全面)(?<!抓)从严治党(?!论坛)"
    assert form.use is Use.WRONG
    assert written(form) == line
    assert written(read_form("甲 | 仅当 (?<!乙|丙)甲")) == "甲 | 仅当 (?<!乙|丙)甲"


@pytest.mark.parametrize("line", ["甲 →", "甲 -> 乙 -> 丙", "甲 | 前面不是", "甲 | 前面不是 乙 | 仅当 丙甲"])
def test_half_an_arrow_or_two_are_refused(line: str):
    with pytest.raises(ValueError, match=r"第 1 行：.*。"):
        read_forms(line)


@pytest.mark.parametrize("line", ["~", " → 乙", "甲 | 起", "甲 | 过时 2016-13-01", "?甲", "甲 | 备注 乙"])
def test_what_cannot_be_read_is_said(line: str):
    with pytest.raises(ValueError, match=r"第 2 行：.*。"):
        read_forms(f"甲\n{line}")
