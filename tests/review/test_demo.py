"""The demo's draft in review: whoever logs in as the leader finds everything on the page."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.management.commands.load_demo_reviews import REVIEWS
from speeches.review.models import Round
from tests.htmx import main_of

ROWS = json.loads(REVIEWS.read_text(encoding="utf-8"))


@pytest.fixture
def draft(db: None) -> Draft:
    for command in ("load_demo", "load_demo_drafts", "load_demo_reviews", "load_demo_reviews"):
        call_command(command, verbosity=0)
    return Draft.objects.get(fixture_id=ROWS[0]["draft"])


def test_leader_finds_all_that_her_page_can_show(client: Client, draft: Draft) -> None:
    assert Round.objects.count() == 2 * len(ROWS)
    client.force_login(User.objects.get(username="shenyue"))
    assert draft.title in client.get(reverse("dashboard")).content.decode()
    page = main_of(client.get(reverse("review-read", args=[draft.pk])))
    assert "第 2 次送审" in page.select_one(".round-head").get_text()
    assert "请审定" in page.select_one(".round-head").get_text()
    before = page.select_one("#mine-before").get_text()
    for words in ("已采纳", "部分采纳", "起草人建议保留原表述，请您定", "没有发生重大差错和延误"):
        assert words in before
    assert "上次看过以后" in page.select_one(".since").get_text()
    new = "".join(one.get_text() for one in page.select("#text ins"))
    assert "把督办抓紧抓牢" in new
    assert "316" in new
    assert page.select_one(".decide")
    assert [one["data-marker"] for one in page.select("[data-level='2']")] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
    ]


def test_every_word_that_is_replaced_stands_in_the_text() -> None:
    texts = {
        row["id"]: row["text"] for row in json.loads(REVIEWS.with_name("drafts.json").read_text("utf-8"))
    }
    for row in ROWS:
        words = [old for old, _ in row["edits"]]
        words += [one.get("words") or one["paragraph"] for one in row["opinions"]]
        assert all(texts[row["draft"]].count(one) == 1 for one in words)
