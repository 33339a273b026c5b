"""Two requests at the same moment: the lock on the draft puts one after the other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import ChangeSet, Draft

from .factories import body, change_set, upsert

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at once, each over its own connection; return their answers."""
    answers: list[Any] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(place: int) -> None:
        barrier.wait()
        try:
            answers[place] = acts[place]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def saving(draft: Draft, author: User, payload: dict[str, Any]) -> Callable[[], Any]:
    return lambda: apply_change_set(draft, author=author, payload=payload)


def test_two_people_saving_different_paragraphs_lose_nothing(draft: Draft, drafter: User) -> None:
    payloads = [
        change_set(draft, 1, client=f"tab{place}", upserts=[upsert(body(place, f"{place} 改的。"))])
        for place in (1, 2, 3)
    ]
    answers = together(*(saving(draft, drafter, payload) for payload in payloads))
    assert sorted(answer["sequence"] for answer in answers) == [2, 3, 4]
    assert [p.text for p in draft.manuscript().paragraphs] == ["1 改的。", "2 改的。", "3 改的。"]


def test_a_save_sent_twice_at_once_is_applied_once(draft: Draft, drafter: User) -> None:
    payload = change_set(draft, 1, upserts=[upsert(body(9), "p00001")])
    first, second = together(*(saving(draft, drafter, payload) for _ in range(2)))
    assert first == second
    assert ChangeSet.objects.count() == 1
    assert len(draft.manuscript().paragraphs) == 4
