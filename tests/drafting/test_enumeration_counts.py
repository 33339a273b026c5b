"""What the outline tells the paper of wrong counts: those that it cannot find by itself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User

from .factories import make_speech

pytestmark = pytest.mark.django_db

SPEECH = (
    "坚持“四个始终”\n同志们：\n一、坚持“四个始终”\n就是“四个始终”。\n一是始终从严。\n二是始终从实。\n三是始终从细。\n"
    "二、工作\n要抓好三项工作：抓学习；抓整改。\n谢谢大家！"
)


def told(client: Client, url: str) -> list[tuple[str, str, str]]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [
        (one["data-start"], one["data-text"], one["data-healed"]) for one in page.select("#miscounts > li")
    ]


def test_counts_of_the_title_and_inside_a_sentence_are_told_and_those_with_marks_are_not(
    client: Client, drafter: User
) -> None:
    draft = make_speech(drafter, SPEECH)
    client.force_login(drafter)
    wanted = [("2", "“四个始终”", "“三个始终”"), ("3", "三项工作", "两项工作")]
    assert told(client, reverse("draft-outline", args=[draft.pk])) == wanted
    assert told(client, draft.get_absolute_url()) == wanted


def test_before_an_export_the_wrong_counts_are_named_the_title_s_without_a_link(
    client: Client, drafter: User
) -> None:
    draft = make_speech(drafter, SPEECH)
    client.force_login(drafter)
    page = BeautifulSoup(client.get(reverse("draft-export-menu", args=[draft.pk])).content, "html.parser")
    assert "题头的“四个始终”（3 处） 与后面的 3 条对不上" in page.get_text()
    assert not page.select("a[href^='#front']")


def test_nothing_is_told_where_all_is_right(client: Client, drafter: User) -> None:
    draft = make_speech(drafter)
    client.force_login(drafter)
    assert told(client, reverse("draft-outline", args=[draft.pk])) == []
