"""意见采纳情况: who sees which opinions, what may be done to each, the change that settled it, the file."""

import io

import pytest
from bs4 import Tag
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_comment,
    answer_comment,
    consent_to_keeping,
    decide,
    insist_on_change,
    record_opinion,
    submit_draft,
)
from speeches.review.models import Comment
from speeches.review.states import Channel, CommentState, Outcome, Verdict
from tests.htmx import HTMX, main_of, soup_of, swap

from .test_actions import write


@pytest.fixture
def returned(submitted: Draft, leader: User) -> Draft:
    """Three opinions: on words, on a paragraph, on all."""
    add_comment(submitted, author=leader, text="换个说法", key="p00003", quote="再接再厉", start=5)
    add_comment(submitted, author=leader, text="此处展开", key="p00001")
    add_comment(submitted, author=leader, text="全文压缩")
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="请改。")
    submitted.refresh_from_db()
    return submitted


def comment(text: str) -> Comment:
    return Comment.objects.get(text=text)


def page(client: Client, reader: User, draft: Draft, **asked: str) -> Tag:
    client.force_login(reader)
    return main_of(client.get(reverse("draft-settlement", args=[draft.pk]), asked))


def settle(client: Client, draft: Draft, one: Comment, **said: str) -> HttpResponse:
    return client.post(reverse("settlement-settle", args=[draft.pk, one.pk]), said, headers=HTMX)


def texts(shown: Tag) -> list[str]:
    return [one.get_text() for one in shown.select(".settled-item .opinion-text")]


ADDRESSES = [("get", "draft-settlement"), ("get", "draft-settlement-file"), ("get", "opinion-record")]


@pytest.mark.parametrize("person", ["outsider", "bystander", "colleague", "curator"])
@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_whom_it_does_not_concern_finds_nothing(
    client: Client, request: pytest.FixtureRequest, returned: Draft, person: str, method: str, name: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert getattr(client, method)(reverse(name, args=[returned.pk])).status_code == 404
    assert settle(client, returned, comment("此处展开"), verb="adopted").status_code == 404


def test_opinions_stand_in_reading_order_and_are_counted(
    client: Client, drafter: User, returned: Draft
) -> None:
    answer_comment(comment("换个说法"), by=drafter, outcome=Outcome.ADOPTED, text="已换")
    answer_comment(comment("全文压缩"), by=drafter, outcome=Outcome.KEPT, text="已很短")
    shown = page(client, drafter, returned)
    assert texts(shown) == ["此处展开", "换个说法", "全文压缩"]
    assert "已办 1 / 共 3" in shown.get_text()
    assert "提请领导定 1" in shown.get_text()


def test_filters_by_state_person_and_source(
    client: Client, drafter: User, leader: User, boss: User, returned: Draft
) -> None:
    record_opinion(returned, by=drafter, leader=boss, text="电话里说的", channel=Channel.TELEPHONE)
    answer_comment(comment("换个说法"), by=drafter, outcome=Outcome.ADOPTED)
    assert texts(page(client, drafter, returned, state="adopted")) == ["换个说法"]
    assert texts(page(client, drafter, returned, person=str(boss.pk))) == ["电话里说的"]
    assert len(texts(page(client, drafter, returned, source="round-1"))) == 4
    assert "没有符合条件的意见" in page(client, drafter, returned, state="partly").get_text()


def test_change_of_the_paragraph_is_shown(client: Client, drafter: User, returned: Draft) -> None:
    write(returned, drafter, 3, "希望同志们乘势而上。")
    shown = page(client, drafter, returned)
    change = shown.select_one(".settled-item:has(del) .settled-text")
    assert change.select_one("del").get_text() == "再接再厉"
    assert change.select_one("ins").get_text() == "乘势而上"
    assert len(shown.select(".settled-change")) == 1


def test_reader_sees_the_text_that_was_sent_out_not_what_is_being_written(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    write(returned, drafter, 3, "希望同志们乘势而上。")
    assert "乘势而上" not in page(client, leader, returned).get_text()


def test_answering_swaps_the_opinion_and_the_progress(client: Client, drafter: User, returned: Draft) -> None:
    shown, one = page(client, drafter, returned), comment("此处展开")
    swap(shown, f"#opinion-{one.pk}", settle(client, returned, one, verb="partly", text="展开一句"))
    assert shown.prettify() == page(client, drafter, returned).prettify()
    swap(shown, f"#opinion-{one.pk}", settle(client, returned, one, verb="reopen"))
    assert comment("此处展开").state == CommentState.OPEN


def test_missing_explanation_is_asked_for_and_nothing_typed_is_lost(
    client: Client, drafter: User, returned: Draft
) -> None:
    client.force_login(drafter)
    response = settle(client, returned, comment("此处展开"), verb="kept", text=" ")
    assert response.status_code == 422
    assert "请写明理由" in response.content.decode()
    long = settle(client, returned, comment("此处展开"), verb="adopted", text="长" * 2001)
    assert (long.status_code, "长" * 2001 in long.content.decode()) == (422, True)
    assert settle(client, returned, comment("此处展开"), verb="nonsense").status_code == 404


def test_leader_may_not_answer_nor_the_drafter_decide(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    client.force_login(leader)
    assert settle(client, returned, comment("此处展开"), verb="adopted").status_code == 403
    answer_comment(comment("此处展开"), by=drafter, outcome=Outcome.KEPT, text="口径如此")
    client.force_login(drafter)
    assert settle(client, returned, comment("此处展开"), verb="consent").status_code == 403
    assert comment("此处展开").state == CommentState.REFERRED


def test_what_is_left_to_the_leader_only_that_leader_closes(
    client: Client, drafter: User, leader: User, boss: User, returned: Draft
) -> None:
    one = comment("此处展开")
    answer_comment(one, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    for act in (consent_to_keeping, insist_on_change):
        with pytest.raises(NotAllowed, match="只有本人"):
            act(comment("此处展开"), by=boss)
    shown = page(client, leader, returned)
    assert [button.get_text() for button in shown.select(".settled-item button")] == ["同意保留", "仍请修改"]
    client.force_login(leader)
    swap(shown, f"#opinion-{one.pk}", settle(client, returned, one, verb="insist", text="写具体些"))
    assert shown.prettify() == page(client, leader, returned).prettify()
    assert "写具体些" in shown.get_text()
    assert comment("此处展开").state == CommentState.OPEN


def test_leader_decides_on_the_page_of_the_next_round(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    for one in Comment.objects.all():
        answer_comment(one, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    submit_draft(returned, by=drafter, people=[leader])
    client.force_login(leader)
    shown = main_of(client.get(reverse("review-read", args=[returned.pk])))
    assert "您的意见及处理情况" in shown.get_text()
    address = reverse("comment-consent", args=[returned.pk, comment("此处展开").pk])
    swap(shown, "#reading", client.post(address, headers=HTMX))
    assert shown.prettify() == main_of(client.get(reverse("review-read", args=[returned.pk]))).prettify()
    assert comment("此处展开").state == CommentState.SETTLED
    client.post(reverse("comment-insist", args=[returned.pk, comment("全文压缩").pk]), headers=HTMX)
    assert comment("全文压缩").state == CommentState.OPEN
    decide(returned, by=leader, verdict=Verdict.AGREED)
    assert comment("换个说法").state == CommentState.SETTLED


def record(client: Client, draft: Draft, **said: object) -> HttpResponse:
    said = {"channel": "paper", "said_on": "2026-03-06", "text": "数字要核", **said}
    return client.post(reverse("opinion-record", args=[draft.pk]), said)


def test_opinion_from_paper_is_entered_in_the_leaders_name(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    client.force_login(drafter)
    response = record(client, returned, leader=leader.pk, key="p00003", quote="再接再厉")
    assert response.status_code == 302
    one = comment("数字要核")
    assert (one.author, one.recorded_by, one.quote) == (leader, drafter, "再接再厉")
    assert one.round == returned.rounds.get()
    assert [
        option["value"] for option in soup_of(client.get(response["Location"])).select("option[selected]")
    ] == [str(leader.pk)]
    client.force_login(leader)
    for name in ("review-read", "draft-settlement"):
        assert "由起草人代录" in client.get(reverse(name, args=[returned.pk])).content.decode()
    with pytest.raises(NotAllowed, match="没有办结"):
        submit_draft(returned, by=drafter, people=[leader])


def test_leader_corrects_and_takes_back_what_was_entered(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    one = record_opinion(returned, by=drafter, leader=leader, text="数字要核", channel=Channel.TELEPHONE)
    client.force_login(leader)
    assert settle(client, returned, one, verb="correct", text="").status_code == 422
    assert "两处数字" in settle(client, returned, one, verb="correct", text="两处数字").content.decode()
    assert "已收回" in settle(client, returned, one, verb="disown").content.decode()
    assert len(texts(page(client, drafter, returned))) == 3
    client.force_login(leader)
    settle(client, returned, one, verb="restore")
    assert "两处数字" in texts(page(client, drafter, returned))
    client.force_login(drafter)
    assert settle(client, returned, comment("此处展开"), verb="disown").status_code == 403


def test_somebody_without_an_account_and_before_any_round(
    client: Client, drafter: User, draft: Draft
) -> None:
    client.force_login(drafter)
    assert record(client, draft, outside_name="老书记").status_code == 302
    shown = page(client, drafter, draft)
    assert "老书记" in shown.get_text()
    one = comment("数字要核")
    settle(client, draft, one, verb="kept", text="已核")
    assert comment("数字要核").state == CommentState.SETTLED
    assert "未采纳" in page(client, drafter, draft).get_text()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"leader": ""}, "请选是哪位领导的意见"),
        ({"outside_name": "老书记", "text": ""}, "还没有写意见"),
        ({"outside_name": "老书记", "said_on": "2999-01-01"}, "这个日期还没有到"),
        ({"outside_name": "老书记", "said_on": "后天"}, "日期写成"),
        ({"outside_name": "老书记", "channel": "smoke"}, "smoke"),
        ({"outside_name": "老书记", "key": "p00001", "quote": "没有这几个字"}, "不在这一段里"),
        ({"outside_name": "老书记", "quote": "大家要抓好落实"}, "好几段里都有"),
        ({"outside_name": "老书记", "key": "p00002", "quote": "第"}, "有 2 处"),
        ({"outside_name": "老书记", "proposed": "乘势而上"}, "改的是哪里"),
        ({"outside_name": "老书记", "quote": "再接再厉", "proposed": "再接再厉"}, "和原文一样"),
    ],
)
def test_bad_entries_say_what_to_do(
    client: Client, drafter: User, draft: Draft, said: dict[str, str], sentence: str
) -> None:
    client.force_login(drafter)
    response = record(client, draft, **said)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert not Comment.objects.exists()


def test_leaders_own_wording_is_a_suggestion_that_can_be_put_in(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    client.force_login(drafter)
    said = {"leader": leader.pk, "quote": "再接再厉", "proposed": "乘势而上", "text": ""}
    assert record(client, returned, **said).status_code == 302
    one = Comment.objects.get(suggestion__isnull=False)
    assert (one.author, one.recorded_by, one.key, one.round) == (
        leader,
        drafter,
        "p00003",
        returned.rounds.get(),
    )
    shown = page(client, drafter, returned)
    assert shown.select_one(f"#opinion-{one.pk} .suggested ins").get_text() == "乘势而上"
    swap(shown, f"#opinion-{one.pk}", settle(client, returned, one, verb="apply"))
    assert returned.manuscript().paragraphs[2].text == "希望同志们乘势而上。"
    assert shown.prettify() == page(client, drafter, returned).prettify()
    assert settle(client, returned, comment("此处展开"), verb="apply").status_code == 404


def test_suggestion_that_no_longer_fits_is_not_put_in(
    client: Client, drafter: User, leader: User, returned: Draft
) -> None:
    client.force_login(drafter)
    record(client, returned, leader=leader.pk, quote="再接再厉", proposed="乘势而上")
    write(returned, drafter, 3, "希望同志们砥砺前行。")
    one = Comment.objects.get(suggestion__isnull=False)
    response = settle(client, returned, one, verb="apply")
    assert (response.status_code, "原文后来改过" in response.content.decode()) == (422, True)
    assert settle(client, returned, one, verb="adopted").status_code == 200


def test_only_writers_enter_opinions(client: Client, leader: User, returned: Draft) -> None:
    client.force_login(leader)
    assert record(client, returned, leader=leader.pk).status_code == 403


def test_file_has_a_row_for_each_opinion(client: Client, drafter: User, returned: Draft) -> None:
    answer_comment(comment("换个说法"), by=drafter, outcome=Outcome.ADOPTED, text="已换")
    write(returned, drafter, 3, "希望同志们乘势而上。")
    client.force_login(drafter)
    response = client.get(reverse("draft-settlement-file", args=[returned.pk]))
    document = Document(io.BytesIO(response.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "意见人", "对应内容", "意见内容", "采纳情况", "说明"]
    assert rows[2][2:] == [
        "“再接再厉”",
        "换个说法",
        "已采纳",
        "起草人已采纳：已换\n现表述：希望同志们乘势而上。",
    ]
    assert document.sections[0].page_width > document.sections[0].page_height
    filtered = client.get(reverse("draft-settlement-file", args=[returned.pk]), {"state": "open"})
    assert len(Document(io.BytesIO(filtered.content)).tables[0].rows) == 3


def test_file_says_where_the_beginning_of_a_paragraph_is_cut(
    client: Client, drafter: User, leader: User, draft: Draft
) -> None:
    write(draft, drafter, 2, "长" * 80)
    client.force_login(drafter)
    record(client, draft, leader=leader.pk, key="p00002", text="太长")
    document = Document(io.BytesIO(client.get(reverse("draft-settlement-file", args=[draft.pk])).content))
    assert document.tables[0].rows[1].cells[2].text == "长" * 60 + "……"


def test_places_lead_to_the_text(client: Client, drafter: User, leader: User, returned: Draft) -> None:
    links = page(client, drafter, returned).select(".opinion-place a")
    assert [link["href"] for link in links] == [f"{returned.get_absolute_url()}#p0000{n}" for n in (1, 3)]
    links = page(client, leader, returned).select(".opinion-place a")
    assert links[0]["href"] == f"{reverse('review-read', args=[returned.pk])}#at-p00001"


def test_draft_without_opinions_says_what_comes(client: Client, drafter: User, draft: Draft) -> None:
    assert "还没有意见" in page(client, drafter, draft).get_text()


def test_queries_do_not_grow_with_opinions(
    client: Client, drafter: User, leader: User, submitted: Draft
) -> None:
    client.force_login(drafter)
    counts = []
    add_comment(submitted, author=leader, text="？", key="p00001")
    for _ in range(2):
        client.get(reverse("draft-settlement", args=[submitted.pk]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("draft-settlement", args=[submitted.pk]))
        counts.append(len(captured))
        for _ in range(5):
            add_comment(submitted, author=leader, text="？", key="p00002", quote="大家", start=9)
            record_opinion(submitted, by=drafter, leader=leader, text="？", channel=Channel.PAPER)
    assert counts[0] == counts[1] <= 24
