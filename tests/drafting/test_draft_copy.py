"""以此稿新建: a draft as the start of another, by whoever may read it; its facts are asked anew."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts
from speeches.drafting.models import Draft, Fact, Revision
from speeches.manuscript.parsing import parse
from speeches.manuscript.placeholders import fill

from .factories import make_draft

pytestmark = pytest.mark.django_db

OLD = {"单位": "青山县", "会议名称": "警示教育大会", "讲话人": "张三"}
SPEECH = """在【单位】【会议名称】上的讲话
（2025年3月6日）
张三
同志们：
【单位】今天召开【会议名称】。青山县去年查处12人，2025年要再发力。"""


@pytest.fixture
def old(drafter: User) -> Draft:
    draft = make_draft(drafter, fill(parse(SPEECH).manuscript, OLD))
    set_facts(draft, author=drafter, facts=OLD)
    draft.refresh_from_db()
    return draft


def posted(client: Client, person: User, draft: Draft, **fields: str) -> Draft:
    client.force_login(person)
    data = {"title": "新的讲话", **{name.replace("_", ":"): value for name, value in fields.items()}}
    response = client.post(reverse("draft-copy", args=[draft.pk]), data)
    copy = Draft.objects.exclude(pk=draft.pk).latest("pk")
    assert response.headers["Location"] == copy.get_absolute_url()
    return copy


def test_the_text_comes_over_under_new_keys(client: Client, drafter: User, speech: Draft) -> None:
    Draft.objects.update(target_minutes=20, state=Draft.State.FINAL)
    copy = posted(client, drafter, speech)
    old, new = speech.manuscript(), copy.manuscript()
    assert [p.text for p in new.paragraphs] == [p.text for p in old.paragraphs]
    assert not {p.key for p in new.paragraphs} & {p.key for p in old.paragraphs}
    assert [len(p.spans) for p in new.paragraphs] == [len(p.spans) for p in old.paragraphs]
    assert (copy.title, copy.state) == ("新的讲话", Draft.State.DRAFTING)
    assert copy.revisions.get().reason == Revision.Reason.COPIED


def test_a_new_fact_stands_where_the_old_one_stood(client: Client, drafter: User, old: Draft) -> None:
    data = {"title": "新的讲话", "fact:单位": "绿水县", "spoken_on": "2026-07-18", "target_minutes": "25"}
    client.force_login(drafter)
    client.post(reverse("draft-copy", args=[old.pk]), data)
    copy = Draft.objects.latest("pk")
    text = copy.manuscript().paragraphs[-1].text
    assert text.startswith("绿水县今天召开【会议名称】。")
    assert [span.ref for span in copy.manuscript().paragraphs[-1].spans] == ["单位"]
    assert copy.front == [["title", "新的讲话"], ["date", "（2026年7月18日）"], ["byline", "【讲话人】"]]
    assert copy.facts_by_name() == {"单位": "绿水县", "日期": "2026年7月18日"}
    assert copy.target_minutes == 25
    assert old.facts_by_name() == OLD


def test_a_title_left_as_it_was_names_the_new_meeting(client: Client, drafter: User, old: Draft) -> None:
    assert old.title == "在青山县警示教育大会上的讲话"
    fields = {"fact_单位": "绿水县", "fact_会议名称": "年中工作会议"}
    assert posted(client, drafter, old, title=old.title, **fields).title == "在绿水县年中工作会议上的讲话"
    # A meeting that is not known yet is an open place, there as elsewhere; 要素 fill it.
    copy = posted(client, drafter, old, title=old.title, fact_单位="绿水县")
    assert copy.title == "在绿水县【会议名称】上的讲话"
    written = "在青山县警示教育大会上的讲话提纲"
    assert posted(client, drafter, old, title=written, **fields).title == written


def test_what_is_left_of_the_old_occasion_is_listed(client: Client, drafter: User, old: Draft) -> None:
    copy = posted(client, drafter, old, fact_单位="绿水县")
    assert copy.former == {**OLD, "年份": "2025年"}
    page = BeautifulSoup(client.get(reverse("draft-former", args=[copy.pk])).content, "html.parser")
    rows = {row["data-former"]: row.get_text(" ", strip=True) for row in page.select("[data-former]")}
    # The meeting is an open place everywhere, so nothing of it is left.
    assert set(rows) == {"青山县", "2025年"}
    assert "1 处" in rows["青山县"]
    client.post(reverse("draft-former", args=[copy.pk]), {"name": "年份"})
    copy.refresh_from_db()
    assert "年份" not in copy.former


def test_the_same_year_is_no_trace(client: Client, drafter: User, old: Draft) -> None:
    client.force_login(drafter)
    data = {"title": "新的讲话", "fact:单位": "青山县", "spoken_on": "2025-09-01"}
    client.post(reverse("draft-copy", args=[old.pk]), data)
    assert set(Draft.objects.latest("pk").former) == {"会议名称", "讲话人"}


def test_the_form_asks_every_fact_and_shows_the_old_one(client: Client, drafter: User, old: Draft) -> None:
    Fact.objects.create(draft=old, name="上级会议", value="省纪委全会")
    client.force_login(drafter)
    page = BeautifulSoup(client.get(reverse("draft-copy", args=[old.pk])).content, "html.parser")
    asked = {field["name"]: field.get("value", "") for field in page.select("[name^='fact:']")}
    assert asked["fact:单位"] == "青山县"
    assert asked["fact:会议名称"] == asked["fact:上级会议"] == ""
    assert "原稿：省纪委全会" in page.get_text()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "标题不能空着"),
        ({"spoken_on": "明天"}, "日期请写成"),
        ({"fact:单位": "【县】"}, "不能有换行和【】"),
        ({"target_minutes": "0"}, "至少 1 分钟"),
    ],
)
def test_bad_input_is_told_and_nothing_made(
    client: Client, drafter: User, old: Draft, fields: dict[str, str], sentence: str
) -> None:
    client.force_login(drafter)
    data = {"title": "新的讲话", "fact:会议名称": "全会", **fields}
    page = client.post(reverse("draft-copy", args=[old.pk]), data).content.decode()
    assert sentence in page
    assert 'value="全会"' in page
    assert Draft.objects.count() == 1


def test_a_reader_starts_an_own_draft(client: Client, head: User, draft: Draft) -> None:
    assert posted(client, head, draft).author == head


def test_somebody_without_office_cannot(client: Client, drafter: User, draft: Draft) -> None:
    User.objects.update(office=None)
    client.force_login(drafter)
    assert client.post(reverse("draft-copy", args=[draft.pk]), {"title": "新"}).status_code == 403


def test_a_reader_does_not_silence_a_trace(client: Client, head: User, draft: Draft) -> None:
    client.force_login(head)
    assert client.post(reverse("draft-former", args=[draft.pk]), {"name": "单位"}).status_code == 403
