"""Where a paragraph came from: the entry, how far it was changed, and newer wording of it for the paper."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, copy_draft
from speeches.drafting.models import Draft, Fact, SpeechImport
from speeches.library.actions import NO_SORTING, edit_entry, retire_entry
from speeches.library.models import Entry, SourceDocument
from speeches.manuscript.paragraph import Origin, Paragraph
from tests.htmx import soup_of
from tests.library.factories import make_entry

from .factories import change_set, upsert

pytestmark = pytest.mark.django_db

TEXT = "要从群众身边的事抓起，办成一批实事。\n要在【单位】推开，一件一件抓到底。"


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


@pytest.fixture
def entry(drafter: User) -> Entry:
    return make_entry(drafter.office, "小切口整治", TEXT)


@pytest.fixture
def used(client: Client, draft: Draft, drafter: User, entry: Entry) -> Draft:
    """The draft with the entry at its end, the fact 单位 known."""
    Fact.objects.create(draft=draft, name="单位", value="云山县")
    put_in(client, draft, drafter, entry)
    return draft


def put_in(client: Client, draft: Draft, author: User, entry: Entry) -> None:
    proposal = client.get(reverse("draft-proposal", args=[draft.pk, entry.pk])).json()
    after, upserts = draft.manuscript().paragraphs[-1].key, []
    for paragraph in proposal["paragraphs"]:
        upserts.append({**paragraph, "after": after})
        after = paragraph["key"]
    apply_change_set(draft, author=author, payload=change_set(draft, 90, upserts=upserts))


def passage(draft: Draft) -> list[Paragraph]:
    return [paragraph for paragraph in draft.manuscript().paragraphs if paragraph.origin]


def rewrite(draft: Draft, author: User, paragraph: Paragraph, text: str) -> None:
    changed = upsert(replace(paragraph, text=text, spans=()))
    apply_change_set(draft, author=author, payload=change_set(draft, 91, upserts=[changed]))


def shown(client: Client, draft: Draft, key: str) -> Tag:
    return soup_of(client.get(reverse("draft-provenance", args=[draft.pk]), {"key": key})).select_one(
        "#provenance"
    )


def ask(client: Client, draft: Draft, **asked: str) -> Any:
    address = reverse("provenance-proposal", args=[draft.pk])
    return client.post(address, asked, content_type="application/json")


def renew(entry: Entry, text: str, by: User) -> None:
    edit_entry(entry, text, by=by, sorting=NO_SORTING)


def test_entry_version_and_nothing_changed(client: Client, used: Draft, entry: Entry) -> None:
    part = shown(client, used, passage(used)[1].key)
    assert "“小切口整治”第 1 版" in part.get_text()
    assert "一起进来的有 2 段" in part.get_text()
    # A filled-in fact is no change.
    assert "一字未改" in part.get_text()


def test_how_far_it_was_changed(client: Client, used: Draft, drafter: User) -> None:
    first = passage(used)[0]
    rewrite(used, drafter, first, first.text.replace("一批", "一大批"))
    part = shown(client, used, first.key)
    assert "改动约 5%" in part.get_text()
    assert [mark.get_text() for mark in part.select("ins")] == ["大"]


def test_newer_wording_is_shown_and_taken_over(
    client: Client, used: Draft, entry: Entry, curator: User, drafter: User
) -> None:
    renew(entry, TEXT.replace("一批实事", "一批看得见的实事"), curator)
    first, second = passage(used)
    part = shown(client, used, second.key)
    assert "素材已更新到第 2 版" in part.get_text()
    assert [mark.get_text() for mark in part.select(".newer ins")] == ["看得见的"]
    proposal = ask(client, used, key=second.key, way="replace").json()
    apply_change_set(used, author=drafter, payload=change_set(used, 92, upserts=proposal["upserts"]))
    texts = [paragraph.text for paragraph in passage(used)]
    assert texts == [first.text.replace("一批实事", "一批看得见的实事"), second.text]
    assert {paragraph.origin for paragraph in passage(used)} == {Origin(str(entry.pk), 2)}
    assert "一字未改" in shown(client, used, first.key).get_text()


def test_own_changes_stay_beside_newer_wording(
    client: Client, used: Draft, entry: Entry, curator: User, drafter: User
) -> None:
    first = passage(used)[0]
    rewrite(used, drafter, first, first.text.replace("要从", "我们要从"))
    renew(entry, TEXT.replace("一批实事", "一批看得见的实事"), curator)
    assert "保留我的改动" in shown(client, used, first.key).get_text()
    merged = ask(client, used, key=first.key, way="merge").json()["upserts"][0]["text"]
    assert merged == "我们要从群众身边的事抓起，办成一批看得见的实事。"
    replaced = ask(client, used, key=first.key, way="replace").json()["upserts"][0]["text"]
    assert replaced == "要从群众身边的事抓起，办成一批看得见的实事。"


def test_changes_that_touch_are_not_merged(
    client: Client, used: Draft, entry: Entry, curator: User, drafter: User
) -> None:
    first = passage(used)[0]
    rewrite(used, drafter, first, first.text.replace("一批实事", "几件大事"))
    renew(entry, TEXT.replace("一批实事", "一批看得见的实事"), curator)
    part = shown(client, used, first.key)
    assert "不能自动合并" in part.get_text()
    assert not part.select("button[value=merge]")
    refused = ask(client, used, key=first.key, way="merge")
    assert refused.status_code == 422
    assert "没有可换的新写法" in refused.json()["error"]


def test_a_retired_entry_is_told_of_without_text_and_its_successor_offered(
    client: Client, used: Draft, entry: Entry, curator: User
) -> None:
    successor = make_entry(entry.office, "大切口整治", TEXT.replace("抓到底", "抓到位"))
    retire_entry(entry, by=curator, successor=successor)
    second = passage(used)[1]
    part = shown(client, used, second.key)
    assert "已停用" in part.get_text()
    assert "“大切口整治”" in part.get_text()
    assert not part.select(".compared")
    proposal = ask(client, used, key=second.key, way="replace").json()
    assert proposal["upserts"][1]["text"] == "要在云山县推开，一件一件抓到位。"
    assert proposal["upserts"][1]["origin"] == [str(successor.pk), 1]


def test_an_entry_that_is_no_longer_visible_is_told_of_without_a_word_of_it(
    client: Client, used: Draft, entry: Entry, outsider: User
) -> None:
    Entry.objects.filter(pk=entry.pk).update(office=outsider.office, title="别处的题目", version=2)
    part = shown(client, used, passage(used)[0].key)
    assert "不对您开放" in part.get_text()
    assert "别处的题目" not in part.get_text()
    assert not part.select(".compared, .newer")
    assert ask(client, used, key=passage(used)[0].key, way="replace").status_code == 422


def test_a_deleted_entry(client: Client, used: Draft, entry: Entry) -> None:
    entry.delete()
    assert "已从素材库删除" in shown(client, used, passage(used)[0].key).get_text()


def test_the_past_speech_behind_an_entry(client: Client, used: Draft, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(source="在2024年全会上的讲话")
    part = shown(client, used, passage(used)[0].key)
    assert "素材出自：在2024年全会上的讲话" in part.get_text()
    assert not SourceDocument.objects.exists()


def test_an_imported_paragraph_and_what_became_of_it(client: Client, draft: Draft, drafter: User) -> None:
    first = draft.manuscript().paragraphs[0]
    rewrite(draft, drafter, first, "第1段改过。")
    text = shown(client, draft, first.key).get_text()
    assert "随导入的文稿进来：第 1 版" in text
    assert "改动约" in text
    assert f"最近改动：{drafter}" in text


def test_a_paragraph_of_an_imported_file_names_it(client: Client, draft: Draft, drafter: User) -> None:
    SpeechImport.objects.create(user=drafter, office=drafter.office, filename="去年讲话.docx", draft=draft)
    assert "（去年讲话.docx）" in shown(client, draft, "p00001").get_text()


def test_a_paragraph_of_a_copy_names_the_speech_it_was_copied_from(
    client: Client, draft: Draft, drafter: User
) -> None:
    copy = copy_draft(draft, author=drafter, title="今年的讲话", facts={})
    key = copy.manuscript().paragraphs[0].key
    assert "从旧稿带来（底稿：《在测试会议上的讲话》）" in shown(client, copy, key).get_text()


def test_a_paragraph_written_here(client: Client, draft: Draft, drafter: User) -> None:
    new = Paragraph("n" * 12, draft.manuscript().paragraphs[0].role, "新写一段。")
    apply_change_set(draft, author=drafter, payload=change_set(draft, 93, upserts=[upsert(new, "p00001")]))
    assert f"是 {drafter} 在" in shown(client, draft, new.key).get_text()


@pytest.mark.parametrize("key", ["", "nowhere00000", "'\"<script>"])
def test_no_such_paragraph(client: Client, draft: Draft, key: str) -> None:
    assert "把光标放进一段正文" in shown(client, draft, key).get_text()


def test_outsider_gets_404(client: Client, outsider: User, draft: Draft) -> None:
    client.force_login(outsider)
    assert client.get(reverse("draft-provenance", args=[draft.pk])).status_code == 404
    assert ask(client, draft, key="p00001", way="replace").status_code == 404


def test_readers_see_it_and_take_nothing_over(
    client: Client, head: User, used: Draft, entry: Entry, curator: User
) -> None:
    renew(entry, TEXT.replace("一批实事", "一批看得见的实事"), curator)
    client.force_login(head)
    key = passage(used)[0].key
    part = shown(client, used, key)
    assert "素材已更新到第 2 版" in part.get_text()
    assert not part.select("form")
    assert ask(client, used, key=key, way="replace").status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"key": 1}'])
def test_bad_input(client: Client, used: Draft, body: bytes) -> None:
    address = reverse("provenance-proposal", args=[used.pk])
    assert client.post(address, body, content_type="application/json").status_code == 422


def test_query_count(client: Client, used: Draft, django_assert_max_num_queries: Any) -> None:
    key = passage(used)[0].key
    client.get(reverse("draft-provenance", args=[used.pk]), {"key": key})
    with django_assert_max_num_queries(14):
        client.get(reverse("draft-provenance", args=[used.pk]), {"key": key})
