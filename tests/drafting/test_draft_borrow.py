"""取自别稿: a section of another draft, copied or moved."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.placeholders import fill
from tests.drafting.factories import make_draft, make_speech

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(client: Client, drafter: User, speech: Draft) -> Draft:
    client.force_login(drafter)
    return make_draft(drafter)


def second_section(draft: Draft) -> str:
    return next(p.key for p in draft.manuscript().paragraphs if p.text == "汲取教训")


def take(client: Client, target: Draft, source: Draft, key: str) -> dict:
    return client.get(reverse("draft-section-proposal", args=[target.pk, source.pk, key])).json()


def test_other_drafts_are_found_by_title_and_show_their_sections(
    client: Client, target: Draft, speech: Draft
) -> None:
    address = reverse("draft-borrow", args=[target.pk])
    page = BeautifulSoup(client.get(address, {"q": "警示教育"}).content, "html.parser")
    assert [link.get_text() for link in page.select(".borrow-list a")] == [speech.title]
    assert "没有标题里有" in client.get(address, {"q": "没有的"}).content.decode()
    page = BeautifulSoup(client.get(address, {"source": speech.pk}).content, "html.parser")
    titles = [row.span.get_text(" ", strip=True) for row in page.select(".borrow-list li")]
    assert any(title.startswith("二、汲取教训") for title in titles)


def test_a_section_comes_under_new_keys_with_this_drafts_facts(
    client: Client, target: Draft, drafter: User, speech: Draft
) -> None:
    old = fill(speech.manuscript(), {})
    proposal = take(client, target, speech, second_section(speech))
    texts = [paragraph["text"] for paragraph in proposal["paragraphs"]]
    assert texts[0] == "汲取教训"
    assert "认清形势" not in texts
    assert not {p["key"] for p in proposal["paragraphs"]} & {p.key for p in old.paragraphs}
    assert proposal["label"] == "取来“汲取教训”"


def test_a_filled_fact_of_the_other_draft_is_asked_anew(client: Client, target: Draft, drafter: User) -> None:
    source = make_speech(drafter, "讲话\n同志们：\n一、总结\n【单位】成效明显。")
    set_facts(source, author=drafter, facts={"单位": "青山县"})
    proposal = take(client, target, source, source.manuscript().paragraphs[1].key)
    assert proposal["paragraphs"][1]["text"] == "【单位】成效明显。"
    set_facts(target, author=drafter, facts={"单位": "绿水县"})
    proposal = take(client, target, source, source.manuscript().paragraphs[1].key)
    assert proposal["paragraphs"][1]["text"] == "绿水县成效明显。"


def test_a_moved_section_leaves_a_version_behind(client: Client, target: Draft, speech: Draft) -> None:
    before = speech.manuscript()
    answer = client.post(reverse("section-remove", args=[speech.pk, second_section(speech)]))
    assert "可以恢复" in answer.json()["sentence"]
    texts = [p.text for p in speech.manuscript().paragraphs]
    assert "汲取教训" not in texts
    assert "抓好落实" in texts
    assert speech.revisions.filter(reason=Revision.Reason.IMPORTED).get().manuscript() == before


def test_a_section_that_is_gone_is_told(client: Client, target: Draft, speech: Draft) -> None:
    address = reverse("draft-section-proposal", args=[target.pk, speech.pk, "nosuchkey"])
    assert "error" in client.get(address).json()


def test_nobody_takes_from_what_he_may_not_see(client: Client, target: Draft, outsider: User) -> None:
    other = make_speech(outsider)
    key = second_section(other)
    address = reverse("draft-section-proposal", args=[target.pk, other.pk, key])
    assert client.get(address).status_code == 404
    assert client.post(reverse("section-remove", args=[other.pk, key])).status_code == 404
    page = client.get(reverse("draft-borrow", args=[target.pk]), {"source": other.pk}).content.decode()
    assert "汲取教训" not in page


@pytest.mark.parametrize("source", ["x", "-1", "9" * 18, "9" * 5000])
def test_a_source_that_is_none_shows_the_list(
    client: Client, target: Draft, speech: Draft, source: str
) -> None:
    page = client.get(reverse("draft-borrow", args=[target.pk]), {"source": source})
    assert speech.title in page.content.decode()


def test_a_reader_takes_nothing_out(client: Client, speech: Draft, head: User) -> None:
    client.force_login(head)
    assert client.post(reverse("section-remove", args=[speech.pk, second_section(speech)])).status_code == 403
