"""Proofreading in the editor through the real server: the whole of 10,000 characters, and after one edit.

Beside a page that does next to nothing, in the same run. Asserts no time.
"""

import http.client
import itertools
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing
from typing import Any

import psutil
import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting import proofing
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Revision
from speeches.environment import BASE_DIR
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import parse
from tests.bench.timing import times
from tests.proofreading.planted import FAULT, FOLDER
from tests.setup.house import House, new_house

CHARACTERS, EDITS, GOAL = 10_000, 60, 60

# Run inside the installation that is measured.
MAKE = """
import json, sys
from django.test import Client
from speeches.accounts.models import Office, User
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Revision
from speeches.manuscript.parsing import parse

person = User.objects.create(username="bench", name="测速", office=Office.objects.first())
manuscript = parse(sys.stdin.read()).manuscript
draft = create_draft(person, manuscript, reason=Revision.Reason.IMPORTED, facts={})
client = Client()
client.force_login(person)
bodies = [paragraph.to_json() for paragraph in draft.manuscript().paragraphs if len(paragraph.text) > 40]
session = client.cookies["sessionid"].value
print("MADE" + json.dumps([session, person.pk, draft.pk, draft.sequence, bodies[len(bodies) // 2]]))
"""


def speech() -> str:
    """Return about ten thousand characters of our own texts, their faults mended, no line of them twice."""
    texts = [FAULT.sub(r"\2", path.read_text("utf-8")) for path in sorted(FOLDER.rglob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines()]
    lines = [line for line in dict.fromkeys(lines) if line.strip() and not line.startswith("#")]
    sums = itertools.accumulate(map(len, lines))
    return "\n".join(line for line, total in zip(lines, sums, strict=True) if total <= CHARACTERS)


class Desk:
    """One person at one draft of the measured server."""

    def __init__(self, house: House, made: list[Any]) -> None:
        self.session, self.writer, self.draft, self.base, self.paragraph = made
        self.connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        self.found: dict[str, list[float]] = defaultdict(list)

    def ask(self, kind: str, path: str, body: str | None = None) -> bytes:
        token = "t" * 32
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "X-CSRFToken": token,
            "X-Writer": str(self.writer),
            "HX-Request": "true",
            "Content-Type": "application/json",
        }
        start = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.found[kind].append((time.perf_counter() - start) * 1_000)
        assert answer.status == 200 or kind == "floor", content
        return content

    def edit(self, number: int) -> None:
        was, self.paragraph = self.paragraph, {**self.paragraph, "text": f"{self.paragraph['text']}好。"}
        change = {"client": "bench", "number": number, "base": self.base, "was": [was]}
        body = json.dumps({**change, "upserts": [self.paragraph]})
        self.base = json.loads(self.ask("save", f"/drafts/{self.draft}/changes/", body))["sequence"]

    def told(self, kind: str) -> str:
        found = sorted(self.found[kind])
        return f"中位 {statistics.median(found):.1f} ms，p95 {statistics.quantiles(found, n=20)[-1]:.1f} ms"


def test_a_check_after_an_edit_through_the_server() -> None:
    with new_house() as house:
        house.start()
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAKE]
        made = subprocess.run(
            command,
            cwd=BASE_DIR,
            env=house.environment(),
            input=speech(),
            capture_output=True,
            text=True,
            check=True,
        )
        desk = Desk(house, json.loads(made.stdout.partition("MADE")[2]))
        with closing(desk.connection):
            panel = f"/drafts/{desk.draft}/proof/"
            for number in range(1, EDITS + 1):
                desk.ask("floor", "/nothing/")
                desk.edit(number)
                desk.ask("proof", panel)
    load = " ".join(f"{one:.1f}" for one in psutil.getloadavg()[:2])
    print(f"\n{len(speech())} 字，改一段后经服务器再校对，负载 {load}：")
    print(f"头一次 {desk.found['proof'][0]:.1f} ms（进程刚启动）")
    for kind, name in {"floor": "空页面", "save": "保存一段", "proof": "再校对"}.items():
        print(f"{name}：{desk.told(kind)}")
    print(f"（再校对的目标 {GOAL} ms）")


@pytest.mark.django_db
def test_work_of_a_check_in_the_view(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = create_draft(drafter, parse(speech()).manuscript, reason=Revision.Reason.IMPORTED, facts={})
    address = reverse("draft-proof", args=[draft.pk])
    body = next(one for one in draft.manuscript().paragraphs if one.role is Role.BODY and len(one.text) > 40)
    row = draft.paragraphs.get(key=body.key)

    def whole() -> None:
        proofing.kept.clear()
        assert client.get(address).status_code == 200

    def again() -> None:
        row.text += "好。"
        row.save()
        assert client.get(address).status_code == 200

    acts = {"全文": whole, "改一段后": again, "空页面": lambda: client.get("/nothing/")}
    print(f"\n{len(speech())} 字，一次请求（中位）：")
    for name, act in acts.items():
        act()
        taken = times(act, repeats=15)
        print(f"{name}：{taken:.1f} ms，其中处理器 {taken.work:.1f} ms")
