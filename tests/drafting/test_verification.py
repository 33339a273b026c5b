"""数据核实单: every figure and sentence with numbers, what departments said, and when it no longer holds."""

import io

import pytest
from bs4 import Tag
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from speeches.accounts.models import RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.actions import apply_change_set, set_figure, verify_figure, verify_sentence
from speeches.drafting.models import Draft, Fact, Verification
from speeches.drafting.models.verification import Verdict
from speeches.drafting.verifying.lines import Status, lines_of
from speeches.manuscript.paragraph import Paragraph, Role, Span
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.cast import make_person
from tests.htmx import HTMX, main_of, swap

from .factories import body, change_set, make_draft, upsert

TEXTS = ("会议讲三点意见。", "全市立案128件，处分56人。同比增长12.5%。", "其中问责41人。")
WHO = "市审计局 王科长"


@pytest.fixture
def draft(drafter: User) -> Draft:
    """A figure filled into the third paragraph, numbers typed into the second."""
    paragraphs = [body(1, TEXTS[0]), body(2, TEXTS[1])]
    paragraphs.append(Paragraph("p00003", Role.BODY, TEXTS[2], spans=(Span(4, 6, "fact", "问责人数"),)))
    draft = make_draft(drafter, Manuscript((FrontLine(Front.TITLE, "讲话"),), tuple(paragraphs)))
    values = {"value": "41", "unit": "人", "previous": "30", "period": "2026年1至9月", "source": "案管室"}
    set_figure(draft, author=drafter, name="问责人数", values=values)
    return draft


@pytest.fixture
def fact(draft: Draft) -> Fact:
    return draft.facts.get(name="问责人数")


def write(draft: Draft, by: User, place: int, text: str) -> None:
    changes = change_set(draft, 1, f"tab{draft.sequence}-{place}", upserts=[upsert(body(place, text))])
    apply_change_set(draft, author=by, payload=changes)


def change(draft: Draft, by: User, **values: str) -> None:
    fact = draft.facts.get(name="问责人数")
    kept = {name: getattr(fact, name) for name in ("value", "unit", "previous", "period", "source")}
    set_figure(draft, author=by, name="问责人数", values={**kept, **values})


def statuses(draft: Draft) -> dict[str, Status]:
    lines = lines_of(draft.manuscript(), draft.facts.all(), draft.verifications.all())
    return {line.name or line.value: line.status for line in lines}


def page(client: Client, reader: User, draft: Draft) -> Tag:
    client.force_login(reader)
    return main_of(client.get(reverse("draft-verification", args=[draft.pk])))


def verify(client: Client, draft: Draft, **said: object) -> HttpResponse:
    return client.post(reverse("figure-verify", args=[draft.pk]), said, headers=HTMX)


def test_every_figure_and_every_sentence_with_numbers_is_a_line(draft: Draft, drafter: User) -> None:
    lines = lines_of(draft.manuscript(), draft.facts.all(), [])
    assert [(line.name, line.value, line.places[0].sentence) for line in lines] == [
        ("问责人数", "41人", "其中问责41人。"),
        ("", "128件、56人", "全市立案128件，处分56人。"),
        ("", "12.5%", "同比增长12.5%。"),
    ]
    write(draft, drafter, 1, "【问责人数 同比】。")
    assert statuses(draft)["问责人数 同比"] == Status.COMPUTED


def test_changed_figure_loses_its_verification(draft: Draft, drafter: User, fact: Fact) -> None:
    assert statuses(draft)["问责人数"] == Status.UNVERIFIED
    verify_figure(draft, fact, by=drafter, verdict=Verdict.RIGHT, who=WHO)
    assert statuses(draft)["问责人数"] == Status.VERIFIED
    change(draft, drafter, source="办公室")
    assert statuses(draft)["问责人数"] == Status.VERIFIED
    change(draft, drafter, value="42")
    assert statuses(draft)["问责人数"] == Status.CHANGED
    change(draft, drafter, value="41")
    assert statuses(draft)["问责人数"] == Status.VERIFIED


def test_proposed_value_waits_until_it_is_put_in(draft: Draft, drafter: User, fact: Fact) -> None:
    verify_figure(draft, fact, by=drafter, verdict=Verdict.WRONG, who=WHO, proposed="1,043")
    assert statuses(draft)["问责人数"] == Status.WRONG
    change(draft, drafter, value="1043")
    assert statuses(draft)["问责人数"] == Status.VERIFIED
    change(draft, drafter, value="1044")
    assert statuses(draft)["问责人数"] == Status.CHANGED


def test_changed_sentence_loses_its_verification(draft: Draft, drafter: User) -> None:
    first, second = "全市立案128件，处分56人。", "同比增长12.5%。"
    verify_sentence(draft, "p00002", first, by=drafter, verdict=Verdict.RIGHT, who=WHO)
    verify_sentence(draft, "p00002", second, by=drafter, verdict=Verdict.WRONG, who=WHO, proposed="12.8%")
    now = statuses(draft)
    assert (now["128件、56人"], now["12.5%"]) == (Status.VERIFIED, Status.WRONG)
    write(draft, drafter, 2, "全市立案129件，处分56人。同比增长12.8%。")
    now = statuses(draft)
    assert (now["129件、56人"], now["12.8%"]) == (Status.CHANGED, Status.VERIFIED)
    write(draft, drafter, 2, "会议强调，要过4关。")
    assert statuses(draft) == {"问责人数": Status.UNVERIFIED}


@pytest.mark.parametrize("person", ["outsider", "leader"])
def test_whom_it_does_not_concern_finds_nothing(
    client: Client, request: pytest.FixtureRequest, draft: Draft, drafter: User, fact: Fact, person: str
) -> None:
    one = verify_figure(draft, fact, by=drafter, verdict=Verdict.WRONG, who=WHO, proposed="43")
    client.force_login(request.getfixturevalue(person))
    for name in ("draft-verification", "verification-file"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404
    assert verify(client, draft, fact=fact.pk, verdict="right", who=WHO).status_code == 404
    for name in ("verification-withdraw", "figure-correct"):
        assert client.post(reverse(name, args=[draft.pk, one.pk])).status_code == 404


def test_head_sees_the_sheet_and_enters_nothing(
    client: Client, drafter: User, draft: Draft, fact: Fact
) -> None:
    reader = make_person("head", "单位负责人", draft.office, RoleName.HEAD)
    assert not page(client, reader, draft).select("form")
    assert verify(client, draft, fact=fact.pk, verdict="right", who=WHO).status_code == 403
    with pytest.raises(NotAllowed):
        verify_figure(draft, fact, by=reader, verdict=Verdict.RIGHT, who=WHO)


def test_answers_are_entered_corrected_and_taken_back(
    client: Client, drafter: User, draft: Draft, fact: Fact
) -> None:
    shown, target = page(client, drafter, draft), f"#fact-{fact.pk}"
    said = {"fact": fact.pk, "verdict": "wrong", "who": WHO, "proposed": "43", "note": "漏报2人"}
    swap(shown, target, verify(client, draft, **said))
    assert "应为 43" in " ".join(shown.select_one(target).get_text().split())
    one = Verification.objects.get()
    swap(shown, target, client.post(reverse("figure-correct", args=[draft.pk, one.pk]), headers=HTMX))
    fact.refresh_from_db()
    assert fact.value == "43"
    assert "已核实 1 / 共 3 项" in shown.get_text()
    again = reverse("verification-withdraw", args=[draft.pk, one.pk])
    swap(shown, target, client.post(again, headers=HTMX))
    assert shown.prettify() == page(client, drafter, draft).prettify()
    assert not Verification.objects.exists()


def test_sentence_is_verified_on_the_page(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    said = {"key": "p00002", "quote": "同比增长12.5%。", "verdict": "right", "who": WHO}
    assert verify(client, draft, **said).status_code == 200
    assert statuses(draft)["12.5%"] == Status.VERIFIED
    assert verify(client, draft, **{**said, "quote": "没有这一句1件。"}).status_code == 404
    one = Verification.objects.get()
    assert client.post(reverse("figure-correct", args=[draft.pk, one.pk])).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"verdict": "right"}, "写谁核实的"),
        ({"who": WHO}, "请点“核实无误”或“应予更正”"),
        ({"verdict": "wrong", "who": WHO}, "请写应更正为多少"),
        ({"verdict": "wrong", "who": WHO, "proposed": "四十三"}, "不是数字"),
        ({"verdict": "right", "who": "长" * 61}, "最多 60 字"),
    ],
)
def test_bad_entries_say_what_to_do_and_keep_what_was_typed(
    client: Client, drafter: User, draft: Draft, fact: Fact, said: dict[str, str], sentence: str
) -> None:
    client.force_login(drafter)
    response = verify(client, draft, fact=fact.pk, note="口径不同", **said)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert "口径不同" in response.content.decode()
    assert not Verification.objects.exists()


def test_file_has_room_for_what_is_not_yet_verified(
    client: Client, drafter: User, draft: Draft, fact: Fact
) -> None:
    verify_figure(draft, fact, by=drafter, verdict=Verdict.RIGHT, who=WHO)
    client.force_login(drafter)
    response = client.get(reverse("verification-file", args=[draft.pk]))
    rows = [
        [cell.text for cell in row.cells] for row in Document(io.BytesIO(response.content)).tables[0].rows
    ]
    assert rows[1][:7] == ["1", "问责人数", "41人", "30人", "2026年1至9月", "案管室", "其中问责41人。"]
    assert rows[1][7].startswith(f"无误\n{WHO}\n")
    assert rows[2][1:] == ["正文中的数", "128件\n56人", "", "", "", "全市立案128件，处分56人。", ""]


def test_facts_panel_says_what_was_verified(client: Client, drafter: User, draft: Draft, fact: Fact) -> None:
    verify_figure(draft, fact, by=drafter, verdict=Verdict.RIGHT, who=WHO)
    client.force_login(drafter)
    panel = reverse("draft-facts", args=[draft.pk])
    assert "已核实" in client.get(panel).content.decode()
    change(draft, drafter, value="50")
    assert "须重新核实" in client.get(panel).content.decode()


def test_speech_without_numbers_says_what_comes(client: Client, drafter: User) -> None:
    draft = make_draft(drafter, Manuscript((FrontLine(Front.TITLE, "讲话"),), (body(1, TEXTS[0]),)))
    assert "文中还没有数" in page(client, drafter, draft).get_text()


def test_queries_do_not_grow(client: Client, drafter: User, draft: Draft, fact: Fact) -> None:
    counts = []
    for _ in range(2):
        page(client, drafter, draft)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("draft-verification", args=[draft.pk]))
        counts.append(len(captured))
        for _ in range(4):
            verify_figure(draft, fact, by=drafter, verdict=Verdict.RIGHT, who=WHO)
    assert counts[0] == counts[1] <= 14


def test_who_takes_back_what_was_said_of_a_sentence_that_is_gone_gets_the_page_anew(
    client: Client, drafter: User, draft: Draft
) -> None:
    said = verify_sentence(draft, "p00002", "同比增长12.5%。", by=drafter, verdict=Verdict.RIGHT, who=WHO)
    write(draft, drafter, 2, "全市立案128件，处分56人。")
    client.force_login(drafter)
    address = reverse("verification-withdraw", args=[draft.pk, said.pk])
    assert client.post(address, headers=HTMX)["HX-Refresh"] == "true"
    assert not Verification.objects.exists()
