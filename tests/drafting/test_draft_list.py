"""The list: what one sees, renaming, the bin and back, writing together."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User
from speeches.drafting.models import Draft
from tests.htmx import HTMX, main_of, soup_of, swap

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


def test_a_title_is_found_by_its_words_across_its_lines(client: Client, drafter: User, draft: Draft) -> None:
    Draft.objects.update(front=[["title", "在全县警示教育"], ["title", "大会上的讲话"], ["date", "（3月）"]])
    make_draft(drafter)
    client.force_login(drafter)

    def found(query: str) -> list[str]:
        page = soup_of(client.get(LIST, {"q": query}))
        return [link.get_text() for link in page.select("#drafts .title a")]

    assert found("教育大会") == found("全县 讲话") == [Draft.objects.get(pk=draft.pk).title]
    assert len(found("讲话")) == len(found("")) == 2
    assert found("3月") == found("title") == found("%") == []


def test_the_state_narrows_the_list(client: Client, drafter: User, draft: Draft) -> None:
    Draft.objects.update(state=Draft.State.FINAL)
    client.force_login(drafter)
    assert draft.title in client.get(LIST, {"state": "final"}).content.decode()
    assert "没有符合的讲话稿" in client.get(LIST, {"state": "drafting"}).content.decode()
    assert draft.title in client.get(LIST, {"state": "nonsense"}).content.decode()


def test_the_filtered_list_swaps_in_as_reloaded(client: Client, drafter: User) -> None:
    for _ in range(31):
        make_draft(drafter)
    client.force_login(drafter)
    address = f"{LIST}?q=测试&page=2"
    page = main_of(client.get(f"{LIST}?q=测试"))
    swap(page, "#drafts", client.get(address, headers=HTMX))
    assert page.prettify() == main_of(client.get(address)).prettify()
    assert "q=%E6%B5%8B%E8%AF%95&page=1" in page.select_one(".pager a")["href"]


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
    assert "标题已改为《新的 标题》。" in client.get(LIST).content.decode()


def test_an_empty_title_is_refused(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    page = client.post(reverse("draft-rename", args=[draft.pk]), {"title": " "}, follow=True).content.decode()
    assert "标题不能空着" in page


def test_the_author_names_who_writes_along(
    client: Client, drafter: User, colleague: User, outsider: User, draft: Draft
) -> None:
    client.force_login(drafter)
    address = reverse("draft-co-drafters", args=[draft.pk])
    choice = soup_of(client.post(address, {"person": colleague.pk})).select_one("select")
    assert colleague.name not in choice.get_text(), "who writes already cannot be named again"
    assert list(draft.co_drafters.all()) == [colleague]
    assert "只能选本单位、还没有参与的人" in client.post(address, {"person": outsider.pk}).content.decode()
    client.force_login(colleague)
    assert client.post(address, {"person": colleague.pk, "verb": "remove"}).status_code == 403
    client.force_login(drafter)
    client.post(address, {"person": colleague.pk, "verb": "remove"})
    assert not draft.co_drafters.exists()
