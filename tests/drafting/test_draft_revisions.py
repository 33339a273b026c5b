"""Versions: kept by themselves before they can be lost, by hand, and gone back to without losing anything."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import ActionLog, User
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


# When versions are kept by themselves


def a_while_ago(draft: Draft, minutes: int) -> None:
    """Let the last save have been some minutes ago, and the last version just now."""
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(minutes=minutes))


def test_who_comes_back_from_a_pause_finds_the_text_as_it_was_left(draft: Draft, drafter: User) -> None:
    edit(draft, drafter, 1, "停笔前。")
    a_while_ago(draft, 2)
    edit(draft, drafter, 2, "歇了一下。")
    assert draft.revisions.count() == 1
    a_while_ago(draft, 4)
    edit(draft, drafter, 3, "回来再写。")
    assert first_texts(draft) == ["第1段。", "歇了一下。"]


def test_a_large_deletion_is_kept_before_it_happens(draft: Draft, drafter: User) -> None:
    long = "".join(f"第{number}句话，" for number in range(80))
    edit(draft, drafter, 1, long)
    deletion = change_set(draft, 2, deletions=["p00001"])
    apply_change_set(draft, author=drafter, payload=deletion)
    assert first_texts(draft) == ["第1段。", long]


def test_a_long_paragraph_cut_in_two_loses_nothing_and_makes_no_version(draft: Draft, drafter: User) -> None:
    long = "".join(f"第{number}句话，" for number in range(150))
    edit(draft, drafter, 1, long)
    split = [upsert(body(1, long[:300])), upsert(body(9, long[300:]), "p00001")]
    apply_change_set(draft, author=drafter, payload=change_set(draft, 2, upserts=split))
    joined = {"upserts": [upsert(body(1, long))], "deletions": ["p00009"]}
    apply_change_set(draft, author=drafter, payload=change_set(draft, 3, **joined))
    assert first_texts(draft) == ["第1段。"]


# Names


def name(client: Client, draft: Draft, number: int, note: str) -> HttpResponse:
    return client.post(reverse("revision-name", args=[draft.pk, number]), {"note": note})


def test_a_version_is_named_and_renamed(client: Client, draft: Draft) -> None:
    page = soup_of(name(client, draft, 1, "  初稿  送主任 "))
    assert page.select_one(".revision-name").get_text() == "初稿 送主任"
    page = soup_of(name(client, draft, 1, ""))
    assert not page.select(".revision-name")
    assert [
        log.detail["note"] for log in ActionLog.objects.filter(verb="draft-name-revision").order_by("pk")
    ] == [
        "初稿 送主任",
        "",
    ]


def test_a_name_that_is_too_long_is_cut(client: Client, draft: Draft) -> None:
    name(client, draft, 1, "长" * 300)
    assert draft.revisions.get().note == "长" * 100


def test_a_version_kept_without_a_name_asks_for_one(client: Client, draft: Draft) -> None:
    page = soup_of(client.post(reverse("draft-revisions", args=[draft.pk])))
    assert page.select_one(".naming[open] input[autofocus]") is not None
    page = soup_of(client.get(reverse("draft-revisions", args=[draft.pk])))
    assert page.select_one(".naming[open]") is None


def test_an_automatic_version_becomes_one_kept_by_hand(client: Client, draft: Draft, drafter: User) -> None:
    edit(draft, drafter, 1, "改。")
    take_revision(draft, author=drafter, reason=Revision.Reason.AUTOMATIC)
    client.post(reverse("draft-revisions", args=[draft.pk]))
    assert [revision.reason for revision in draft.revisions.all()] == ["manual", "imported"]


def test_automatic_versions_in_a_row_are_folded(client: Client, draft: Draft, drafter: User) -> None:
    for number in range(1, 5):
        edit(draft, drafter, number, f"第{number}次。")
        take_revision(draft, author=drafter, reason=Revision.Reason.AUTOMATIC)
    page = soup_of(client.get(reverse("draft-revisions", args=[draft.pk])))
    assert "自动存了 4 版" in page.select_one(".folded-runs summary").get_text()
    name(client, draft, 3, "要紧的一版")
    page = soup_of(client.get(reverse("draft-revisions", args=[draft.pk])))
    assert not page.select(".folded-runs")
    assert len(page.select("li.revision")) == 5


def test_a_version_of_a_submitted_draft_can_still_be_named(client: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.IN_REVIEW)
    assert name(client, draft, 1, "送审稿").status_code == 200
    assert client.post(reverse("draft-revisions", args=[draft.pk])).status_code == 403


def test_who_may_name(client: Client, draft: Draft, head: User, outsider: User) -> None:
    client.force_login(head)
    assert name(client, draft, 1, "名").status_code == 403
    client.force_login(outsider)
    assert name(client, draft, 1, "名").status_code == 404


def test_no_such_version(client: Client, draft: Draft) -> None:
    assert name(client, draft, 9, "名").status_code == 404


# Going back by section, and as a proposal for the open paper


def section_key(draft: Draft, text: str) -> str:
    return next(paragraph.key for paragraph in draft.manuscript().paragraphs if paragraph.text == text)


def delete_section(speech: Draft, author: User, title: str, count: int) -> str:
    keys = [paragraph.key for paragraph in speech.manuscript().paragraphs]
    key = section_key(speech, title)
    gone = keys[keys.index(key) : keys.index(key) + count]
    apply_change_set(speech, author=author, payload=change_set(speech, 1, deletions=gone))
    return key


def test_one_section_comes_back_and_the_rest_stays(client: Client, speech: Draft, drafter: User) -> None:
    before = speech.manuscript()
    key = delete_section(speech, drafter, "认清形势", 2)
    now = speech.manuscript()
    response = client.post(reverse("revision-restore", args=[speech.pk, 1]), {"section": key})
    assert response.status_code == 302
    assert Draft.objects.get().manuscript().to_text() == before.to_text()
    went_back, kept = speech.revisions.all()[:2]
    assert went_back.note == "恢复第 1 版的“一、认清形势”"
    assert kept.manuscript() == now


def test_a_section_that_the_version_does_not_have_changes_nothing(
    client: Client, speech: Draft, drafter: User
) -> None:
    now = speech.manuscript()
    response = client.post(
        reverse("revision-restore", args=[speech.pk, 1]), {"section": "nowhere"}, follow=True
    )
    assert "没有这一节了，没有恢复" in response.content.decode()
    assert speech.manuscript() == now
    assert speech.revisions.count() == 1


def propose(client: Client, draft: Draft, **asked: str) -> HttpResponse:
    address = reverse("revision-proposal", args=[draft.pk, 1])
    return client.post(address, asked, content_type="application/json")


def test_the_paper_is_told_what_to_change_and_what_there_was_is_kept(
    client: Client, speech: Draft, drafter: User
) -> None:
    before = speech.manuscript()
    key = delete_section(speech, drafter, "认清形势", 2)
    now = speech.manuscript()
    proposal = propose(client, speech, section=key).json()
    assert proposal["label"] == "恢复第 1 版的“一、认清形势”"
    assert speech.manuscript() == now
    kept = speech.revisions.first()
    assert (kept.reason, kept.manuscript()) == (Revision.Reason.RESTORED, now)
    changes = {name: proposal[name] for name in ("front", "upserts", "deletions")}
    apply_change_set(speech, author=drafter, payload=change_set(speech, 2, **changes))
    assert speech.manuscript().to_text() == before.to_text()


def test_a_proposal_for_the_whole(client: Client, draft: Draft, drafter: User) -> None:
    edit(draft, drafter, 1, "改过。")
    proposal = propose(client, draft).json()
    assert [row["text"] for row in proposal["upserts"]] == ["第1段。"]


def test_who_is_told(client: Client, draft: Draft, head: User, outsider: User) -> None:
    assert propose(client, draft, section="nowhere").status_code == 422
    client.force_login(head)
    assert propose(client, draft).status_code == 403
    client.force_login(outsider)
    assert propose(client, draft).status_code == 404
