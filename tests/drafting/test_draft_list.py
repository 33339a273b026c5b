"""The list: what one sees, renaming, the bin and back, writing together."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User
from speeches.drafting.models import Draft

from .factories import make_draft

pytestmark = pytest.mark.django_db

LIST = "/drafts/"


def listed(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(LIST).content.decode()


def test_everybody_sees_what_concerns_them(
    client: Client, drafter: User, colleague: User, head: User, leader: User, outsider: User, draft: Draft
) -> None:
    for person, is_listed in (
        (drafter, True),
        (head, True),
        (colleague, False),
        (leader, False),
        (outsider, False),
    ):
        assert (draft.title in listed(client, person)) is is_listed


def test_an_empty_list_says_what_to_do(client: Client, drafter: User) -> None:
    assert "从提纲新建一篇" in listed(client, drafter)


def test_a_co_drafter_twice_over_sees_a_draft_once(
    client: Client, drafter: User, colleague: User, draft: Draft
) -> None:
    draft.co_drafters.add(colleague, drafter)
    assert Draft.objects.visible_to(drafter).count() == 1
    assert Draft.objects.visible_to(colleague).count() == 1


def test_queries_do_not_grow_with_drafts(
    client: Client, drafter: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        make_draft(drafter)
    client.force_login(drafter)
    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_deleting_is_undone_rather_than_asked(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    page = client.post(reverse("draft-delete", args=[draft.pk]), follow=True).content.decode()
    assert "最近删除" in page
    client.post(reverse("draft-restore", args=[draft.pk]))
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert set(ActionLog.objects.values_list("verb", flat=True)) >= {"draft-delete", "draft-restore"}


def test_only_the_author_deletes(client: Client, head: User, draft: Draft) -> None:
    client.force_login(head)
    assert client.post(reverse("draft-delete", args=[draft.pk])).status_code == 403


def test_renaming_replaces_the_title_lines_only(client: Client, drafter: User, draft: Draft) -> None:
    Draft.objects.update(front=[["title", "在会议上"], ["title", "的讲话"], ["date", "（3月）"]])
    client.force_login(drafter)
    client.post(reverse("draft-rename", args=[draft.pk]), {"title": " 新的  标题 "})
    draft.refresh_from_db()
    assert draft.front == [["title", "新的 标题"], ["date", "（3月）"]]


def test_an_empty_title_is_refused(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    page = client.post(reverse("draft-rename", args=[draft.pk]), {"title": " "}, follow=True).content.decode()
    assert "标题不能空着" in page


def test_the_author_names_who_writes_along(
    client: Client, drafter: User, colleague: User, outsider: User, draft: Draft
) -> None:
    client.force_login(drafter)
    address = reverse("draft-co-drafters", args=[draft.pk])
    client.post(address, {"person": colleague.pk})
    assert list(draft.co_drafters.all()) == [colleague]
    assert "只能选本单位的人" in client.post(address, {"person": outsider.pk}).content.decode()
    client.force_login(colleague)
    assert client.post(address, {"person": colleague.pk, "verb": "remove"}).status_code == 403
    client.force_login(drafter)
    client.post(address, {"person": colleague.pk, "verb": "remove"})
    assert not draft.co_drafters.exists()
