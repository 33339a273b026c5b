"""How the editor page and a save grow with the speech: queries, medians in ms, ratios. Asserts no time."""

import json
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.value import Front, FrontLine, Manuscript

pytestmark = pytest.mark.django_db

SIZES = (20, 200, 2_000)
REPEATS = 7
HEADS = ("一、", "（一）")
SENTENCE = "各级纪检监察组织要坚守职责定位，把监督挺在前面。"


def manuscript(size: int) -> Manuscript:
    """Return a speech of so many paragraphs: every fifth a heading, the others announced lists."""
    return Manuscript((FrontLine(Front.TITLE, "在测试会议上的讲话"),), tuple(map(paragraph, range(size))))


def paragraph(place: int) -> Paragraph:
    if place % 5 == 0:
        level = 1 if place % 25 == 0 else 2
        return Paragraph(new_key(), Role.HEADING, "抓好落实", level=level, series=HEADS[level - 1])
    if place % 5 == 1:
        return Paragraph(new_key(), Role.BODY, "【单位】要做到三个坚持：")
    list_id = f"list{place // 5}"
    return Paragraph(new_key(), Role.ITEM, SENTENCE * 2, series="一是", list_id=list_id, depth=1)


def measured(act: Callable[[int], object]) -> tuple[int, float]:
    """Return the number of queries and the median in ms."""
    act(0)
    with CaptureQueriesContext(connection) as captured:
        act(1)
    queries = len(captured)
    times = []
    for turn in range(2, REPEATS + 2):
        start = time.perf_counter()
        act(turn)
        times.append((time.perf_counter() - start) * 1000)
    return queries, statistics.median(times)


def opening(client: Client, draft: Draft) -> Callable[[int], object]:
    return lambda turn: client.get(draft.get_absolute_url()).content


def saving(client: Client, draft: Draft, name: str, count: int) -> Callable[[int], object]:
    """Return an act that saves so many changed paragraphs."""
    address = reverse("draft-changes", args=[draft.pk])
    rows = [p.to_json() for p in draft.manuscript().paragraphs if p.role is Role.BODY][:count]

    def act(turn: int) -> object:
        draft.refresh_from_db(fields=["sequence"])
        upserts = [{**row, "text": f"{row['text']}{turn}"} for row in rows]
        payload = {"client": name, "number": turn + 1, "base": draft.sequence, "upserts": upserts}
        response = client.post(address, json.dumps(payload), content_type="application/json")
        assert response.status_code == 200
        return response

    return act


def outline(client: Client, draft: Draft) -> Callable[[int], object]:
    address = reverse("draft-outline", args=[draft.pk])
    return lambda turn: client.get(address).content


def test_editor_by_length(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    drafts = {
        size: create_draft(drafter, manuscript(size), reason=Revision.Reason.IMPORTED, facts={})
        for size in SIZES
    }
    acts: dict[str, Callable[[Draft], Callable[[int], object]]] = {
        "打开编辑页": lambda draft: opening(client, draft),
        "保存一段": lambda draft: saving(client, draft, "one", 1),
        "保存全部正文段": lambda draft: saving(client, draft, "all", 2_000),
        "刷新提纲": lambda draft: outline(client, draft),
    }
    print()
    for name, make in acts.items():
        found = {size: measured(make(draft)) for size, draft in drafts.items()}
        cells = [f"{size} 段 {queries} 次查询 {ms:.1f} ms" for size, (queries, ms) in found.items()]
        growth = found[SIZES[2]][1] / found[SIZES[1]][1]
        print(f"{name}：{'；'.join(cells)}；200→2000 段 {growth:.1f} 倍")
        assert len({queries for queries, _ in found.values()}) == 1
