"""Versions: kept by themselves before they can be lost, by hand, and gone back to without losing anything."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, take_revision
from speeches.drafting.models import Draft, Revision
from tests.htmx import soup_of

from .factories import body, change_set, upsert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def edit(draft: Draft, author: User, number: int, text: str) -> None:
    apply_change_set(draft, author=author, payload=change_set(draft, number, upserts=[upsert(body(1, text))]))


def first_texts(draft: Draft) -> list[str]:
    return [revision.manuscript().paragraphs[0].text for revision in draft.revisions.order_by("number")]


def test_edits_close_together_make_no_new_version(draft: Draft, drafter: User) -> None:
    for number in range(1, 4):
        edit(draft, drafter, number, f"第{number}次。")
    assert first_texts(draft) == ["第1段。"]


def test_what_a_sitting_ended_with_is_kept_before_the_next_edit(draft: Draft, drafter: User) -> None:
    edit(draft, drafter, 1, "昨天最后的文字。")
    Revision.objects.update(at=timezone.now() - timedelta(minutes=11))
    edit(draft, drafter, 2, "今天一上来就删改。")
    assert first_texts(draft) == ["第1段。", "昨天最后的文字。"]
    assert draft.revisions.first().reason == Revision.Reason.AUTOMATIC


def test_nothing_new_makes_no_new_version(draft: Draft, drafter: User) -> None:
    first = draft.revisions.get()
    assert take_revision(draft, author=drafter, reason=Revision.Reason.EXPORT) == first


def test_a_version_kept_by_hand_has_its_name(client: Client, draft: Draft) -> None:
    page = client.post(reverse("draft-revisions", args=[draft.pk]), {"note": "送审前"}).content.decode()
    assert "送审前" in page
    assert draft.revisions.first().note == "送审前"


def test_a_version_reads_as_text(client: Client, draft: Draft) -> None:
    page = client.get(reverse("revision-detail", args=[draft.pk, 1]), {"view": "text"}).content.decode()
    assert "第2段。" in page
    assert client.get(reverse("revision-detail", args=[draft.pk, 99])).status_code == 404


def test_going_back_restores_text_order_and_title_and_keeps_what_was(
    client: Client, draft: Draft, drafter: User
) -> None:
    before = draft.manuscript()
    payload = change_set(
        draft,
        front=[["title", "新标题"]],
        upserts=[upsert(body(3, "改。"), None), upsert(body(9), "p00003")],
        deletions=["p00002"],
    )
    apply_change_set(draft, author=drafter, payload=payload)
    changed = Draft.objects.get().manuscript()
    response = client.post(reverse("revision-restore", args=[draft.pk, 1]))
    assert response.headers["Location"] == draft.get_absolute_url()
    assert Draft.objects.get().manuscript() == before
    restored, former = draft.revisions.all()[:2]
    assert (restored.manuscript(), former.manuscript()) == (before, changed)
    page = soup_of(client.get(draft.get_absolute_url()))
    message = page.select_one("#messages")
    assert "已恢复第 1 版，存为第 3 版；原来的内容在第 2 版" in message.get_text()
    assert message.a["href"] == reverse("revision-detail", args=[draft.pk, former.number])


def test_a_version_is_compared_with_the_text_of_now(client: Client, draft: Draft, drafter: User) -> None:
    address = reverse("revision-detail", args=[draft.pk, 1])
    assert "一字不差" in client.get(address).content.decode()
    edit(draft, drafter, 1, "第1段改过了。")
    page = soup_of(client.get(address)).select_one("main")
    assert [mark.get_text() for mark in page.select(".compared-text ins")] == ["改过了"]
    assert not page.select(".compared-text del")
    assert "＋3 字 －0 字" in page.get_text()


def test_an_open_editor_hears_of_going_back(client: Client, draft: Draft, drafter: User) -> None:
    edit(draft, drafter, 1, "改过。")
    client.post(reverse("revision-restore", args=[draft.pk, 1]))
    news = client.get(reverse("draft-changes", args=[draft.pk]), {"since": 2, "client": "tab1"}).json()
    assert news["upserts"][0]["text"] == "第1段。"


def test_head_may_read_versions_but_not_go_back(client: Client, head: User, draft: Draft) -> None:
    client.force_login(head)
    assert client.get(reverse("draft-revisions", args=[draft.pk])).status_code == 200
    assert client.post(reverse("draft-revisions", args=[draft.pk])).status_code == 403
    assert client.post(reverse("revision-restore", args=[draft.pk, 1])).status_code == 403
