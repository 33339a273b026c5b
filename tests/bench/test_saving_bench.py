"""Saving through the real server: 20 people in 20 drafts and 5 in one, a save of each every two seconds.

All ask for news besides. Latencies beside those of a page that does next to nothing. Asserts no time.
"""

import http.client
import itertools
import json
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Revision
from speeches.environment import BASE_DIR
from speeches.manuscript.paragraph import Role
from tests.bench.test_editor_bench import manuscript
from tests.bench.timing import times
from tests.setup.house import House, new_house

ALONE, TOGETHER = 20, 5
PARAGRAPHS = 120
SECONDS = 30
EVERY = {"save": 2.0, "news": 1.5}
SENTENCE = "各级纪检监察组织要坚守职责定位，把监督挺在前面。"
GOAL = 60

# Run inside the installation that is measured: people, drafts, sessions.
MAKE = f"""
import json
from django.test import Client
from speeches.accounts.models import Office, User
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Revision
from speeches.manuscript.parsing import parse

office = Office.objects.first()
lines = ["在测试会议上的讲话", "同志们：", *(f"第{{n}}段。{SENTENCE * 3}" for n in range({PARAGRAPHS}))]
people, drafts = [], []
for n in range({ALONE + TOGETHER}):
    person = User.objects.create(username=f"bench{{n}}", name=f"测速{{n}}", office=office)
    if n <= {ALONE}:
        manuscript = parse("\\n".join(lines)).manuscript
        draft = create_draft(person, manuscript, reason=Revision.Reason.IMPORTED, facts={{}})
    else:
        draft.co_drafters.add(person)
    client = Client()
    client.force_login(person)
    paragraph = draft.manuscript().paragraphs[n % 7 + 3]
    session = client.cookies["sessionid"].value
    people.append([session, person.pk, draft.pk, draft.sequence, paragraph.to_json()])
print("PEOPLE" + json.dumps(people))
"""


@dataclass
class Times:
    """Milliseconds of every request, by kind."""

    found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def take(self, kind: str, act: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        answer = act()
        self.found[kind].append((time.perf_counter() - start) * 1_000)
        return answer

    def line(self, kind: str) -> str:
        found = self.found[kind]
        p95 = statistics.quantiles(found, n=20)[-1]
        return f"{len(found)} 次，中位 {statistics.median(found):.1f} ms，p95 {p95:.1f} ms"


class Typist:
    """One person who types in one paragraph all the time."""

    def __init__(self, port: int, times: Times, number: int, person: list[Any]) -> None:
        self.session, self.writer, self.draft, self.base, self.paragraph = person
        self.port, self.times, self.client = port, times, f"bench{number}"
        self.number, self.known, self.delay = 0, "", number * EVERY["save"] / (ALONE + TOGETHER)

    def work(self, until: float) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as self.connection:
            due = {kind: time.monotonic() + self.delay for kind in EVERY}
            while (now := time.monotonic()) < until:
                kind = min(due, key=due.__getitem__)
                time.sleep(max(0.0, due[kind] - now))
                getattr(self, kind)()
                due[kind] += EVERY[kind]

    def save(self) -> None:
        self.number += 1
        was, self.paragraph = self.paragraph, {**self.paragraph, "text": f"{self.paragraph['text']}字"}
        change = {"client": self.client, "number": self.number, "base": self.base}
        body = json.dumps({**change, "was": [was], "upserts": [self.paragraph]})
        self.base = self.ask("save", "POST", "", body)["sequence"]

    def news(self) -> None:
        key = self.paragraph["key"]
        query = f"?since={self.base}&client={self.client}&at={key}&people={self.known}"
        news = self.ask("news", "GET", query)
        self.known = news.get("known", self.known)
        self.base = news.get("sequence", self.base)

    def ask(self, kind: str, method: str, query: str, body: str | None = None) -> dict[str, Any]:
        token = "t" * 32
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "X-CSRFToken": token,
            "X-Writer": str(self.writer),
            "Content-Type": "application/json",
        }

        def send() -> tuple[int, bytes]:
            self.connection.request(method, f"/drafts/{self.draft}/changes/{query}", body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()

        status, content = self.times.take(kind, send)
        assert status in (200, 204), content
        assert status == 200 or not content
        if kind == "news":
            self.times.found["news, nothing new" if status == 204 else "news, something new"].append(
                self.times.found["news"][-1]
            )
        return json.loads(content or "{}")


def look_at_little(port: int, times: Times, until: float) -> None:
    """Ask for a page without a query: what the machine and the way to the server cost by themselves."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        while time.monotonic() < until:
            times.take(
                "floor", lambda: (connection.request("GET", "/nothing/"), connection.getresponse().read())
            )
            time.sleep(0.2)


def people_of(house: House) -> list[list[Any]]:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAKE]
    made = subprocess.run(
        command, cwd=BASE_DIR, env=house.environment(), capture_output=True, text=True, check=True
    )
    return json.loads(made.stdout.partition("PEOPLE")[2])


def work_of(house: House) -> float:
    """Return the processor time of the server, its workers and its database so far. Milliseconds."""
    times = [process.cpu_times() for process in house.processes() if "db_worker" not in process.cmdline()]
    return sum(one.user + one.system for one in times) * 1_000


def test_saving_of_twenty_five_people() -> None:
    taken = Times()
    with new_house() as house:
        house.start()
        people = people_of(house)
        before = work_of(house)
        until = time.monotonic() + SECONDS
        typists = [Typist(house.port, taken, number, person) for number, person in enumerate(people)]
        acts = [lambda one=one: one.work(until) for one in typists]
        acts.append(lambda: look_at_little(house.port, taken, until))
        threads = [threading.Thread(target=act) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        worked = work_of(house) - before
    names = {
        "floor": "空页面",
        "save": "保存一段",
        "news, nothing new": "询问，没有变化（无正文）",
        "news, something new": "询问，有变化",
    }
    print(
        f"\n{ALONE} 人各写一篇、{TOGETHER} 人同写一篇，每人每 2 秒保存一次，{PARAGRAPHS} 段，负载 {load()}："
    )
    for kind, name in names.items():
        print(f"{name}：{taken.line(kind)}")
    requests = sum(len(taken.found[kind]) for kind in ("floor", "save", "news"))
    share = worked / SECONDS / 10 / (psutil.cpu_count() or 1)
    print(f"服务器和数据库：每个请求平均用处理器 {worked / requests:.1f} ms，占机器 {share:.0f}%")
    p95 = {kind: statistics.quantiles(taken.found[kind], n=20)[-1] for kind in ("floor", "save")}
    print(f"保存 p95 是空页面的 {p95['save'] / p95['floor']:.1f} 倍（目标 {GOAL} ms）")


def load() -> str:
    return " ".join(f"{one:.1f}" for one in psutil.getloadavg()[:2])


@pytest.mark.django_db
def test_work_of_one_save_and_one_question(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = create_draft(drafter, manuscript(300), reason=Revision.Reason.IMPORTED, facts={})
    address = reverse("draft-changes", args=[draft.pk])
    paragraph = next(one.to_json() for one in draft.manuscript().paragraphs if one.role is Role.BODY)
    number = itertools.count(1)
    known = client.get(address, {"since": draft.sequence, "client": "look"}).json()["known"]

    def save() -> None:
        was = [dict(paragraph)]
        paragraph["text"] += "字"
        change = {"client": "work", "number": next(number), "base": draft.sequence, "was": was}
        payload = json.dumps({**change, "upserts": [paragraph]})
        assert client.post(address, payload, content_type="application/json").status_code == 200

    def look() -> None:
        query = {"since": next(number) + 1_000, "client": "look", "people": known}
        assert client.get(address, query).status_code == 204

    print("\n300 段，一次请求（中位）：")
    for name, act in {
        "保存一段": save,
        "询问，没有变化": look,
        "空页面": lambda: client.get("/nothing/"),
    }.items():
        act()
        taken = times(act, repeats=40)
        print(f"{name}：{taken:.1f} ms，其中处理器 {taken.work:.1f} ms")
