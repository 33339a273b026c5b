"""The impact list of an expression (影响清单): found, counted, and replaced where it is ticked."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, RoleName, User
from speeches.desk.impact import impact_of
from speeches.drafting.models import Draft
from speeches.library.models import Entry, Expression, Outline
from speeches.manuscript.paragraph import Paragraph, Role, Span
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.proofreading.lexicon import Use, WrongForm
from tests.cast import make_office, make_person
from tests.desk.factories import make_draft_of
from tests.htmx import main_of
from tests.library.factories import make_entry, make_expression, make_outline

OLD, NEW = "“老三样”", "“新三样”"


@pytest.fixture
def writer(office: Office) -> User:
    """Curates the library and drafts too, as in a small office."""
    return make_person("writer", "又写又管的人", office, RoleName.CURATOR, RoleName.DRAFTER)


@pytest.fixture
def expression(office: Office) -> Expression:
    return make_expression(office, OLD, until=date(2026, 1, 1), successor=NEW)


def address(expression: Expression) -> str:
    return reverse("wording-impact", args=[expression.pk])


def page_of(client: Client, user: User, expression: Expression, **query: str):
    client.force_login(user)
    return main_of(client.get(address(expression), query))


def ticks(page) -> list[str]:
    return [box["value"] for box in page.select("input[name=place]")]


def replace_all(client: Client, user: User, expression: Expression):
    places = ticks(page_of(client, user, expression))
    return client.post(address(expression), {"place": places}, follow=True)


def test_places_are_found_in_every_kind_with_exact_counts(
    client: Client, writer: User, expression: Expression
):
    make_draft_of(writer, "抓好“老三样”，再抓老三样。", "没有。", title="在“老三样”会上的讲话")
    make_entry(writer.office, "老三样怎么抓", "抓“老三样”要实。")
    outline = make_outline(writer.office)
    outline.slots[0]["prompt"] = "写“老三样”。"
    outline.save()
    impact = impact_of(expression, writer)
    assert [(label, *count) for label, count in impact.totals] == [
        ("讲话稿", 1, 3),
        ("素材", 1, 2),
        ("提纲", 1, 1),
    ]
    page = page_of(client, writer, expression)
    assert len(ticks(page)) == impact.repairable == 6
    assert "可由您替换6处" in "".join(page.select_one(".impact-totals").get_text().split())
    assert not page.select("input[checked]")
    assert len(page_of(client, writer, expression, tick="all").select("input[checked]")) == 6


def test_ticked_places_are_replaced_and_everything_can_be_brought_back(
    client: Client, writer: User, expression: Expression
):
    draft = make_draft_of(writer, "抓好“老三样”，再抓老三样。", title="在“老三样”会上的讲话")
    entry = make_entry(writer.office, "老三样怎么抓", "抓“老三样”要实。")
    outline = make_outline(writer.office)
    outline.slots[0]["prompt"] = "写“老三样”。"
    outline.save()
    answer = replace_all(client, writer, expression)
    assert "已替换 6 处，涉及 3 项" in answer.content.decode()
    assert "没有地方还在用旧写法" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "在“新三样”会上的讲话"
    assert draft.manuscript().paragraphs[0].text == "抓好“新三样”，再抓新三样。"
    before = draft.revisions.get(note__startswith="替换过时提法").manuscript()
    assert before.paragraphs[0].text == "抓好“老三样”，再抓老三样。"
    entry.refresh_from_db()
    assert (entry.title, entry.text, entry.version) == ("新三样怎么抓", "抓“新三样”要实。", 2)
    assert entry.manuscript.paragraphs[0].text == "抓“新三样”要实。"
    outline.refresh_from_db()
    assert (outline.slots[0]["prompt"], outline.version) == ("写“新三样”。", 2)
    logged = ActionLog.objects.filter(actor=writer)
    assert {"repair-wording", "draft-reword", "reword-entry", "reword-outline"} <= {
        log.verb for log in logged
    }
    assert logged.get(verb="reword-outline").detail["before"] == {"slot-0-prompt": "写“老三样”。"}
    assert logged.get(verb="repair-wording").detail["places"] == 6


def test_what_is_not_ticked_stays(client: Client, writer: User, expression: Expression):
    draft = make_draft_of(writer, "抓“老三样”，抓“老三样”。")
    second = ticks(page_of(client, writer, expression))[1]
    client.post(address(expression), {"place": [second]})
    assert draft.manuscript().paragraphs[0].text == "抓“老三样”，抓“新三样”。"


def test_nothing_ticked_changes_nothing(client: Client, writer: User, expression: Expression):
    draft = make_draft_of(writer, "抓“老三样”。")
    client.force_login(writer)
    answer = client.post(address(expression), follow=True)
    assert "没有勾选" in answer.content.decode()
    assert draft.manuscript().paragraphs[0].text == "抓“老三样”。"


def test_what_changed_meanwhile_is_reported_and_kept(client: Client, writer: User, expression: Expression):
    draft = make_draft_of(writer, "抓“老三样”。", "还抓“老三样”。")
    entry = make_entry(writer.office, "题目", "抓“老三样”要实。")
    places = ticks(page_of(client, writer, expression))
    draft.paragraphs.filter(text="抓“老三样”。").update(text="别人改过：“老三样”。")
    Entry.objects.filter(pk=entry.pk).delete()
    answer = client.post(address(expression), {"place": places}, follow=True)
    said = answer.content.decode()
    assert "已替换 1 处，涉及 1 项" in said
    assert "有 1 处在您打开清单之后改过，没有动" in said
    assert "没有替换：它已被删除" in said
    assert [one.text for one in draft.manuscript().paragraphs] == ["别人改过：“老三样”。", "还抓“新三样”。"]


@pytest.mark.parametrize("state", [Draft.State.FINAL, Draft.State.ARCHIVED, Draft.State.IN_REVIEW])
def test_finished_and_submitted_drafts_are_listed_and_untouched(
    client: Client, writer: User, expression: Expression, state: str
):
    draft = make_draft_of(writer, "抓“老三样”。")
    places = ticks(page_of(client, writer, expression))
    Draft.objects.filter(pk=draft.pk).update(state=state)
    page = page_of(client, writer, expression)
    assert ticks(page) == []
    assert Draft.State(state).label in page.select_one("#closed + table").get_text()
    answer = client.post(address(expression), {"place": places}, follow=True)
    assert "没有替换" in answer.content.decode()
    assert draft.manuscript().paragraphs[0].text == "抓“老三样”。"


def test_a_curator_is_told_counts_and_no_text_of_drafts_that_are_others(
    client: Client, curator: User, drafter: User, expression: Expression
):
    draft = make_draft_of(drafter, "机密之事抓“老三样”。", title="没人该看到的题目")
    page = page_of(client, curator, expression)
    text = page.get_text(" ", strip=True)
    assert "机密之事" not in text
    assert "没人该看到的题目" not in text
    row = page.select_one("#elsewhere ~ table tbody tr")
    assert [cell.get_text(strip=True) for cell in row.select("td")] == [
        str(curator.office.name),
        "1 项 1 处",
        "—",
        "—",
    ]
    places = ticks(page_of(client, drafter, expression))
    client.force_login(curator)
    answer = client.post(address(expression), {"place": places}, follow=True)
    assert "您看不到它" in answer.content.decode()
    assert draft.manuscript().paragraphs[0].text.endswith("“老三样”。")


def test_a_drafter_repairs_own_drafts_and_sees_no_counts_of_others(
    client: Client, drafter: User, writer: User, expression: Expression
):
    own, others = make_draft_of(drafter, "抓“老三样”。"), make_draft_of(writer, "也抓“老三样”。")
    entry = make_entry(drafter.office, "题目", "抓“老三样”要实。")
    page = page_of(client, drafter, expression)
    assert not page.select("#elsewhere")
    assert "素材管理员" in page.select_one("#closed + table").get_text()
    replace_all(client, drafter, expression)
    assert own.manuscript().paragraphs[0].text == "抓“新三样”。"
    assert others.manuscript().paragraphs[0].text == "也抓“老三样”。"
    entry.refresh_from_db()
    assert entry.version == 1


def test_published_wording_is_counted_by_office_below(client: Client, office: Office, drafter: User):
    above = make_office("清江省纪委监委")
    office.parent = above
    office.save()
    expression = make_expression(above, OLD, until=date(2026, 1, 1), successor=NEW, scope="subtree")
    make_draft_of(drafter, "抓“老三样”，抓“老三样”。")
    make_draft_of(make_person("x", "外人", make_office("海州市纪委监委")), "抓“老三样”。")
    curator = make_person("above", "省素材管理员", above, RoleName.CURATOR)
    found = impact_of(expression, curator)
    assert [(one.office, one.counts[0]) for one in found.elsewhere] == [(office, (1, 2))]
    assert found.holders == []


def test_outsider_gets_404(client: Client, outsider: User, expression: Expression):
    client.force_login(outsider)
    assert client.get(address(expression)).status_code == 404
    assert client.post(address(expression), {"place": ["x"]}).status_code == 404


@pytest.mark.parametrize(
    "place", ["x", "draft/9/p00001/0/zz", f"draft/{'9' * 30}/p/0/{'a' * 12}", "entry/1/p/0/" + "a" * 12]
)
def test_broken_ticks_are_no_error(client: Client, writer: User, expression: Expression, place: str):
    client.force_login(writer)
    assert client.post(address(expression), {"place": [place]}).status_code == 302


def test_wording_inside_what_is_right_is_passed_over(writer: User):
    expression = make_expression(writer.office, "老三样", until=date(2026, 1, 1), successor="升级老三样")
    make_expression(writer.office, "老三样工程")
    make_draft_of(writer, "抓升级老三样，老三样工程，抓老三样。")
    (holder,) = impact_of(expression, writer).holders
    assert [(place.before[-2:], place.old, place.right) for place in holder.places] == [
        ("，抓", "老三样", "升级老三样")
    ]


def test_dated_forms_go_to_the_expression_itself(client: Client, writer: User):
    form = WrongForm("三老样", use=Use.DATED, until=date(2025, 1, 1))
    expression = make_expression(writer.office, "老三样", wrong_forms=[form, WrongForm("老三洋")])
    draft = make_draft_of(writer, "抓三老样，抓老三样。")
    replace_all(client, writer, expression)
    assert draft.manuscript().paragraphs[0].text == "抓老三样，抓老三样。"


def test_without_a_successor_a_person_finds_the_words(client: Client, writer: User):
    expression = make_expression(writer.office, OLD, until=date(2026, 1, 1))
    make_draft_of(writer, "抓“老三样”。")
    page = page_of(client, writer, expression)
    assert ticks(page) == []
    assert "须自己改写" in page.get_text()


def test_a_speech_given_before_is_advised_to_stay_and_never_ticked_for_you(
    client: Client, writer: User, expression: Expression
):
    make_draft_of(writer, "抓“老三样”。", spoken_on=date(2025, 12, 31))
    page = page_of(client, writer, expression, tick="all")
    assert "讲话日期早于过时日期" in page.get_text()
    assert len(ticks(page)) == 1
    assert not page.select("input[checked]")


def test_spans_of_a_draft_move_with_the_words(client: Client, writer: User):
    expression = make_expression(writer.office, "老三样", until=date(2026, 1, 1), successor="新的三样")
    text = "抓老三样，到云川去。"
    span = Span(text.index("云川"), text.index("云川") + 2, "fact", "地点")
    paragraph = Paragraph("p00001", Role.BODY, text, spans=(span,))
    front = (FrontLine(Front.TITLE, "讲话"),)
    draft = make_draft_of(writer, manuscript=Manuscript(front, (paragraph,)))
    replace_all(client, writer, expression)
    (now,) = draft.manuscript().paragraphs
    (moved,) = now.spans
    assert now.text[moved.start : moved.end] == "云川"


def test_outdating_leads_to_the_list(client: Client, writer: User):
    row = make_expression(writer.office, OLD)
    client.force_login(writer)
    outdate = reverse("wording-outdate", args=["expressions", row.pk])
    answer = client.post(outdate, {"until": "2026-01-01", "successor": NEW})
    assert answer.url == address(row)
    assert address(row) in client.get(row.get_absolute_url()).content.decode()


def test_query_count_does_not_grow(
    client: Client, writer: User, expression: Expression, django_assert_max_num_queries
):
    for number in range(8):
        make_draft_of(writer, f"第{number}篇抓“老三样”。")
        make_entry(writer.office, f"题{number}", f"第{number}条抓“老三样”。")
    assert Outline.objects.count() == 0
    client.force_login(writer)
    with django_assert_max_num_queries(27):
        assert client.get(address(expression)).status_code == 200


def test_marks_are_not_doubled(client: Client, writer: User):
    row = make_expression(writer.office, OLD)
    client.force_login(writer)
    outdate = reverse("wording-outdate", args=["expressions", row.pk])
    page = client.post(outdate, {"until": "2026-01-01", "successor": NEW}, follow=True).content.decode()
    assert "已记下：“老三样”2026-01-01 起过时" in page
    assert "““" not in page
