"""The leader's page of 12,000 characters with 100 comments: first sight, and with 60 changes since the last.

Server time by Django's test client; the floor of the same run is the list of drafts, a page of this house.
Asserts no time: that the queries do not grow with comments, and what it prints beside the aim.
"""

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.duration import characters
from speeches.manuscript.parsing import parse
from speeches.review.actions import add_comment, submit_draft
from speeches.review.actions.seeing import note_seen
from speeches.review.models import Round, Seen
from tests.bench.compare_bench import EDITS, SIZE, edited
from tests.bench.parse_bench import speech
from tests.bench.timing import Taken, times
from tests.drafting.factories import make_draft

MOST_MILLISECONDS = 200
FEW, MANY = 10, 100
REPEATS = 7


@pytest.fixture
def draft(drafter: User, leader: User) -> Draft:
    draft = make_draft(drafter, parse(speech(SIZE)).manuscript)
    submit_draft(draft, by=drafter, people=[leader], reason="请先看框架")
    return draft


def comment(draft: Draft, leader: User, count: int, seed: int) -> None:
    """Comment on words all over the speech."""
    chance = random.Random(seed)
    paragraphs = [one for one in draft.rounds.get().revision.manuscript().paragraphs if len(one.text) > 12]
    for _ in range(count):
        one = chance.choice(paragraphs)
        start = chance.randrange(len(one.text) - 8)
        add_comment(
            draft, author=leader, text="请核实", key=one.key, start=start, quote=one.text[start : start + 8]
        )


def seen_before(draft: Draft, leader: User) -> None:
    """Let the leader have seen another text, 60 edits away."""
    review: Round = draft.rounds.select_related("revision").get()
    content = edited(review.revision.manuscript(), EDITS).to_json()
    before = Revision.objects.create(
        draft=draft,
        number=99,
        sequence=0,
        content=content,
        author=draft.author,
        reason=Revision.Reason.MANUAL,
    )
    note_seen(draft, review.revision, by=leader)
    Seen.objects.filter(draft=draft, person=leader).update(before=before)


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


@pytest.mark.django_db
def test_reading(client: Client, draft: Draft, leader: User) -> None:
    client.force_login(leader)
    page, floor_page = reverse("review-read", args=[draft.pk]), reverse("draft-list")

    def read() -> None:
        assert client.get(page).status_code == 200

    comment(draft, leader, FEW, 1)
    read()
    few = queries(read)
    comment(draft, leader, MANY - FEW, 2)
    assert queries(read) == few
    floor = times(lambda: client.get(floor_page), REPEATS)
    told("first sight", times(read, REPEATS), floor)
    seen_before(draft, leader)
    assert "上次看过以后" in client.get(page).content.decode()
    told(f"{EDITS} changes since", times(read, REPEATS), floor)
    count = characters(draft.rounds.get().revision.manuscript().to_text())
    print(f"\n  {count} characters, {MANY} comments, {few} queries")


def told(what: str, taken: Taken, floor: Taken) -> None:
    print(
        f"\nleader's page, {what}: {taken:.0f} ms, work {taken.work:.0f} (at most {MOST_MILLISECONDS});"
        f" {taken.work / floor.work:.1f} times the list of drafts",
        end="",
    )
