"""征求意见: who is asked sees one revision and answers; the drafters see who thinks what, and settle it."""

import io
from datetime import timedelta

import pytest
from bs4 import Tag
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from speeches.accounts.models import Notice, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.actions import delete_draft
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_opinion,
    answer_comment,
    close_consultation,
    record_reply,
    reopen_consultation,
    send_reply,
    submit_draft,
)
from speeches.review.consulting.queries import awaited_of
from speeches.review.models import Comment, Consultation, Participant
from speeches.review.reminding import remind_people
from speeches.review.states import Channel, Outcome, Reply
from tests.htmx import HTMX, main_of, swap

from .conftest import TEXTS
from .test_actions import write


def answer_page(client: Client, person: User, mine: Participant) -> Tag:
    client.force_login(person)
    return main_of(client.get(reverse("consultation-answer", args=[mine.pk])))


def add(client: Client, mine: Participant, **said: object) -> HttpResponse:
    return client.post(reverse("opinion-add", args=[mine.pk]), said, headers=HTMX)


OF_MINE = [
    ("get", "consultation-answer"),
    ("get", "opinion-new"),
    ("post", "opinion-add"),
    ("post", "reply-send"),
]


@pytest.mark.parametrize("person", ["outsider", "drafter", "leader", "bystander"])
@pytest.mark.parametrize(("method", "name"), OF_MINE)
def test_nobody_else_finds_what_one_was_asked(
    client: Client, request: pytest.FixtureRequest, mine: Participant, person: str, method: str, name: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert getattr(client, method)(reverse(name, args=[mine.pk])).status_code == 404


def test_who_is_asked_sees_that_revision_and_nothing_else(
    client: Client, drafter: User, asked: User, draft: Draft, mine: Participant
) -> None:
    write(draft, drafter, 3, "希望同志们乘势而上。")
    page = answer_page(client, asked, mine)
    assert TEXTS[2] in page.get_text()
    assert "乘势而上" not in page.get_text()
    assert "请看数据。" in page.get_text()
    number = mine.consultation.revision.number
    hidden = ["draft-edit", "review-read", "draft-settlement", "draft-timeline", "draft-consultations"]
    for address in [reverse(name, args=[draft.pk]) for name in (*hidden, "draft-compare", "draft-export")]:
        assert client.get(address).status_code == 404, address
    assert client.get(reverse("revision-detail", args=[draft.pk, number])).status_code == 404
    detail = reverse("consultation-detail", args=[draft.pk, mine.consultation_id])
    assert client.get(detail).status_code == 404


def test_a_deleted_draft_is_gone_for_who_was_asked(
    client: Client, drafter: User, asked: User, draft: Draft, mine: Participant
) -> None:
    delete_draft(draft, author=drafter)
    client.force_login(asked)
    assert client.get(reverse("consultation-answer", args=[mine.pk])).status_code == 404
    assert not awaited_of(asked).exists()


def test_opinions_are_noted_on_words_and_taken_back(client: Client, asked: User, mine: Participant) -> None:
    page = answer_page(client, asked, mine)
    swap(page, "#reading", add(client, mine, key="p00003", start=5, quote="再接再厉", text="换个说法"))
    assert page.select_one(".quoted-words").get_text() == "再接再厉"
    assert page.prettify() == answer_page(client, asked, mine).prettify()
    one = Comment.objects.get()
    for name in ("opinion-withdraw", "opinion-put-back"):
        swap(page, "#reading", client.post(reverse(name, args=[mine.pk, one.pk]), headers=HTMX))
        assert page.prettify() == answer_page(client, asked, mine).prettify()


def test_proposed_text_becomes_a_suggestion(client: Client, asked: User, mine: Participant) -> None:
    client.force_login(asked)
    said = {"key": "p00003", "start": 5, "quote": "再接再厉", "proposed": "乘势而上"}
    assert add(client, mine, **said).status_code == 200
    assert Comment.objects.get().proposal is not None
    assert "建议把“再接再厉”改为“乘势而上”。" in Comment.objects.get().text
    assert "和原文一样" in add(client, mine, **{**said, "proposed": "再接再厉"}).content.decode()
    assert "不在这一段里" in add(client, mine, **{**said, "start": 0}).content.decode()
    assert add(client, mine, key="p00003").status_code == 422
    # The form begins with the words as they stand: left alone they propose nothing.
    add(client, mine, **{**said, "proposed": "再接再厉", "text": "换个说法"})
    assert Comment.objects.get(text="换个说法").proposal is None


def test_notes_are_private_until_the_reply_is_sent(
    client: Client, drafter: User, asked: User, draft: Draft, mine: Participant
) -> None:
    add_opinion(mine, by=asked, text="数字不对", key="p00002")
    client.force_login(drafter)
    settlement = reverse("draft-settlement", args=[draft.pk])
    assert "数字不对" not in client.get(settlement).content.decode()
    client.force_login(asked)
    client.post(reverse("reply-send", args=[mine.pk]), {"text": "题目太长\n少用排比"})
    client.force_login(drafter)
    shown = main_of(client.get(settlement))
    texts = [one.get_text() for one in shown.select(".opinion-text")]
    assert texts == ["数字不对", "题目太长", "少用排比"]
    assert "第一监督检查室" in shown.get_text()
    assert Notice.objects.filter(person=drafter, text__contains="有意见").exists()


def test_reply_without_a_word_means_no_opinion(client: Client, asked: User, mine: Participant) -> None:
    client.force_login(asked)
    client.post(reverse("reply-send", args=[mine.pk]), {"text": " "})
    mine.refresh_from_db()
    assert mine.reply == Reply.NONE
    assert not awaited_of(asked).exists()
    response = client.post(reverse("reply-send", args=[mine.pk]), {"text": "长" * 4001})
    assert (response.status_code, "长" * 4001 in response.content.decode()) == (422, True)


def test_opinions_of_units_are_settled_before_the_draft_goes_out(
    client: Client, drafter: User, leader: User, asked: User, draft: Draft, mine: Participant
) -> None:
    add_opinion(mine, by=asked, text="数字不对", key="p00002")
    assert submit_draft(draft, by=drafter, people=[leader])
    assert not draft.readers.filter(pk=asked.pk).exists()


def test_sent_opinions_hold_the_draft_back(
    client: Client, drafter: User, leader: User, asked: User, draft: Draft, mine: Participant
) -> None:
    send_reply(mine, by=asked, text="数字不对")
    with pytest.raises(NotAllowed, match="没有办结"):
        submit_draft(draft, by=drafter, people=[leader])
    one = Comment.objects.get()
    client.force_login(drafter)
    address = reverse("settlement-settle", args=[draft.pk, one.pk])
    client.post(address, {"verb": "kept", "text": "已核对无误"})
    submit_draft(draft, by=drafter, people=[leader])
    page = answer_page(client, asked, mine)
    assert "已核对无误" in page.get_text()
    client.force_login(leader)
    assert "数字不对" not in client.get(reverse("review-read", args=[draft.pk])).content.decode()
    assert "未采纳" in client.get(reverse("draft-settlement", args=[draft.pk])).content.decode()


def test_closed_takes_no_more_and_what_was_noted_counts(
    client: Client, drafter: User, asked: User, mine: Participant
) -> None:
    add_opinion(mine, by=asked, text="数字不对")
    close_consultation(mine.consultation, by=drafter)
    mine.refresh_from_db()
    assert mine.reply == Reply.OPINIONS
    client.force_login(asked)
    assert add(client, mine, key="p00001", text="晚了").status_code == 403
    assert "已经结束" in answer_page(client, asked, mine).get_text()
    reopen_consultation(mine.consultation, by=drafter)
    assert add(client, mine, key="p00001", text="补充").status_code == 200


def detail(client: Client, reader: User, consultation: Consultation) -> Tag:
    client.force_login(reader)
    address = reverse("consultation-detail", args=[consultation.draft_id, consultation.pk])
    return main_of(client.get(address))


def of(name: str, one: Participant) -> str:
    return reverse(name, args=[one.consultation.draft_id, one.consultation_id, one.pk])


def test_paper_reply_is_entered_line_by_line(
    client: Client, drafter: User, consultation: Consultation, on_paper: Participant
) -> None:
    page = detail(client, drafter, consultation)
    said = {"channel": "telephone", "text": "第二部分太长\n\n数字以年报为准"}
    swap(page, f"#participant-{on_paper.pk}", client.post(of("reply-record", on_paper), said, headers=HTMX))
    assert page.prettify() == detail(client, drafter, consultation).prettify()
    assert [one.text for one in Comment.objects.order_by("pk")] == ["第二部分太长", "数字以年报为准"]
    assert "由起草人代录（电话" in page.get_text()
    assert "已反馈 1 / 共 2 家" in page.get_text()
    response = client.post(of("reply-record", on_paper), {"channel": "", "text": "再补一条"})
    assert "第一监督检查室" not in response.content.decode()
    assert (response.status_code, "再补一条" in response.content.decode()) == (422, True)
    assert client.post(of("reply-record", on_paper), {"channel": "paper"}).status_code == 403


def test_reminding_tells_who_was_asked(
    client: Client, drafter: User, asked: User, mine: Participant, on_paper: Participant
) -> None:
    client.force_login(drafter)
    page = detail(client, drafter, mine.consultation)
    swap(page, f"#participant-{mine.pk}", client.post(of("participant-remind", mine), headers=HTMX))
    assert page.prettify() == detail(client, drafter, mine.consultation).prettify()
    assert Notice.objects.filter(person=asked, text__contains="还在等您").exists()
    assert client.post(of("participant-remind", on_paper)).status_code == 403
    send_reply(mine, by=asked)
    assert client.post(of("participant-remind", mine)).status_code == 403


MANAGED = [
    ("get", "consultation-detail"),
    ("get", "consultation-file"),
    ("post", "consultation-close"),
    ("post", "consultation-reopen"),
]


@pytest.mark.parametrize("person", ["outsider", "bystander", "colleague", "asked"])
def test_whom_it_does_not_concern_manages_nothing(
    client: Client, request: pytest.FixtureRequest, mine: Participant, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    consultation = mine.consultation
    for method, name in MANAGED:
        address = reverse(name, args=[consultation.draft_id, consultation.pk])
        assert getattr(client, method)(address).status_code == 404
    for name in ("participant-remind", "reply-record"):
        assert client.post(of(name, mine)).status_code == 404
    for name in ("draft-consultations", "consultation-new"):
        assert client.get(reverse(name, args=[consultation.draft_id])).status_code == 404


def test_head_sees_but_does_not_manage(client: Client, boss: User, mine: Participant) -> None:
    assert "市财政局" in detail(client, boss, mine.consultation).get_text()
    for name in ("consultation-close", "consultation-reopen"):
        address = reverse(name, args=[mine.consultation.draft_id, mine.consultation_id])
        assert client.post(address).status_code == 403
    assert client.get(reverse("consultation-new", args=[mine.consultation.draft_id])).status_code == 403


def test_drafter_asks_people_and_units(client: Client, drafter: User, asked: User, draft: Draft) -> None:
    client.force_login(drafter)
    address = reverse("consultation-new", args=[draft.pk])
    assert "还没有写向谁征求" in client.post(address, {"note": "急"}).content.decode()
    assert "写了两次" in client.post(address, {"units": "财政局\n财政局"}).content.decode()
    assert client.post(address, {"people": [asked.pk, drafter.pk]}).status_code == 422
    day = timezone.localdate() + timedelta(days=9)
    said = {"people": [asked.pk], "units": "市财政局\n市审计局", "due_on": str(day)}
    past = client.post(address, {**said, "due_on": str(day - timedelta(days=10))})
    assert (past.status_code, "已经过了" in past.content.decode()) == (422, True)
    response = client.post(address, said)
    assert response.status_code == 302
    names = [one.name for one in Participant.objects.all()]
    assert names == ["一室主任", "市财政局", "市审计局"]
    assert Notice.objects.filter(person=asked, text__contains=f"{day.month}月{day.day}日前").exists()
    draft.refresh_from_db()
    assert draft.is_editable
    assert "第 1 次征求意见" in client.get(reverse("draft-consultations", args=[draft.pk])).content.decode()


def test_summary_has_a_row_for_each_opinion_and_each_unit(
    client: Client,
    drafter: User,
    consultation: Consultation,
    mine: Participant,
    on_paper: Participant,
    asked: User,
) -> None:
    add_opinion(mine, by=asked, text="数字不对", key="p00003", start=5, quote="再接再厉")
    send_reply(mine, by=asked, text="少用排比")
    record_reply(on_paper, by=drafter, channel=Channel.PAPER)
    client.force_login(drafter)
    address = reverse("consultation-file", args=[consultation.draft_id, consultation.pk])
    document = Document(io.BytesIO(client.get(address).content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["序号", "单位", "意见", "采纳情况", "说明"],
        ["1", "第一监督检查室", "“再接再厉”\n数字不对", "待处理", ""],
        ["2", "第一监督检查室", "少用排比", "待处理", ""],
        ["3", "市财政局", "无意见", "", ""],
    ]


def test_unit_reads_that_it_was_declined_and_why(
    client: Client, drafter: User, asked: User, draft: Draft, mine: Participant
) -> None:
    send_reply(mine, by=asked, text="数字不对")
    answer_comment(Comment.objects.get(), by=drafter, outcome=Outcome.KEPT, text="已核对无误")
    for shown in (
        answer_page(client, asked, mine).get_text(),
        detail(client, drafter, mine.consultation).get_text(),
    ):
        assert "已核对无误" in shown
        assert "未采纳" in shown
        assert "建议保留原表述" not in shown
    address = reverse("consultation-file", args=[draft.pk, mine.consultation_id])
    rows = Document(io.BytesIO(client.get(address).content)).tables[0].rows
    assert [cell.text for cell in rows[1].cells][3:] == ["未采纳", "已核对无误"]


def test_queries_do_not_grow(client: Client, drafter: User, asked: User, mine: Participant) -> None:
    counts = []
    send_reply(mine, by=asked, text="一")
    for _ in range(2):
        detail(client, drafter, mine.consultation)
        answer_page(client, asked, mine)
        counts.append([])
        client.force_login(drafter)
        with CaptureQueriesContext(connection) as captured:
            address = reverse("consultation-detail", args=[mine.consultation.draft_id, mine.consultation_id])
            client.get(address)
        counts[-1].append(len(captured))
        client.force_login(asked)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("consultation-answer", args=[mine.pk]))
        counts[-1].append(len(captured))
        send_reply(mine, by=asked, text="二\n三\n四\n五")
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 22


def test_desk_shows_what_one_was_asked(client: Client, asked: User, mine: Participant) -> None:
    client.force_login(asked)
    address = reverse("consultation-answer", args=[mine.pk])
    assert main_of(client.get(reverse("dashboard"))).select(f'a[href="{address}"]')
    send_reply(mine, by=asked)
    assert "向我征求意见" not in client.get(reverse("dashboard")).content.decode()


def test_what_is_due_is_called_to_mind_once_a_day(drafter: User, asked: User, mine: Participant) -> None:
    today = timezone.localdate()
    Consultation.objects.update(due_on=today + timedelta(days=3))
    remind_people.call()
    assert not Notice.objects.filter(person=asked, kind="due").exists()
    Consultation.objects.update(due_on=today)
    for _ in range(2):
        remind_people.call()
    assert Notice.objects.get(person=asked, kind="due").text.startswith(
        "《在测试会议上的讲话》反馈期限快到了"
    )
    send_reply(mine, by=asked)
    Notice.objects.all().delete()
    remind_people.call()
    assert not Notice.objects.filter(person=asked, kind="due").exists()
