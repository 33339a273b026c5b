"""The register of people (人员名册): kept by heads, read by proofreading."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import ActionLog, Membership, Office, Person, RoleName, User
from speeches.accounts.register import people_for
from speeches.proofreading import context
from tests.cast import make_office, make_person
from tests.htmx import main_of

NEW = {"name": "高 翔", "post": "区委副书记、区长", "order": "1", "since": "2024-03-01", "until": ""}


@pytest.fixture
def head(office: Office) -> User:
    return make_person("head", "单位负责人", office, RoleName.HEAD)


@pytest.fixture
def leading(client: Client, head: User) -> Client:
    client.force_login(head)
    return client


def register(office: Office, name: str, post: str = "主任", order: int = 1, **fields: object) -> Person:
    return Person.objects.create(office=office, name=name, post=post, order=order, **fields)


def told(client: Client, **query: str) -> str:
    return main_of(client.get(reverse("person-list"), query)).get_text(" ", strip=True)


def test_head_adds_a_person_whose_name_was_spaced_out(leading: Client, office: Office):
    assert "还没有登记" in told(leading)
    assert leading.post(reverse("person-new"), NEW).status_code == 302
    person = Person.objects.get()
    assert (person.name, person.post, person.office) == ("高翔", "区委副书记、区长", office)
    log = ActionLog.objects.get()
    assert (log.verb, log.detail["since"]) == ("add-person", "2024-03-01")
    assert "高翔" in told(leading)


def test_the_next_one_comes_last(leading: Client, office: Office):
    register(office, "高翔", order=7)
    page = main_of(leading.get(reverse("person-new")))
    assert page.select_one("[name=order]")["value"] == "8"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"until": "2024-03-01"}, "离任日期应晚于任职日期"),
        ({"name": " "}, ""),
        ({"since": "去年"}, ""),
        ({"order": "-1"}, ""),
        ({"name": "沈洁", "post": "主任", "since": ""}, "名册里已有沈洁"),
    ],
)
def test_bad_input_is_refused_and_stays(leading: Client, office: Office, changed: dict[str, str], said: str):
    register(office, "沈洁")
    answer = leading.post(reverse("person-new"), NEW | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "区委副书记" in answer.content.decode() or "post" in changed
    assert Person.objects.count() == 1


def test_edited_left_and_back_again(leading: Client, office: Office):
    person = register(office, "沈洁", since=date(2024, 1, 1))
    edit = reverse("person-edit", args=[person.pk])
    leading.post(edit, {"name": "沈洁", "post": "副区长", "order": "3", "since": "2024-01-01", "until": ""})
    leading.post(reverse("person-leave", args=[person.pk]), {"until": "2025-06-01"})
    person.refresh_from_db()
    assert (person.post, person.order, person.until) == ("副区长", 3, date(2025, 6, 1))
    assert "已离任" in told(leading)
    leading.post(edit, {"name": "沈洁", "post": "副区长", "order": "3", "since": "2024-01-01", "until": ""})
    assert "已离任" not in told(leading)


def test_nobody_leaves_before_coming(leading: Client, office: Office):
    person = register(office, "沈洁", since=date(2024, 1, 1))
    answer = leading.post(reverse("person-leave", args=[person.pk]), {"until": "2023-01-01"}, follow=True)
    assert "离任日期应晚于任职日期" in answer.content.decode()
    person.refresh_from_db()
    assert person.until is None


def test_removing_can_be_undone(leading: Client, office: Office):
    person = register(office, "沈洁")
    answer = leading.post(reverse("person-remove", args=[person.pk]), follow=True)
    assert "已从名册删除“沈洁”" in answer.content.decode()
    assert people_for(office) == ()
    leading.post(reverse("person-put-back", args=[person.pk]))
    assert [one.name for one in people_for(office)] == ["沈洁"]
    assert [log.verb for log in ActionLog.objects.all()] == ["put-person-back", "remove-person"]


def test_drafters_get_403_and_other_heads_404(client: Client, leading: Client, drafter: User):
    elsewhere = register(make_office("海州市纪委监委"), "沈洁")
    for name in ("person-edit", "person-leave", "person-remove", "person-put-back"):
        answer = leading.post(reverse(name, args=[elsewhere.pk]), {"until": "2026-01-01"})
        assert answer.status_code == 404
    client.force_login(drafter)
    assert client.get(reverse("person-list")).status_code == 403
    assert client.post(reverse("person-remove", args=[elsewhere.pk])).status_code == 403
    elsewhere.refresh_from_db()
    assert not elsewhere.is_removed


def test_a_broken_query_is_no_error(leading: Client):
    for removed in ("x", "²", "9" * 40, "5"):
        assert leading.get(reverse("person-list"), {"removed": removed}).status_code == 200


def test_people_for_are_those_above_then_the_own(office: Office):
    above = make_office("清江省纪委监委")
    office.parent = above
    office.save()
    gone = timezone.localdate() - timedelta(days=1)
    register(office, "高翔", "区长", 1, until=gone)
    register(office, "沈洁", "主任", 2)
    register(office, "梁燕", "部长", 2)
    register(above, "冯涛", "省长", 5)
    register(above, "沈洁", "处长", 6)
    register(make_office("海州市纪委监委"), "外人")
    assert people_for(office) == (
        context.Person("冯涛", "省长", 1),
        context.Person("高翔", "区长", 2, until=gone),
        context.Person("沈洁", "主任", 3),
        context.Person("梁燕", "部长", 3),
    )
    assert people_for(None) == ()


def test_query_count(leading: Client, office: Office, django_assert_max_num_queries):
    for order in range(20):
        register(office, f"人{order}", order=order)
    with django_assert_max_num_queries(8):
        leading.get(reverse("person-list"))
    with django_assert_max_num_queries(2):
        people_for(office)


def test_who_leads_two_offices_keeps_both_registers(leading: Client, head: User, office: Office):
    second = make_office("派驻一组")
    Membership.objects.create(user=head, office=second, role=RoleName.ADMIN)
    head.__dict__.pop("roles", None)
    address = f"{reverse('person-new')}?office={second.pk}"
    answer = leading.post(address, NEW)
    assert Person.objects.get().office == second
    assert answer.url == f"{reverse('person-list')}?office={second.pk}"
    assert "高翔" in told(leading, office=str(second.pk))
    assert "高翔" not in told(leading)
    elsewhere = make_office("海州市纪委监委")
    assert "云川市纪委监委" in told(leading, office=str(elsewhere.pk))
