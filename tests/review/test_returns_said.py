"""Comments of a returned file: each at its own words, in one go, whoever said them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.docx.marking import Comment as Thread
from speeches.docx.marking import Range, Stamp
from speeches.drafting.models import Draft
from speeches.manuscript.value import Manuscript
from speeches.review.models import Comment
from speeches.review.returns.actions import bring_back, leave_items, suggest_items
from tests.htmx import HTMX

from .conftest import TEXTS
from .test_returns import brought, edited, first_changed, numbers, sent, upload_of

pytestmark = pytest.mark.django_db
WORDS = "大家要抓好落实"


def same(manuscript: Manuscript) -> Manuscript:
    return manuscript


def on(start: int, text: str, author: str = "审阅领导", minute: int = 30) -> Thread:
    stamp = Stamp(author, f"2026-03-06T09:{minute}:00")
    return Thread(stamp, text, Range("p00002", start, "p00002", start + len(WORDS)))


def commented(draft: Draft, by: User, *threads: Thread) -> list[Comment]:
    """Bring back a file with comments that were made in it, and enter them all."""
    copy = brought(draft, by, edited(draft, sent(draft, by), same, *threads))
    suggest_items(copy, numbers(copy), by=by)
    return list(draft.comments.order_by("pk"))


def test_a_comment_on_the_second_of_two_like_places_stays_there(submitted: Draft, drafter: User) -> None:
    first, second = TEXTS[1].index(WORDS), TEXTS[1].rindex(WORDS)
    found = commented(submitted, drafter, on(second, "后一处"), on(first, "前一处"))
    assert {(one.text, one.start) for one in found} == {("前一处", first), ("后一处", second)}
    assert {(one.key, one.quote, one.said_by) for one in found} == {("p00002", WORDS, "审阅领导")}


def test_reading_does_not_grow_with_what_was_said(submitted: Draft, drafter: User) -> None:
    """Neither the text that went out nor the people are asked for again with every comment."""
    counts = []
    for many in (1, 5):
        names = [f"第{many}批{number}号" for number in range(many)]
        threads = [on(0, f"意见{number}", name, 10 + number) for number, name in enumerate(names)]
        copy = brought(submitted, drafter, edited(submitted, sent(submitted, drafter), same, *threads))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            suggest_items(copy, numbers(copy), by=drafter)
        asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
        counts.append((sum('"content"' in sql for sql in asked), sum("membership" in sql for sql in asked)))
    assert counts[0][0] == counts[1][0]
    assert counts[1][1] <= counts[0][1] + 4


@pytest.mark.parametrize("way", ["accept", "suggest", "leave"])
def test_what_is_done_already_is_not_told_as_done_again(
    client: Client, draft: Draft, drafter: User, way: str
) -> None:
    copy = brought(draft, drafter, edited(draft, sent(draft, drafter), first_changed))
    leave_items(copy, numbers(copy), by=drafter)
    client.force_login(drafter)
    fields = {"item": numbers(copy), "way": way}
    said = client.post(reverse("return-take", args=[copy.pk]), fields, headers=HTMX).content.decode()
    assert "这次没有改动" in said
    assert "存为一版" not in said


def test_a_file_that_is_not_read_yet_is_not_taken_from(client: Client, draft: Draft, drafter: User) -> None:
    copy = bring_back(drafter, upload_of(edited(draft, sent(draft, drafter), first_changed)), draft)
    client.force_login(drafter)
    fields = {"item": [1], "way": "accept"}
    response = client.post(reverse("return-take", args=[copy.pk]), fields, follow=True)
    assert "还没有读完" in response.content.decode()
