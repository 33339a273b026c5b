"""From selected paragraphs to the library's proposal page; where an entry was used."""

import uuid

from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.drafting.models import Draft
from speeches.library.actions import record_use
from speeches.library.models import Entry
from tests.htmx import main_of
from tests.library.factories import make_entry

from .factories import make_draft


def url_of(draft: Draft) -> str:
    return reverse("draft-material", args=[draft.pk])


def keys_of(draft: Draft, *texts: str) -> str:
    return ",".join(p.key for p in draft.manuscript().paragraphs if p.text.startswith(texts))


def test_the_form_is_filled_in(client: Client, drafter: User, speech: Draft):
    speech.facts.create(name="地区", value="各级党组织")
    client.force_login(drafter)
    page = main_of(client.get(url_of(speech), {"keys": keys_of(speech, "压实责任", "各级党组织")}))
    assert page.select_one("[name=title]")["value"] == "压实责任"
    assert page.textarea.get_text().strip() == "（一）压实责任。【地区】要扛起主体责任。"
    assert page.select_one("[name=source]")["value"] == speech.title
    assert page.select_one("[name=function] [selected]")["value"] == "要求"
    assert "各级党组织 → 【地区】" in page.get_text()
    assert page.select_one("#preview .heading, #preview .level-2")
    assert not Entry.objects.exists()


def test_a_list_is_an_enumeration(client: Client, drafter: User, speech: Draft):
    client.force_login(drafter)
    page = main_of(client.get(url_of(speech), {"keys": keys_of(speech, "要做到", "坚持从")}))
    assert page.select_one("[name=kind] [selected]")["value"] == "enumeration"


def test_a_finished_speech_has_a_page_to_choose_on(client: Client, drafter: User, speech: Draft):
    Draft.objects.update(state="final")
    client.force_login(drafter)
    assert url_of(speech) in client.get(speech.get_absolute_url()).content.decode()
    page = main_of(client.get(url_of(speech)))
    lines = page.select(".choice")
    assert lines[-3].label.get_text() == "（一）压实责任。各级党组织要扛起主体责任。"
    chosen = [line.input["value"] for line in lines[-3:-1]]
    page = main_of(client.get(url_of(speech), {"keys": chosen}))
    assert page.textarea.get_text().strip().endswith("（二）改进作风。机关干部要到一线去。")


def test_paragraphs_that_are_gone_lead_to_an_empty_form(client: Client, drafter: User, draft: Draft):
    client.force_login(drafter)
    for keys in ("", "gone", "<script>", "," * 500):
        assert client.get(url_of(draft), {"keys": keys}).headers["Location"] == reverse("entry-suggest")


def test_too_many_are_cut_and_it_is_said(client: Client, drafter: User):
    draft = make_draft(drafter, None)
    keys = ",".join(["p00001", *("x" for _ in range(70))])
    client.force_login(drafter)
    assert "最多 60 段" in client.get(url_of(draft), {"keys": keys}).content.decode()


def test_only_who_drafts_and_sees_the_draft(client: Client, draft: Draft, head: User, outsider: User):
    client.force_login(outsider)
    assert client.get(url_of(draft), {"keys": "p00001"}).status_code == 404
    client.force_login(head)
    assert client.get(url_of(draft), {"keys": "p00001"}).status_code == 403


def test_query_count(client: Client, drafter: User, draft: Draft, django_assert_max_num_queries):
    client.force_login(drafter)
    with django_assert_max_num_queries(17):
        client.get(url_of(draft), {"keys": "p00001"})


def test_drafts_one_may_see_are_named_the_others_counted(
    client: Client, drafter: User, colleague: User, office: Office, draft: Draft
):
    entry = make_entry(office)
    foreign = make_draft(colleague)
    for used in (draft.pk, draft.pk, foreign.pk, 999_999):
        record_use(entry, used, drafter)
    client.force_login(drafter)
    answer = client.get(reverse("entry-drafts", args=[entry.pk])).content.decode()
    assert draft.title in answer
    assert "2 次" in answer
    assert foreign.get_absolute_url() not in answer
    assert "另有 2 篇" in answer
    assert reverse("entry-drafts", args=[entry.pk]) in client.get(entry.get_absolute_url()).content.decode()


def test_uses_of_an_invisible_entry_are_404(client: Client, outsider: User, office: Office):
    client.force_login(outsider)
    for entry_id in (make_entry(office).pk, uuid.uuid4()):
        assert client.get(reverse("entry-drafts", args=[entry_id])).status_code == 404


def test_uses_in_a_fixed_number_of_queries(
    client: Client, drafter: User, office: Office, django_assert_max_num_queries
):
    entry = make_entry(office)
    for _ in range(12):
        record_use(entry, make_draft(drafter), drafter)
    client.force_login(drafter)
    with django_assert_max_num_queries(7):
        client.get(reverse("entry-drafts", args=[entry.pk]))
