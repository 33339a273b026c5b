"""The library's rows as the value that proofreading reads."""

from datetime import date

from speeches.accounts.models import Office, User
from speeches.library.actions import create_wording, edit_wording, retire_wording
from speeches.library.lexicon import lexicon_for, set_names_for
from speeches.library.models import Confusable, Expression
from speeches.manuscript.setnames import SET_NAMES
from speeches.proofreading.lexicon import Lexicon, Use, WrongForm
from tests.cast import make_office
from tests.library.factories import make_confusable, make_expression


def texts(office: Office) -> list[str]:
    return [expression.text for expression in lexicon_for(office).expressions]


def test_rows_become_values(office: Office):
    form = WrongForm("四种意识", Use.DATED, right="四个意识", until=date(2016, 1, 29), note="旧")
    row = make_expression(
        office,
        members=["政治意识", "大局意识"],
        wrong_forms=[form],
        since=date(2016, 1, 29),
        is_set_name=True,
    )
    wrong = make_confusable(office, unless="干燥", severity="check", is_certain=False)
    found = lexicon_for(office)
    assert (found.expressions, found.confusables) == ((row.value(),), (wrong.value(),))
    assert found.expressions[0].wrong_forms == (form,)
    assert (found.confusables[0].severity.label, found.confusables[0].is_certain) == ("请核对", False)
    assert Lexicon.from_json(found.to_json()).to_json() == found.to_json()


def test_own_and_published_from_above_and_no_others(office: Office, province: Office):
    make_expression(office, "本单位的")
    make_expression(province, "省里发布的", scope="subtree")
    make_expression(province, "省里自己的")
    make_expression(office, "停用的", state="retired")
    make_expression(make_office("海州市纪委监委"), "别人的", scope="subtree")
    assert sorted(texts(office)) == ["本单位的", "省里发布的"]
    assert lexicon_for(None).to_json() == Lexicon().to_json()


def test_an_offices_own_stands_for_the_one_from_above(office: Office, province: Office):
    make_expression(province, scope="subtree", note="省")
    make_expression(office, note="市")
    make_confusable(province, scope="subtree", note="省")
    make_confusable(office, note="市")
    found = lexicon_for(office)
    assert [e.note for e in (*found.expressions, *found.confusables)] == ["市", "市"]


def test_kept_until_something_changes(office: Office, curator: User, django_assert_num_queries):
    row = create_wording(Expression(office=office, text="甲"), by=curator)
    first = lexicon_for(office)
    with django_assert_num_queries(2):
        assert lexicon_for(office) is first
    row.text = "乙"
    edit_wording(row, by=curator)
    assert texts(office) == ["乙"]
    # Nobody who writes has to tell us.
    Expression.objects.update(note="丙")
    assert lexicon_for(office).expressions[0].note == "丙"
    retire_wording(row, by=curator)
    assert texts(office) == []
    Expression.objects.all().delete()
    Confusable.objects.create(office=office, wrong="a", right="b")
    assert len(lexicon_for(office).confusables) == 1


def test_set_names_without_their_marks(office: Office):
    make_expression(office, "“七个新名”", is_set_name=True)
    make_expression(office, "三条普通要求")
    assert set_names_for(office) == SET_NAMES | {"七个新名"}
    assert set_names_for(None) == SET_NAMES
