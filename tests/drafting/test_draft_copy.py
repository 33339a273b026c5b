"""复制一份: a draft as the start of another, by whoever may read it."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import set_facts
from speeches.drafting.models import Draft, Fact, Revision

pytestmark = pytest.mark.django_db


def copied(client: Client, person: User, draft: Draft) -> Draft:
    client.force_login(person)
    response = client.post(reverse("draft-copy", args=[draft.pk]))
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert response.headers["Location"] == copy.get_absolute_url()
    return copy


def test_the_text_and_the_facts_are_the_same_under_new_keys(
    client: Client, drafter: User, speech: Draft
) -> None:
    Draft.objects.update(meeting="警示教育大会", target_minutes=20, state=Draft.State.FINAL)
    Fact.objects.create(draft=speech, name="地点", value="")
    copy = copied(client, drafter, speech)
    old, new = speech.manuscript(), copy.manuscript()
    assert copy.title == f"{speech.title}（副本）"
    assert new.to_text().replace("（副本）", "") == old.to_text()
    assert not {p.key for p in new.paragraphs} & {p.key for p in old.paragraphs}
    assert [len(p.spans) for p in new.paragraphs] == [len(p.spans) for p in old.paragraphs]
    assert copy.facts_by_name() == speech.facts_by_name()
    assert (copy.meeting, copy.target_minutes, copy.state) == ("警示教育大会", 20, Draft.State.DRAFTING)
    assert copy.revisions.get().reason == Revision.Reason.COPIED


def test_a_fact_changed_in_the_copy_leaves_the_first_alone(
    client: Client, drafter: User, speech: Draft
) -> None:
    copy = copied(client, drafter, speech)
    set_facts(copy, author=drafter, facts={"地点": "礼堂"})
    assert "地点" not in speech.facts_by_name()


def test_a_title_on_two_lines_and_none_at_all(client: Client, drafter: User, draft: Draft) -> None:
    Draft.objects.update(front=[["title", "在会议上"], ["title", "的讲话"], ["date", "（3月）"]])
    copy = copied(client, drafter, draft)
    assert copy.front == [["title", "在会议上"], ["title", "的讲话（副本）"], ["date", "（3月）"]]
    copy.revisions.all().delete()
    Draft.objects.filter(pk=draft.pk).update(front=[])
    client.post(reverse("draft-copy", args=[draft.pk]))
    assert Draft.objects.latest("pk").title == "未命名的讲话稿（副本）"


def test_a_reader_starts_an_own_draft(client: Client, head: User, draft: Draft) -> None:
    assert copied(client, head, draft).author == head


def test_somebody_without_office_cannot(client: Client, drafter: User, draft: Draft) -> None:
    User.objects.update(office=None)
    client.force_login(drafter)
    assert client.post(reverse("draft-copy", args=[draft.pk])).status_code == 403
