"""Curators decide on proposals; proposers read what became of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import decline_entry
from speeches.library.models import Entry
from tests.cast import make_drafter
from tests.htmx import HTMX, main_of, swap

from .factories import make_entry

FIELDS: dict[str, Any] = {
    "title": "改过的题目",
    "kind": "passage",
    "function": "任务",
    "text": "从群众身边的小事抓起。",
    "scope": "own",
}


@pytest.fixture
def proposal(office: Office, drafter: User) -> Entry:
    return make_entry(office, state="pending", proposed_by=drafter)


def test_the_page_offers_every_decision(client: Client, curator: User, proposal: Entry):
    client.force_login(curator)
    text = main_of(client.get(proposal.get_absolute_url())).get_text()
    for words in ("起草人推荐", "采用", "改后采用", "并入已有素材", "退回"):
        assert words in text


def test_accept(client: Client, curator: User, drafter: User, proposal: Entry):
    client.force_login(curator)
    assert client.post(reverse("entry-accept", args=[proposal.pk])).status_code == 302
    assert Entry.objects.visible_to(drafter).active().get().decided_by == curator


def test_edit_and_accept_is_one_step(client: Client, curator: User, proposal: Entry):
    client.force_login(curator)
    url = reverse("entry-edit", args=[proposal.pk])
    assert "保存并采用" in client.get(url).content.decode()
    client.post(url, {**FIELDS, "accept": "yes", "quality": "2"})
    entry = Entry.objects.get()
    assert (entry.state, entry.version, entry.title, entry.quality) == ("active", 2, "改过的题目", 2)


def test_saving_without_accepting_leaves_it_waiting(client: Client, curator: User, proposal: Entry):
    client.force_login(curator)
    client.post(reverse("entry-edit", args=[proposal.pk]), FIELDS)
    assert (Entry.objects.get().state, Entry.objects.get().version) == ("pending", 2)


def test_the_proposer_reads_why_and_proposes_again(
    client: Client, curator: User, drafter: User, proposal: Entry
):
    client.force_login(curator)
    client.post(reverse("entry-decline", args=[proposal.pk]), {"reason": "提法已经过时。"})
    client.force_login(drafter)
    for url in (reverse("dashboard"), proposal.get_absolute_url()):
        assert "提法已经过时。" in client.get(url).content.decode()
    client.post(reverse("entry-edit", args=[proposal.pk]), {**FIELDS, "scope": "subtree"})
    client.post(reverse("entry-propose", args=[proposal.pk]))
    entry = Entry.objects.get()
    assert (entry.state, entry.title, entry.decline_reason, entry.scope) == (
        "pending",
        "改过的题目",
        "",
        "own",
    )


def test_declining_needs_a_reason(client: Client, curator: User, proposal: Entry):
    client.force_login(curator)
    page = client.post(reverse("entry-decline", args=[proposal.pk]), {"reason": " "})
    assert page.status_code == 422
    assert main_of(page).select_one("#id_reason_error")
    assert Entry.objects.get().state == "pending"


def test_an_old_page_is_refused_with_the_reason(client: Client, curator: User, proposal: Entry):
    client.force_login(curator)
    client.post(reverse("entry-accept", args=[proposal.pk]))
    page = client.post(reverse("entry-accept", args=[proposal.pk]))
    assert page.status_code == 403
    assert "“在用”的素材不能采用" in page.content.decode()


def test_the_proposer_withdraws(client: Client, drafter: User, proposal: Entry):
    client.force_login(drafter)
    assert client.get(reverse("entry-edit", args=[proposal.pk])).status_code == 403
    client.post(reverse("entry-withdraw", args=[proposal.pk]))
    assert Entry.objects.get().state == "draft"
    assert client.get(reverse("entry-edit", args=[proposal.pk])).status_code == 200


def test_merging_shows_both_texts_and_makes_a_version(
    client: Client, curator: User, drafter: User, office: Office, proposal: Entry
):
    into = make_entry(office, "已有的", "从群众身边的大事抓起。")
    client.force_login(curator)
    assert "已有的" in main_of(client.get(reverse("entry-merge", args=[proposal.pk]))).get_text()
    url = reverse("entry-merge-into", args=[proposal.pk, into.pk])
    page = main_of(client.get(url))
    assert page.select_one(".compared del").get_text() == "大"
    assert page.select_one("textarea").get_text().strip() == into.text
    assert main_of(client.get(url, {"text": "proposal"})).textarea.get_text().strip() == proposal.text
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "从大事小事抓起。"}).headers["Location"] == into.get_absolute_url()
    into.refresh_from_db()
    assert (into.version, into.text) == (2, "从大事小事抓起。")
    client.force_login(drafter)
    assert "已并入“已有的”" in client.get(reverse("dashboard")).content.decode()


def test_retiring_with_a_successor(
    client: Client, curator: User, drafter: User, office: Office, entry: Entry
):
    other = make_entry(office, "接替的", "从群众身边的大事抓起。")
    client.force_login(curator)
    url = reverse("entry-retire", args=[entry.pk])
    assert main_of(client.get(url)).select_one(f"input[value='{other.pk}']")
    client.post(url, {"chosen": other.pk, "reason": "提法更新"})
    entry.refresh_from_db()
    assert (entry.state, entry.superseded_by) == ("retired", other)
    assert entry.history.latest().history_change_reason == "停用：提法更新"
    assert "接替的" in client.get(entry.get_absolute_url()).content.decode()


def test_a_reason_is_asked_for(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    url = reverse("entry-retire", args=[entry.pk])
    answer = client.post(url, {"reason": " ", "chosen": ""})
    assert answer.status_code == 422
    assert "请选一个停用理由" in main_of(answer).get_text()
    client.post(url, {"cause": "数据或事实已变", "reason": "机构改了"})
    entry.refresh_from_db()
    assert entry.history.latest().history_change_reason == "停用：数据或事实已变，机构改了"


def test_a_successor_is_named_and_changed_later(client: Client, curator: User, office: Office, entry: Entry):
    others = [make_entry(office, "接替的", "从群众的事抓起。"), make_entry(office, "另一条", "从身边抓起。")]
    client.force_login(curator)
    url = reverse("entry-successor", args=[entry.pk])
    assert client.get(url).status_code == 403
    client.post(reverse("entry-retire", args=[entry.pk]), {"cause": "内容重复"})
    for other in others:
        assert main_of(client.get(url)).select_one(f"input[value='{other.pk}']")
        client.post(url, {"chosen": other.pk})
        entry.refresh_from_db()
        assert entry.superseded_by == other
        assert main_of(client.get(url)).select_one("input[checked]")["value"] == str(other.pk)
    assert client.post(url, {"chosen": "x"}).status_code == 422
    client.post(url, {"chosen": ""})
    assert Entry.objects.get(pk=entry.pk).superseded_by is None
    assert entry.history.latest().history_change_reason == "不再指定替代的素材"


def test_merging_the_same_text_makes_no_version(client: Client, curator: User, office: Office, entry: Entry):
    into = make_entry(office, "留下的", entry.text)
    client.force_login(curator)
    url = reverse("entry-merge-into", args=[entry.pk, into.pk])
    answer = client.post(url, {"text": entry.text.replace("\n", "\r\n")}, follow=True)
    assert "文字没有变，不另存新版" in answer.content.decode()
    into.refresh_from_db()
    entry.refresh_from_db()
    assert (into.version, entry.superseded_by) == (1, into)


def test_a_successor_has_to_be_in_use(client: Client, curator: User, office: Office, entry: Entry):
    client.force_login(curator)
    for chosen in (make_entry(office, state="draft").pk, entry.pk, "x"):
        assert client.post(reverse("entry-retire", args=[entry.pk]), {"chosen": chosen}).status_code == 422
    assert Entry.objects.get(pk=entry.pk).state == "active"


def test_choices_swapped_equal_reloaded(client: Client, curator: User, office: Office, entry: Entry):
    make_entry(office, "接替的", "从群众身边的大事抓起。")
    client.force_login(curator)
    page = main_of(client.get(reverse("entry-retire", args=[entry.pk])))
    before = page.prettify()
    choices = reverse("entry-choice", args=[entry.pk])
    swap(page, "#choices", client.get(choices, {"q": "没有这个词"}, headers=HTMX))
    assert "没有找到" in page.get_text()
    swap(page, "#choices", client.get(choices, {"q": ""}, headers=HTMX))
    assert page.prettify() == before


VERBS = ("accept", "decline", "merge", "propose", "withdraw", "retire", "choice")


@pytest.mark.parametrize("verb", VERBS)
def test_wrong_role_403_invisible_404(
    client: Client, office: Office, outsider: User, curator: User, proposal: Entry, verb: str
):
    colleague = make_drafter(office, "colleague")
    url = reverse(f"entry-{verb}", args=[proposal.pk])
    is_read = verb in ("merge", "choice")
    for person in (colleague, outsider):
        client.force_login(person)
        assert (client.get if is_read else client.post)(url, {"reason": "不用"}).status_code == 404
    Entry.objects.update(state="active")
    client.force_login(colleague)
    assert (client.get if is_read else client.post)(url, {"reason": "不用"}).status_code == 403
    assert Entry.objects.get().state == "active"


def test_declined_is_marked_for_its_proposer(
    client: Client, curator: User, drafter: User, proposal: Entry, django_assert_max_num_queries
):
    decline_entry(proposal, "重复。", by=curator)
    client.force_login(drafter)
    with django_assert_max_num_queries(13):
        page = main_of(client.get(proposal.get_absolute_url()))
    assert "已退回" in page.get_text()
    assert page.select_one(f"form[action='{reverse('entry-propose', args=[proposal.pk])}']")


def test_two_people_edit_the_same_entry(client: Client, curator: User, entry: Entry):
    client.force_login(curator)
    url = reverse("entry-edit", args=[entry.pk])
    client.post(url, {**FIELDS, "base": 1})
    page = client.post(url, {**FIELDS, "text": "另一个人的文字。", "base": 1})
    assert page.status_code == 422
    assert "已被改成第 2 版" in page.content.decode()
    assert "另一个人的文字。" in page.content.decode()
    base = main_of(page).select_one("input[name=base]")["value"]
    client.post(url, {**FIELDS, "text": "另一个人的文字。", "base": base})
    assert (Entry.objects.get().version, Entry.objects.get().text) == (3, "另一个人的文字。")


def test_validity_is_checked_and_shown(client: Client, curator: User, drafter: User, entry: Entry):
    client.force_login(curator)
    url = reverse("entry-edit", args=[entry.pk])
    dates = {"valid_from": "2026-01-01", "valid_until": "2025-01-01"}
    assert client.post(url, {**FIELDS, **dates}).status_code == 422
    client.post(url, {**FIELDS, "valid_until": "2025-01-01"})
    make_entry(entry.office, "新鲜的", updated_at="2020-01-01")
    client.force_login(drafter)
    page = main_of(client.get(reverse("entry-list")))
    assert [title.a.get_text() for title in page.select(".entry-title")] == ["新鲜的", "改过的题目"]
    assert "已过期" in page.get_text()
