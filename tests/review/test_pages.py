"""The addresses of review: who sees them, what they show, what bad input gets; swaps equal reloads."""

from datetime import timedelta

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_comment,
    answer_comment,
    decide,
    recall_draft,
    save_chain,
    submit_draft,
)
from speeches.review.models import Chain, Comment, Round
from speeches.review.queries import open_comments
from speeches.review.states import CommentState, Outcome, Verdict
from tests.htmx import HTMX, main_of, soup_of, swap

from .conftest import TEXTS
from .test_actions import write

GET = ("review-read", "draft-submit", "draft-timeline", "draft-opinions", "comment-new")
POST = ("draft-decide", "draft-submit", "draft-recall", "draft-reopen", "comment-add")
OF_A_COMMENT = ("comment-withdraw", "comment-put-back", "comment-reopen", "comment-answer", "answer-correct")
ADDRESSES = [*(("get", name) for name in GET), *(("post", name) for name in POST)]


@pytest.mark.parametrize("person", ["outsider", "bystander", "colleague", "curator"])
@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_whom_it_does_not_concern_finds_nothing(
    client: Client, request: pytest.FixtureRequest, submitted: Draft, person: str, method: str, name: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert getattr(client, method)(reverse(name, args=[submitted.pk])).status_code == 404


@pytest.mark.parametrize("name", OF_A_COMMENT)
def test_comment_of_an_invisible_draft_is_not_found(
    client: Client, submitted: Draft, leader: User, outsider: User, name: str
) -> None:
    comment = add_comment(submitted, author=leader, text="？", key="p00001")
    client.force_login(outsider)
    assert client.post(reverse(name, args=[submitted.pk, comment.pk])).status_code == 404


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_nobody_is_sent_to_the_login(client: Client, submitted: Draft, method: str, name: str) -> None:
    response = getattr(client, method)(reverse(name, args=[submitted.pk]))
    assert reverse("login") in response["Location"]


ROLES = [
    ("leader", "draft-recall", 403),
    ("boss", "comment-add", 403),
    ("boss", "draft-reopen", 403),
    ("drafter", "comment-add", 403),
    ("drafter", "comment-new", 403),
    ("boss", "comment-new", 403),
]


@pytest.mark.parametrize(("person", "name", "status"), ROLES)
def test_who_sees_it_may_not_do_what_is_not_theirs(
    client: Client, request: pytest.FixtureRequest, submitted: Draft, person: str, name: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    method = client.get if name == "comment-new" else client.post
    assert method(reverse(name, args=[submitted.pk]), {"key": "p00001", "text": "？"}).status_code == status


def read(client: Client, person: User, draft: Draft) -> Tag:
    client.force_login(person)
    return main_of(client.get(reverse("review-read", args=[draft.pk])))


def test_leader_sees_text_sender_note_and_two_buttons(
    client: Client, leader: User, boss: User, drafter: User, submitted: Draft
) -> None:
    page = read(client, leader, submitted)
    assert TEXTS[1] in page.select_one("#text").get_text()
    assert "请审阅。" in page.get_text()
    assert [button.get_text(strip=True) for button in page.select(".decide button")] == ["退回修改", "同意"]
    for person in (boss, drafter):
        page = read(client, person, submitted)
        assert not page.select(".decide, .annotate-line")
        assert "现在由审阅领导审阅" in page.get_text()


def test_draft_that_was_never_sent_has_no_such_page(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    assert client.get(reverse("review-read", args=[draft.pk])).status_code == 404


def test_comment_marks_its_words_and_swap_equals_reload(
    client: Client, leader: User, submitted: Draft
) -> None:
    page = read(client, leader, submitted)
    start = TEXTS[1].rindex("大家")
    data = {"key": "p00002", "start": start, "quote": "大家要抓好落实", "text": "重复了"}
    address = reverse("comment-add", args=[submitted.pk])
    swap(page, "#reading", client.post(address, data, headers=HTMX))
    again = read(client, leader, submitted)
    assert page.prettify() == again.prettify()
    marked = again.select_one("#text .quoted-words")
    assert (marked.get_text(), marked.previous_sibling) == ("大家要抓好落实", TEXTS[1][:start])
    assert "重复了" in again.select_one(".opinions").get_text()


def test_quick_phrase_is_a_comment_of_its_own(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    data = {"key": "p00001", "text": "", "phrase": "数据请核实"}
    response = client.post(reverse("comment-add", args=[submitted.pk]), data)
    assert response.status_code == 302
    assert Comment.objects.get().text == "数据请核实"


def test_empty_comment_is_asked_for(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    address = reverse("comment-add", args=[submitted.pk])
    response = client.post(address, {"key": "p00001", "text": " "}, headers=HTMX)
    assert response.status_code == 422
    assert "还没有写意见" in response.content.decode()
    assert not Comment.objects.exists()


def test_return_without_a_reason_keeps_the_page(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    address = reverse("draft-decide", args=[submitted.pk])
    response = client.post(address, {"verdict": "returned", "reason": ""})
    assert response.status_code == 422
    assert "请写明退回的理由" in response.content.decode()
    assert client.post(address, {"verdict": "returned", "reason": "太长"}).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == Draft.State.RETURNED


def submit(client: Client, draft: Draft, **fields: object):
    return client.post(reverse("draft-submit", args=[draft.pk]), fields)


def test_a_day_that_is_over_is_refused_and_nothing_typed_is_lost(
    client: Client, drafter: User, leader: User, draft: Draft
) -> None:
    client.force_login(drafter)
    day = timezone.localdate() - timedelta(days=1)
    answer = submit(client, draft, person_1=leader.pk, due_on=day.isoformat(), note="重点看数据")
    assert answer.status_code == 422
    page = main_of(answer)
    assert "这个日期已经过了。请改成今天或以后。" in page.get_text()
    assert page.select_one("#id_due_on")["value"] == day.isoformat()
    assert "重点看数据" in page.get_text()
    assert not Round.objects.exists()


def test_drafter_submits(client: Client, drafter: User, leader: User, boss: User, draft: Draft) -> None:
    client.force_login(drafter)
    day = timezone.localdate()
    response = submit(
        client,
        draft,
        person_1=leader.pk,
        person_3=boss.pk,
        due_on=day.isoformat(),
        note="重点看数据",
        chain_name="常规",
    )
    assert response["Location"] == reverse("review-read", args=[draft.pk])
    review = Round.objects.get()
    assert [step.person for step in review.steps.all()] == [leader, boss]
    assert (review.due_on.isoformat(), review.note) == (day.isoformat(), "重点看数据")
    assert [step.person for step in Chain.objects.get().steps.all()] == [leader, boss]


def test_nobody_named_keeps_what_was_typed(client: Client, drafter: User, draft: Draft) -> None:
    client.force_login(drafter)
    response = submit(client, draft, note="重点看数据")
    assert response.status_code == 422
    assert "还没有选审阅人" in response.content.decode()
    assert "重点看数据" in response.content.decode()


def test_open_places_are_a_warning_that_asks_for_a_reason(
    client: Client, drafter: User, leader: User, draft: Draft
) -> None:
    write(draft, drafter, 3, "共查处【数据】件。")
    client.force_login(drafter)
    page = main_of(client.get(reverse("draft-submit", args=[draft.pk])))
    assert "1 处待填" in page.select_one(".gate-open").get_text()
    assert submit(client, draft, person_1=leader.pk).status_code == 422
    assert submit(client, draft, person_1=leader.pk, reason="数据月底才有").status_code == 302


def test_saved_order_is_filled_in_and_can_go(
    client: Client, drafter: User, leader: User, boss: User, draft: Draft
) -> None:
    chain = save_chain(draft.office, by=drafter, name="常规", people=[boss, leader])
    client.force_login(drafter)
    page = main_of(client.get(reverse("draft-submit", args=[draft.pk]), {"chain": chain.pk}))
    chosen = [option["value"] for option in page.select("option[selected]") if option["value"]]
    assert chosen == [str(boss.pk), str(leader.pk)]
    client.post(reverse("chain-remove", args=[draft.pk, chain.pk]))
    assert not Chain.objects.exists()


@pytest.fixture
def returned(submitted: Draft, leader: User) -> Draft:
    start = TEXTS[1].rindex("大家")
    add_comment(submitted, author=leader, text="重复", key="p00002", start=start, quote="大家要抓好落实")
    add_comment(submitted, author=leader, text="压缩", key="p00003", quote="再接再厉", start=5)
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="太长。")
    submitted.refresh_from_db()
    return submitted


def panel(client: Client, draft: Draft) -> Tag:
    return soup_of(client.get(reverse("draft-opinions", args=[draft.pk]))).select_one("#opinions")


def test_drafter_sees_the_reason_first_and_settles_each_opinion(
    client: Client, drafter: User, returned: Draft
) -> None:
    client.force_login(drafter)
    shown = panel(client, returned)
    assert "太长。" in shown.find(recursive=False).get_text()
    assert [link["data-start"] for link in shown.select("a[data-start]")] == [
        str(TEXTS[1].rindex("大家")),
        "5",
    ]
    assert not shown.select(f'a[href="{reverse("draft-submit", args=[returned.pk])}"]')
    for comment in Comment.objects.all():
        address, typed = reverse("comment-answer", args=[returned.pk, comment.pk]), f"text-{comment.pk}"
        refused = client.post(address, {"outcome": "kept", typed: ""})
        assert "请写明理由" in refused.content.decode()
        assert client.post(address, {"outcome": "partly", typed: "删去一处"}).status_code == 200
    assert panel(client, returned).select(f'a[href="{reverse("draft-submit", args=[returned.pk])}"]')
    client.post(reverse("answer-correct", args=[returned.pk, Comment.objects.first().pk]))
    assert Comment.objects.first().state == CommentState.OPEN


def test_answer_without_a_result_keeps_what_was_typed(client: Client, drafter: User, returned: Draft) -> None:
    client.force_login(drafter)
    first, second = Comment.objects.all()
    address = reverse("comment-answer", args=[returned.pk, first.pk])
    typed = {f"text-{first.pk}": "删去一处", f"text-{second.pk}": "正在改"}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "删去一处" in response.content.decode()
    response = client.post(address, {**typed, "outcome": "adopted"})
    texts = [area.get_text() for area in soup_of(response).select(".answer-form textarea")]
    assert texts == ["正在改"]


def test_changed_words_are_said_to_be_changed(client: Client, drafter: User, returned: Draft) -> None:
    write(returned, drafter, 2, "第一要统一思想，大家要抓好落实。")
    client.force_login(drafter)
    shown = panel(client, returned)
    assert "原文已改" in shown.select_one(".opinion").get_text()
    assert "大家要抓好落实" in shown.select_one(".opinion").get_text()


def test_leader_sees_next_time_what_became_of_it(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    for comment in Comment.objects.all():
        answer_comment(comment, by=drafter, outcome=Outcome.ADOPTED, text="已改")
    submit_draft(returned, by=drafter, people=[leader])
    text = read(client, leader, returned).select_one("#mine-before").get_text()
    assert "您的意见及处理情况" in text
    assert "已采纳" in text


def test_what_waits_for_the_leader_comes_first(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    for comment in returned.comments.filter(state=CommentState.OPEN):
        is_kept = comment.text == "压缩"
        outcome = Outcome.KEPT if is_kept else Outcome.ADOPTED
        answer_comment(comment, by=drafter, outcome=outcome, text="与上级文件一致。")
    submit_draft(returned, by=drafter, people=[leader])
    mine = read(client, leader, returned).select("#mine-before .opinion")
    assert len(mine) == 2
    assert "压缩" in mine[0].get_text()
    assert "重复" in mine[1].get_text()


def test_a_decision_that_comes_too_late_gives_back_what_was_written(
    client: Client, drafter: User, leader: User, boss: User, bystander: User, submitted: Draft
) -> None:
    address, said = reverse("draft-decide", args=[submitted.pk]), "第二部分再压一压。"
    fields = {"verdict": "returned", "reason": said}
    client.force_login(boss)
    early = client.post(address, fields)
    assert (early.status_code, said in early.content.decode()) == (403, True), "not their turn yet"
    recall_draft(submitted, by=drafter)
    client.force_login(leader)
    late = client.post(address, fields)
    assert late.status_code == 404
    assert said in late.content.decode()
    assert "不在您这里审阅" in late.content.decode()
    client.force_login(bystander)
    assert said not in client.post(address, fields).content.decode()


def test_timeline_tells_who_did_what(client: Client, drafter: User, returned: Draft) -> None:
    client.force_login(drafter)
    text = main_of(client.get(reverse("draft-timeline", args=[returned.pk]))).get_text()
    for said in ("依次请审阅领导、主要领导审阅", "作批注", "退回修改：太长。", "建立讲话稿"):
        assert said in text


def test_queries_do_not_grow_with_comments(client: Client, leader: User, submitted: Draft) -> None:
    client.force_login(leader)
    counts = []
    add_comment(submitted, author=leader, text="？")
    for _ in range(2):
        client.get(reverse("review-read", args=[submitted.pk]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("review-read", args=[submitted.pk]))
        counts.append(len(captured))
        for _ in range(5):
            add_comment(submitted, author=leader, text="？", key="p00001", quote="会议", start=0)
    assert counts[0] == counts[1] <= 28


def test_praise_is_shown_and_asks_nobody_for_anything(client: Client, submitted: Draft, leader: User) -> None:
    client.force_login(leader)
    key = submitted.manuscript().paragraphs[1].key
    said = {"key": key, "start": 0, "quote": submitted.manuscript().paragraphs[1].text[:4], "phrase": "好"}
    client.post(f"/review/{submitted.pk}/comments/add/", said)
    comment = Comment.objects.get()
    assert (comment.state, comment.text, comment.quote) == (Comment.State.PRAISED, "好", said["quote"])
    client.post(f"/review/{submitted.pk}/comments/{comment.pk}/withdraw/")
    client.post(f"/review/{submitted.pk}/comments/{comment.pk}/put-back/")
    comment.refresh_from_db()
    assert comment.state == Comment.State.PRAISED
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="再改一遍")
    assert not open_comments(submitted).exists()
    client.force_login(submitted.author)
    praise = soup_of(client.get(f"/review/{submitted.pk}/opinions/")).select_one(".opinion.praised")
    assert said["quote"] in praise.get_text()
    assert not praise.select(".answer-form, [hx-post*=correct]")
